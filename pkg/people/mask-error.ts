import { DiagnosticsError } from '../errors.ts';
import { PluginError } from '../plugin/index.ts';
import { leftOut, maskRecognisable } from './mask-text.ts';
import type { Pseudonyms } from './pseudonyms.ts';

/** What is left of an error that may quote what it met: its kind, its numbers, and where it was thrown. */
interface BareError {
  readonly name: string;
  readonly code?: string | number;
  readonly number?: number;
  readonly at?: readonly string[];
  readonly cause?: BareError;
}

/** @param depth of causes that are followed */
function bare(thrown: unknown, depth = 3): BareError | undefined {
  if (typeof thrown !== 'object' || thrown === null) {
    return undefined;
  }
  const { name, code, number, stack, cause } = thrown as Readonly<Record<string, unknown>>;
  const at = typeof stack === 'string' ? stack.split('\n').filter((line) => /^\s+at /.test(line)) : [];
  const inner = depth > 0 ? bare(cause, depth - 1) : undefined;
  return {
    name: typeof name === 'string' ? name : 'Error',
    ...(typeof code === 'number' || (typeof code === 'string' && /^\w+$/.test(code)) ? { code } : {}),
    ...(typeof number === 'number' && { number }),
    ...(at.length > 0 && { at: at.map((line) => line.trim()) }),
    ...(inner && { cause: inner }),
  };
}

/**
 * An error as those see it who may not see people, and as the log has it of their calls: without what a database said, and
 * without the values that a query has.
 */
export function maskError(thrown: unknown, pseudonyms: Pseudonyms): Error {
  const cause = bare(thrown instanceof Error ? thrown.cause : undefined);
  const text = (message: string, code: string) => {
    const unquoted = code === 'query' ? message.replace(/"[^"]*"?/g, `"${leftOut}"`) : message;
    return maskRecognisable(unquoted, pseudonyms);
  };
  if (thrown instanceof DiagnosticsError) {
    return new DiagnosticsError(thrown.code, text(thrown.message, thrown.code), { cause });
  }
  if (thrown instanceof PluginError) {
    const { code, message, status, source, logLevel } = thrown;
    return new PluginError(code, text(message, code), { status, source, logLevel, cause });
  }
  const { at, ...kind } = bare(thrown) ?? { name: 'Error' };
  return Object.assign(new Error('What it says is left out: it may name people.'), {
    ...kind,
    stack: ['Error', ...(at ?? [])].join('\n    '),
  });
}
