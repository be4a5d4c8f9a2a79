import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { DateTime } from 'luxon';
import { DiagnosticsError } from '../errors.ts';
import { calendarBuckets, checkedRange, maxBuckets, resolveInterval, type TimeRange } from './calendar.ts';

const minute = 60_000;
const hour = 60 * minute;
const day = 24 * hour;

/** Whole and half hours from UTC, half-hour changes, changes at midnight in both directions, a day that never was. */
const zones = [
  'UTC',
  'Europe/Berlin',
  'America/New_York',
  'Asia/Kolkata',
  'Australia/Lord_Howe',
  'America/Sao_Paulo',
  'Pacific/Apia',
  'Africa/Casablanca',
  'Atlantic/Azores',
];
const calendarIntervals = ['quarterHourly', 'hourly', 'daily', 'weekly', 'monthly'] as const;

const range = (from: string, to: string): TimeRange => ({ from: Date.parse(from), to: Date.parse(to) });
const texts = (starts: readonly number[]) => starts.map((start) => new Date(start).toISOString().slice(0, 16));
const wall = (ms: number, zone: string) => DateTime.fromMillis(ms, { zone });

const longest = { quarterHourly: 3 * day, hourly: 12 * day, daily: 200 * day, weekly: 1500 * day, monthly: 4000 * day };
const cases = fc
  .record({ zone: fc.constantFrom(...zones), interval: fc.constantFrom(...calendarIntervals) })
  .chain(({ zone, interval }) =>
    fc.record({
      zone: fc.constant(zone),
      interval: fc.constant(interval),
      from: fc.integer({ min: Date.UTC(2000, 0, 1), max: Date.UTC(2045, 0, 1) }),
      length: fc.integer({ min: 1, max: longest[interval] }),
    }),
  )
  .map(({ zone, interval, from, length }) => ({ zone, interval, range: { from, to: from + length } }));

describe('calendar buckets of any zone', () => {
  test('ascend and cover the range without one too many', () => {
    fc.assert(
      fc.property(cases, ({ zone, interval, range }) => {
        const { starts } = calendarBuckets(range, interval, zone);
        expect(starts.every((start, index) => index === 0 || start > (starts[index - 1] ?? 0))).toBe(true);
        expect(starts[0]).toBeLessThanOrEqual(range.from);
        expect(starts[1] ?? Infinity).toBeGreaterThan(range.from);
        expect(starts.at(-1)).toBeLessThan(range.to);
      }),
    );
  });

  test('leave out no bucket: from one start to the next the local date or hour changes once', () => {
    fc.assert(
      fc.property(cases, ({ zone, interval, range }) => {
        const { starts } = calendarBuckets(range, interval, zone);
        const most = {
          quarterHourly: hour / 4,
          hourly: 1.5 * hour,
          daily: 25 * hour,
          weekly: 7 * day + hour,
          monthly: 31 * day + hour,
        };
        for (const [index, start] of starts.slice(1).entries()) {
          expect(start - (starts[index] ?? 0)).toBeLessThanOrEqual(most[interval]);
        }
      }),
    );
  });

  test('begin with time bins, and find each instant as a search through them does', () => {
    const instants = fc.array(fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }), { minLength: 20 });
    fc.assert(
      fc.property(cases, instants, ({ zone, interval, range }, fractions) => {
        const { starts, binMinutes, bucketOf } = calendarBuckets(range, interval, zone);
        expect(starts.filter((start) => start % (binMinutes * minute) !== 0)).toEqual([]);
        for (const fraction of fractions) {
          const instant = Math.floor(range.from + fraction * (range.to - range.from));
          const holds = starts.findLastIndex((start) => start <= instant);
          expect(bucketOf(instant)).toBe(holds);
          // The bin that SQL counts the instant in, cut by the range as the questions cut it.
          const bin = Math.floor(instant / (binMinutes * minute));
          expect(bucketOf(Math.max(bin * binMinutes * minute, range.from))).toBe(holds);
        }
      }),
    );
  });

  test.each([
    ['Europe/Berlin', 60],
    ['America/New_York', 60],
    ['Asia/Kolkata', 30],
    ['Australia/Lord_Howe', 30],
    ['Asia/Kathmandu', 15],
    ['Pacific/Chatham', 15],
  ])('of %s are made of bins of %i minutes', (zone, binMinutes) => {
    const year = { from: Date.UTC(2026, 0, 1), to: Date.UTC(2027, 0, 1) };
    expect(calendarBuckets(year, 'daily', zone).binMinutes).toBe(binMinutes);
    expect(calendarBuckets(year, 'total', zone).binMinutes).toBe(60);
  });

  test('start at the first instant of the local hour, day, Sunday or month', () => {
    fc.assert(
      fc.property(cases, ({ zone, interval, range }) => {
        for (const start of calendarBuckets(range, interval, zone).starts) {
          const [at, before] = [wall(start, zone), wall(start - 1, zone)];
          if (interval === 'quarterHourly') {
            expect([at.minute % 15, at.second, at.millisecond]).toEqual([0, 0, 0]);
            continue;
          }
          const unit = ({ hourly: 'hour', daily: 'day', weekly: 'day', monthly: 'month' } as const)[interval];
          // The instant before belongs to another hour, day or month, or the clock was set back.
          const crossed = !at.hasSame(before, unit) || at.offset !== before.offset;
          expect({ start: at.toISO(), crossed }).toEqual({ start: at.toISO(), crossed: true });
          if (interval === 'weekly') {
            expect(at.weekday).toBe(7);
          }
          if (interval === 'monthly') {
            expect(at.day).toBe(1);
          }
        }
      }),
    );
  });

  test('tell what the last one counts where it goes on after the range', () => {
    const hours = (to: string) => calendarBuckets(range('2026-01-01T08:30Z', to), 'hourly', 'UTC').unfinished;
    expect(hours('2026-01-01T10:20Z')).toEqual(range('2026-01-01T10:00Z', '2026-01-01T10:20Z'));
    expect(hours('2026-01-01T08:40Z')).toEqual(range('2026-01-01T08:30Z', '2026-01-01T08:40Z'));
    expect(hours('2026-01-01T10:00Z')).toBeUndefined();
    expect(hours('2026-01-01T08:30Z')).toBeUndefined();
    expect(calendarBuckets(range('2026-01-01T08:30Z', '2026-01-01T10:20Z'), 'total', 'UTC').unfinished).toBeUndefined();
  });

  test('are the same whichever part of a bucket the range begins in', () => {
    fc.assert(
      fc.property(cases, fc.nat({ max: 40 * day }), ({ zone, interval, range }, later) => {
        const { starts } = calendarBuckets(range, interval, zone);
        const from = Math.min(range.from + later, range.to - 1);
        const rest = calendarBuckets({ from, to: range.to }, interval, zone).starts;
        expect(rest).toEqual(starts.slice(-rest.length));
      }),
    );
  });
});

