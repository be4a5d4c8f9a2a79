import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { TimeRange } from '../../cdr/calendar.ts';
import { readingPlan } from './reading-plan.ts';
import { lastWindow, windowsOf, type WindowOptions } from './windows.ts';

const at = (text: string) => Date.parse(`${text}Z`);
const text = (ms: number) => new Date(ms).toISOString().slice(0, 16);
const texts = ({ from, to }: TimeRange) => `${text(from)} ${text(to)}`;
const utc = { baselineClock: 'utc', reportTimeZone: 'UTC' } as const;
const berlin = { baselineClock: 'reportTimeZone', reportTimeZone: 'Europe/Berlin' } as const;
const options = (rest: Partial<WindowOptions> = {}): WindowOptions => ({
  windowMinutes: 60,
  baselineWeeks: 2,
  clock: utc,
  ...rest,
});

describe('windows', () => {
  test('the last one ends with the range and goes back whole weeks', () => {
    const window = lastWindow({ from: 0, to: at('2026-03-10T08:47') }, options());
    expect(texts(window.span)).toBe('2026-03-10T07:47 2026-03-10T08:47');
    expect(window.weeks.map(texts)).toEqual(['2026-03-03T07:47 2026-03-03T08:47', '2026-02-24T07:47 2026-02-24T08:47']);
    expect(texts(window.day)).toBe('2026-03-09T07:47 2026-03-10T07:47');
  });

  test('go back by the clock of the report time zone where the settings say so', () => {
    const before = (from: string, to: string) =>
      windowsOf({ from: at(from), to: at(to) }, options({ clock: berlin, baselineWeeks: 1 }))[0]?.weeks.map(texts);
    // Summer time began on 29 March 2026.
    expect(before('2026-04-01T06:00', '2026-04-01T07:00')).toEqual(['2026-03-25T07:00 2026-03-25T08:00']);
    expect(before('2026-04-08T06:00', '2026-04-08T07:00')).toEqual(['2026-04-01T06:00 2026-04-01T07:00']);
    // The hour that the clock left out a week before has nothing to compare with.
    expect(before('2026-04-05T00:00', '2026-04-05T01:00')).toEqual(['2026-03-29T01:00 2026-03-29T01:00']);
  });

  test('are aligned to midnight in UTC, cut by the range', () => {
    const windows = windowsOf(
      { from: at('2026-03-10T07:20'), to: at('2026-03-10T16:40') },
      options({ windowMinutes: 240 }),
    );
    expect(windows.map(({ start, span }) => `${text(start)}: ${texts(span)}`)).toEqual([
      '2026-03-10T04:00: 2026-03-10T07:20 2026-03-10T08:00',
      '2026-03-10T08:00: 2026-03-10T08:00 2026-03-10T12:00',
      '2026-03-10T12:00: 2026-03-10T12:00 2026-03-10T16:00',
      '2026-03-10T16:00: 2026-03-10T16:00 2026-03-10T16:40',
    ]);
    expect(windows[0]?.weeks.map(texts)[0]).toBe('2026-03-03T07:20 2026-03-03T08:00');
    expect(windowsOf({ from: at('2026-03-10T07:20'), to: at('2026-03-10T07:20') }, options())).toEqual([]);
  });

  test('too many are refused by name', () => {
    const year = { from: at('2025-01-01T00:00'), to: at('2026-01-01T00:00') };
    expect(() => windowsOf(year, options({ windowMinutes: 15 }))).toThrow(/^windowMinutes: .*20000 windows/);
  });
});

