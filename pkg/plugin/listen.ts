import { ServerCredentials, type Server } from '@grpc/grpc-js';
import { tmpdir } from 'node:os';
import { promisify } from 'node:util';
import type { Endpoint } from './handshake.ts';
import { log } from './log.ts';
import { bindPort, loopback, portRange } from './ports.ts';
import { socketPath } from './sockets.ts';

/** Directory for the socket: the one the host names, else the system's own. Never the plugin's, which is signed. */
export function socketDirectory(env: NodeJS.ProcessEnv): string {
  return env['PLUGIN_UNIX_SOCKET_DIR'] || tmpdir();
}

/**
 * Makes the server listen: on a unix socket, or on a port of the loopback address on Windows and wherever no socket can
 * be had, which a line in the log then explains.
 *
 * @throws HandshakeError where no port can be had
 */
export async function listen(server: Server, env: NodeJS.ProcessEnv): Promise<Endpoint> {
  if (process.platform !== 'win32') {
    const directory = socketDirectory(env);
    const path = socketPath(directory);
    if (path === undefined) {
      log('warn', 'the path of the socket directory is too long: using a TCP port instead', { directory });
    } else {
      try {
        await bind(server, `unix:${path}`);
        return { network: 'unix', path };
      } catch (error) {
        log('warn', 'no socket can be made in the socket directory: using a TCP port instead', { directory, error });
      }
    }
  }
  return { network: 'tcp', port: await bindPort(portRange(env), (port) => bind(server, `${loopback}:${port}`)) };
}

/**
 * Makes a server whose socket was deleted listen at the same path again. Calls that run get their answers; connections are
 * asked to come again.
 */
export async function listenAgain(server: Server, path: string): Promise<void> {
  server.unbind(`unix:${path}`);
  await bind(server, `unix:${path}`);
}

function bind(server: Server, address: string): Promise<number> {
  return promisify(server.bindAsync.bind(server))(address, ServerCredentials.createInsecure());
}