describe('clock changes', () => {
  test('a repeated hour is two buckets, a skipped one is none', () => {
    const autumn = calendarBuckets(range('2026-10-24T22:00Z', '2026-10-25T04:00Z'), 'hourly', 'Europe/Berlin').starts;
    expect(autumn.map((start) => wall(start, 'Europe/Berlin').hour)).toEqual([0, 1, 2, 2, 3, 4]);
    const spring = calendarBuckets(range('2026-03-28T23:00Z', '2026-03-29T04:00Z'), 'hourly', 'Europe/Berlin').starts;
    expect(spring.map((start) => wall(start, 'Europe/Berlin').hour)).toEqual([0, 1, 3, 4, 5]);
  });

  test('days of 25 and 23 hours', () => {
    const days = (zone: string, from: string, to: string) => {
      const { starts } = calendarBuckets(range(from, to), 'daily', zone);
      return starts.slice(1).map((start, index) => (start - (starts[index] ?? 0)) / hour);
    };
    expect(days('Europe/Berlin', '2026-10-24T00:00Z', '2026-10-28T00:00Z')).toEqual([24, 25, 24, 24]);
    expect(days('America/New_York', '2026-03-07T12:00Z', '2026-03-10T12:00Z')).toEqual([24, 23, 24]);
    expect(days('Australia/Lord_Howe', '2026-04-04T00:00Z', '2026-04-06T00:00Z')).toEqual([24, 24.5]);
  });

  test('a day whose midnight is skipped starts at one', () => {
    const { starts } = calendarBuckets(range('2018-11-03T12:00Z', '2018-11-05T12:00Z'), 'daily', 'America/Sao_Paulo');
    expect(texts(starts)).toEqual(['2018-11-03T03:00', '2018-11-04T03:00', '2018-11-05T02:00']);
  });

  test('a day whose midnight comes twice starts at the first, also for a range that begins later', () => {
    const monthOf = (from: string) =>
      texts(calendarBuckets(range(from, '2026-11-20T00:00Z'), 'monthly', 'America/Havana').starts);
    const dayOf = (from: string) =>
      texts(calendarBuckets(range(from, '2026-10-26T00:00Z'), 'daily', 'Atlantic/Azores').starts);
    expect(dayOf('2026-10-25T12:00Z')).toEqual(['2026-10-25T00:00']);
    expect(dayOf('2026-10-25T00:10Z')).toEqual(['2026-10-25T00:00']);
    expect(monthOf('2026-11-10T00:00Z')).toEqual(['2026-11-01T04:00']);
  });

  test('a day that never was has no bucket', () => {
    const { starts } = calendarBuckets(range('2011-12-29T12:00Z', '2011-12-31T12:00Z'), 'daily', 'Pacific/Apia');
    expect(starts.map((start) => wall(start, 'Pacific/Apia').day)).toEqual([29, 31, 1]);
  });

  test('hours of Kolkata begin at half past, and the half hour of Lord Howe joins its neighbour', () => {
    const kolkata = calendarBuckets(range('2026-01-01T00:00Z', '2026-01-01T02:00Z'), 'hourly', 'Asia/Kolkata');
    expect(texts(kolkata.starts)).toEqual(['2025-12-31T23:30', '2026-01-01T00:30', '2026-01-01T01:30']);
    const howe = calendarBuckets(range('2026-04-04T14:00Z', '2026-04-04T16:00Z'), 'hourly', 'Australia/Lord_Howe');
    expect(texts(howe.starts)).toEqual(['2026-04-04T14:00', '2026-04-04T15:30']);
    expect(howe.binMinutes).toBe(30);
  });
});