describe('what is read', () => {
  test('of one window: itself, its weeks and its day, each as one piece', () => {
    const { pieces } = readingPlan([lastWindow({ from: 0, to: at('2026-03-10T08:47') }, options())]);
    expect(pieces.map(({ range, stepMinutes, observed }) => [texts(range), stepMinutes, observed])).toEqual([
      ['2026-02-24T07:47 2026-02-24T08:47', 0, false],
      ['2026-03-03T07:47 2026-03-03T08:47', 0, false],
      ['2026-03-09T07:47 2026-03-10T07:47', 0, false],
      ['2026-03-10T07:47 2026-03-10T08:47', 0, true],
    ]);
  });

  test('of several: nothing between the weeks, in steps as long as a window', () => {
    const windows = windowsOf({ from: at('2026-03-10T07:20'), to: at('2026-03-10T10:00') }, options());
    const read = readingPlan(windows).pieces.map(({ range, stepMinutes, observed }) => [
      texts(range),
      stepMinutes,
      observed,
    ]);
    expect(read).toEqual([
      ['2026-02-24T07:20 2026-02-24T10:00', 60, false],
      ['2026-03-03T07:20 2026-03-03T10:00', 60, false],
      ['2026-03-09T07:20 2026-03-10T07:20', 60, false],
      ['2026-03-10T07:20 2026-03-10T10:00', 60, true],
    ]);
    expect(readingPlan(windows, false).pieces.map(({ range }) => texts(range))).toEqual([
      '2026-03-10T07:20 2026-03-10T10:00',
    ]);
  });

  test('in steps that a clock change leaves whole', () => {
    const range = { from: at('2026-03-24T00:00'), to: at('2026-04-03T00:00') };
    const steps = (clock: WindowOptions['clock'], windowMinutes: number) =>
      readingPlan(windowsOf(range, options({ clock, windowMinutes }))).pieces[0]?.stepMinutes;
    expect(steps(utc, 360)).toBe(360);
    expect(steps(berlin, 360)).toBe(60);
    expect(steps(berlin, 30)).toBe(30);
    expect(steps({ ...berlin, reportTimeZone: 'Australia/Lord_Howe' }, 60)).toBe(60);
    const lordHowe = { from: at('2026-04-03T00:00'), to: at('2026-04-09T00:00') };
    const clock = { ...berlin, reportTimeZone: 'Australia/Lord_Howe' };
    expect(readingPlan(windowsOf(lordHowe, options({ clock }))).pieces[0]?.stepMinutes).toBe(30);
  });

  test('covers each window and each baseline exactly, whatever the range and the clock', () => {
    const instant = fc.integer({ min: at('2026-02-20T00:00'), max: at('2026-04-20T00:00') });
    const length = fc.oneof(fc.integer({ min: 1, max: 36 * 3_600_000 }), fc.integer({ min: 1, max: 20 * 86_400_000 }));
    const clock = fc.constantFrom(utc, berlin, { ...berlin, reportTimeZone: 'Australia/Lord_Howe' });
    fc.assert(
      fc.property(
        instant,
        length,
        clock,
        fc.constantFrom(15, 30, 60, 240, 1440),
        fc.integer({ min: 1, max: 5 }),
        fc.boolean(),
        (from, ms, by, windowMinutes, baselineWeeks, single) => {
          const range = { from, to: from + ms };
          const given = { windowMinutes, baselineWeeks, clock: by };
          const windows = single ? [lastWindow(range, given)] : windowsOf(range, given);
          const plan = readingPlan(windows);
          // Every segment with its bounds, as SQL would count it.
          const segments = plan.pieces.flatMap(({ range: piece, anchor, stepMinutes }, index) => {
            const step = stepMinutes * 60_000 || Infinity;
            const count = step === Infinity ? 1 : Math.ceil((piece.to - anchor) / step);
            return Array.from({ length: count }, (_, at) => ({
              position: plan.segmentOf(index, at),
              from: Math.max(piece.from, step === Infinity ? piece.from : anchor + at * step),
              to: Math.min(piece.to, anchor + (at + 1) * step),
            }));
          });
          expect(segments.map(({ position }) => position)).toEqual(segments.map((_, index) => index));
          for (const wanted of windows.flatMap(({ span, weeks, day }) => [span, ...weeks, day])) {
            const [first, end] = plan.segmentsIn(wanted);
            const inside = segments.slice(first, end);
            const covered = inside.reduce((sum, segment) => sum + segment.to - segment.from, 0);
            expect(covered).toBe(Math.max(0, wanted.to - wanted.from));
            expect(inside.every((segment) => segment.from >= wanted.from && segment.to <= wanted.to)).toBe(true);
          }
        },
      ),
    );
  });
});
