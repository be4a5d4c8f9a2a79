import { bisectRight } from 'd3-array';
import { DateTime, type DurationLikeObject } from 'luxon';
import type { Interval, ResolvedInterval } from '../../contract/vocabulary.ts';
import { DiagnosticsError } from '../errors.ts';
import { coarsestBins, type BinWidth } from './time-bins.ts';

/** Half-open `[from, to)`, epoch milliseconds. */
export interface TimeRange {
  readonly from: number;
  readonly to: number;
}

/** Calendar buckets that cover a range, and the time bins of which they are made. */
export interface Buckets {
  /** Start of each bucket, ascending; the first may lie before the range. */
  readonly starts: readonly number[];
  /** The part of the range that lies in each bucket: what its numbers count. */
  readonly spans: readonly TimeRange[];
  readonly interval: ResolvedInterval;
  /** What the last bucket counts, where it goes on after the end of the range. */
  readonly unfinished?: TimeRange;
  /** Width of the time bins that are rolled up: every bucket begins with one, or with the range. */
  readonly binMinutes: BinWidth;
  /** Position in `starts` of the bucket that holds an instant of the range. */
  bucketOf(time: number): number;
}

const minute = 60_000;
const hour = 60 * minute;
const day = 24 * hour;

/** Most buckets one query may have: two years of hours, or seven months of quarters. */
export const maxBuckets = 20_000;

/** Call detail records exist within these bounds; beyond them a range only costs. */
const earliest = Date.UTC(2000, 0, 1);
const latest = Date.UTC(2100, 0, 1);

/**
 * The part of a range in which records can exist.
 * @throws DiagnosticsError `query` when the range is no range
 */
export function checkedRange({ from, to }: TimeRange): TimeRange {
  if (!Number.isFinite(from) || !Number.isFinite(to) || from > to) {
    throw new DiagnosticsError('query', 'Time range: From is after To. Pick a range that ends after it starts.');
  }
  const clamp = (ms: number) => Math.min(Math.max(ms, earliest), latest);
  return { from: clamp(from), to: clamp(to) };
}

/** Fewer buckets than these show no trend. */
const enoughBuckets = 20;

/** The length that an interval stands for over a range; a fitted one counts months of 31 days. */
export function resolveInterval(interval: Interval, { from, to }: TimeRange): ResolvedInterval {
  const length = to - from;
  if (interval === 'auto') {
    return length <= 2 * day ? 'hourly' : length <= 92 * day ? 'daily' : length <= 731 * day ? 'weekly' : 'monthly';
  }
  if (interval === 'fitted') {
    return lengths.find(([, ms]) => length >= enoughBuckets * ms)?.[0] ?? 'quarterHourly';
  }
  return interval;
}

/** The longest first. */
const lengths: readonly (readonly [ResolvedInterval, number])[] = [
  ['monthly', 31 * day],
  ['weekly', 7 * day],
  ['daily', day],
  ['hourly', hour],
];

/** The first of the two instants where a clock change repeats midnight, as in the Azores. */
const firstOf = (midnight: DateTime): DateTime => DateTime.min(...midnight.getPossibleOffsets()) ?? midnight;

const startOf: Record<Exclude<ResolvedInterval, 'total'>, (at: DateTime) => DateTime> = {
  // Every offset is a multiple of a quarter of an hour: they begin at the same time everywhere.
  quarterHourly: (at) => at.minus(at.toMillis() % (15 * minute)),
  hourly: (at) => at.startOf('hour'),
  daily: (at) => firstOf(at.startOf('day')),
  // Luxon's weeks start on Monday, the reports' on Sunday.
  weekly: (at) => {
    const sunday = at.startOf('day').minus({ days: at.weekday % 7 });
    return firstOf(sunday.startOf('day'));
  },
  monthly: (at) => firstOf(at.startOf('month')),
};

const oneStep: Record<keyof typeof startOf, DurationLikeObject> = {
  quarterHourly: { minutes: 15 },
  hourly: { hours: 1 },
  daily: { days: 1 },
  weekly: { weeks: 1 },
  monthly: { months: 1 },
};

/**
 * Every calendar bucket of the zone that touches the range, empty ones too. Weeks start on Sunday; the repeated hour of
 * a clock change is two buckets.
 * @throws DiagnosticsError `tooLarge` above {@link maxBuckets}
 */
export function calendarBuckets(range: TimeRange, requested: Interval, zone: string): Buckets {
  const interval = resolveInterval(requested, range);
  const { starts, end } =
    interval === 'total' ? { starts: [range.from], end: range.to } : calendarStarts(range, interval, zone);
  const last = starts.at(-1);
  return {
    starts,
    spans: starts.map((start, bucket) => ({
      from: Math.max(start, range.from),
      to: starts[bucket + 1] ?? range.to,
    })),
    interval,
    ...(last !== undefined && range.to < end && { unfinished: { from: Math.max(last, range.from), to: range.to } }),
    binMinutes: coarsestBins(interval === 'total' ? [] : starts),
    bucketOf: (time) => Math.max(bisectRight(starts, time) - 1, 0),
  };
}

/** Start of each bucket, and the end of the last. */
function calendarStarts(
  { from, to }: TimeRange,
  interval: keyof typeof startOf,
  zone: string,
): { readonly starts: readonly number[]; readonly end: number } {
  const starts: number[] = [];
  if (from === to) {
    return { starts, end: to };
  }
  let at = startOf[interval](DateTime.fromMillis(from, { zone }));
  while (at.toMillis() < to) {
    starts.push(at.toMillis());
    if (starts.length > maxBuckets) {
      throw new DiagnosticsError(
        'tooLarge',
        `Interval: this range has more than ${maxBuckets} buckets. Choose a longer interval or a shorter range.`,
      );
    }
    let next = startOf[interval](at.plus(oneStep[interval]));
    // Where a clock change makes a step land in its own bucket (half-hour changes), go on by the smallest offset.
    for (let later = at; next <= at; next = startOf[interval](later)) {
      later = later.plus({ minutes: 30 });
    }
    at = next;
  }
  return { starts, end: at.toMillis() };
}
