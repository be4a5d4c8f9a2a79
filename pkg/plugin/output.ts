import { format } from 'node:util';
import { log, type LogLevel } from './log.ts';

/**
 * Keeps stdout for the handshake line, which the host reads first and alone: whatever else would print, here or in a
 * library, becomes a log line on stderr. Importing this module does it, so that it can come before all other imports.
 */
function redirectOutput(): void {
  const printer =
    (level: LogLevel) =>
    (...values: unknown[]): void => {
      log(level, format(...values));
    };
  Object.assign(console, {
    log: printer('debug'),
    debug: printer('debug'),
    trace: printer('debug'),
    dir: printer('debug'),
    info: printer('info'),
    warn: printer('warn'),
    error: printer('error'),
  });
  process.stdout.write = (chunk: string | Uint8Array): boolean => {
    log('debug', typeof chunk === 'string' ? chunk : Buffer.from(chunk).toString());
    return true;
  };
}

redirectOutput();
