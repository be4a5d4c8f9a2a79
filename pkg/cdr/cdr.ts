import type { Kysely } from 'kysely';
import type { Counting } from '../../contract/settings.ts';
import type { Classification } from './classification.ts';
import type { Dialect } from './dialect.ts';
import type { Statement } from './parameter.ts';
import type { Question } from './questions/question.ts';
import type { LcsCdr } from './schema/views.ts';

/** What the probe found out about a database; questions adapt to it. */
export interface CdrFeatures {
  /** Where the media bits of a peer-to-peer session are: a column of the view, of the table, or rows of the Media view. */
  readonly mediaTypes: 'view' | 'table' | 'mediaView' | 'none';
  /** Rows of several LcsCDR, each with the name of its store: a key tells rows of one store apart only. */
  readonly stores: boolean;
  /** The archiver's notes on what it has copied when, in an archive. */
  readonly ledger: boolean;
  /** Texts compare without regard to case by themselves. */
  readonly caseless: boolean;
  /** Views and tables the reports can use, by the names of `LcsCdr`. */
  readonly objects: ReadonlySet<keyof LcsCdr>;
  /** What is missing and what that costs, one sentence each. */
  readonly missing: readonly string[];
}

/** Everything needed to describe a question as a query. */
export interface CdrSql {
  readonly db: Kysely<LcsCdr>;
  readonly dialect: Dialect;
  readonly features: CdrFeatures;
  readonly classification: Classification;
  readonly counting: Counting;
}

/** A CDR as one call uses it: ends with its signal, and notes what it had the database do. */
export interface Cdr {
  readonly features: CdrFeatures;
  readonly classification: Classification;
  readonly counting: Counting;
  /** Rows that a statement may bring. */
  readonly maxRows: number;
  /**
   * Asks a question. Equal statements of callers at the same time share one trip to the database; of what is counted in time bins, the
   * bins that have settled come from memory, see `CellCache`.
   * @returns what the question makes of the answers; nothing where the selection lets no row pass
   * @throws DiagnosticsError sorted by cause
   */
  ask<Selection, Row, Found>(question: Question<Selection, Row, Found>, selection: Selection): Promise<readonly Row[]>;
  /** What this call has asked so far. */
  readonly trace: CdrTrace;
}

/** What one call had the database do. */
export interface CdrTrace {
  readonly statements: readonly Statement[];
  /** Seconds during which at least one statement was outstanding. */
  readonly seconds: number;
  /** When the oldest of the counts that may be kept were asked for, epoch milliseconds; undefined where there are none. */
  readonly asOf: number | undefined;
  /** Whether some of them came from memory. */
  readonly fromMemory: boolean;
  /** The statements with their values, ready for a query window of the database. */
  script(): string;
}
