/** Whose fault an error is, in Grafana's words: drives its service level metrics. */
export type ErrorSource = 'plugin' | 'downstream';

/**
 * Every kind of failure the back end can report. The troubleshooting page has an entry for each.
 *
 * - `query`: the saved query is wrong (unknown report or filter, wrong type, impossible range)
 * - `settings`: the data source settings are wrong or incomplete
 * - `auth`, `network`, `tls`, `timeout`, `permission`, `schema`, `server`: what SQL Server or the way to it answered
 * - `cancelled`: the panel or rule that asked has gone away
 * - `tooLarge`: the answer would be larger than a panel can take
 * - `notFound`: no such resource route, or nothing under the key asked for
 * - `internal`: a defect of this plugin
 */
export type ErrorCode =
  | 'query'
  | 'settings'
  | 'auth'
  | 'network'
  | 'tls'
  | 'timeout'
  | 'permission'
  | 'schema'
  | 'server'
  | 'cancelled'
  | 'tooLarge'
  | 'notFound'
  | 'internal';

/** HTTP status and source of each code, as Grafana expects them in a data response. */
const traits: Record<ErrorCode, { status: number; source: ErrorSource }> = {
  query: { status: 400, source: 'downstream' },
  settings: { status: 400, source: 'downstream' },
  auth: { status: 401, source: 'downstream' },
  network: { status: 502, source: 'downstream' },
  tls: { status: 502, source: 'downstream' },
  timeout: { status: 504, source: 'downstream' },
  permission: { status: 403, source: 'downstream' },
  schema: { status: 502, source: 'downstream' },
  server: { status: 502, source: 'downstream' },
  cancelled: { status: 499, source: 'downstream' },
  tooLarge: { status: 413, source: 'downstream' },
  notFound: { status: 404, source: 'downstream' },
  internal: { status: 500, source: 'plugin' },
};

/**
 * The one error class of the back end: a code, and a sentence that says what is wrong and what to do.
 * `message` is shown to users and never holds a secret; `cause` goes to the log alone.
 */
export class DiagnosticsError extends Error {
  readonly code: ErrorCode;

  constructor(code: ErrorCode, message: string, options?: { cause?: unknown }) {
    super(message, options);
    this.name = 'DiagnosticsError';
    this.code = code;
  }

  /** HTTP status, 400 to 599. */
  get status(): number {
    return traits[this.code].status;
  }

  get source(): ErrorSource {
    return traits[this.code].source;
  }

  /** Turns whatever was thrown into a DiagnosticsError; an unknown one is a defect of ours and says so. */
  static from(thrown: unknown): DiagnosticsError {
    if (thrown instanceof DiagnosticsError) {
      return thrown;
    }
    return new DiagnosticsError(
      'internal',
      'The plugin failed on this query. This is a defect: the Grafana log has the details under "query failed".',
      { cause: thrown },
    );
  }
}

/** What a caller that has gone away would be told. */
export function cancelled(cause?: unknown): DiagnosticsError {
  const text = 'The query was cancelled: the panel or rule that asked has gone away.';
  return new DiagnosticsError('cancelled', text, cause === undefined ? undefined : { cause });
}
