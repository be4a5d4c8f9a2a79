import { createServer, type AddressInfo, type Server, type Socket } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { readBatch, readExecuteSql, readLogin, type TdsLogin, type TdsStatement } from './requests.ts';
import * as tokens from './tokens.ts';

/** What a statement is answered with. */
export interface Reply {
  readonly rows?: readonly Readonly<Record<string, tokens.Value>>[];
  /** Errors after the rows. */
  readonly messages?: readonly tokens.ServerMessage[];
  /** Milliseconds until the answer begins. */
  readonly after?: number;
  /** The connection is reset in the middle of this row. */
  readonly resetIn?: number;
  /** Nothing is answered, not even a cancellation. */
  readonly silent?: boolean;
  /** Bytes in place of the answer, in a packet or bare. */
  readonly garbage?: { readonly bytes: Uint8Array; readonly bare?: boolean };
}

export interface FakeSqlServerOptions {
  readonly answer: (statement: TdsStatement) => Reply;
  /** Errors that refuse a login; none lets it in. */
  readonly login?: (login: TdsLogin) => readonly tokens.ServerMessage[];
  readonly version?: keyof typeof tokens.tdsVersions;
  /** Bytes in place of the answer to a login. */
  readonly loginGarbage?: Uint8Array | undefined;
  /** Milliseconds a login takes. */
  readonly loginAfter?: number;
}

/** A SQL Server on loopback that speaks TDS without encryption and answers as it is told. */
export interface FakeSqlServer {
  readonly port: number;
  /** Logins tried so far, refused ones too. */
  readonly logins: readonly TdsLogin[];
  /** Statements that came so far, without those that set a connection up or try it. */
  readonly statements: readonly TdsStatement[];
  /** Connections open now. */
  open(): number;
  /** Replaces parts of the behaviour from now on. */
  become(options: Partial<FakeSqlServerOptions>): void;
  /** From now on nothing is answered on the connections there are; new ones work. */
  forget(): void;
  /** Ends all connections and stops listening. */
  stop(): Promise<void>;
  /** Listens again, on the same port. */
  start(): Promise<void>;
}

const header = 8;
const types = { batch: 1, rpc: 3, reply: 4, attention: 6, login: 0x10, preLogin: 0x12 } as const;
/** Version, "encryption not supported", end of the list; then the values. */
const preLoginAnswer = Buffer.from([0, 0, 11, 0, 6, 1, 0, 17, 0, 1, 0xff, 11, 0, 0x0b, 0xb8, 0, 0, 2]);

function packet(data: Buffer): Buffer {
  const size = 4096 - header;
  const count = Math.max(1, Math.ceil(data.length / size));
  const packets = Array.from({ length: count }, (_, index) => {
    const body = data.subarray(index * size, (index + 1) * size);
    const head = Buffer.from([types.reply, index === count - 1 ? 1 : 0, 0, 0, 0, 0, (index + 1) & 255, 0]);
    head.writeUInt16BE(body.length + header, 2);
    return Buffer.concat([head, body]);
  });
  return Buffer.concat(packets);
}

export async function startSqlServer(given: FakeSqlServerOptions): Promise<FakeSqlServer> {
  let options = given;
  let server: Server | undefined;
  let port = 0;
  const sockets = new Map<Socket, { deaf: boolean }>();
  const logins: TdsLogin[] = [];
  const statements: TdsStatement[] = [];

  function serve(socket: Socket): void {
    const state = { deaf: false };
    sockets.set(socket, state);
    socket.on('close', () => sockets.delete(socket)).on('error', () => undefined);
    let waiting = Buffer.alloc(0);
    let parts: Buffer[] = [];
    /** Stands for the statement that runs; a cancellation puts another in its place. */
    let running = {};
    const send = (...answer: Buffer[]) => {
      if (!state.deaf && !socket.destroyed) {
        socket.write(packet(Buffer.concat(answer)));
      }
    };

    async function run(statement: TdsStatement): Promise<void> {
      const mine = (running = {});
      if (/^set /i.test(statement.sql.trim()) || /^select 1;?$/i.test(statement.sql.trim())) {
        send(tokens.done());
        return;
      }
      statements.push(statement);
      const { rows = [], messages = [], after = 0, resetIn, silent, garbage } = options.answer(statement);
      state.deaf ||= silent === true;
      await sleep(after);
      if (running !== mine) {
        return;
      }
      if (garbage) {
        const bytes = Buffer.from(garbage.bytes);
        socket.write(garbage.bare === true ? bytes : packet(bytes));
        return;
      }
      const model = rows[0] ?? { nothing: null };
      const answer = [tokens.columns(model), ...rows.map((values) => tokens.row(values, model))];
      if (resetIn !== undefined && !state.deaf) {
        const bytes = packet(Buffer.concat(answer.slice(0, resetIn + 1)));
        socket.write(bytes.subarray(0, -2), () => socket.resetAndDestroy());
        return;
      }
      const failed = messages.length > 0;
      send(...(failed && rows.length === 0 ? [] : answer), ...messages.map(tokens.message), tokens.done({ failed }));
    }

    async function handle(type: number, data: Buffer): Promise<void> {
      if (type === types.preLogin) {
        send(preLoginAnswer);
      } else if (type === types.login) {
        const login = readLogin(data);
        logins.push(login);
        const refusals = options.login?.(login) ?? [];
        await sleep(options.loginAfter ?? 0);
        if (options.loginGarbage) {
          send(Buffer.from(options.loginGarbage));
        } else if (refusals.length > 0) {
          send(...refusals.map(tokens.message), tokens.done({ failed: true }));
          socket.end();
        } else {
          send(tokens.loginAcknowledged(login.database, options.version ?? '7.4'));
        }
      } else if (type === types.attention) {
        // The answer to the statement ends, then the cancellation is acknowledged.
        running = {};
        send(tokens.done());
        send(tokens.done({ attention: true }));
      } else if (type === types.batch || type === types.rpc) {
        await run(type === types.batch ? readBatch(data) : readExecuteSql(data));
      }
    }

    socket.on('data', (chunk: Buffer) => {
      waiting = Buffer.concat([waiting, chunk]);
      while (waiting.length >= header && waiting.length >= waiting.readUInt16BE(2)) {
        const length = waiting.readUInt16BE(2);
        const [type = 0, status = 0] = waiting;
        parts.push(waiting.subarray(header, length));
        waiting = waiting.subarray(length);
        if (status & 1) {
          const message = Buffer.concat(parts);
          parts = [];
          void handle(type, message).catch(() => socket.destroy());
        }
      }
    });
  }

  const start = async () => {
    const listening = createServer(serve);
    await new Promise<void>((resolve, reject) => {
      listening.once('error', reject).listen(port, '127.0.0.1', resolve);
    });
    server = listening;
    port = (listening.address() as AddressInfo).port;
  };
  await start();
  return {
    get port() {
      return port;
    },
    logins,
    statements,
    open: () => sockets.size,
    become: (changed) => {
      options = { ...options, ...changed };
    },
    forget: () => {
      sockets.forEach((state) => {
        state.deaf = true;
      });
    },
    stop: () =>
      new Promise((resolve) => {
        if (!server) {
          resolve();
          return;
        }
        server.close(() => {
          resolve();
        });
        server = undefined;
        sockets.forEach((_, socket) => socket.destroy());
      }),
    start,
  };
}
