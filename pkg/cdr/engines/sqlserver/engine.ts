import type { Limits, SqlServerConnection } from '../../../../contract/settings.ts';
import { DiagnosticsError } from '../../../errors.ts';
import type { Statement } from '../../parameter.ts';
import { viewColumns } from '../../schema/columns.ts';
import { serverTable } from '../../schema/server-table.ts';
import type { Engine, FoundRow, RunOptions } from '../engine.ts';
import { connectionConfig, requireReadable, type SqlServerSecrets } from './configuration.ts';
import { Connections } from './connections.ts';
import { tsql } from './dialect.ts';
import { queryError } from './errors.ts';
import { Logins } from './logins.ts';
import { Session } from './session.ts';

/** Names of INFORMATION_SCHEMA stay upper case; the filter is ours, for a server that lists names in another case. */
const catalogStatement: Statement = {
  sql: 'select c.TABLE_SCHEMA, c.TABLE_NAME, c.COLUMN_NAME, c.DATA_TYPE, c.COLLATION_NAME from INFORMATION_SCHEMA.COLUMNS as c',
  parameters: [],
};

/** Most values of one statement: SQL Server takes 2,100 parameters, two of which carry the statement itself. */
const maxParameters = 2098;

/**
 * An LcsCDR on SQL Server, through the driver tedious. Connects with the first query and again after a connection has
 * gone; only reads.
 */
export function sqlServerEngine(connection: SqlServerConnection, limits: Limits, secrets: SqlServerSecrets): Engine {
  const config = connectionConfig(connection, limits, secrets);
  requireReadable(config);
  const context = { server: config.server, database: connection.database, user: connection.username };
  const logins = new Logins(() => Session.open(config));
  const connections = new Connections(() => logins.open(), connection.maxConnections);

  async function query(statement: Statement, { signal, maxRows }: RunOptions): Promise<readonly FoundRow[]> {
    if (statement.parameters.length > maxParameters) {
      throw new DiagnosticsError(
        'tooLarge',
        `Filters: the query has ${statement.parameters.length} values, SQL Server takes ${maxParameters}. Use fewer values, or none for all.`,
      );
    }
    signal.throwIfAborted();
    try {
      const { session, left } = await connections.borrow(limits.queryTimeout * 1000, signal);
      try {
        return await session.run(statement, { within: left, late, maxRows, tooMany: () => tooMany(maxRows), signal });
      } finally {
        connections.giveBack(session);
      }
    } catch (thrown) {
      signal.throwIfAborted();
      throw queryError(thrown, context, limits.queryTimeout);
    }
  }

  const late = () =>
    new DiagnosticsError(
      'timeout',
      `The query took longer than ${limits.queryTimeout} s. Choose a shorter range or more filters, or raise the query timeout.`,
    );

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
    poolState: () => connections.state,
    forget: () => {
      logins.forget();
    },
    close: () => connections.close(),
  };
}

const tooMany = (maxRows: number) =>
  new DiagnosticsError(
    'tooLarge',
    `The query brought more than ${maxRows} rows. Choose a shorter range or more filters; the data source setting "Rows at most" sets the bound.`,
  );
