import { ContractError } from '../contract/query-error.ts';

/** Whose fault an error is, in Grafana's words: drives its service level metrics. */
type ErrorSource = 'plugin' | 'downstream';

/**
 * Every kind of failure the back end reports by itself. The troubleshooting page has an entry for each, and for the two
 * that are decided where a call ends (`pkg/plugin/error.ts`): `cancelled` and `internal`.
 *
 * - `query`: the saved query is wrong (unknown report or filter, wrong type, impossible range)
 * - `settings`: the data source settings are wrong or incomplete
 * - `auth`, `network`, `tls`, `timeout`, `permission`, `schema`, `server`: what SQL Server or the way to it answered
 * - `tooLarge`: the answer would be larger than a panel can take
 * - `notFound`: no such resource route, or nothing under the key asked for
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
  | 'tooLarge'
  | 'notFound';

interface Traits {
  readonly status: number;
  readonly source: ErrorSource;
  readonly logLevel?: 'debug' | 'warn';
}

/** What Grafana is told about each code, and how loudly the log is. */
const traits: Record<ErrorCode, Traits> = {
  // What is logged at `debug` names what the user asked for, which may be the address of a person.
  query: { status: 400, source: 'downstream', logLevel: 'debug' },
  settings: { status: 400, source: 'downstream' },
  auth: { status: 401, source: 'downstream' },
  network: { status: 502, source: 'downstream' },
  tls: { status: 502, source: 'downstream' },
  timeout: { status: 504, source: 'downstream' },
  permission: { status: 403, source: 'downstream' },
  schema: { status: 502, source: 'downstream' },
  server: { status: 502, source: 'downstream' },
  tooLarge: { status: 413, source: 'downstream', logLevel: 'warn' },
  notFound: { status: 404, source: 'downstream', logLevel: 'debug' },
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

  /** Level of the log line about it. */
  get logLevel(): 'debug' | 'warn' | 'error' {
    return traits[this.code].logLevel ?? 'error';
  }
}

/**
 * Reads with a function of the contract.
 * @throws DiagnosticsError of this code for what the contract refuses
 */
export function readingContract<T>(code: 'query' | 'settings', read: () => T): T {
  try {
    return read();
  } catch (error) {
    throw error instanceof ContractError ? new DiagnosticsError(code, error.message) : error;
  }
}
