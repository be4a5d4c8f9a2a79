import { describe, expect, test } from '@jest/globals';
import { DiagnosticsError } from '../../../errors.ts';
import { connectionError, queryError } from './errors.ts';

const context = { server: 'sql01.example.com', database: 'LcsCDR', user: 'reader' };
const secret = 'Pa55word!';

/** An error as the driver throws it. */
const error = (message: string, rest: Record<string, unknown> = {}): Error => Object.assign(new Error(message), rest);

describe('an error while connecting', () => {
  test.each<[string, string, unknown]>([
    ['auth', 'wrong password', error("Login failed for user 'reader'.", { code: 'ELOGIN', number: 18456 })],
    ['auth', 'expired password', error('expired', { code: 'X', originalError: error('x', { number: 18487 }) })],
    ['auth', 'no Windows login', error('untrusted domain', { number: 18452 })],
    [
      'permission',
      'no access to the database',
      error('Login failed.', {
        code: 'ELOGIN',
        originalError: error('Cannot open database "LcsCDR"', { number: 4060 }),
      }),
    ],
    [
      'permission',
      'no such default database',
      error('Cannot open user default database. Login failed.', { code: 'ELOGIN' }),
    ],
    [
      'tls',
      'a certificate of its own',
      error('Failed to connect to sql01:1433 - self-signed certificate', { code: 'ESOCKET' }),
    ],
    [
      'tls',
      'another name in the certificate',
      error('failed', {
        cause: error("Hostname/IP does not match certificate's altnames", { code: 'ERR_TLS_CERT_ALTNAME_INVALID' }),
      }),
    ],
    ['tls', 'an unknown authority', error('unable to get local issuer certificate', { code: 'ESOCKET' })],
    ['tls', 'an old protocol', error('write EPROTO: tlsv1 alert protocol version', { code: 'ESOCKET' })],
    ['tls', 'no encryption', error('Server does not support encryption', { code: 'EENCRYPT' })],
    ['network', 'an unknown host', error('Failed to connect - getaddrinfo ENOTFOUND sql01', { code: 'ESOCKET' })],
    ['network', 'an unknown host behind the socket', error('x', { cause: error('y', { code: 'ENOTFOUND' }) })],
    ['network', 'an unknown instance', error('Port for MON not found in ServerName', { code: 'EINSTLOOKUP' })],
    ['network', 'a closed port', error('Failed to connect to sql01:1433 - connect ECONNREFUSED', { code: 'ESOCKET' })],
    ['network', 'a closed port on each address', new AggregateError([error('x', { code: 'ECONNREFUSED' })], 'several')],
    ['network', 'a reset', error('Connection lost - read ECONNRESET', { code: 'ESOCKET' })],
    ['network', 'something unheard of', error('?')],
    ['network', 'no error at all', 'text'],
    ['network', 'nothing', undefined],
    ['timeout', 'no answer', error('Failed to connect to sql01:1433 in 15000ms', { code: 'ETIMEOUT' })],
    ['timeout', 'no answer of the network', error('connect ETIMEDOUT 10.0.0.1:1433', { code: 'ESOCKET' })],
  ])('%s: %s', (code, _, thrown) => {
    const sorted = connectionError(thrown, context);
    expect(sorted).toBeInstanceOf(DiagnosticsError);
    expect(sorted.code).toBe(code);
    expect(sorted.cause).toBe(thrown);
    expect(sorted.message).toContain('sql01.example.com');
    expect(sorted.message).toMatch(/\.$/);
  });

  test('names the login and the database where they are to blame', () => {
    expect(connectionError(error('x', { code: 'ELOGIN' }), context).message).toContain('refused the login reader');
    expect(connectionError(error('x', { number: 4060 }), context).message).toContain('cannot open the database LcsCDR');
  });
});

