import { expect, test } from '@jest/globals';
import { callContext } from '../../tests/support/calls.ts';
import { DiagnosticsError } from '../errors.ts';
import { cancelled, PluginError, type CallContext } from '../plugin/index.ts';
import { translateErrors } from './errors.ts';

/** The error that a call ends with whose handler throws. */
function ending(thrown: unknown, signal?: AbortSignal): Promise<unknown> {
  const answer = translateErrors<CallContext, string>()(() => Promise.reject(thrown as Error));
  return answer(callContext({}, signal)).catch((error: unknown) => error);
}

test('an answer passes', async () => {
  const answer = translateErrors<CallContext, string>()(() => Promise.resolve('fine'));
  expect(await answer(callContext())).toBe('fine');
});

test('an error of the product keeps its code, sentence and cause, and says how Grafana counts it', async () => {
  const cause = new Error('error 18456');
  const error = await ending(new DiagnosticsError('auth', 'The login is refused.', { cause }));
  expect(error).toBeInstanceOf(PluginError);
  expect(error).toMatchObject({
    code: 'auth',
    message: 'The login is refused.',
    status: 401,
    source: 'downstream',
    logLevel: 'error',
    cause,
  });
});

test.each([
  ['query', 'debug'],
  ['notFound', 'debug'],
  ['tooLarge', 'warn'],
  ['settings', 'error'],
] as const)('an error of code %s is logged at level %s', async (code, logLevel) => {
  expect(await ending(new DiagnosticsError(code, 'x'))).toMatchObject({ code, logLevel });
});

test('anything else is a defect that tells nothing of itself', async () => {
  const error = await ending(new TypeError('secret'));
  expect(error).toMatchObject({ code: 'internal', status: 500, source: 'plugin' });
  expect((error as Error).message).not.toContain('secret');
});

test('what is thrown to a caller that has gone away is a cancellation, whatever it was', async () => {
  const reason = cancelled();
  expect(await ending(reason, AbortSignal.abort(reason))).toBe(reason);
  const late = new DiagnosticsError('timeout', 'Too slow.');
  expect(await ending(late, AbortSignal.abort(reason))).toMatchObject({ code: 'cancelled', message: reason.message });
});
