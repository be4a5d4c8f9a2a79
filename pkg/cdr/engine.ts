import type { Dialect } from './sql/dialect.ts';
import type { Statement } from './sql/parameter.ts';

/** One row as the database gives it: `datetime` as epoch milliseconds, `bit` as 0 or 1. */
export type Row = Readonly<Record<string, unknown>>;

export interface QueryOptions {
  /** Aborting ends the query on the server. */
  readonly signal: AbortSignal;
  /** More rows than this are an error of code `tooLarge`. */
  readonly maxRows: number;
}

/** Runs statements. There is a folder of `engines` for each kind of database. */
export interface Engine {
  readonly dialect: Dialect;
  /** @throws DiagnosticsError sorted by cause */
  query(statement: Statement, options: QueryOptions): Promise<readonly Row[]>;
  /** Columns of all views and tables the login may read: TABLE_SCHEMA, TABLE_NAME, COLUMN_NAME. */
  catalog(signal: AbortSignal): Promise<readonly Row[]>;
  /** Connections in use, for the metrics; undefined before the first query or without a pool. */
  poolState(): { readonly size: number; readonly available: number; readonly pending: number } | undefined;
  close(): Promise<void>;
}
