import { writeSync } from 'node:fs';
import { plainValue } from './log-value.ts';

/** Levels of hclog, the log library of Grafana's plugin host. Grafana shows `trace` as debug. */
export type LogLevel = 'trace' | 'debug' | 'info' | 'warn' | 'error';

/** Extra keys of a log line. Values of any type; those under keys that look secret are replaced. */
export type LogFields = Readonly<Record<string, unknown>>;

/** Bytes of the longest line. The host cuts lines of 64 KiB and more into unreadable pieces. */
const maxLineBytes = 60 * 1024;

/** Characters every string is cut to, tried in this order until the line fits. */
const cuts = [Infinity, 4_096, 512, 64];

/** Characters of the message when nothing else would make the line fit; JSON may write a character in six bytes. */
const lastResort = 8_000;

/**
 * Writes one event to Grafana's log: a JSON line on stderr. Never throws and never writes to stdout.
 * Neither message nor fields may hold a secret, nor, above `debug`, the URI of a user.
 */
export function log(level: LogLevel, message: string, fields: LogFields = {}): void {
  writeAll(2, formatLine(level, message, fields) + '\n');
}

/**
 * One log line without its line break, at most 60 KiB long. The host demands strings under `@level`, `@message` and
 * `@timestamp` (anything else there makes it panic) and exactly six fraction digits in the timestamp.
 *
 * @param now epoch milliseconds
 */
export function formatLine(level: LogLevel, message: string, fields: LogFields, now: number = Date.now()): string {
  const head = (length: number) => ({
    '@level': String(level),
    '@message': cut(String(message), length),
    '@timestamp': new Date(now).toISOString().replace('Z', '000Z'),
  });
  for (const length of cuts) {
    const line = JSON.stringify({ ...head(length), ...extraKeys(fields, length) });
    if (Buffer.byteLength(line) <= maxLineBytes) {
      return line;
    }
  }
  return JSON.stringify({ ...head(lastResort), cut: true });
}

/** Keys with a leading @ belong to hclog: a field of such a name goes under its bare name. */
function extraKeys(fields: LogFields, length: number): Record<string, unknown> {
  const plain = plainValue(fields, (text) => cut(text, length));
  const entries = typeof plain === 'object' && plain !== null ? Object.entries(plain) : [];
  return Object.fromEntries(entries.map(([key, value]) => [cut(key.replace(/^@+/, '') || 'field', length), value]));
}

function cut(text: string, length: number): string {
  return text.length <= length ? text : `${text.slice(0, length)}… (${text.length} characters)`;
}

/**
 * Writes synchronously, so that the last words of a crash arrive. Gives up quietly when the reader has gone or does
 * not read: a log line must never be what stops a plugin.
 */
export function writeAll(descriptor: number, text: string): void {
  const bytes = Buffer.from(text);
  let patience = 1_000;
  for (let written = 0; written < bytes.length && patience > 0;) {
    try {
      written += writeSync(descriptor, bytes, written);
    } catch (thrown) {
      if ((thrown as NodeJS.ErrnoException).code !== 'EAGAIN') {
        return;
      }
      patience -= 1;
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 1);
    }
  }
}
