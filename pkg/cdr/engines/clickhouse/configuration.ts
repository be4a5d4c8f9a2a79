import { isIP } from 'node:net';
import type { ClickHouseConnection } from '../../../../contract/settings.ts';
import { DiagnosticsError } from '../../../errors.ts';
import { areCertificates } from '../certificates.ts';

/** Decrypted secrets of the data source. */
export interface ClickHouseSecrets {
  readonly password?: string;
  /** PEM certificates of the authority that signed the server's certificate. */
  readonly tlsCACert?: string;
  /** PEM certificate that says who signs in, and its key. */
  readonly tlsClientCert?: string;
  readonly tlsClientKey?: string;
}

/** How a ClickHouse server is reached. */
export interface Reached {
  /** Scheme, host and port. */
  readonly origin: string;
  /** Of a proxy in front of the server; empty without one. */
  readonly path: string;
  /** Host and port, as sentences name them. */
  readonly server: string;
  readonly database: string;
  readonly user: string;
  /** Undefined where a certificate says who signs in. */
  readonly password: string | undefined;
  /** Options of TLS; undefined where nothing is encrypted. */
  readonly tls:
    | {
        readonly rejectUnauthorized: boolean;
        readonly ca?: string;
        readonly cert?: string;
        readonly key?: string;
        readonly servername?: string;
      }
    | undefined;
}

const wrong = (setting: string, text: string) => new DiagnosticsError('settings', `setting ${setting}: ${text}`);

const example = 'for example https://click01.example.com:8443';

/**
 * @throws DiagnosticsError `settings` naming what is missing or wrong
 */
export function readConnection(connection: ClickHouseConnection, secrets: ClickHouseSecrets): Reached {
  const { protocol, hostname, host, port, pathname } = readUrl(connection.url);
  const encrypted = protocol === 'https:';
  const byCertificate = connection.clickhouseAuthentication === 'certificate';
  if (connection.username === '') {
    throw wrong('username', 'missing. Enter the ClickHouse user that Grafana reads as.');
  }
  if (!byCertificate && !secrets.password) {
    throw wrong('password', 'missing. Enter the password of the user.');
  }
  if (byCertificate && !encrypted) {
    throw wrong('url', 'a user with a certificate signs in over https alone. Enter a URL that begins with https://.');
  }
  const server = port === '' ? `${hostname}:${usualPort(connection.url, encrypted)}` : host;
  return {
    origin: `${protocol}//${server}`,
    path: pathname === '/' ? '' : pathname,
    server,
    database: connection.archiveDatabase,
    user: connection.username,
    password: byCertificate ? undefined : secrets.password,
    tls: encrypted ? tlsOptions(connection, secrets, hostname, byCertificate) : undefined,
  };
}

/** A URL forgets a port that is its scheme's own: where it was written out it is meant. */
function usualPort(url: string, encrypted: boolean): number {
  const written = /^https?:\/\/[^/]*:0*(80|443)(?:\/|$)/i.exec(url)?.[1];
  return written === undefined ? (encrypted ? 8443 : 8123) : Number(written);
}

function readUrl(text: string): URL {
  if (text === '') {
    throw wrong('url', `missing. Enter where ClickHouse answers, ${example}.`);
  }
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (url?.protocol !== 'http:' && url?.protocol !== 'https:') {
    throw wrong('url', `no URL of http or https. Enter where ClickHouse answers, ${example}.`);
  }
  if (url.username || url.password || url.search || url.hash) {
    throw wrong('url', `more than scheme, host, port and path. Enter user, password and database in their own fields.`);
  }
  return url;
}

function tlsOptions(
  { tlsSkipVerify, tlsServerName }: ClickHouseConnection,
  { tlsCACert, tlsClientCert, tlsClientKey }: ClickHouseSecrets,
  hostname: string,
  byCertificate: boolean,
): Reached['tls'] {
  const ca = tlsCACert?.trim();
  const [cert, key] = [tlsClientCert?.trim(), tlsClientKey?.trim()];
  if (ca) {
    requireCertificates('tlsCACert', ca);
  }
  if (byCertificate) {
    requireCertificates('tlsClientCert', cert ?? '');
    if (!key?.includes('PRIVATE KEY-----')) {
      throw wrong('tlsClientKey', 'no PEM key. Paste the text that starts with -----BEGIN PRIVATE KEY-----.');
    }
  }
  const servername = tlsServerName || (isIP(hostname.replace(/^\[|\]$/g, '')) === 0 ? hostname : undefined);
  return {
    rejectUnauthorized: !tlsSkipVerify,
    ...(ca && { ca }),
    ...(byCertificate && cert && key && { cert, key }),
    ...(servername && { servername }),
  };
}

function requireCertificates(setting: string, pem: string): void {
  if (!areCertificates(pem)) {
    throw wrong(setting, 'not a PEM certificate. Paste the text that starts with -----BEGIN CERTIFICATE-----.');
  }
}