describe('whole range and empty range', () => {
  test('total is one bucket that starts at From, wherever that lies', () => {
    const odd = { from: Date.UTC(2026, 0, 1, 3, 4, 5, 6), to: Date.UTC(2027, 0, 1) };
    const { starts, binMinutes, bucketOf } = calendarBuckets(odd, 'total', 'Europe/Berlin');
    expect({ starts, binMinutes, last: bucketOf(odd.to - 1) }).toEqual({ starts: [odd.from], binMinutes: 60, last: 0 });
  });

  test('a range without length has no bucket', () => {
    const now = Date.UTC(2026, 0, 1, 12);
    expect(calendarBuckets({ from: now, to: now + 1 }, 'daily', 'UTC').starts).toHaveLength(1);
    expect(calendarBuckets({ from: Date.UTC(2026, 0, 1), to: Date.UTC(2026, 0, 1) }, 'daily', 'UTC').starts).toEqual(
      [],
    );
  });
});

describe('ranges', () => {
  const failure = (work: () => unknown) => {
    try {
      work();
    } catch (error) {
      return error instanceof DiagnosticsError ? `${error.code}: ${error.message}` : error;
    }
    return 'accepted';
  };

  test.each([
    { from: 2, to: 1 },
    { from: Number.NaN, to: 1 },
    { from: 1, to: Number.NaN },
    { from: -Infinity, to: 1 },
    { from: 1, to: Infinity },
  ])('%j is an error of the query', (reversed) => {
    expect(failure(() => checkedRange(reversed))).toBe(
      'query: Time range: From is after To. Pick a range that ends after it starts.',
    );
  });

  test('are cut to the years in which records exist', () => {
    expect(checkedRange({ from: -8.64e15, to: 8.64e15 })).toEqual({ from: Date.UTC(2000, 0), to: Date.UTC(2100, 0) });
    expect(checkedRange({ from: 0, to: 0 })).toEqual({ from: Date.UTC(2000, 0), to: Date.UTC(2000, 0) });
    const fine = { from: Date.UTC(2026, 0), to: Date.UTC(2026, 1) };
    expect(checkedRange(fine)).toEqual(fine);
  });

  test('of a hundred years fit into months, and are too many hours', () => {
    const all = checkedRange({ from: 0, to: 8.64e15 });
    expect(calendarBuckets(all, 'auto', 'America/New_York').starts).toHaveLength(1201);
    expect(failure(() => calendarBuckets(all, 'hourly', 'UTC'))).toBe(
      `tooLarge: Interval: this range has more than ${maxBuckets} buckets. Choose a longer interval or a shorter range.`,
    );
  });

  test('may have exactly as many buckets as allowed', () => {
    const from = Date.UTC(2020, 0, 1);
    const most = { from, to: from + maxBuckets * hour };
    expect(calendarBuckets(most, 'hourly', 'UTC').starts).toHaveLength(maxBuckets);
    expect(failure(() => calendarBuckets({ from, to: most.to + 1 }, 'hourly', 'UTC'))).toMatch(/^tooLarge: /);
  });

  test.each([
    [hour, 'quarterHourly'],
    [20 * hour - 1, 'quarterHourly'],
    [20 * hour, 'hourly'],
    [20 * day - 1, 'hourly'],
    [20 * day, 'daily'],
    [20 * 7 * day - 1, 'daily'],
    [20 * 7 * day, 'weekly'],
    [20 * 31 * day - 1, 'weekly'],
    [20 * 31 * day, 'monthly'],
  ])('fitted is, for %i ms, %s', (length, interval) => {
    expect(resolveInterval('fitted', { from: 0, to: length })).toBe(interval);
    expect(resolveInterval('total', { from: 0, to: length })).toBe('total');
  });

  test.each([
    [hour, 'hourly'],
    [2 * day, 'hourly'],
    [2 * day + 1, 'daily'],
    [92 * day, 'daily'],
    [92 * day + 1, 'weekly'],
    [731 * day, 'weekly'],
    [731 * day + 1, 'monthly'],
  ])('automatic is, for %i ms, %s', (length, interval) => {
    expect(resolveInterval('auto', { from: 0, to: length })).toBe(interval);
  });
});
