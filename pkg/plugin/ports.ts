import { createServer } from 'node:net';
import { HandshakeError } from './handshake.ts';

/** The address the plugin listens on where it has no socket: Grafana runs on the same machine. */
export const loopback = '127.0.0.1';

/** Ports to try, both ends included. 0 stands for any that the system has to give. */
export interface PortRange {
  readonly first: number;
  readonly last: number;
}

/**
 * The range a host gives by PLUGIN_MIN_PORT and PLUGIN_MAX_PORT, read as go-plugin reads it: an end that is not given is 0.
 *
 * @throws HandshakeError where an end is no port, or the first is above the last
 */
export function portRange(env: NodeJS.ProcessEnv): PortRange {
  const first = portOf(env, 'PLUGIN_MIN_PORT');
  const last = portOf(env, 'PLUGIN_MAX_PORT');
  if (first > last) {
    throw new HandshakeError(
      `The plugin host gives ports from ${first} (PLUGIN_MIN_PORT) to ${last} (PLUGIN_MAX_PORT): the first is above the last.`,
    );
  }
  return { first, last };
}

function portOf(env: NodeJS.ProcessEnv, name: string): number {
  const text = env[name] || '0';
  const port = /^\d{1,5}$/.test(text) ? Number(text) : NaN;
  if (!(port <= 65_535)) {
    throw new HandshakeError(`The plugin host gives ${JSON.stringify(text)} as ${name}: expected a port, 0 to 65535.`);
  }
  return port;
}

/**
 * Binds the first port of the range that is free, from its lower end as go-plugin does, and returns it.
 *
 * @param bind listens on a port of the loopback address and tells which it got
 * @throws HandshakeError where none is free
 */
export async function bindPort({ first, last }: PortRange, bind: (port: number) => Promise<number>): Promise<number> {
  for (let port = first; port <= last; port++) {
    if (await isFree(port)) {
      try {
        return await bind(port);
      } catch {
        // Somebody else took it in between: the next one.
      }
    }
  }
  throw new HandshakeError(
    `No port of ${loopback} from ${first} to ${last} can be had, the range that the plugin host gives (PLUGIN_MIN_PORT, PLUGIN_MAX_PORT): end what listens there.`,
  );
}

/** Whether a server can listen there. Asked before the gRPC library is, which logs every port that is taken. */
function isFree(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const probe = createServer();
    probe.once('error', () => {
      resolve(false);
    });
    probe.listen({ host: loopback, port, exclusive: true }, () => {
      probe.close(() => {
        resolve(true);
      });
    });
  });
}
