import { describe, expect, test } from '@jest/globals';
import { DiagnosticsError } from '../../../errors.ts';
import { Busy, connectionError, queryError } from './errors.ts';

const context = { server: 'sql01.example.com', database: 'LcsCDR', user: 'reader' };
const secret = 'Pa55word!';

/** An error as the driver throws it. */
const error = (message: string, rest: Record<string, unknown> = {}): Error => Object.assign(new Error(message), rest);

describe('an error while connecting', () => {
  /** As the driver wraps what the socket said. */
  const socket = (code: string) => error('Failed to connect', { code: 'ESOCKET', cause: error('x', { code }) });

  test.each<[string, string, unknown]>([
    ['auth', 'a login that was ended without a word', error('Login failed.', { code: 'ELOGIN' })],
    ['auth', 'the same in a wrapper', error('x', { originalError: error('y', { code: 'ELOGIN' }) })],
    ['tls', 'a certificate of its own', socket('DEPTH_ZERO_SELF_SIGNED_CERT')],
    ['tls', 'one of its own in the chain', socket('SELF_SIGNED_CERT_IN_CHAIN')],
    ['tls', 'another name in the certificate', socket('ERR_TLS_CERT_ALTNAME_INVALID')],
    ['tls', 'an unknown authority', socket('UNABLE_TO_GET_ISSUER_CERT_LOCALLY')],
    ['tls', 'an unknown authority of the last one', socket('UNABLE_TO_VERIFY_LEAF_SIGNATURE')],
    ['tls', 'an old certificate', socket('CERT_HAS_EXPIRED')],
    ['tls', 'an old protocol', socket('ERR_SSL_UNSUPPORTED_PROTOCOL')],
    ['tls', 'an old protocol in Node', socket('EPROTO')],
    ['tls', 'no encryption', error('Server does not support encryption', { code: 'EENCRYPT' })],
    ['network', 'an unknown host', socket('ENOTFOUND')],
    ['network', 'a name server that does not answer', socket('EAI_AGAIN')],
    ['network', 'a closed port', socket('ECONNREFUSED')],
    [
      'network',
      'a closed port on each address',
      error('x', { code: 'ESOCKET', cause: new AggregateError([error('y', { code: 'ECONNREFUSED' })], 'several') }),
    ],
    ['network', 'a reset', socket('ECONNRESET')],
    ['network', 'no route', socket('EHOSTUNREACH')],
    ['network', 'something unheard of', error('?')],
    ['network', 'no error at all', 'text'],
    ['network', 'nothing', undefined],
    ['timeout', 'no answer', error('Failed to connect to sql01:1433 in 15000ms', { code: 'ETIMEOUT' })],
    ['timeout', 'no answer of the network', socket('ETIMEDOUT')],
  ])('%s: %s', (code, _, thrown) => {
    const sorted = connectionError(thrown, context);
    expect(sorted).toBeInstanceOf(DiagnosticsError);
    expect(sorted.code).toBe(code);
    expect(sorted.cause).toBe(thrown);
    expect(sorted.message).toContain('sql01.example.com');
    expect(sorted.message).toMatch(/\.$/);
  });

  test('is what the server said, where it said something', () => {
    const said = [
      { number: 4060, message: 'Cannot open database "LcsCDR".' },
      { number: 18456, message: 'Login failed.' },
    ];
    const sorted = connectionError(error('Login failed.', { code: 'ELOGIN' }), context, said);
    expect(sorted.code).toBe('permission');
    expect(sorted.message).toContain('cannot open the database LcsCDR on sql01.example.com');
    expect(sorted.message).toMatch(/SQL Server says: "Cannot open database "LcsCDR"\. Login failed\."\.$/);
    expect(sorted.cause).toEqual(said);
  });
});

describe('an error of a query', () => {
  test.each<[string, string, unknown]>([
    ['server', 'a cancellation that nobody asked for', error('Canceled.', { code: 'ECANCEL' })],
    ['server', 'a deadlock', error('Transaction was deadlocked', { code: 'EREQUEST', number: 1205 })],
    ['permission', 'a denied view', error("denied on the object 'ErrorReportView'", { code: 'EREQUEST', number: 229 })],
    ['schema', 'a missing view', error("Invalid object name 'dbo.MediaView'.", { code: 'EREQUEST', number: 208 })],
    ['schema', 'a missing column', error("Invalid column name 'MediaTypes'.", { number: 207 })],
    [
      'schema',
      'a missing column among others',
      new AggregateError([error('a', { number: 3621 }), error("Invalid column name 'x'.", { number: 207 })]),
    ],
    ['timeout', 'no free connection', new Busy()],
    ['network', 'a cancellation that was not heard', error('Failed to cancel', { code: 'ETIMEOUT' })],
    ['network', 'a broken connection', error('Connection lost', { code: 'ECLOSE' })],
    ['network', 'a broken socket', error('x', { code: 'ESOCKET', cause: error('read', { code: 'ECONNRESET' }) })],
    ['network', 'a socket that hung up', error('socket hang up', { code: 'ECONNRESET' })],
    ['server', 'memory', error('insufficient memory in resource pool', { code: 'EREQUEST', number: 701 })],
    ['server', 'anything else', error('Divide by zero error encountered.', { code: 'EREQUEST', number: 8134 })],
    ['server', 'words that sound like another cause', error('permission denied; deadlock; timeout: request failed')],
    ['server', 'nothing', null],
  ])('%s: %s', (code, _, thrown) => {
    const sorted = queryError(thrown, context, 60);
    expect(sorted.code).toBe(code);
    expect(sorted.cause).toBe(thrown);
    expect(sorted.message).toMatch(/\.$/);
  });

  test.each([
    ["The SELECT permission was denied on the object 'ErrorReportView', database 'LcsCDR'", 229, 'ErrorReportView'],
    ['Die SELECT-Berechtigung wurde für das Objekt "ErrorReportView" verweigert.', 229, 'ErrorReportView'],
    ["Invalid object name 'dbo.MediaView'.", 208, 'dbo.MediaView'],
    ["Ungültiger Objektname 'dbo.MediaView'.", 208, 'dbo.MediaView'],
    ['Invalid object name without quotes', 208, 'one of the views'],
    ["Invalid object name 'x;--'.", 208, 'one of the views'],
  ])('names the object of "%s"', (message, number, name) => {
    expect(queryError(error(message, { number }), context, 60).message).toContain(name);
  });

  test('says for how long the connections were busy', () => {
    expect(queryError(new Busy(), context, 90).message).toContain('busy for the 90 s that a query may take');
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

  test('keeps the words of driver and server to itself, outside of a login', () => {
    const codes = ['ELOGIN', 'ESOCKET', 'ETIMEOUT', 'EREQUEST', 'ENOTFOUND', 'ECONNREFUSED', 'ECANCEL', undefined];
    const numbers = [18456, 4060, 229, 208, 1205, 8645, undefined];
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
      expect(by({ code: 5, number: '208', message: {}, originalError: 7, errors: 'x' })).toBeInstanceOf(
        DiagnosticsError,
      );
    }
  });
});
