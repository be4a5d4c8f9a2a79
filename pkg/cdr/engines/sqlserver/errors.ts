import { DiagnosticsError, type ErrorCode } from '../../../errors.ts';
import { loginError, type ConnectionContext, type ServerMessage } from './login-errors.ts';

/** No connection became free within the limit of a query. */
export class Busy extends Error {
  override readonly name = 'Busy';
}

interface DriverError {
  readonly code?: unknown;
  readonly number?: unknown;
  readonly message?: unknown;
}

/** The error and what it wraps, outermost first. */
function chain(thrown: unknown): DriverError[] {
  const found: unknown[] = [];
  const waiting = [thrown];
  for (let at = waiting.shift(); found.length < 12 && at !== undefined; at = waiting.shift()) {
    if (typeof at === 'object' && at !== null && !found.includes(at)) {
      found.push(at);
      const { originalError, cause, errors } = at as { originalError?: unknown; cause?: unknown; errors?: unknown };
      const several: unknown[] = Array.isArray(errors) ? errors : [];
      waiting.push(...[originalError, cause, ...several].filter((one) => one !== undefined && one !== null));
    }
  }
  return found as DriverError[];
}

const has = (errors: readonly DriverError[], ...codes: string[]) =>
  errors.some(({ code }) => typeof code === 'string' && codes.includes(code));
const like = (errors: readonly DriverError[], pattern: RegExp) =>
  errors.some(({ code }) => typeof code === 'string' && pattern.test(code));
const numbered = (errors: readonly DriverError[], ...numbers: number[]) =>
  errors.some(({ number }) => typeof number === 'number' && numbers.includes(number));

/** Codes of OpenSSL, BoringSSL and Node for a certificate that is not taken. */
const certificate = /CERT|ISSUER|LEAF_SIGNATURE|HOSTNAME_MISMATCH|INVALID_CA|CRL/;
const tls = /^ERR_SSL|^ERR_TLS|^ERR_OSSL|^EPROTO$|^EENCRYPT$/;

/**
 * Sorts what went wrong while connecting, by codes and numbers: texts differ by language.
 * @param said by the server during the login
 */
export function connectionError(
  thrown: unknown,
  context: ConnectionContext,
  said: readonly ServerMessage[] = [],
): DiagnosticsError {
  if (thrown instanceof DiagnosticsError) {
    return thrown;
  }
  const errors = chain(thrown);
  const { server } = context;
  const as = (code: ErrorCode, message: string) => new DiagnosticsError(code, message, { cause: thrown });
  if (said.length > 0 || has(errors, 'ELOGIN')) {
    return loginError(said, context, thrown);
  }
  if (like(errors, certificate)) {
    return as(
      'tls',
      `The certificate of ${server} is not trusted. Paste the certificate of its authority into CA certificate, fill in Name in the certificate if it bears another name, or switch verification off.`,
    );
  }
  if (has(errors, 'ENOTFOUND', 'EAI_AGAIN', 'ENODATA', 'EINSTLOOKUP')) {
    return as(
      'network',
      `SQL Server ${server} was not found. Check the name, and that the machine of Grafana can resolve it.`,
    );
  }
  if (has(errors, 'ECONNREFUSED')) {
    return as(
      'network',
      `Nothing answers on ${server} at this port. Check port, firewall, and that TCP/IP is enabled for the instance.`,
    );
  }
  if (has(errors, 'ETIMEOUT', 'ETIMEDOUT')) {
    return as(
      'timeout',
      `SQL Server ${server} did not answer in time. Check host, port and firewall, or raise the connection timeout.`,
    );
  }
  if (like(errors, tls)) {
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

/** Sorts what went wrong while a query ran, by codes and numbers. */
export function queryError(thrown: unknown, context: ConnectionContext, timeoutSeconds: number): DiagnosticsError {
  if (thrown instanceof DiagnosticsError) {
    return thrown;
  }
  const errors = chain(thrown);
  const { server, database, user } = context;
  const as = (code: ErrorCode, message: string) => new DiagnosticsError(code, message, { cause: thrown });
  if (thrown instanceof Busy) {
    return as(
      'timeout',
      `All connections to SQL Server were busy for the ${timeoutSeconds} s that a query may take. Ask for less at once, or raise the setting Connections at most or the query timeout.`,
    );
  }
  if (numbered(errors, 1205)) {
    return as(
      'server',
      'SQL Server chose this query as the victim of a deadlock. Run it again; if it recurs, read from a secondary replica.',
    );
  }
  if (numbered(errors, 229, 230, 300, 916)) {
    return as(
      'permission',
      `The login ${user} may not read ${objectName(errors)} in ${database}. Grant it SELECT there.`,
    );
  }
  if (numbered(errors, 207, 208)) {
    return as(
      'schema',
      `The database ${database} has no ${objectName(errors)}. Check that it is the LcsCDR of Lync Server 2013 or Skype for Business Server; if it was changed just now, save the data source again.`,
    );
  }
  if (numbered(errors, 701, 802, 8628, 8645, 8651, 8657, 8658, 10928, 10929, 17803)) {
    return as(
      'server',
      `SQL Server had not enough memory or workers for this query (error ${numberOf(errors)}). Run it again later, or choose a shorter range; its administrator can tell what takes them.`,
    );
  }
  const number = numberOf(errors);
  if (
    number === undefined &&
    like(errors, /^(ECONNCLOSED|ESOCKET|ECONNRESET|ENOTOPEN|EPIPE|ENOCONN|ECLOSE|EINVALIDSTATE|ETIMEOUT)$/)
  ) {
    return as(
      'network',
      `The connection to SQL Server ${server} broke during the query. Run it again; the Grafana log has the details.`,
    );
  }
  return as(
    'server',
    number === undefined
      ? 'SQL Server reported an error on this query. The Grafana log has the details.'
      : `SQL Server reported error ${number} on this query. The Grafana log has the details.`,
  );
}

function numberOf(errors: readonly DriverError[]): number | undefined {
  return errors.map(({ number }) => number).find((number) => typeof number === 'number');
}

/** The object a server message names first, in whatever language, by its quotes; else a general word. */
function objectName(errors: readonly DriverError[]): string {
  for (const { message } of errors) {
    const name = typeof message === 'string' ? /['"]([\w.$ ]{1,128})['"]/.exec(message)?.[1] : undefined;
    if (name) {
      return name;
    }
  }
  return 'one of the views';
}
