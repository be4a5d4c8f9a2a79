import type * as mssql from 'mssql';
import type { ConnectionPool, Request, config as MssqlConfig } from 'mssql';
import type { Limits, SqlServerConnection } from '../../../../contract/settings.ts';
import { Remembered } from '../../../async/remembered.ts';
import { DiagnosticsError } from '../../../errors.ts';
import { DatetimeParameter, type Statement } from '../../parameter.ts';
import { viewColumns } from '../../schema/columns.ts';
import { serverTable } from '../../schema/server-table.ts';
import type { Engine, FoundRow, RunOptions } from '../engine.ts';
import { connectionConfig, requireReadable, type SqlServerSecrets } from './configuration.ts';
import { tsql } from './dialect.ts';
import { connectionError, queryError } from './errors.ts';

type Driver = typeof mssql;
interface Connection {
  readonly driver: Driver;
  readonly pool: ConnectionPool;
}

/** Names of INFORMATION_SCHEMA stay upper case; the filter is ours, for a server that lists names in another case. */
const catalogStatement: Statement = {
  sql: 'select c.TABLE_SCHEMA, c.TABLE_NAME, c.COLUMN_NAME, c.DATA_TYPE, c.COLLATION_NAME from INFORMATION_SCHEMA.COLUMNS as c',
  parameters: [],
};

/** Most values of one statement: SQL Server takes 2,100 parameters, two of which carry the statement itself. */
const maxParameters = 2098;

/**
 * An LcsCDR on SQL Server, through the `mssql` package. Connects with the first query and again after a connection
 * has gone; only reads.
 */
export function sqlServerEngine(connection: SqlServerConnection, limits: Limits, secrets: SqlServerSecrets): Engine {
  const config = connectionConfig(connection, limits, secrets);
  requireReadable(config);
  const context = { server: config.server, database: connection.database, user: connection.username };
  const connected = new Remembered(connect);
  let current: ConnectionPool | undefined;

  async function connect(): Promise<Connection> {
    // Loaded here, because most of the plugin's life passes without a query and the driver is its largest part.
    const driver = ((await import('mssql')) as unknown as { default: Driver }).default;
    const pool = new driver.ConnectionPool(config as MssqlConfig);
    // Without a listener a broken idle connection would end the process.
    pool.on('error', () => undefined);
    try {
      await pool.connect();
    } catch (cause) {
      await pool.close().catch(() => undefined);
      throw connectionError(cause, context);
    }
    current = pool;
    return { driver, pool };
  }

  async function query(statement: Statement, options: RunOptions): Promise<readonly FoundRow[]> {
    if (statement.parameters.length > maxParameters) {
      throw new DiagnosticsError(
        'tooLarge',
        `filters: the query has ${statement.parameters.length} values, SQL Server takes ${maxParameters}. Use fewer values, or none for all.`,
      );
    }
    const { driver, pool } = await connected.get();
    options.signal.throwIfAborted();
    const request = pool.request();
    for (const [index, value] of statement.parameters.entries()) {
      bind(driver, request, String(index + 1), value);
    }
    return collect(request, statement.sql, options, (cause) => queryError(cause, context, limits.queryTimeout));
  }

  return {
    dialect: tsql,
    place: `Connected to ${connection.database} on ${connection.server}`,
    query,
    catalog: async (signal) => {
      const wanted = new Set(
        [...Object.keys(viewColumns), serverTable].map((name) => name.toLowerCase().replace(/s?view$/, '')),
      );
      const rows = await query(catalogStatement, { signal, maxRows: 1_000_000 });
      return rows.filter((row) =>
        wanted.has(
          String(row.TABLE_NAME)
            .toLowerCase()
            .replace(/s?view$/, ''),
        ),
      );
    },
    poolState: () => current && { size: current.size, available: current.available, pending: current.pending },
    close: async () => {
      current = undefined;
      await connected
        .forget()
        ?.then(({ pool }) => pool.close())
        .catch(() => undefined);
    },
  };
}

function bind(driver: Driver, request: Request, name: string, value: Statement['parameters'][number]): void {
  if (value instanceof DatetimeParameter) {
    request.input(name, driver.DateTime, new Date(value.ms));
  } else if (typeof value === 'number') {
    request.input(name, driver.Int, value);
  } else {
    request.input(name, driver.NVarChar, value);
  }
}

/** Streams the rows, so that an answer too large is stopped on the server and not in memory. */
function collect(
  request: Request,
  sql: string,
  { signal, maxRows }: RunOptions,
  sorted: (cause: unknown) => DiagnosticsError,
): Promise<readonly FoundRow[]> {
  return new Promise((resolve, reject) => {
    const rows: FoundRow[] = [];
    let failure: unknown;
    const cancel = () => {
      request.cancel();
    };
    const fail = (cause: unknown) => {
      failure ??= cause;
    };
    signal.addEventListener('abort', cancel, { once: true });
    request.stream = true;
    request.on('row', (row: Record<string, unknown>) => {
      if (rows.length >= maxRows) {
        fail(
          new DiagnosticsError(
            'tooLarge',
            `The query brought more than ${maxRows} rows. Choose a shorter range or more filters; the data source setting "Rows at most" sets the bound.`,
          ),
        );
        cancel();
        return;
      }
      rows.push(plain(row));
    });
    request.on('error', fail);
    request.on('done', () => {
      signal.removeEventListener('abort', cancel);
      if (signal.aborted) {
        reject(signal.reason as Error);
      } else if (failure !== undefined) {
        reject(sorted(failure));
      } else {
        resolve(rows);
      }
    });
    request.query(sql).catch(fail);
  });
}

/** `datetime` to epoch milliseconds, `bit` to 0 or 1, in place: rows are fresh from the driver. */
function plain(row: Record<string, unknown>): FoundRow {
  for (const name in row) {
    const value = row[name];
    if (value instanceof Date) {
      row[name] = value.getTime();
    } else if (typeof value === 'boolean') {
      row[name] = value ? 1 : 0;
    }
  }
  return row;
}