describe('an error of a query', () => {
  test.each<[string, string, unknown]>([
    ['server', 'a cancellation that nobody asked for', error('Canceled.', { code: 'ECANCEL' })],
    ['server', 'a deadlock', error('Transaction was deadlocked', { code: 'EREQUEST', number: 1205 })],
    [
      'permission',
      'a denied view',
      error("The SELECT permission was denied on the object 'ErrorReportView'", { code: 'EREQUEST', number: 229 }),
    ],
    ['schema', 'a missing view', error("Invalid object name 'dbo.MediaView'.", { code: 'EREQUEST', number: 208 })],
    ['schema', 'a missing column', error("Invalid column name 'MediaTypes'.", { number: 207 })],
    ['schema', 'a missing view on a server that imitates', error('relation "mediaview" does not exist')],
    ['timeout', 'too long', error('Timeout: Request failed to complete in 60000ms', { code: 'ETIMEOUT' })],
    ['timeout', 'no free connection', error('operation timed out for an unknown reason', { name: 'TimeoutError' })],
    ['network', 'a broken connection', error('Connection lost', { code: 'ECONNCLOSED' })],
    ['network', 'a broken socket', error('x', { originalError: error('read ECONNRESET', { code: 'ESOCKET' }) })],
    ['server', 'anything else', error('Divide by zero error encountered.', { code: 'EREQUEST', number: 8134 })],
    ['server', 'nothing', null],
  ])('%s: %s', (code, _, thrown) => {
    const sorted = queryError(thrown, context, 60);
    expect(sorted.code).toBe(code);
    expect(sorted.cause).toBe(thrown);
    expect(sorted.message).toMatch(/\.$/);
  });

  test.each([
    ["The SELECT permission was denied on the object 'ErrorReportView', database 'LcsCDR'", 229, 'ErrorReportView'],
    ["Invalid object name 'dbo.MediaView'.", 208, 'dbo.MediaView'],
    ['Invalid object name without quotes', 208, 'one of the views'],
    ["Invalid object name 'x;--'.", 208, 'one of the views'],
  ])('names the object of "%s"', (message, number, name) => {
    expect(queryError(error(message, { number }), context, 60).message).toContain(name);
  });

  test('says how long it was given', () => {
    expect(queryError(error('x', { code: 'ETIMEOUT' }), context, 90).message).toContain('longer than 90 s');
  });
});

describe('every error', () => {
  const sort = [
    (thrown: unknown) => connectionError(thrown, context),
    (thrown: unknown) => queryError(thrown, context, 60),
  ];

  test('that is sorted already stays as it is', () => {
    const sorted = new DiagnosticsError('tooLarge', 'too many rows');
    expect(sort.map((by) => by(sorted))).toEqual([sorted, sorted]);
  });

  test('keeps what the server said to itself', () => {
    const codes = ['ELOGIN', 'ESOCKET', 'ETIMEOUT', 'EREQUEST', 'ENOTFOUND', 'ECONNREFUSED', 'ECANCEL', undefined];
    const numbers = [18456, 4060, 229, 208, 1205, undefined];
    for (const by of sort) {
      for (const code of codes) {
        for (const number of numbers) {
          const inner = error(`inner ${secret}`, { number });
          const thrown = error(`server says ${secret} select * from x`, { code, originalError: inner });
          expect(by(thrown).message).not.toMatch(/Pa55word|select \*|inner/);
        }
      }
    }
  });

  test('may wrap itself or a long chain of others', () => {
    const circle: Error & { cause?: unknown } = error('circle');
    circle.cause = error('back', { cause: circle });
    let deep = error('Login failed', { code: 'ELOGIN' });
    for (let depth = 0; depth < 1000; depth++) {
      deep = error('wrapper', { cause: deep });
    }
    expect(sort.map((by) => by(circle).code)).toEqual(['network', 'server']);
    expect(sort.map((by) => by(deep).code)).toEqual(['network', 'server']);
  });

  test('may carry fields of any type', () => {
    for (const by of sort) {
      expect(by({ code: 5, number: '208', message: {}, originalError: 7 })).toBeInstanceOf(DiagnosticsError);
    }
  });
});

test('a host whose name reads like a cause does not become one', () => {
  const refused = error('Failed to connect to cert_alert01:1433 - connect ECONNREFUSED', { code: 'ECONNREFUSED' });
  expect(connectionError(refused, { ...context, server: 'cert_alert01' }).code).toBe('network');
});
