import type { TimeRange } from '../../cdr/calendar.ts';
import type { SpikeWindow } from './windows.ts';

const minute = 60_000;

/** A stretch of time that one branch of a statement reads, counted in fixed steps from an anchor. */
export interface Piece {
  readonly range: TimeRange;
  /** At or before the start of the range, on a step. */
  readonly anchor: number;
  /** 0 where the whole piece is one step. */
  readonly stepMinutes: number;
  /** Lies in the windows themselves, not only in what they are compared with. */
  readonly observed: boolean;
}

/** Position of the first segment of a window and of the one after its last. */
export type SegmentSpan = readonly [first: number, end: number];

/** What is read for some windows: each of them, and each of their baselines, is a run of whole segments. */
export interface ReadingPlan {
  readonly pieces: readonly Piece[];
  /** Position of the segment that a step of a piece is. */
  segmentOf(piece: number, step: number): number;
  /** The segments that make up a window or a baseline. */
  segmentsIn(range: TimeRange): SegmentSpan;
}

/**
 * Plans what to read: nothing between the windows of one week and those of the next, and no stretch twice. One window
 * and its baselines are a piece each. Several are read in the longest step on which all their bounds lie, apart from
 * those that the range has cut: there a new piece begins.
 * @param windows in their order, without gaps
 * @param compared whether their baselines are wanted
 */
export function readingPlan(windows: readonly SpikeWindow[], compared = true): ReadingPlan {
  const baselines = ({ weeks, day }: SpikeWindow) => (compared ? [...weeks, day] : []);
  const ranges = windows.flatMap((window) => [window.span, ...baselines(window)]).filter(({ from, to }) => from < to);
  const observed = { from: windows[0]?.span.from ?? 0, to: windows.at(-1)?.span.to ?? 0 };
  const step = commonStep(windows, compared);
  const bounds = ranges.flatMap(({ from, to }) => [from, to]).filter((at) => step === 0 || at % step !== 0);
  const cuts = [...new Set([...bounds, observed.from, observed.to])].sort((a, b) => a - b);
  const pieces = merged(ranges).flatMap((range) =>
    splitAt(range, cuts).map((part): Piece => ({
      range: part,
      anchor: step === 0 ? part.from : Math.floor(part.from / step) * step,
      stepMinutes: step / minute,
      observed: part.from >= observed.from && part.to <= observed.to,
    })),
  );
  const starts: number[] = [];
  const offsets = pieces.map(({ range, anchor }) => {
    const offset = starts.length;
    const count = step === 0 ? 1 : Math.ceil((range.to - anchor) / step);
    for (let index = 0; index < count; index += 1) {
      starts.push(Math.max(anchor + index * step, range.from));
    }
    return offset;
  });
  return {
    pieces,
    segmentOf: (piece, at) => (offsets[piece] ?? 0) + at,
    segmentsIn: ({ from, to }) => {
      const first = firstAtOrAfter(starts, from);
      return [first, Math.max(first, firstAtOrAfter(starts, to))];
    },
  };
}

/** Milliseconds of the longest step that ends at every bound which is not the range's own; 0 for a single window. */
function commonStep(windows: readonly SpikeWindow[], compared: boolean): number {
  const [first, ...others] = windows;
  const second = others[0];
  if (!first || !second) {
    return 0;
  }
  const length = second.start - first.start;
  const edges = compared ? others.flatMap(({ weeks }) => weeks.map(({ from }) => from)) : [];
  return edges.reduce((step, edge) => gcd(step, edge % length), length);
}

const gcd = (a: number, b: number): number => (b === 0 ? a : gcd(b, a % b));

/** The ranges as few as they can be: what overlaps or touches is one. */
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

function splitAt({ from, to }: TimeRange, cuts: readonly number[]): TimeRange[] {
  const inside = cuts.filter((cut) => from < cut && cut < to);
  return [from, ...inside].map((start, index) => ({ from: start, to: inside[index] ?? to }));
}

function firstAtOrAfter(starts: readonly number[], time: number): number {
  let [low, high] = [0, starts.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((starts[middle] as number) < time) {
      low = middle + 1;
    } else {
      high = middle;
    }
  }
  return low;
}
