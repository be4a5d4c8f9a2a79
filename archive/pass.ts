import { archivedViews } from '../pkg/cdr/schema/archive.ts';
import { copyDictionary, copySlices, type Copying, type SourceView } from './copy.ts';
import { dueSlices, oldestKept, oneDay, settledAfter } from './slices.ts';
import type { CopiedSlice } from './target.ts';

/** What a pass over one store is to do. */
export interface PassOptions {
  /** Days for which the source keeps its rows. */
  readonly keepDays: number;
  /** The first instant that is wanted, where someone has said; else what was copied before, or the last two days. */
  readonly from?: number | undefined;
  /** Whether the last two days and the dictionaries are copied again, and not only the newest hours. */
  readonly full: boolean;
  /** Whether everything from that instant on is copied once more, whatever the ledger says. */
  readonly again?: boolean | undefined;
  /** Told of the work before it begins. */
  readonly planned?: (slices: number) => void;
}

interface Planned extends SourceView {
  readonly slices: readonly number[];
}

/**
 * Copies what is due of one store.
 * @returns a sentence on each view or column that the source lacks
 * @throws DiagnosticsError sorted by cause; what was committed before stays
 */
export async function copyStore(copying: Copying, options: PassOptions): Promise<readonly string[]> {
  const { source, signal } = copying;
  const { views, missing } = await source.probe(signal);
  const there = archivedViews.flatMap((view): SourceView[] => {
    const columns = views.get(view.name);
    return columns ? [{ view, columns }] : [];
  });
  const plan = await planOf(
    copying,
    there.filter(({ view }) => view.time !== undefined),
    options,
  );
  options.planned?.(plan.reduce((sum, { slices }) => sum + slices.length, 0));
  if (options.full) {
    for (const one of there.filter(({ view }) => view.time === undefined)) {
      await copyDictionary(copying, one);
    }
  }
  for (const { slices, ...one } of inTurn(plan)) {
    await copySlices(copying, one, slices);
  }
  return missing;
}

/** What is due of each view. A view that was not there before is wanted from where the others begin. */
async function planOf(
  { target, lease, now: clock }: Copying,
  views: readonly SourceView[],
  { from, keepDays, full, again = false }: PassOptions,
): Promise<Planned[]> {
  const now = clock();
  const ledgers = new Map<SourceView, ReadonlyMap<number, CopiedSlice>>();
  let first = Infinity;
  for (const one of views) {
    // What the source has purged is not asked about any more.
    const copied = await target.ledger(lease.store, one.view, oldestKept(now, keepDays));
    ledgers.set(one, copied);
    for (const slice of copied.keys()) {
      first = Math.min(first, slice);
    }
  }
  const known = first === Infinity ? now - settledAfter : first;
  const begin = again ? (from ?? known) : Math.min(from ?? Infinity, known);
  return [...ledgers].map(([one, copied]) => ({
    ...one,
    slices: dueSlices(copied, { from: begin, now, keepDays, full, again, columns: one.columns.size }),
  }));
}

/** The plan day by day, so that all views of a day are there before the next one begins: what is purged soonest comes first. */
function inTurn(plan: readonly Planned[]): Planned[] {
  const days = [...new Set(plan.flatMap(({ slices }) => slices.map(dayOf)))].sort((a, b) => a - b);
  const byView = plan.map(({ slices, ...one }) => {
    const ofDay = new Map<number, number[]>();
    slices.forEach((slice) => ofDay.set(dayOf(slice), [...(ofDay.get(dayOf(slice)) ?? []), slice]));
    return { one, ofDay };
  });
  return days.flatMap((day) => byView.map(({ one, ofDay }) => ({ ...one, slices: ofDay.get(day) ?? [] })));
}

const dayOf = (slice: number) => Math.floor(slice / oneDay);
