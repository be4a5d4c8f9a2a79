import { connect, createServer, type AddressInfo, type Server, type Socket } from 'node:net';

/** A TCP server on loopback for one test. */
export interface FakeServer {
  readonly port: number;
  /** Connections taken so far. */
  readonly connections: () => number;
  /** Connections open now. */
  readonly open: () => number;
  close(): Promise<void>;
}

async function listen(onConnection: (socket: Socket) => void): Promise<FakeServer & { readonly sockets: Set<Socket> }> {
  const sockets = new Set<Socket>();
  let connections = 0;
  const server: Server = createServer((socket) => {
    connections += 1;
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket));
    socket.on('error', () => undefined);
    onConnection(socket);
  });
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  return {
    port: (server.address() as AddressInfo).port,
    sockets,
    connections: () => connections,
    open: () => sockets.size,
    close: () =>
      new Promise((resolve) => {
        server.close(() => {
          resolve();
        });
        sockets.forEach((socket) => socket.destroy());
      }),
  };
}

/** Accepts, reads and never answers. */
export const silentServer = (): Promise<FakeServer> => listen((socket) => socket.resume());

/** Closes every connection at once. */
export const closingServer = (): Promise<FakeServer> => listen((socket) => socket.destroy());

/** Answers whatever comes with these bytes. */
export const talkingServer = (bytes: Uint8Array): Promise<FakeServer> =>
  listen((socket) => {
    socket.on('data', () => socket.write(bytes));
  });

/** A port on which nothing listens. */
export async function freePort(): Promise<number> {
  const server = await listen(() => undefined);
  await server.close();
  return server.port;
}

/** A way to a server that can be cut. */
export interface Proxy extends FakeServer {
  /** Ends all connections, as a server that goes away. */
  cut(): void;
  /** From now on, new connections are closed at once (`true`) or let through (`false`). */
  block(blocked: boolean): void;
  /** From now on, nothing more that the server sends arrives (`true`), or it does again (`false`). */
  hold(held: boolean): void;
  /** The connections there are become black holes, as behind a firewall that has forgotten them; new ones work. */
  forget(): void;
  /** Each connection there is gets reset once so many bytes more have come from the server: in the middle of a row, mostly. */
  trip(bytes: number): void;
  /** Bytes that came from the plugin so far. */
  received(): number;
}

/** Stands between the plugin and a server. */
export async function startProxy(host: string, port: number): Promise<Proxy> {
  let blocked = false;
  let held = false;
  let received = 0;
  const pairs = new Set<Socket>();
  const forgotten = new WeakSet<Socket>();
  const tripwires = new WeakMap<Socket, number>();
  const proxy = await listen((client) => {
    if (blocked) {
      client.destroy();
      return;
    }
    const server = connect(port, host);
    pairs.add(server);
    const end = () => {
      client.destroy();
      server.destroy();
      pairs.delete(server);
    };
    server.on('error', end).on('close', end);
    client.on('error', end).on('close', end);
    client.on('data', (bytes) => {
      received += bytes.length;
      if (!forgotten.has(server)) {
        server.write(bytes);
      }
    });
    server.on('data', (bytes) => {
      if (forgotten.has(server)) {
        return;
      }
      const left = (tripwires.get(server) ?? Infinity) - bytes.length;
      tripwires.set(server, left);
      if (left > 0) {
        client.write(bytes);
      } else {
        client.write(bytes.subarray(0, bytes.length + left), () => client.resetAndDestroy());
      }
    });
    if (held) {
      server.pause();
    }
  });
  return {
    port: proxy.port,
    connections: proxy.connections,
    open: proxy.open,
    cut: () => {
      proxy.sockets.forEach((socket) => socket.destroy());
    },
    block: (value) => {
      blocked = value;
    },
    hold: (value) => {
      held = value;
      pairs.forEach((server) => (value ? server.pause() : server.resume()));
    },
    forget: () => {
      pairs.forEach((server) => forgotten.add(server));
    },
    trip: (bytes) => {
      pairs.forEach((server) => tripwires.set(server, bytes));
    },
    received: () => received,
    close: proxy.close,
  };
}
