import { bucketStarts, offsetAt, type Range } from './buckets.ts';
import type { Random } from './random.ts';

const minute = 60_000;
const hour = 60 * minute;
const day = 24 * hour;

const lengths = [5 * minute, 47 * minute, 6 * hour, day, 2 * day, 7 * day, 31 * day, 60 * day];

/** Instants of the data's time at which the clock of a zone changes, to the day. */
function clockChanges(zone: string, data: Range): number[] {
  const days: number[] = [];
  for (let t = Math.floor(data.from / day) * day; t < data.to; t += day) {
    if (offsetAt(zone, t) !== offsetAt(zone, t + day)) {
      days.push(t);
    }
  }
  return days;
}

/** Starts of calendar hours or days around an instant, as bounds of a range. */
function aligned(time: number, interval: 'hourly' | 'daily', zone: string, from: Random): Range {
  const reach = interval === 'hourly' ? 9 * hour : 9 * day;
  const starts = bucketStarts(interval, { from: time - reach, to: time + reach }, zone);
  const before = starts.filter((start) => start <= time);
  const after = starts.filter((start) => start > time);
  return { from: from.pick(before), to: from.pick(after) };
}

/** A range about a row: most hold it, some begin or end exactly there, some hold nothing. At most 60 days long. */
export function drawRange(time: number, zone: string, data: Range, from: Random): Range {
  const length = from.pick(lengths);
  const around = time - Math.floor(length * from.next());
  const end = Math.min(data.to, time + length);
  const changes = clockChanges(zone, data);
  if (changes.length > 0 && from.chance(0.12)) {
    const change = from.pick(changes);
    return { from: change - from.whole(0, 30) * hour, to: change + day + from.whole(0, 30) * hour };
  }
  switch (from.whole(0, 19)) {
    case 0: // begins with the row
      return { from: time, to: time + length };
    case 1: // ends with the row, which is out
      return { from: time - length, to: time };
    case 2: // ends one millisecond after it
      return { from: time - length, to: time + 1 };
    case 3: // begins one millisecond too late
      return { from: time + 1, to: time + 1 + length };
    case 4:
      return aligned(time, 'hourly', zone, from);
    case 5:
      return aligned(time, 'daily', zone, from);
    case 6: // nothing fits in
      return from.chance(0.3) ? { from: time, to: time } : { from: time + 1, to: time + 2 };
    case 7: // before all data
      return { from: data.from - 40 * day, to: data.from - 40 * day + length / 2 };
    case 8: // up to the last session
      return { from: Math.max(data.from, data.to - 60 * day), to: data.to };
    case 9:
      return { from: Math.max(data.from, end - 60 * day), to: end };
    default:
      return { from: around, to: around + length };
  }
}
