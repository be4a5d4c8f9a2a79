import { constants } from 'node:crypto';
import { isIP } from 'node:net';
import type { Limits, SqlServerConnection } from '../../../../contract/settings.ts';
import { DiagnosticsError } from '../../../errors.ts';
import { areCertificates } from '../certificates.ts';
import { readAccount } from './account.ts';
import { readServerName } from './server-name.ts';

/** Decrypted secrets of the data source. */
export interface SqlServerSecrets {
  readonly password?: string;
  /** PEM certificates of the authority that signed the server's certificate. */
  readonly tlsCACert?: string;
}

/** The part of the `mssql` configuration that we set; see the tedious documentation for each option. */
export interface ConnectionConfig {
  readonly server: string;
  readonly port?: number;
  readonly database: string;
  readonly authentication: {
    readonly type: 'default' | 'ntlm';
    readonly options: { readonly userName: string; readonly password: string; readonly domain?: string };
  };
  readonly connectionTimeout: number;
  readonly requestTimeout: number;
  readonly pool: { readonly max: number; readonly min: number; readonly idleTimeoutMillis: number };
  readonly options: {
    readonly encrypt: boolean;
    readonly trustServerCertificate: boolean;
    readonly serverName?: string;
    readonly instanceName?: string;
    readonly readOnlyIntent: boolean;
    readonly multiSubnetFailover: boolean;
    readonly appName: string;
    readonly useUTC: true;
    readonly cryptoCredentialsDetails: {
      readonly minVersion: string;
      readonly secureOptions: number;
      readonly ca?: string;
    };
  };
}

const wrong = (setting: string, text: string) => new DiagnosticsError('settings', `setting ${setting}: ${text}`);
const notPem = () =>
  wrong('tlsCACert', 'not a PEM certificate. Paste the text that starts with -----BEGIN CERTIFICATE-----.');

/**
 * @throws DiagnosticsError `settings` naming what is missing
 */
export function connectionConfig(
  connection: SqlServerConnection,
  limits: Limits,
  secrets: SqlServerSecrets,
): ConnectionConfig {
  const { host, instance, port, ...asked } = readServerName(connection.server);
  if (!host) {
    throw wrong(
      'server',
      'missing. Enter the SQL Server that holds LcsCDR, for example sql01.example.com or sql01\\MON.',
    );
  }
  const account = readAccount(connection);
  if (!secrets.password) {
    throw wrong('password', 'missing. Enter the password of the login.');
  }
  const ca = secrets.tlsCACert?.trim();
  if (ca && !ca.includes('-----BEGIN CERTIFICATE-----')) {
    throw notPem();
  }
  const instanceName = connection.instance || instance;
  const portNumber = connection.port ?? port;
  if (portNumber !== undefined && (portNumber < 1 || portNumber > 65_535)) {
    throw wrong('server', `${portNumber} is no port, expected 1 to 65535.`);
  }
  return {
    server: host,
    // A port wins over an instance name, as in Microsoft's own clients: no question to SQL Server Browser then.
    ...(portNumber ? { port: portNumber } : instanceName ? {} : { port: 1433 }),
    database: connection.database,
    authentication: {
      type: connection.authentication === 'ntlm' ? 'ntlm' : 'default',
      options: { ...account, password: secrets.password },
    },
    connectionTimeout: limits.connectTimeout * 1000,
    requestTimeout: limits.queryTimeout * 1000,
    pool: { max: connection.maxConnections, min: 0, idleTimeoutMillis: 60_000 },
    options: {
      encrypt: connection.encrypt,
      trustServerCertificate: connection.tlsSkipVerify,
      ...serverName(connection, host),
      ...(instanceName && !portNumber && { instanceName }),
      readOnlyIntent: asked.readOnlyIntent ?? connection.readOnlyIntent,
      multiSubnetFailover: asked.multiSubnetFailover ?? connection.multiSubnetFailover,
      appName: 'Grafana Call Diagnostics',
      useUTC: true,
      cryptoCredentialsDetails: {
        minVersion: connection.tlsMinVersion,
        // tedious' own default. Left out, tedious puts an object in front of this one, and Bun overlooks the version behind it.
        secureOptions: constants.SSL_OP_DONT_INSERT_EMPTY_FRAGMENTS,
        ...(ca && { ca }),
      },
    },
  };
}

/** @throws DiagnosticsError `settings` unless every certificate of the authority can be read: the server would seem untrusted */
export function requireReadable({ options }: ConnectionConfig): void {
  const { ca } = options.cryptoCredentialsDetails;
  if (ca !== undefined && !areCertificates(ca)) {
    throw notPem();
  }
}

/** TLS has no server name for an IP address: where the certificate is checked, the user must say which name it bears. */
function serverName(connection: SqlServerConnection, host: string): { serverName?: string } {
  if (connection.tlsServerName) {
    return { serverName: connection.tlsServerName };
  }
  if (!connection.encrypt || isIP(host) === 0) {
    return {};
  }
  if (connection.tlsSkipVerify) {
    return { serverName: 'sqlserver' };
  }
  throw wrong(
    'tlsServerName',
    'missing. The server is given by its IP address: enter the host name in its certificate, or use that as server.',
  );
}
