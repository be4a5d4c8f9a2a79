import type { CopiedSlice, SourceRow } from './target.ts';

export const oneHour = 3_600_000;
export const oneDay = 24 * oneHour;

/** Start of the hour of an instant, epoch milliseconds. */
export const sliceOf = (instant: number): number => Math.floor(instant / oneHour) * oneHour;

/** Age from which a slice is not copied again on every pass: rows change, and arrive late by minutes to hours. */
export const settledAfter = 2 * oneDay;

/** How old a slice may be to be copied in the quick passes between the full ones. */
const quickUpTo = 2 * oneHour;

/** The first slice that a source may still have rows of: it purges once a day, and until then keeps a day more than it is told. */
export const oldestKept = (now: number, keepDays: number): number => sliceOf(now - (keepDays + 1) * oneDay);

/** A slice as a line of the ledger says it, table `ArchiveSlices`. */
export const sliceOfLine = ({ Slice, Rows, CopiedAt, Columns }: SourceRow): CopiedSlice => ({
  ...{ slice: Number(Slice), rows: Number(Rows), copiedAt: Number(CopiedAt) },
  columns: Columns === null ? undefined : Number(Columns),
});

/** What decides which slices are copied. */
export interface Horizon {
  /** The first slice that is wanted, epoch milliseconds. */
  readonly from: number;
  readonly now: number;
  /** Days for which the source keeps its rows. */
  readonly keepDays: number;
  /** Whether all of the last two days is copied again, and not only the newest hours. */
  readonly full: boolean;
  /** Whether every slice is copied, also one that is settled. */
  readonly again?: boolean;
  /** How many columns of the view the source has: a slice that was copied with fewer is copied once more. */
  readonly columns?: number;
}

/** Ages at which a slice is copied once more: when it has settled, after a week, and shortly before the source purges it. */
function againAt(keepDays: number): number[] {
  return [settledAfter, 7 * oneDay, (keepDays - 2) * oneDay].filter((age) => age >= settledAfter);
}

function isDue(
  slice: number,
  copied: CopiedSlice | undefined,
  { now, keepDays, full, again, columns = 0 }: Horizon,
): boolean {
  if (again || !copied || (copied.columns !== undefined && copied.columns < columns)) {
    return true;
  }
  const end = slice + oneHour;
  const age = now - end;
  return age < settledAfter
    ? full || age < quickUpTo
    : againAt(keepDays).some((milestone) => age >= milestone && copied.copiedAt < end + milestone);
}

/** The slices to copy now, the oldest first: what was never copied, and what may have changed since. What the source has purged is none. */
export function dueSlices(copied: ReadonlyMap<number, CopiedSlice>, horizon: Horizon): number[] {
  const { from, now, keepDays } = horizon;
  const due: number[] = [];
  for (let slice = Math.max(sliceOf(from), oldestKept(now, keepDays)); slice <= now; slice += oneHour) {
    if (isDue(slice, copied.get(slice), horizon)) {
      due.push(slice);
    }
  }
  return due;
}

/** Slices that follow each other, together: those of a day at most, so that what is written together is of one month. */
export function stretchesOf(slices: readonly number[]): number[][] {
  const stretches: number[][] = [];
  for (const slice of slices) {
    const last = stretches.at(-1);
    if (last?.at(-1) === slice - oneHour && slice % oneDay !== 0) {
      last.push(slice);
    } else {
      stretches.push([slice]);
    }
  }
  return stretches;
}
