import { describe, expect, test } from '@jest/globals';
import { cancelled, defect, PluginError, toPluginError } from './error.ts';

const alive = new AbortController().signal;

test('an error that says nothing about itself is a defect of the plugin', () => {
  expect(new PluginError('full', 'The disk is full.')).toMatchObject({
    code: 'full',
    message: 'The disk is full.',
    status: 500,
    source: 'plugin',
    logLevel: 'error',
  });
});

describe('how a call ended', () => {
  test('is what was thrown where that is a PluginError', () => {
    const error = new PluginError('auth', 'Login failed.', { status: 401, source: 'downstream' });
    expect(toPluginError(error, alive)).toBe(error);
  });

  test.each([new TypeError('x is not a function'), 'text', undefined])(
    'is a defect for anything else: %p',
    (thrown) => {
      const error = toPluginError(thrown, alive);
      expect(error).toMatchObject({ code: 'internal', status: 500, source: 'plugin' });
      expect(error.cause).toBe(thrown);
      expect(error.message).toBe(defect().message);
      expect(error.message).not.toContain('function');
    },
  );

  test('is cancelled where the caller has gone, whatever was thrown', () => {
    const thrown = new PluginError('timeout', 'Too slow.');
    const expected = { code: 'cancelled', status: 499, source: 'downstream', logLevel: 'debug', cause: thrown };
    expect(toPluginError(thrown, AbortSignal.abort())).toMatchObject(expected);
  });

  test('is the reason of the signal where that was thrown', () => {
    const reason = cancelled();
    expect(toPluginError(reason, AbortSignal.abort(reason))).toBe(reason);
  });
});
