import type { Compilable, Kysely } from 'kysely';
import type { Counting, Limits } from '../../contract/settings.ts';
import type { Classification } from './classification.ts';
import type { LcsCdr } from './schema/views.ts';
import type { Dialect } from './sql/dialect.ts';
import type { Statement } from './sql/parameter.ts';

/** What the probe found out about a database; queries adapt to it. */
export interface CdrFeatures {
  /** Where the media bits of a peer-to-peer session are: a column of the view, of the table, or rows of the Media view. */
  readonly mediaTypes: 'view' | 'table' | 'mediaView' | 'none';
  /** Views and tables the reports can use, by the names of `LcsCdr`. */
  readonly objects: ReadonlySet<keyof LcsCdr>;
  /** What is missing and what that costs, one sentence each. */
  readonly missing: readonly string[];
}

/** Everything needed to describe a query. */
export interface CdrSql {
  readonly db: Kysely<LcsCdr>;
  readonly dialect: Dialect;
  readonly features: CdrFeatures;
  readonly classification: Classification;
  readonly counting: Counting;
  readonly limits: Limits;
}

/** One caller's use of a CDR: collects what ran and what was noticed, and ends with its signal. */
export interface CdrCall {
  readonly signal: AbortSignal;
  readonly executed: Statement[];
  /** Seconds during which at least one statement was outstanding. */
  sqlSeconds: number;
  /** How many statements are outstanding, and since when without a break (`performance.now()`). */
  outstanding?: { statements: number; since: number };
}

/** A CDR that can be asked. `run` coalesces equal questions of concurrent callers. */
export interface Cdr extends CdrSql {
  /**
   * @param query a described query
   * @returns rows as plain objects: `datetime` as epoch milliseconds, `bit` as 0 or 1
   * @throws DiagnosticsError sorted by cause
   */
  run<Row>(query: Compilable<Row>, call: CdrCall): Promise<readonly Row[]>;
}
