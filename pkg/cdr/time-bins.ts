import type { TimeRange } from './calendar.ts';

const minute = 60_000;

/**
 * Widths of time bins in minutes, the coarsest first. Bins stand on UTC, counted from the epoch; the offset of every zone since 2000
 * is a multiple of a quarter of an hour.
 */
export const binWidths = [60, 30, 15] as const;
export type BinWidth = (typeof binWidths)[number];

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

/** What overlaps or touches is one. */
function merged(ranges: readonly TimeRange[]): TimeRange[] {
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
