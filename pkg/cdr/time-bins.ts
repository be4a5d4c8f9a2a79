import type { TimeRange } from './calendar.ts';

const minute = 60_000;

/**
 * Widths of time bins in minutes, the coarsest first. Bins stand on UTC, counted from the epoch; the offset of every zone since 2000
 * is a multiple of a quarter of an hour.
 */
export const binWidths = [60, 30, 15] as const;

/**
 * A width beyond all time: a slice is one bin, wherever it begins and ends. For slices that are buckets already. The largest number that every
 * dialect divides by.
 */
export const wholeSlices = 2_147_483_647;

export type BinWidth = (typeof binWidths)[number] | typeof wholeSlices;

/** A stretch of time that one part of a statement reads. */
export interface Slice extends TimeRange {
  /** Leaves the columns that are asked for in detail empty. */
  readonly brief?: boolean;
}

/** The coarsest width on whose bins all of these instants (epoch milliseconds) begin. */
export function coarsestBins(instants: readonly number[]): BinWidth {
  return binWidths.find((width) => instants.every((instant) => instant % (width * minute) === 0)) ?? 15;
}

/**
 * The instant that stands for the part of a time bin that lies in a slice: the start of the bin, or that of the slice where it begins within
 * the bin. Whatever begins on a bin or with a slice holds either all of the part or nothing.
 * @param bin number of the bin, counted from the epoch
 */
export function binStart(bin: number, width: BinWidth, slice: TimeRange | undefined): number {
  return Math.max(bin * width * minute, slice?.from ?? -Infinity);
}

/**
 * The ranges as slices to read: as few as they can be, none twice, and cut wherever a range begins or ends within a time
 * bin, so that each of the ranges is a run of whole bins and slices.
 * @param cuts further instants at which a slice has to end
 */
export function slicesOf(ranges: readonly TimeRange[], width: BinWidth, cuts: readonly number[] = []): TimeRange[] {
  const held = ranges.filter(({ from, to }) => from < to);
  const offBins = held.flatMap(({ from, to }) => [from, to]).filter((instant) => instant % (width * minute) !== 0);
  const bounds = [...new Set([...offBins, ...cuts])].sort((a, b) => a - b);
  return merged(held).flatMap(({ from, to }) => {
    const inside = bounds.filter((bound) => from < bound && bound < to);
    return [from, ...inside].map((start, index) => ({ from: start, to: inside[index] ?? to }));
  });
}

/** Whether an instant lies in a range. */
export const isIn = (time: number, { from, to }: TimeRange): boolean => from <= time && time < to;

/** Milliseconds of all ranges together, which share no instant. */
export const lengthOf = (ranges: readonly TimeRange[]): number =>
  ranges.reduce((sum, { from, to }) => sum + to - from, 0);

/** The ranges in their order; what overlaps or touches is one. */
export function merged(ranges: readonly TimeRange[]): TimeRange[] {
  const result: { from: number; to: number }[] = [];
  for (const { from, to } of [...ranges].sort((a, b) => a.from - b.from)) {
    const last = result.at(-1);
    if (last && from <= last.to) {
      last.to = Math.max(last.to, to);
    } else {
      result.push({ from, to });
    }
  }
  return result;
}

/** Number of the time bin that an instant lies in, counted from the epoch. */
export const binOf = (time: number, width: BinWidth): number => Math.floor(time / (width * minute));

/** The time bins of a slice, in part where it begins or ends within one. */
export function piecesOf(slice: Slice, width: BinWidth): Slice[] {
  const length = width * minute;
  const pieces: Slice[] = [];
  for (let from = slice.from; from < slice.to;) {
    const to = Math.min((binOf(from, width) + 1) * length, slice.to);
    pieces.push({ ...slice, from, to });
    from = to;
  }
  return pieces;
}

/**
 * Some pieces of slices as stretches to read: those that follow each other are one. Where they are scattered the nearest are joined with what
 * lies between them, until there are no more than three for each slice and some.
 */
export function stretchesOf(pieces: readonly Slice[], slices: readonly Slice[], width: BinWidth): Slice[] {
  const stretches: Slice[] = [];
  for (const piece of pieces) {
    const last = stretches.at(-1);
    const follows = last?.to === piece.from && last.brief === piece.brief && piece.from % (width * minute) === 0;
    if (last && follows) {
      stretches[stretches.length - 1] = { ...last, to: piece.to };
    } else {
      stretches.push(piece);
    }
  }
  const tooMany = stretches.length - 3 * slices.length - 6;
  if (tooMany <= 0) {
    return stretches;
  }
  const sliceOf = ({ from }: Slice) => slices.findIndex((slice) => isIn(from, slice));
  const bridged = stretches
    .flatMap((stretch, index) => {
      const next = stretches[index + 1];
      return next && sliceOf(next) === sliceOf(stretch) ? [{ index, gap: next.from - stretch.to }] : [];
    })
    .sort((a, b) => a.gap - b.gap)
    .slice(0, tooMany);
  const ends = new Set(bridged.map(({ index }) => index));
  const joined: Slice[] = [];
  stretches.forEach((stretch, index) => {
    const open = ends.has(index - 1) ? joined.pop() : undefined;
    joined.push(open ? { ...open, to: stretch.to } : stretch);
  });
  return joined;
}
