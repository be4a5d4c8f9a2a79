import { setTimeout as pause } from 'node:timers/promises';
import type { ArchivedView } from '../pkg/cdr/schema/archive.ts';
import { oneHour, sliceOf, stretchesOf } from './slices.ts';
import type { Source } from './source.ts';
import type { ArchiveTarget, CopiedSlice, Copy, Lease, Reading, SourceRow } from './target.ts';

/** A view of the source, and the columns that it has of it. */
export interface SourceView {
  readonly view: ArchivedView;
  readonly columns: ReadonlySet<string>;
}

/** What a copy needs. */
export interface Copying {
  readonly source: Source;
  readonly target: ArchiveTarget;
  readonly lease: Lease;
  readonly signal: AbortSignal;
  /** Epoch milliseconds. */
  readonly now: () => number;
  /** Most rows that are read at once, and with that what memory a copy takes. */
  readonly pageRows: number;
  /** Waits so many milliseconds; real time where nothing else is said. */
  readonly wait?: (milliseconds: number, signal: AbortSignal) => Promise<unknown>;
  /** Told of what was committed. */
  readonly done?: (copied: {
    readonly view: string;
    readonly slices: number;
    readonly rows: number;
    readonly written: number;
    readonly upTo: number;
  }) => void;
}

/** Rows after which whole slices are committed, however many are still to come in the stretch. */
const commitAfter = 20_000;

/** Milliseconds that a page may take; a source that is slower gets as long a rest. */
const slowAfter = 3000;

const rest = (milliseconds: number, signal: AbortSignal) => pause(milliseconds, undefined, { signal });

/** Copies slices of a view, the oldest first. */
export async function copySlices(copying: Copying, of: SourceView, slices: readonly number[]): Promise<void> {
  for (const stretch of stretchesOf(slices)) {
    copying.signal.throwIfAborted();
    await new StretchCopy(copying, of, stretch).run();
  }
}

/** Copies a dictionary, which is small and has no time: its slice is the first of all. */
export async function copyDictionary(copying: Copying, { view, columns }: SourceView): Promise<void> {
  const { source, target, lease, signal, now, done } = copying;
  const readAt = now();
  const rows = await source.rows(view, { from: 0, to: 0 }, copying.pageRows, signal);
  const copy = await target.begin(lease, view, { readAt, columns });
  try {
    await copy.add(rows);
    const { written } = await copy.commit([{ slice: 0, rows: rows.length, copiedAt: readAt, columns: columns.size }]);
    done?.({ view: view.name, slices: 1, rows: rows.length, written, upTo: readAt });
  } catch (error) {
    await copy.rollback();
    throw error;
  }
}

/** Slices that follow each other: read page by page, committed by whole slices. */
class StretchCopy {
  readonly #copying: Copying;
  readonly #view: ArchivedView;
  readonly #reading: Reading;
  readonly #time: string;
  readonly #counts: Map<number, number>;
  #copy: Copy | undefined;
  #added = 0;

  constructor(copying: Copying, { view, columns }: SourceView, slices: readonly number[]) {
    this.#copying = copying;
    this.#view = view;
    this.#reading = { readAt: copying.now(), columns };
    this.#time = view.time ?? '';
    this.#counts = new Map(slices.map((slice) => [slice, 0]));
  }

  async run(): Promise<void> {
    try {
      await this.#readOn();
    } catch (error) {
      await this.#copy?.rollback();
      throw error;
    }
  }

  async #readOn(): Promise<void> {
    const slices = [...this.#counts.keys()];
    const to = (slices.at(-1) ?? 0) + oneHour;
    let from = slices[0] ?? 0;
    let limit = this.#copying.pageRows;
    for (;;) {
      const rows = await this.#page(from, to, limit);
      if (rows.length < limit) {
        await this.#add(rows);
        await this.#commit(to);
        return;
      }
      // There may be more rows of the last instant than the page has: they come with the next one.
      const last = this.#timeOf(rows.at(-1));
      const whole = rows.filter((row) => this.#timeOf(row) < last);
      if (whole.length === 0) {
        limit *= 2;
        continue;
      }
      const boundary = sliceOf(last);
      await this.#add(whole.filter((row) => this.#timeOf(row) < boundary));
      if (this.#added >= commitAfter) {
        await this.#commit(boundary);
      }
      await this.#add(whole.filter((row) => this.#timeOf(row) >= boundary));
      from = last;
      limit = this.#copying.pageRows;
    }
  }

  #timeOf(row: SourceRow | undefined): number {
    return Number(row?.[this.#time]);
  }

  async #page(from: number, to: number, limit: number): Promise<readonly SourceRow[]> {
    const { source, signal, wait = rest } = this.#copying;
    const asked = performance.now();
    const rows = await source.rows(this.#view, { from, to }, limit, signal);
    const took = performance.now() - asked;
    if (took > slowAfter) {
      await wait(took, signal);
    }
    return rows;
  }

  async #add(rows: readonly SourceRow[]): Promise<void> {
    if (rows.length === 0) {
      return;
    }
    this.#copy ??= await this.#copying.target.begin(this.#copying.lease, this.#view, this.#reading);
    await this.#copy.add(rows);
    this.#added += rows.length;
    for (const row of rows) {
      const slice = sliceOf(this.#timeOf(row));
      this.#counts.set(slice, (this.#counts.get(slice) ?? 0) + 1);
    }
  }

  /** Commits the slices that end by then; they are whole. */
  async #commit(upTo: number): Promise<void> {
    const { target, lease, done } = this.#copying;
    const { readAt: copiedAt, columns } = this.#reading;
    const slices = [...this.#counts]
      .filter(([slice]) => slice + oneHour <= upTo)
      .map(([slice, rows]): CopiedSlice => ({ slice, rows, copiedAt, columns: columns.size }));
    this.#copy ??= await target.begin(lease, this.#view, this.#reading);
    const { written } = await this.#copy.commit(slices);
    this.#copy = undefined;
    const rows = this.#added;
    this.#added = 0;
    slices.forEach(({ slice }) => this.#counts.delete(slice));
    done?.({ view: this.#view.name, slices: slices.length, rows, written, upTo });
  }
}
