import type * as tedious from 'tedious';
import type { Connection, ConnectionConfiguration, Request } from 'tedious';
import { DatetimeParameter, type Statement } from '../../parameter.ts';
import type { FoundRow } from '../engine.ts';
import { portOfInstance } from './browser.ts';
import type { ConnectionConfig } from './configuration.ts';
import { connectionError } from './errors.ts';
import { guarded } from './guarded.ts';
import type { ServerMessage } from './login-errors.ts';

type Driver = typeof tedious;

/** Milliseconds that the driver gets beyond its own limit, which does not hold in every step of a login. */
const grace = 500;

/** Milliseconds in which the server has to acknowledge that a statement was cancelled; else the connection is dropped. */
const cancelTimeout = 2000;

/** What ends a statement early, and with which error it then fails. */
export interface StatementLimits {
  /** Milliseconds. */
  readonly within: number;
  readonly late: () => Error;
  readonly maxRows: number;
  readonly tooMany: () => Error;
  readonly signal: AbortSignal;
}

/** A connection that is signed in. It serves one statement at a time. */
export class Session {
  readonly #driver: Driver;
  readonly #connection: Connection;
  #ended = false;
  #heard = performance.now();
  #busy: Promise<void> = Promise.resolve();

  private constructor(driver: Driver, connection: Connection) {
    this.#driver = driver;
    this.#connection = connection;
    const end = () => {
      this.#ended = true;
    };
    // Without a listener the error of a connection would end the process.
    connection.on('end', end).on('error', end);
  }

  /**
   * Connects and signs in.
   * @throws DiagnosticsError sorted by cause
   */
  static async open(config: ConnectionConfig): Promise<Session> {
    const said: ServerMessage[] = [];
    try {
      // Loaded here, because most of the plugin's life passes without a query and the driver is its largest part.
      const driver = await import('tedious');
      const { instanceName } = config.options;
      const port = instanceName ? await portOfInstance(config.server, instanceName) : config.port;
      const connection = guarded(new driver.Connection(driverConfig(config, port)));
      const session = new Session(driver, connection);
      connection.on('errorMessage', (message) => said.push(message));
      await connected(connection, config.connectionTimeout + grace);
      connection.removeAllListeners('errorMessage');
      return session;
    } catch (cause) {
      const { server, database, authentication } = config;
      throw connectionError(cause, { server, database, user: authentication.options.userName }, said);
    }
  }

  /** Its connection is gone: of no use any more. */
  get ended(): boolean {
    return this.#ended;
  }

  /** When the server last answered, as `performance.now()` counts. */
  get heard(): number {
    return this.#heard;
  }

  /** Resolves once no statement is under way: one that was given up may still have to be cancelled. */
  get idle(): Promise<void> {
    return this.#busy;
  }

  /**
   * Runs a statement. Rows are streamed, so that an answer too large is stopped on the server and not in memory.
   * @throws what the limits say, at once; what the driver says; the reason of the signal
   */
  run({ sql, parameters }: Statement, limits: StatementLimits): Promise<readonly FoundRow[]> {
    return new Promise((resolve, reject) => {
      limits.signal.throwIfAborted();
      const rows: FoundRow[] = [];
      const request = this.#request(sql, (error) => {
        clearTimeout(timer);
        limits.signal.removeEventListener('abort', abort);
        if (error) {
          reject(error);
        } else {
          resolve(rows);
        }
      });
      const stop = (reason: unknown) => {
        reject(reason as Error);
        request.cancel();
      };
      const abort = () => {
        stop(limits.signal.reason);
      };
      const timer = setTimeout(() => {
        stop(limits.late());
      }, limits.within);
      limits.signal.addEventListener('abort', abort, { once: true });
      request.on('row', (columns: readonly Column[]) => {
        if (rows.length < limits.maxRows) {
          rows.push(plain(columns));
        } else {
          stop(limits.tooMany());
        }
      });
      for (const [index, value] of parameters.entries()) {
        this.#bind(request, String(index + 1), value);
      }
      this.#connection.execSql(request);
    });
  }

  /** Whether the server answers within so many milliseconds. */
  answers(within: number): Promise<boolean> {
    return new Promise((resolve) => {
      const timer = setTimeout(() => {
        resolve(false);
        this.close();
      }, within);
      const request = this.#request('select 1', (error) => {
        clearTimeout(timer);
        resolve(!error);
      });
      this.#connection.execSqlBatch(request);
    });
  }

  close(): void {
    this.#ended = true;
    this.#connection.close();
  }

  #request(sql: string, done: (error: unknown) => void): Request {
    let ended: () => void = () => undefined;
    this.#busy = new Promise((resolve) => {
      ended = resolve;
    });
    return new this.#driver.Request(sql, (error: unknown) => {
      if (!this.#ended) {
        this.#heard = performance.now();
      }
      done(error);
      ended();
    });
  }

  #bind(request: Request, name: string, value: Statement['parameters'][number]): void {
    const { TYPES } = this.#driver;
    if (value instanceof DatetimeParameter) {
      request.addParameter(name, TYPES.DateTime, new Date(value.ms));
    } else {
      request.addParameter(name, typeof value === 'number' ? TYPES.Int : TYPES.NVarChar, value);
    }
  }
}

interface Column {
  readonly metadata: { readonly colName: string };
  readonly value: unknown;
}

/** `datetime` as epoch milliseconds, `bit` as 0 or 1. */
function plain(columns: readonly Column[]): FoundRow {
  const row: Record<string, unknown> = {};
  for (const { metadata, value } of columns) {
    row[metadata.colName] =
      value instanceof Date ? value.getTime() : typeof value === 'boolean' ? Number(value) : value;
  }
  return row;
}

/** Our limits stand in for the driver's own: it does not count waiting, and tries refused logins again. */
function driverConfig(config: ConnectionConfig, port: number | undefined): ConnectionConfiguration {
  const { server, database, authentication, connectionTimeout, options } = config;
  const { instanceName: _resolved, ...rest } = options;
  return {
    server,
    authentication,
    options: {
      ...rest,
      database,
      port,
      connectTimeout: connectionTimeout,
      requestTimeout: 0,
      cancelTimeout,
      maxRetriesOnTransientErrors: 0,
    },
  } as ConnectionConfiguration;
}

function connected(connection: Connection, within: number): Promise<void> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => {
      reject(Object.assign(new Error('The login was not answered in time.'), { code: 'ETIMEOUT' }));
      connection.close();
    }, within);
    connection.connect((error) => {
      clearTimeout(timer);
      if (error) {
        reject(error);
      } else {
        resolve();
      }
    });
  });
}
