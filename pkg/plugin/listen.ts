import { ServerCredentials, type Server } from '@grpc/grpc-js';
import { tmpdir } from 'node:os';
import { promisify } from 'node:util';
import type { Endpoint } from './handshake.ts';
import { log } from './log.ts';
import { socketPath } from './sockets.ts';

/** Directory for the socket: the one the host names, else the system's own. Never the plugin's, which is signed. */
export function socketDirectory(env: NodeJS.ProcessEnv): string {
  return env['PLUGIN_UNIX_SOCKET_DIR'] || tmpdir();
}

/**
 * Makes the server listen: on a unix socket, or on a free port of the loopback address on Windows and wherever no
 * socket can be had, which a line in the log then explains.
 */
export async function listen(server: Server, env: NodeJS.ProcessEnv): Promise<Endpoint> {
  const bind = promisify(server.bindAsync.bind(server));
  const credentials = ServerCredentials.createInsecure();
  if (process.platform !== 'win32') {
    const directory = socketDirectory(env);
    const path = socketPath(directory);
    if (path === undefined) {
      log('warn', 'the path of the socket directory is too long: using a TCP port instead', { directory });
    } else {
      try {
        await bind(`unix:${path}`, credentials);
        return { network: 'unix', path };
      } catch (error) {
        log('warn', 'no socket can be made in the socket directory: using a TCP port instead', { directory, error });
      }
    }
  }
  return { network: 'tcp', port: await bind('127.0.0.1:0', credentials) };
}
