import sql from 'mssql';
import { connectionError } from '../pkg/cdr/engines/sqlserver/errors.ts';
import type { ConnectionConfig } from '../pkg/cdr/engines/sqlserver/configuration.ts';
import { DiagnosticsError } from '../pkg/errors.ts';

/** What a connection setting is called on the command line. */
const here = 'For this command: ?ca=FILE or ?trustServerCertificate=true in the URL.';

/**
 * Opens a pool, uses it, closes it.
 * @throws DiagnosticsError sorted by cause where the server cannot be reached; whatever `use` throws
 */
export async function connected<T>(
  config: ConnectionConfig,
  use: (pool: sql.ConnectionPool) => Promise<T>,
): Promise<T> {
  const pool = new sql.ConnectionPool(config as sql.config);
  pool.on('error', () => undefined);
  try {
    await pool.connect();
  } catch (cause) {
    await pool.close().catch(() => undefined);
    const { server, database, authentication } = config;
    const sorted = connectionError(cause, { server, database, user: authentication.options.userName });
    throw sorted.code === 'tls' ? new DiagnosticsError('tls', `${sorted.message} ${here}`, { cause }) : sorted;
  }
  try {
    return await use(pool);
  } finally {
    await pool.close();
  }
}
