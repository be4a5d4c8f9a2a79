import { expect, test } from '@jest/globals';
import { DiagnosticsError } from '../../../errors.ts';
import { isBroken, sortedError } from './errors.ts';

const context = { server: 'click01:8443', database: 'archive', user: 'reader', timeoutSeconds: 60 };
const error = (code: string, message = 'sesame') => Object.assign(new Error(message), { code });

test.each([
  ['auth', '516'],
  ['auth', '195'],
  ['permission', '497'],
  ['permission', '164'],
  ['schema', '81'],
  ['schema', '60'],
  ['schema', '47'],
  ['timeout', '159'],
  ['tooLarge', '396'],
  ['server', '241'],
  ['server', '202'],
  ['server', '394'],
  ['server', '6'],
  ['network', '210'],
  ['network', '279'],
  ['network', 'ECONNREFUSED'],
  ['network', 'ENOTFOUND'],
  ['network', 'ECONNRESET'],
  ['network', 'EHOSTUNREACH'],
  ['tls', 'DEPTH_ZERO_SELF_SIGNED_CERT'],
  ['tls', 'UNABLE_TO_VERIFY_LEAF_SIGNATURE'],
  ['tls', 'ERR_TLS_CERT_ALTNAME_INVALID'],
  ['tls', 'ERR_SSL_WRONG_VERSION_NUMBER'],
])('%s: %s', (code, number) => {
  for (const thrown of [error(number), new Error('wrapped', { cause: error(number) })]) {
    const sorted = sortedError(thrown, context);
    expect(sorted.code).toBe(code);
    expect(sorted.message).not.toContain('sesame');
    expect(sorted.cause).toBe(thrown);
  }
});

test.each([
  ['60', "Unknown table expression identifier 'Nothing' in scope SELECT", 'has no Nothing.'],
  ['60', 'Table archive.Nothing does not exist', 'has no archive.Nothing.'],
  ['47', 'Unknown expression or function identifier `Nothing` in scope', 'has no Nothing.'],
  ['47', 'something new', 'has no table or column of that name.'],
])('%s: %s', (code, message, said) => {
  expect(sortedError(error(code, message), context).message).toContain(`The database archive ${said}`);
});

test('what is sorted already stays, and what is no error at all is one of the way to the server', () => {
  const known = new DiagnosticsError('timeout', 'late');
  expect(sortedError(known, context)).toBe(known);
  expect(sortedError('text', context).code).toBe('network');
  expect(sortedError(undefined, context).code).toBe('network');
});

test('a connection that broke is worth another try, an answer is not', () => {
  expect([error('ECONNRESET'), error('EPIPE')].every(isBroken)).toBe(true);
  expect([error('516'), error('ECONNREFUSED'), undefined].some(isBroken)).toBe(false);
});
