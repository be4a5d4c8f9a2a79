import type { Interval } from '../../contract/vocabulary.ts';

/** Half-open, epoch milliseconds. */
export interface Range {
  readonly from: number;
  readonly to: number;
}

type Calendar = Exclude<Interval, 'auto' | 'fitted' | 'total'>;

const hour = 3_600_000;
const day = 24 * hour;
/** Since 2000, offsets and the clock changes of the zones that people use lie on quarters of an hour. */
const slot = hour / 4;
/** Longer than the longest bucket: the start of the first one is found when looking back this far. */
const lookBack: Record<Calendar, number> = {
  quarterHourly: hour,
  hourly: 3 * hour,
  daily: 2 * day,
  weekly: 9 * day,
  monthly: 33 * day,
};

interface Zone {
  readonly format: Intl.DateTimeFormat;
  readonly offsets: Map<number, number>;
}
const zones = new Map<string, Zone>();

function openZone(name: string): Zone {
  const numeric = 'numeric';
  const parts = { year: numeric, month: numeric, day: numeric, hour: numeric, minute: numeric } as const;
  const format = new Intl.DateTimeFormat('en-US', { ...parts, timeZone: name, hourCycle: 'h23' });
  const zone = { format, offsets: new Map<number, number>() };
  zones.set(name, zone);
  return zone;
}

/** Milliseconds that the clock of a zone is ahead of UTC at an instant on a slot, found by formatting it. */
function formattedOffset({ format, offsets }: Zone, ms: number): number {
  const seen = offsets.get(ms);
  if (seen !== undefined) {
    return seen;
  }
  const parts = format.formatToParts(ms);
  const part = (type: Intl.DateTimeFormatPartTypes) => Number(parts.find((piece) => piece.type === type)?.value);
  const clock = Date.UTC(part('year'), part('month') - 1, part('day'), part('hour'), part('minute'));
  offsets.set(ms, clock - ms);
  return clock - ms;
}

/** The same, formatting only around clock changes: a day that begins and ends with one offset has it throughout. */
export function offsetAt(name: string, ms: number): number {
  const zone = zones.get(name) ?? openZone(name);
  const midnight = Math.floor(ms / day) * day;
  const before = formattedOffset(zone, midnight);
  const after = formattedOffset(zone, midnight + day);
  return before === after ? before : formattedOffset(zone, Math.floor(ms / slot) * slot);
}

/** What all instants of one bucket have in common. `clock` shows local time in its UTC fields. */
function label(interval: Calendar, clock: Date): number {
  const date = Math.floor(clock.getTime() / day);
  switch (interval) {
    case 'quarterHourly':
      return Math.floor(clock.getTime() / slot);
    case 'hourly':
      return Math.floor(clock.getTime() / hour);
    case 'daily':
      return date;
    case 'weekly':
      return date - clock.getUTCDay();
    case 'monthly':
      return clock.getUTCFullYear() * 12 + clock.getUTCMonth();
  }
}

/** The interval that `auto` and `fitted` stand for over a range. */
function resolveInterval(interval: Interval, { from, to }: Range): Calendar | 'total' {
  const hours = (to - from) / hour;
  if (interval === 'auto') {
    const most = [
      [48, 'hourly'],
      [92 * 24, 'daily'],
      [731 * 24, 'weekly'],
    ] as const;
    return most.find(([longest]) => hours <= longest)?.[1] ?? 'monthly';
  }
  if (interval !== 'fitted') {
    return interval;
  }
  const enough = [
    [20 * 24 * 31, 'monthly'],
    [20 * 24 * 7, 'weekly'],
    [20 * 24, 'daily'],
    [20, 'hourly'],
  ] as const;
  return enough.find(([least]) => hours >= least)?.[1] ?? 'quarterHourly';
}

/**
 * Starts of all buckets that touch the range, ascending. A bucket begins where the local hour, day, week or month
 * changes; an hour also where the clock comes back to a full hour (the repeated hour). An empty range touches no
 * bucket, but `total` always is one.
 */
export function bucketStarts(interval: Interval, range: Range, zone: string): number[] {
  const resolved = resolveInterval(interval, range);
  if (resolved === 'total') {
    return [range.from];
  }
  if (range.from >= range.to) {
    return [];
  }
  const starts: number[] = [];
  let previous: number | undefined;
  for (let t = Math.floor((range.from - lookBack[resolved]) / slot) * slot; t < range.to; t += slot) {
    const clock = new Date(t + offsetAt(zone, t));
    const current = label(resolved, clock);
    const fullHour = resolved === 'hourly' && clock.getUTCMinutes() === 0;
    if (previous !== undefined && (current !== previous || fullHour)) {
      starts.push(t);
    }
    previous = current;
  }
  return starts.filter((_, i) => (starts[i + 1] ?? Infinity) > range.from);
}

/** What each bucket has of the range: from its start to that of the next one, cut at both ends of the range. */
export function bucketSpans(interval: Interval, range: Range, zone: string): Range[] {
  const starts = bucketStarts(interval, range, zone);
  return starts.map((start, i) => ({
    from: start < range.from ? range.from : start,
    to: i + 1 < starts.length ? (starts[i + 1] ?? NaN) : range.to,
  }));
}

/** Deals items out to their buckets, one list per start; all items lie in the range. */
export function deal<T>(items: readonly T[], starts: readonly number[], timeOf: (item: T) => number): T[][] {
  const buckets: T[][] = starts.map(() => []);
  for (const item of items) {
    let [low, high] = [0, starts.length];
    while (high - low > 1) {
      const middle = (low + high) >> 1;
      if ((starts[middle] ?? Infinity) <= timeOf(item)) {
        low = middle;
      } else {
        high = middle;
      }
    }
    buckets[low]?.push(item);
  }
  return buckets;
}
