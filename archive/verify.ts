import { createHash } from 'node:crypto';
import { archivedViews, type ArchivedView } from '../pkg/cdr/schema/archive.ts';
import { cell } from './cell.ts';
import { oneDay, oneHour, sliceOf } from './slices.ts';
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
  readonly range: { readonly from: number; readonly to: number };
}

/** Compares hour by hour, so that memory does not grow with the time; tells the days, oldest first, and the dictionaries. */
export async function* verify(verifying: Verifying): AsyncGenerator<DayCheck> {
  const { source, signal, range } = verifying;
  const { views } = await source.probe(signal);
  for (const view of archivedViews.filter(({ name }) => views.has(name))) {
    if (view.time === undefined) {
      yield (await compare(verifying, view, undefined, new DayTally())).check(view.name, null);
      continue;
    }
    for (let day = Math.floor(range.from / oneDay) * oneDay; day < range.to; day += oneDay) {
      const tally = new DayTally();
      const end = Math.min(day + oneDay, range.to);
      for (let hour = Math.max(day, sliceOf(range.from)); hour < end; hour += oneHour) {
        signal.throwIfAborted();
        await compare(verifying, view, { from: hour, to: Math.min(hour + oneHour, end) }, tally);
      }
      yield tally.check(view.name, day);
    }
  }
}

async function compare(
  { source, target, store, signal, pageRows }: Verifying,
  view: ArchivedView,
  range: { readonly from: number; readonly to: number } | undefined,
  tally: DayTally,
): Promise<DayTally> {
  const rows = await allRows(source, view, range, pageRows, signal);
  const archived = new Map((await target.rows(store, view, range)).map((row) => [keyText(view, row), row]));
  for (const row of rows) {
    const key = keyText(view, row);
    tally.add(rowText(view, row), rowTextOf(view, archived.get(key)));
    archived.delete(key);
  }
  tally.addPurged(archived.size);
  return tally;
}

/** Every row of a stretch, each once, however many pages it takes. */
async function allRows(
  source: Source,
  view: ArchivedView,
  range: { readonly from: number; readonly to: number } | undefined,
  pageRows: number,
  signal: AbortSignal,
): Promise<readonly SourceRow[]> {
  for (let limit = pageRows; ; limit *= 4) {
    const rows = await source.rows(view, range ?? { from: 0, to: 0 }, limit, signal);
    if (range === undefined || rows.length < limit) {
      return rows;
    }
  }
}

const valuesOf = (names: readonly string[], row: SourceRow) => JSON.stringify(names.map((name) => cell(row[name])));
const keyText = ({ key, alsoKey }: ArchivedView, row: SourceRow) => valuesOf([...key, ...alsoKey], row).toLowerCase();
const rowText = ({ columns }: ArchivedView, row: SourceRow) =>
  valuesOf(
    columns.map(({ name }) => name),
    row,
  );
const rowTextOf = (view: ArchivedView, row: SourceRow | undefined) => row && rowText(view, row);

/** Adds up what was compared. */
class DayTally {
  #sourceRows = 0;
  #missing = 0;
  #different = 0;
  #purged = 0;
  #sourceSum = 0n;
  #archiveSum = 0n;

  add(source: string, archived: string | undefined): void {
    this.#sourceRows += 1;
    this.#sourceSum += hash(source);
    if (archived === undefined) {
      this.#missing += 1;
      return;
    }
    this.#archiveSum += hash(archived);
    if (archived !== source) {
      this.#different += 1;
    }
  }

  addPurged(rows: number): void {
    this.#purged += rows;
  }

  check(view: string, day: number | null): DayCheck {
    return {
      ...{ view, day, sourceRows: this.#sourceRows, missing: this.#missing, different: this.#different },
      archiveRows: this.#sourceRows - this.#missing + this.#purged,
      purged: this.#purged,
      sourceChecksum: digits(this.#sourceSum),
      archiveChecksum: digits(this.#archiveSum),
    };
  }
}

const hash = (text: string): bigint => BigInt(`0x${createHash('sha256').update(text).digest('hex').slice(0, 12)}`);
const digits = (sum: bigint): string => (sum % 2n ** 48n).toString(16).padStart(12, '0');
