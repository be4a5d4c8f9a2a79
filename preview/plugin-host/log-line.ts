/** One line of a plugin's stderr, as go-plugin reads it. */
export interface PluginLogLine {
  readonly level: 'trace' | 'debug' | 'info' | 'warn' | 'error';
  readonly message: string;
  /** Empty where the line was taken as plain text. */
  readonly fields: Readonly<Record<string, unknown>>;
  /** True where the line was no log line by the host's rules and was passed on as text. */
  readonly raw: boolean;
}

/** Thrown where the host process itself would panic: `@message`, `@level` or `@timestamp` is there but no string. */
export class HostPanic extends Error {
  override readonly name = 'HostPanic';
}

/** Bytes of the host's line buffer. Longer lines are passed on in raw pieces. */
const bufferBytes = 64 * 1024;

const levels = ['trace', 'debug', 'info', 'warn', 'error'] as const;

/** The host parses timestamps with exactly six fraction digits and a zone. */
const timestamp = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\.\d{6}(Z|[+-]\d{2}:\d{2})$/;

/**
 * Reads a line of stderr by go-plugin's rules.
 *
 * @throws HostPanic
 */
export function parseLogLine(line: string): PluginLogLine {
  const parsed = Buffer.byteLength(line) < bufferBytes ? parseObject(line) : undefined;
  if (!parsed) {
    return rawLine(line);
  }
  const { '@message': message, '@level': level, '@timestamp': time, ...fields } = parsed;
  for (const [key, value] of Object.entries({ message, level, time })) {
    if (value !== undefined && typeof value !== 'string') {
      throw new HostPanic(`the log line has a ${typeof value} as ${key}, which makes Grafana panic: ${line}`);
    }
  }
  const known = levels.find((name) => name === String(level).toLowerCase());
  if (!known || (time !== undefined && !timestamp.test(String(time)))) {
    return rawLine(line);
  }
  return { level: known, message: String(message ?? ''), fields, raw: false };
}

/** Plain text is debug, unless it starts with a level in brackets or with the words of a dying Go program. */
function rawLine(line: string): PluginLogLine {
  const bracketed = levels.find((name) => line.startsWith(`[${name.toUpperCase()}]`));
  const dying = line.startsWith('panic: ') || line.startsWith('fatal error: ');
  return { level: bracketed ?? (dying ? 'error' : 'debug'), message: line, fields: {}, raw: true };
}

function parseObject(line: string): Record<string, unknown> | undefined {
  try {
    const value: unknown = JSON.parse(line);
    return typeof value === 'object' && value !== null && !Array.isArray(value)
      ? (value as Record<string, unknown>)
      : undefined;
  } catch {
    return undefined;
  }
}
