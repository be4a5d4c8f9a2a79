import { readFileSync } from 'node:fs';
import { validateSettings, type SqlServerConnection } from '../contract/settings.ts';
import {
  connectionConfig,
  requireReadable,
  type ConnectionConfig,
} from '../pkg/cdr/engines/sqlserver/configuration.ts';

/** A database to fill, and the way to it. */
export interface SeedTarget {
  readonly database: string;
  /** Configuration of a connection to one of the server's databases, with the same or another login. */
  config(database: string, login?: { readonly login: string; readonly password: string }): ConnectionConfig;
}

const ownDatabases = ['master', 'model', 'msdb', 'tempdb'];
const example = 'mssql://login@host:1433/LcsCDR_demo';

/**
 * Reads `mssql://login:password@host:port/database` with the parameters that `usage` lists. The way to the server is
 * configured as the plugin's own is.
 * @param password where the URL has none
 * @throws Error or DiagnosticsError saying what is missing
 */
export function readTarget(url: string, password: string | undefined): SeedTarget {
  const { hostname, port, searchParams, pathname, username, password: secret } = parsed(url);
  const database = decodeURIComponent(pathname.slice(1));
  if (!/^\w[\w-]{0,127}$/.test(database) || ownDatabases.includes(database.toLowerCase())) {
    throw new Error(
      `The URL names no database to fill: expected ${example}, the name in letters, digits, _ and -, and none of SQL Server's own.`,
    );
  }
  const ca = searchParams.get('ca');
  const domain = searchParams.get('domain');
  const jsonData = {
    server: hostname.replace(/^\[(.*)\]$/, '$1'),
    ...(port !== '' && { port: Number(port) }),
    instance: searchParams.get('instance') ?? '',
    encrypt: searchParams.get('encrypt') !== 'false',
    tlsSkipVerify: searchParams.get('trustServerCertificate') === 'true',
    ...(domain !== null && { authentication: 'ntlm', domain }),
    maxConnections: 1,
  };
  const own = { login: decodeURIComponent(username), password: decodeURIComponent(secret) || password };
  if (own.login === '' || !own.password) {
    throw new Error(
      own.login === ''
        ? `The URL names no login: expected ${example}.`
        : `No password for the login ${own.login}: set LCSCDR_SEED_PASSWORD.`,
    );
  }
  return {
    database,
    config: (name, login) => {
      const sql = login && { authentication: 'sql', domain: '' };
      const as = login ?? own;
      const { connection, limits } = validateSettings({ ...jsonData, ...sql, database: name, username: as.login });
      const secrets = {
        ...(as.password !== undefined && { password: as.password }),
        ...(ca !== null && { tlsCACert: readFileSync(ca, 'utf8') }),
      };
      const config = connectionConfig(connection as SqlServerConnection, limits, secrets);
      requireReadable(config);
      // Loads of some thousand rows, on a server that may be busy with other things.
      return {
        ...config,
        requestTimeout: 600_000,
        options: { ...config.options, readOnlyIntent: login !== undefined },
      };
    },
  };
}

function parsed(url: string): URL {
  if (!URL.canParse(url) || new URL(url).protocol !== 'mssql:') {
    // Not repeated here: it may hold a password.
    throw new Error(`The URL of the server is not of the form ${example}.`);
  }
  return new URL(url);
}
