import { createHash } from 'node:crypto';
import type { TimeRange } from '../pkg/cdr/calendar.ts';
import { archivedViews } from '../pkg/cdr/schema/archive.ts';
import { cell } from './cell.ts';
import type { SourceView } from './copy.ts';
import { keyColumns, rowKey } from './row-key.ts';
import { oneDay } from './slices.ts';
import type { Source } from './source.ts';
import type { ArchiveTarget, SourceRow } from './target.ts';

/** One day of one view, source against archive. */
export interface DayCheck {
  readonly view: string;
  /** Start of the day, UTC, epoch milliseconds; null for a dictionary. */
  readonly day: number | null;
  readonly sourceRows: number;
  readonly archiveRows: number;
  /** Rows of the source that the archive lacks. */
  readonly missing: number;
  /** Rows that are there and say something else. */
  readonly different: number;
  /** Rows of which the archive has a value where the source has none any more; they are not different. */
  readonly kept: number;
  /** Rows that only the archive has: the source has purged them. */
  readonly purged: number;
  /** Of the rows of the source, and of the same ones of the archive: 12 hexadecimal digits that do not depend on the order. */
  readonly sourceChecksum: string;
  readonly archiveChecksum: string;
}

/** What to compare. */
export interface Verifying {
  readonly source: Source;
  readonly target: ArchiveTarget;
  readonly store: string;
  readonly signal: AbortSignal;
  readonly pageRows: number;
  readonly range: TimeRange;
  /** Told a sentence on each view or column that the source lacks: nothing is known of it. */
  readonly lacks?: (sentence: string) => void;
}

/**
 * Compares the columns that the source has, page by page, so that memory does not grow with the time; tells the days, oldest first, and
 * the dictionaries.
 */
export async function* verify(verifying: Verifying): AsyncGenerator<DayCheck> {
  const { source, signal, range, pageRows, lacks } = verifying;
  const { views, missing } = await source.probe(signal);
  missing.forEach((sentence) => lacks?.(sentence));
  for (const view of archivedViews) {
    const columns = views.get(view.name);
    if (!columns) {
      continue;
    }
    const of = { view, columns };
    if (view.time === undefined) {
      const tally = new DayTally();
      await compare(verifying, of, await source.rows(view, { from: 0, to: 0 }, pageRows, signal), undefined, tally);
      yield tally.check(view.name, null);
      continue;
    }
    for (let day = Math.floor(range.from / oneDay) * oneDay; day < range.to; day += oneDay) {
      const tally = new DayTally();
      await compareDay(verifying, of, { from: Math.max(day, range.from), to: Math.min(day + oneDay, range.to) }, tally);
      yield tally.check(view.name, day);
    }
  }
}

/** Reads the source page by page: the rows of a page's last instant come with the next one, for there may be more of them. */
async function compareDay(verifying: Verifying, of: SourceView, day: TimeRange, tally: DayTally): Promise<void> {
  const { source, signal, pageRows } = verifying;
  const timeOf = (row: SourceRow | undefined) => Number(row?.[of.view.time ?? '']);
  let [from, limit] = [day.from, pageRows];
  while (from < day.to) {
    signal.throwIfAborted();
    const rows = await source.rows(of.view, { from, to: day.to }, limit, signal);
    const end = rows.length < limit ? day.to : timeOf(rows.at(-1));
    if (end === from) {
      limit *= 2;
      continue;
    }
    const whole = rows.filter((row) => timeOf(row) < end);
    await compare(verifying, of, whole, { from, to: end }, tally);
    [from, limit] = [end, pageRows];
  }
}

async function compare(
  { target, store }: Verifying,
  { view, columns }: SourceView,
  rows: readonly SourceRow[],
  range: TimeRange | undefined,
  tally: DayTally,
): Promise<void> {
  const archived = new Map((await target.rows(store, view, range)).map((row) => [rowKey(view, row), row]));
  for (const row of rows) {
    const key = rowKey(view, row);
    const others = [...columns].filter((name) => !keyColumns(view).includes(name));
    tally.add(others, key, row, archived.get(key));
    archived.delete(key);
  }
  tally.addPurged(archived.size);
}

const valuesOf = (names: readonly string[], row: SourceRow) => JSON.stringify(names.map((name) => cell(row[name])));

/** Adds up what was compared. */
class DayTally {
  #sourceRows = 0;
  #missing = 0;
  #different = 0;
  #kept = 0;
  #purged = 0;
  #sourceSum = 0n;
  #archiveSum = 0n;

  add(columns: readonly string[], key: string, source: SourceRow, archived: SourceRow | undefined): void {
    this.#sourceRows += 1;
    // What the source says: a value that it has no more stays in the archive.
    const said = columns.filter((name) => cell(source[name]) !== null);
    const text = key + valuesOf(said, source);
    this.#sourceSum += hash(text);
    if (archived === undefined) {
      this.#missing += 1;
      return;
    }
    const archivedText = key + valuesOf(said, archived);
    this.#archiveSum += hash(archivedText);
    if (archivedText !== text) {
      this.#different += 1;
    } else if (columns.some((name) => !said.includes(name) && cell(archived[name]) !== null)) {
      this.#kept += 1;
    }
  }

  addPurged(rows: number): void {
    this.#purged += rows;
  }

  check(view: string, day: number | null): DayCheck {
    return {
      ...{ view, day, sourceRows: this.#sourceRows, missing: this.#missing, different: this.#different },
      kept: this.#kept,
      archiveRows: this.#sourceRows - this.#missing + this.#purged,
      purged: this.#purged,
      sourceChecksum: digits(this.#sourceSum),
      archiveChecksum: digits(this.#archiveSum),
    };
  }
}

const hash = (text: string): bigint => BigInt(`0x${createHash('sha256').update(text).digest('hex').slice(0, 12)}`);
const digits = (sum: bigint): string => (sum % 2n ** 48n).toString(16).padStart(12, '0');
