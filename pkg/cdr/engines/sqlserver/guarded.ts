import type { EventEmitter } from 'node:events';
import type { Socket } from 'node:net';
import type { Readable } from 'node:stream';
import type { Connection } from 'tedious';

/** The part of the driver (tedious 19) that reads answers. */
interface Reading {
  readonly socket?: Socket;
  createTokenStreamParser(message: unknown, handler: object): EventEmitter & { readonly parser: Readable };
}

/**
 * Makes an answer that is no TDS end its connection. The driver itself throws where nobody can catch it, which would end the
 * process and with it every data source.
 */
export function guarded(connection: Connection): Connection {
  const reading = connection as unknown as Reading;
  const create = reading.createTokenStreamParser.bind(connection);
  reading.createTokenStreamParser = (message, handler) => {
    const fail = (thrown: unknown) => {
      const error = Object.assign(new Error('The server sent what is no TDS.', { cause: thrown }), { code: 'ESOCKET' });
      if (tokens.listenerCount('error') > 0) {
        tokens.emit('error', error);
      }
      // The driver may have stopped listening to a socket whose login failed.
      reading.socket?.on('error', () => undefined).destroy(error);
    };
    const tokens = create(message, catching(handler, fail));
    tokens.parser.on('error', fail);
    return tokens;
  };
  return connection;
}

/** The same object, whose methods hand over what they throw. */
function catching<T extends object>(target: T, fail: (thrown: unknown) => void): T {
  return new Proxy(target, {
    get: (_, name) => {
      const value: unknown = Reflect.get(target, name);
      if (typeof value !== 'function') {
        return value;
      }
      return (...args: unknown[]): unknown => {
        try {
          return Reflect.apply(value, target, args) as unknown;
        } catch (thrown) {
          fail(thrown);
          return undefined;
        }
      };
    },
  });
}
