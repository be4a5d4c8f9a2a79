import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { ConnectionPool } from 'mssql';
import { DiagnosticsError } from '../pkg/errors.ts';
import { connected } from './connect.ts';
import type { Tell } from './fill.ts';
import { batchesOf } from './sql-script.ts';
import type { SeedTarget } from './target.ts';

/** The script that administrators run for a real LcsCDR. */
const script = join(import.meta.dirname, '../sql/least-privilege-login.sql');

/**
 * Makes the login that Grafana reads with, and tries it.
 * @throws Error where the login cannot read, for example because it was there before with another password
 */
export async function createReader(
  pool: ConnectionPool,
  target: SeedTarget,
  reader: { readonly login: string; readonly password: string },
  tell: Tell,
): Promise<void> {
  const variables = { LoginName: reader.login, LoginPassword: reader.password };
  for (const batch of batchesOf(readFileSync(script, 'utf8'), variables)) {
    await pool.request().batch(batch);
  }
  try {
    await connected(target.config(target.database, reader), (own) =>
      own.request().query('select top (1) SessionIdTime from dbo.SessionDetailsView'),
    );
  } catch (cause) {
    const there = cause instanceof DiagnosticsError && cause.code === 'auth';
    throw new Error(
      there
        ? `The login ${reader.login} exists with another password, which was left alone. Choose another name, or set its password with ALTER LOGIN.`
        : `The login ${reader.login} cannot read the database: ${(cause as Error).message}`,
      { cause },
    );
  }
  tell(`The login ${reader.login} may read what the reports read`);
}
