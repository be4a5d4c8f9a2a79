import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { parseLogLine } from '../../preview/plugin-host/log-line.ts';
import { formatLine } from '../../pkg/plugin/log.ts';

/** Fields of any kind, with the keys the host treats in its own way among them. */
const fields = fc.dictionary(
  fc.oneof(fc.constantFrom('@message', '@level', '@timestamp', '@', 'timestamp', '__proto__'), fc.string()),
  fc.anything({ withBigInt: true, withDate: true, withMap: true, withSet: true, withTypedArray: true }),
);

test('trap 1: whatever is logged, the host gets strings where it insists on them', () => {
  fc.assert(
    fc.property(fc.string(), fields, (message, extra) => {
      const line = formatLine('info', message, extra);
      expect(line).not.toContain('\n');
      expect(parseLogLine(line)).toMatchObject({ level: 'info', message, raw: false });
    }),
  );
});

test('trap 1: a message that is no string, against all types, is made one', () => {
  const message = 123 as unknown as string;
  expect(parseLogLine(formatLine('info', message, {}))).toMatchObject({ message: '123' });
});

test('trap 1: the test host knows the lines that make the real one panic', () => {
  for (const line of ['{"@level":"info","@message":1}', '{"@level":1}', '{"@timestamp":{}}', '{"@message":null}']) {
    expect(() => parseLogLine(line)).toThrow('panic');
  }
});

test('the timestamp has six fraction digits', () => {
  const line = formatLine('warn', 'm', {}, Date.UTC(2026, 0, 2, 3, 4, 5, 6));
  expect(JSON.parse(line)).toEqual({ '@level': 'warn', '@message': 'm', '@timestamp': '2026-01-02T03:04:05.006000Z' });
});

test.each([
  ['a long message', 'x'.repeat(200_000), {}],
  ['a long field', 'm', { sql: '€'.repeat(200_000) }],
  ['a message that JSON writes in six bytes a character', '\u0001'.repeat(200_000), {}],
  ['many fields', 'm', Object.fromEntries(Array.from({ length: 20_000 }, (_, index) => [`key ${index}`, 'value']))],
  ['many values', 'm', { rows: Array.from({ length: 100_000 }, (_, index) => index) }],
  ['a long key', 'm', { ['k'.repeat(100_000)]: 1 }],
])('%s is cut so that the line stays under 60 KiB', (_case, message, extra) => {
  const line = formatLine('info', message, extra);
  expect(Buffer.byteLength(line)).toBeLessThanOrEqual(60 * 1024);
  const parsed = parseLogLine(line);
  expect(parsed).toMatchObject({ raw: false });
  expect(message.startsWith(parsed.message.slice(0, 100))).toBe(true);
});

test('circular values, bigints and errors with causes survive', () => {
  const circular: Record<string, unknown> = { big: 2n ** 70n };
  circular['self'] = circular;
  const error = new Error('outer', { cause: Object.assign(new TypeError('inner'), { code: 'E1' }) });
  const parsed = parseLogLine(formatLine('error', 'm', { circular, error }));
  expect(parsed.fields).toMatchObject({
    circular: { big: String(2n ** 70n), self: '[circular]' },
    error: { message: 'outer', stack: expect.any(String), cause: { name: 'TypeError', message: 'inner', code: 'E1' } },
  });
});

test('one object in two places is no circle', () => {
  const shared = { a: 1 };
  expect(parseLogLine(formatLine('info', 'm', { shared, again: shared })).fields).toEqual({ shared, again: shared });
});

test('what cannot be read is said to be so', () => {
  const trap = {
    get boom(): string {
      throw new Error('no');
    },
  };
  expect(parseLogLine(formatLine('info', 'm', { trap, date: new Date(NaN) })).fields).toEqual({
    trap: '[unreadable]',
    date: 'Invalid Date',
  });
});

test('values under keys that look secret are left out, at any depth', () => {
  const secrets = { password: 's3', pwd: 's3', Authorization: 's3', apiKey: 's3', secureJsonToken: 's3', Cookie: 's3' };
  const line = formatLine('info', 'm', { ...secrets, settings: [{ secrets, deeper: secrets }], server: 'db' });
  expect(line).not.toContain('s3');
  expect(line).toContain('"server":"db"');
});
