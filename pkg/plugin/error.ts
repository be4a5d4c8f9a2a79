import type { LogLevel } from './log.ts';

/**
 * Whose fault an error is, in Grafana's words: `plugin` for a defect of the plugin, `downstream` for what is behind it
 * or was asked of it. Grafana's service level metrics count the two apart.
 */
export type ErrorSource = 'plugin' | 'downstream';

/** What a {@link PluginError} says beside its code and message. Absent values make it a defect of the plugin. */
export interface PluginErrorOptions {
  /** HTTP status, 400 to 599. Default 500. */
  readonly status?: number;
  /** Default `plugin`. */
  readonly source?: ErrorSource;
  /** Level at which the failed call is logged. Default `error`; `debug` where the message may name people. */
  readonly logLevel?: LogLevel;
  /** What led to it. Goes to the log alone. */
  readonly cause?: unknown;
}

/**
 * What a call can fail with. Handlers throw it, or turn errors of their own into it at their edge; whatever else they
 * throw counts as a defect and is not shown to anybody.
 *
 * `message` is shown to users as it is: a sentence that says what is wrong and what to do, without any secret. `code`
 * is a word of the plugin's own for programs and the log; the SDK itself uses `query`, `settings`, `cancelled` and
 * `internal`.
 */
export class PluginError extends Error {
  readonly code: string;
  readonly status: number;
  readonly source: ErrorSource;
  readonly logLevel: LogLevel;

  constructor(code: string, message: string, options: PluginErrorOptions = {}) {
    const { status = 500, source = 'plugin', logLevel = 'error', cause } = options;
    super(message, cause === undefined ? undefined : { cause });
    this.name = 'PluginError';
    this.code = code;
    this.status = status;
    this.source = source;
    this.logLevel = logLevel;
  }
}

/** How a call ends whose caller has gone away: the reason with which its signal aborts. */
export function cancelled(cause?: unknown): PluginError {
  return new PluginError('cancelled', 'The query was cancelled: the panel or rule that asked has gone away.', {
    status: 499,
    source: 'downstream',
    logLevel: 'debug',
    cause,
  });
}

/** How a call ends that failed in a way nobody has foreseen. */
export function defect(cause?: unknown): PluginError {
  const text =
    'The plugin failed on this query. This is a defect: the Grafana log has the details under "query failed".';
  return new PluginError('internal', text, { cause });
}

/**
 * Decides how a call ended that threw: cancelled where its caller has gone away, whatever was thrown; else with the
 * {@link PluginError} that was thrown; else with a defect.
 *
 * @param signal of the call
 */
export function toPluginError(thrown: unknown, signal: AbortSignal): PluginError {
  if (signal.aborted) {
    return thrown instanceof PluginError && thrown.code === 'cancelled' ? thrown : cancelled(thrown);
  }
  return thrown instanceof PluginError ? thrown : defect(thrown);
}
