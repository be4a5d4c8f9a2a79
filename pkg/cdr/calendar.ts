import { bisectRight } from 'd3-array';
import { DateTime, type DurationLikeObject } from 'luxon';
import type { Interval } from '../../contract/vocabulary.ts';
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
  readonly interval: Exclude<Interval, 'auto'>;
  /** Width of the time bins that are rolled up: every bucket begins with one, or with the range. */
  readonly binMinutes: BinWidth;
  /** Position in `starts` of the bucket that holds an instant of the range. */
  bucketOf(time: number): number;
}

const minute = 60_000;
const hour = 60 * minute;
const day = 24 * hour;

/** Most buckets one query may have: two years of hours. */
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
    throw new DiagnosticsError('query', 'range: From is after To. Pick a range that ends after it starts.');
  }
  const clamp = (ms: number) => Math.min(Math.max(ms, earliest), latest);
  return { from: clamp(from), to: clamp(to) };
}

/** The interval that `auto` stands for. */
export function resolveInterval(interval: Interval, { from, to }: TimeRange): Exclude<Interval, 'auto'> {
  if (interval !== 'auto') {
    return interval;
  }
  const length = to - from;
  return length <= 2 * day ? 'hourly' : length <= 92 * day ? 'daily' : length <= 731 * day ? 'weekly' : 'monthly';
}

/** The first of the two instants where a clock change repeats midnight, as in the Azores. */
const firstOf = (midnight: DateTime): DateTime => DateTime.min(...midnight.getPossibleOffsets()) ?? midnight;

const startOf: Record<'hourly' | 'daily' | 'weekly' | 'monthly', (at: DateTime) => DateTime> = {
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
  const starts = interval === 'total' ? [range.from] : calendarStarts(range, interval, zone);
  return {
    starts,
    spans: starts.map((start, bucket) => ({
      from: Math.max(start, range.from),
      to: starts[bucket + 1] ?? range.to,
    })),
    interval,
    binMinutes: coarsestBins(interval === 'total' ? [] : starts),
    bucketOf: (time) => Math.max(bisectRight(starts, time) - 1, 0),
  };
}

function calendarStarts({ from, to }: TimeRange, interval: keyof typeof startOf, zone: string): number[] {
  const starts: number[] = [];
  if (from === to) {
    return starts;
  }
  let at = startOf[interval](DateTime.fromMillis(from, { zone }));
  while (at.toMillis() < to) {
    starts.push(at.toMillis());
    if (starts.length > maxBuckets) {
      throw new DiagnosticsError(
        'tooLarge',
        `interval: this range has more than ${maxBuckets} buckets. Choose a longer interval or a shorter range.`,
      );
    }
    let next = startOf[interval](at.plus(oneStep[interval]));
    // Where a clock change makes a step land in its own bucket (half-hour changes), go on by the smallest offset.
    for (let later = at; next <= at; next = startOf[interval](later)) {
      later = later.plus({ minutes: 30 });
    }
    at = next;
  }
  return starts;
}
