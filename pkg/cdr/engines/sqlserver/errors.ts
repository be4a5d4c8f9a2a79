import { DiagnosticsError, type ErrorCode } from '../../../errors.ts';

/** Where the connection goes, for messages; never a secret. */
export interface ConnectionContext {
  readonly server: string;
  readonly database: string;
  readonly user: string;
}

interface DriverError {
  code?: unknown;
  number?: unknown;
  message?: unknown;
  originalError?: unknown;
  cause?: unknown;
}

/** The error and what it wraps, outermost first; without the host in the texts, whose name could read like a cause. */
function chain(thrown: unknown, { server }: ConnectionContext): DriverError[] {
  const seen: unknown[] = [];
  let at: unknown = thrown;
  while (typeof at === 'object' && at !== null && seen.length < 6 && !seen.includes(at)) {
    seen.push(at);
    const { originalError, cause, errors: several } = at as DriverError & { errors?: unknown };
    at = originalError ?? cause ?? (Array.isArray(several) ? several[0] : undefined);
  }
  return (seen as DriverError[]).map(({ code, number, message }) => ({
    code,
    number,
    message: typeof message === 'string' && server !== '' ? message.replaceAll(server, 'the server') : message,
  }));
}

const has = (errors: readonly DriverError[], ...codes: string[]) =>
  errors.some(({ code }) => typeof code === 'string' && codes.includes(code));
const says = (errors: readonly DriverError[], pattern: RegExp) =>
  errors.some(({ message }) => typeof message === 'string' && pattern.test(message));
const numbered = (errors: readonly DriverError[], ...numbers: number[]) =>
  errors.some(({ number }) => typeof number === 'number' && numbers.includes(number));

const certificate = /certificate|self[- ]signed|unable to (get|verify)|altname|issuer|hostname\/ip|CERT_/i;
const tls = /\bssl\b|\btls\b|handshake|alert|protocol version|cipher|encryption/i;

/** Sorts what went wrong while connecting. */
export function connectionError(thrown: unknown, context: ConnectionContext): DiagnosticsError {
  const errors = chain(thrown, context);
  const { server, database, user } = context;
  const as = (code: ErrorCode, message: string) => new DiagnosticsError(code, message, { cause: thrown });
  if (thrown instanceof DiagnosticsError) {
    return thrown;
  }
  if (numbered(errors, 4060) || says(errors, /cannot open (user default )?database|database .* does not exist/i)) {
    return as(
      'permission',
      `The login ${user} cannot open the database ${database} on ${server}: it does not exist there, or the login has no access. Check the setting database, and that the login is mapped to a user of it.`,
    );
  }
  if (
    has(errors, 'ELOGIN') ||
    numbered(errors, 18456, 18452, 18486, 18487, 18488) ||
    says(errors, /login failed|password authentication failed/i)
  ) {
    return as(
      'auth',
      `SQL Server ${server} refused the login ${user}. Check user name and password, and that the server allows this kind of login (SQL Server and Windows authentication mode).`,
    );
  }
  if (says(errors, certificate) && !has(errors, 'ENOTFOUND')) {
    return as(
      'tls',
      `The certificate of ${server} is not trusted. Paste the certificate of its authority into CA certificate, fill in Name in the certificate if it bears another name, or switch verification off.`,
    );
  }
  if (
    has(errors, 'ENOTFOUND', 'EAI_AGAIN', 'EINSTLOOKUP') ||
    says(errors, /getaddrinfo|instance .* not found|port for .* not found/i)
  ) {
    return as(
      'network',
      `SQL Server ${server} was not found. Check the name and, for a named instance, that SQL Server Browser (UDP 1434) can be reached, or give the port.`,
    );
  }
  if (has(errors, 'ECONNREFUSED') || says(errors, /ECONNREFUSED|refused/i)) {
    return as(
      'network',
      `Nothing answers on ${server} at this port. Check port, firewall, and that TCP/IP is enabled for the instance.`,
    );
  }
  if (has(errors, 'ETIMEOUT', 'ETIMEDOUT') || says(errors, /timed? ?out|failed to connect .* in \d+/i)) {
    return as(
      'timeout',
      `SQL Server ${server} did not answer in time. Check host, port and firewall, or raise the connection timeout.`,
    );
  }
  if (says(errors, tls)) {
    return as(
      'tls',
      `TLS with ${server} failed. An old server may need a lower Oldest TLS version; a server that forces or forbids encryption needs Encrypt the connection to match.`,
    );
  }
  return as(
    'network',
    `The connection to SQL Server ${server} failed. Check host, port and firewall; the Grafana log has the details.`,
  );
}

/** A query may be what makes the pool open one more connection: the driver tells the two by the name of its error. */
function isConnecting(thrown: unknown): boolean {
  return (
    thrown instanceof Error && thrown.name === 'ConnectionError' && !has([thrown], 'ECONNCLOSED', 'ENOTOPEN', 'ENOCONN')
  );
}

/** Sorts what went wrong while a query ran. */
export function queryError(thrown: unknown, context: ConnectionContext, timeoutSeconds: number): DiagnosticsError {
  if (thrown instanceof DiagnosticsError) {
    return thrown;
  }
  if (isConnecting(thrown)) {
    return connectionError(thrown, context);
  }
  const errors = chain(thrown, context);
  const { server, database, user } = context;
  const as = (code: ErrorCode, message: string) => new DiagnosticsError(code, message, { cause: thrown });
  if (numbered(errors, 1205) || says(errors, /deadlock/i)) {
    return as(
      'server',
      'SQL Server chose this query as the victim of a deadlock. Run it again; if it recurs, read from a secondary replica.',
    );
  }
  if (numbered(errors, 229, 230, 300, 916) || says(errors, /permission (was )?denied/i)) {
    return as(
      'permission',
      `The login ${user} may not read ${objectName(errors)} in ${database}. Grant it SELECT there.`,
    );
  }
  if (numbered(errors, 207, 208) || says(errors, /invalid (object|column) name|(relation|column) .* does not exist/i)) {
    return as(
      'schema',
      `The database ${database} has no ${objectName(errors)}. Check that it is the LcsCDR of Lync Server 2013 or Skype for Business Server; if it was changed just now, save the data source again.`,
    );
  }
  if (has(errors, 'ETIMEOUT') || says(errors, /timeout: request failed/i)) {
    return as(
      'timeout',
      `The query took longer than ${timeoutSeconds} s. Choose a shorter range or more filters, or raise the query timeout.`,
    );
  }
  if (has(errors, 'ECONNCLOSED', 'ESOCKET', 'ECONNRESET', 'ENOTOPEN', 'EPIPE', 'ENOCONN')) {
    return as(
      'network',
      `The connection to SQL Server ${server} broke during the query. Run it again; the Grafana log has the details.`,
    );
  }
  if (says(errors, /timed? ?out.*(acquir|pool)|operation timed out/i)) {
    return as(
      'timeout',
      'All connections to SQL Server were busy for too long. Raise the setting Connections at most, or ask for less at once.',
    );
  }
  return as('server', 'SQL Server reported an error on this query. The Grafana log has the details.');
}

/** The object a server message names, in its quotes; else a general word. */
function objectName(errors: readonly DriverError[]): string {
  for (const { message } of errors) {
    const name =
      typeof message === 'string'
        ? /(?:object|table|view|relation|column|name)\s+['"]([\w.$ ]{1,128})['"]/i.exec(message)?.[1]
        : undefined;
    if (name) {
      return name;
    }
  }
  return 'one of the views';
}
