import type { Dialect } from '../dialect.ts';
import type { Statement } from '../parameter.ts';

/** One row as the database gives it: `datetime` as epoch milliseconds, `bit` as 0 or 1. */
export type FoundRow = Readonly<Record<string, unknown>>;

export interface RunOptions {
  /** Aborting ends the query on the server. */
  readonly signal: AbortSignal;
  /** More rows than this are an error of code `tooLarge`. */
  readonly maxRows: number;
}

/** State of the connections of an engine. */
export interface PoolState {
  /** Connections open. */
  readonly size: number;
  /** Connections open and idle. */
  readonly available: number;
  /** Statements waiting for a connection. */
  readonly pending: number;
}

/** Runs statements in one dialect on one database. */
export interface Engine {
  readonly dialect: Dialect;
  /** Where the data is, as Save & test begins its sentence: `Connected to LcsCDR on sql01`. */
  readonly place: string;
  /** @throws DiagnosticsError sorted by cause */
  query(statement: Statement, options: RunOptions): Promise<readonly FoundRow[]>;
  /** Columns of all views and tables the login may read: TABLE_SCHEMA, TABLE_NAME, COLUMN_NAME, DATA_TYPE. */
  catalog(signal: AbortSignal): Promise<readonly FoundRow[]>;
  /** Connections in use, for the metrics; undefined without a pool. */
  poolState(): PoolState | undefined;
  /** Forgets that a login was refused, so that the next statement signs in at once. */
  forget(): void;
  close(): Promise<void>;
}
