import type { Expression } from 'kysely';
import type { Cell } from '../cell-cache.ts';
import type { CdrSql } from '../cdr.ts';
import type { BinWidth, Slice } from '../time-bins.ts';

/** A query that is described and not yet in anybody's words: what kysely calls an expression of its rows. */
export type Described<Found> = Expression<Found>;

/**
 * Something that can be asked of a CDR, apart from who runs it: the same question is described for any dialect, and
 * answers to parts of it - slices of time, stores of an archive - are put together by the same code.
 *
 * `Found` is a row as SQL brings it (`datetime` as epoch milliseconds, `bit` as 0 or 1), `Row` what the reports get.
 */
export interface Question<Selection, Row, Found = Row> {
  readonly name: string;
  /** The question as a query, never run here; undefined where the selection lets no row pass. */
  describe(cdr: CdrSql, selection: Selection): Described<Found> | undefined;
  /** One answer: the rows that the query of this selection found. */
  read(found: readonly Found[], selection: Selection): readonly Row[];
  /** One answer out of those to the parts of the question, none or more; parts share no session, conference or report. */
  merge(answers: readonly (readonly Row[])[], selection: Selection): readonly Row[];
}

/** What to count, over which slices of time, in bins of which width. */
export interface CellSelection {
  /** They share no instant. */
  readonly slices: readonly Slice[];
  readonly binMinutes: BinWidth;
}

/**
 * A question that counts in time bins. What it counts in a bin hangs on that bin alone, so that its answers are kept bin by bin, see
 * `CellCache`.
 */
export interface CellQuestion<Selection extends CellSelection, Row extends Cell, Found = Row> extends Question<
  Selection,
  Row,
  Found
> {
  /** Tells it apart from every other question. */
  readonly key: string;
  /** Columns of its rows beside `time`. */
  readonly columns: readonly string[];
}

/** Whether a question counts in time bins; its selection then is one of cells. */
export function countsCells<Selection, Row, Found>(
  question: Question<Selection, Row, Found>,
): question is Question<Selection, Row, Found> & CellQuestion<Selection & CellSelection, Row & Cell, Found> {
  return 'columns' in question;
}

/** For questions whose rows are as SQL brings them. */
export const asFound = <Row>(found: readonly Row[]): readonly Row[] => found;

/** The rows of all answers, those that agree in `keys` made one by adding up `counts`. */
export function addedUp<Row extends object>(
  answers: readonly (readonly Row[])[],
  keys: readonly (keyof Row)[],
  counts: readonly (keyof Row)[],
): readonly Row[] {
  const [only, ...others] = answers;
  if (others.length === 0) {
    return only ?? [];
  }
  const merged = new Map<string, Row>();
  for (const row of answers.flat()) {
    const key = JSON.stringify(keys.map((name) => row[name]));
    const known = merged.get(key);
    const sums = counts.map((name) => [name, Number(known?.[name] ?? 0) + Number(row[name])]);
    merged.set(key, { ...row, ...(Object.fromEntries(sums) as Partial<Row>) });
  }
  return [...merged.values()];
}

/** The first rows of all answers together, each of which is in the order and no longer than the limit. */
export function firstOf<Row>(
  answers: readonly (readonly Row[])[],
  limit: number,
  order: (a: Row, b: Row) => number,
): readonly Row[] {
  const [only, ...others] = answers;
  return others.length === 0 ? (only ?? []) : answers.flat().sort(order).slice(0, limit);
}

/** Orders by numeric columns, the largest first; null counts as the smallest, as SQL Server has it. */
export function newestFirst<Row>(...columns: readonly (keyof Row)[]): (a: Row, b: Row) => number {
  const value = (row: Row, column: keyof Row) => (row[column] === null ? -Infinity : Number(row[column]));
  return (a, b) =>
    columns.reduce((order, column) => {
      const [left, right] = [value(a, column), value(b, column)];
      return order || (left === right ? 0 : right > left ? 1 : -1);
    }, 0);
}
