import { archivedViews, type ArchivedView } from '../pkg/cdr/schema/archive.ts';
import { copyDictionary, copySlices, type Copying } from './copy.ts';
import { dueSlices, oneDay, settledAfter } from './slices.ts';

/** What a pass over one store is to do. */
export interface PassOptions {
  /** Days for which the source keeps its rows. */
  readonly keepDays: number;
  /** The first instant that is wanted, where someone has said; else what was copied before, or the last two days. */
  readonly from?: number | undefined;
  /** Whether the last two days and the dictionaries are copied again, and not only the newest hours. */
  readonly full: boolean;
  /** Told of the work before it begins. */
  readonly planned?: (slices: number) => void;
}

interface Planned {
  readonly view: ArchivedView;
  readonly slices: readonly number[];
}

/**
 * Copies what is due of one store.
 * @returns a sentence on each view or column that the source lacks
 * @throws DiagnosticsError sorted by cause; what was committed before stays
 */
export async function copyStore(copying: Copying, options: PassOptions): Promise<readonly string[]> {
  const { source, target, lease, signal } = copying;
  const { views, missing } = await source.probe(signal);
  const there = archivedViews.filter(({ name }) => views.has(name));
  const plan: Planned[] = [];
  for (const view of there.filter(({ time }) => time !== undefined)) {
    const copied = await target.ledger(lease.store, view);
    const now = copying.now();
    const first = copied.size > 0 ? [...copied.keys()].reduce((a, b) => Math.min(a, b)) : now - settledAfter;
    const from = Math.min(options.from ?? Infinity, first);
    plan.push({ view, slices: dueSlices(copied, { from, now, keepDays: options.keepDays, full: options.full }) });
  }
  options.planned?.(plan.reduce((sum, { slices }) => sum + slices.length, 0));
  if (options.full) {
    for (const view of there.filter(({ time }) => time === undefined)) {
      await copyDictionary(copying, view);
    }
  }
  for (const { view, slices } of inTurn(plan)) {
    await copySlices(copying, view, slices);
  }
  return missing;
}

/** The plan day by day, so that all views of a day are there before the next one begins: what is purged soonest comes first. */
function inTurn(plan: readonly Planned[]): Planned[] {
  const days = [...new Set(plan.flatMap(({ slices }) => slices.map(dayOf)))].sort((a, b) => a - b);
  const byView = plan.map(({ view, slices }) => {
    const ofDay = new Map<number, number[]>();
    slices.forEach((slice) => ofDay.set(dayOf(slice), [...(ofDay.get(dayOf(slice)) ?? []), slice]));
    return { view, ofDay };
  });
  return days.flatMap((day) => byView.map(({ view, ofDay }) => ({ view, slices: ofDay.get(day) ?? [] })));
}

const dayOf = (slice: number) => Math.floor(slice / oneDay);
