import { connect, createServer, type AddressInfo, type Socket } from 'node:net';

/** A way to a server that can be cut: connections end, and new ones are refused. */
export interface Cuttable {
  /** Of this machine. */
  readonly port: number;
  cut(): Promise<void>;
  mend(): Promise<void>;
}

export async function cuttable(host: string, behind: number): Promise<Cuttable> {
  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    const onward = connect(behind, host);
    for (const [one, other] of [
      [socket, onward],
      [onward, socket],
    ] as const) {
      sockets.add(one);
      one
        .on('error', () => other.destroy())
        .on('close', () => {
          sockets.delete(one);
          other.destroy();
        });
      one.pipe(other);
    }
  });
  const listen = (port: number) => new Promise<void>((done) => server.listen(port, '127.0.0.1', done));
  await listen(0);
  const { port } = server.address() as AddressInfo;
  return {
    port,
    cut: async () => {
      const closed = new Promise<unknown>((done) => server.close(done));
      sockets.forEach((socket) => socket.destroy());
      await closed;
    },
    mend: () => listen(port),
  };
}
