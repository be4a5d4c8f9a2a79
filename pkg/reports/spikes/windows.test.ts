import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { TimeRange } from '../../cdr/calendar.ts';
import { lastWindow, slicesOfWindows, windowsOf, type WindowOptions } from './windows.ts';

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

/** The parts that statements count apart: every time bin, or what a slice leaves of it, by the definition of a bin. */
function partsOf({ slices, binMinutes }: ReturnType<typeof slicesOfWindows>) {
  const width = binMinutes * 60_000;
  return slices.flatMap(({ from, to, brief }) => {
    const first = Math.floor(from / width);
    return Array.from({ length: Math.ceil(to / width) - first }, (_, index) => ({
      from: Math.max(from, (first + index) * width),
      to: Math.min(to, (first + index + 1) * width),
      brief,
    }));
  });
}

describe('what is read', () => {
  const shown = (windows: Parameters<typeof slicesOfWindows>[0], compared?: boolean) =>
    slicesOfWindows(windows, compared).slices.map((slice) => `${texts(slice)}${slice.brief ? ' brief' : ''}`);

  test('of one window: itself, its weeks and its day, each as one slice', () => {
    expect(shown([lastWindow({ from: 0, to: at('2026-03-10T08:47') }, options())])).toEqual([
      '2026-02-24T07:47 2026-02-24T08:47 brief',
      '2026-03-03T07:47 2026-03-03T08:47 brief',
      '2026-03-09T07:47 2026-03-10T07:47 brief',
      '2026-03-10T07:47 2026-03-10T08:47',
    ]);
  });

  test('of several: nothing between the weeks; slices end within a bin only where the range does', () => {
    const windows = windowsOf({ from: at('2026-03-10T07:20'), to: at('2026-03-10T10:00') }, options());
    expect(shown(windows)).toEqual([
      '2026-02-24T07:20 2026-02-24T10:00 brief',
      '2026-03-03T07:20 2026-03-03T10:00 brief',
      '2026-03-09T07:20 2026-03-10T07:20 brief',
      '2026-03-10T07:20 2026-03-10T10:00',
    ]);
    expect(slicesOfWindows(windows).binMinutes).toBe(60);
    expect(shown(windows, false)).toEqual(['2026-03-10T07:20 2026-03-10T10:00']);
    expect(shown([])).toEqual([]);
  });

  test('in bins that a clock change leaves whole', () => {
    const range = { from: at('2026-03-24T00:00'), to: at('2026-04-03T00:00') };
    const bins = (clock: WindowOptions['clock'], windowMinutes: number, within = range) =>
      slicesOfWindows(windowsOf(within, options({ clock, windowMinutes }))).binMinutes;
    expect(bins(utc, 360)).toBe(60);
    expect(bins(berlin, 360)).toBe(60);
    expect(bins(berlin, 30)).toBe(30);
    expect(bins(berlin, 15)).toBe(15);
    const clock = { ...berlin, reportTimeZone: 'Australia/Lord_Howe' };
    expect(bins(clock, 60)).toBe(60);
    // There the clock goes back by half an hour on 5 April.
    expect(bins(clock, 60, { from: at('2026-04-03T00:00'), to: at('2026-04-09T00:00') })).toBe(30);
  });

  const instant = fc.integer({ min: at('2026-02-20T00:00'), max: at('2026-04-20T00:00') });
  const length = fc.oneof(fc.integer({ min: 1, max: 36 * 3_600_000 }), fc.integer({ min: 1, max: 20 * 86_400_000 }));
  const clock = fc.constantFrom(utc, berlin, { ...berlin, reportTimeZone: 'Australia/Lord_Howe' });
  const drawn = fc.record({ from: instant, length, clock }).chain(({ from, length: ms, clock: by }) =>
    fc.record({
      range: fc.constant({ from, to: from + ms }),
      options: fc.record({
        windowMinutes: fc.constantFrom(15, 30, 60, 240, 1440),
        baselineWeeks: fc.integer({ min: 1, max: 5 }),
        clock: fc.constant(by),
      }),
      single: fc.boolean(),
      compared: fc.boolean(),
    }),
  );

  test('is each window and each baseline as a run of whole bins and slices, nothing twice and nothing else', () => {
    fc.assert(
      fc.property(drawn, ({ range, options: given, single, compared }) => {
        const windows = single ? [lastWindow(range, given)] : windowsOf(range, given);
        const parts = partsOf(slicesOfWindows(windows, compared));
        // In order and apart, so that no instant is in two of them.
        expect(parts.every((part, index) => part.from < part.to && part.from >= (parts[index - 1]?.to ?? 0))).toBe(
          true,
        );

        const wantedBy = parts.map(() => ({ windows: 0, baselines: 0 }));
        const mark = (wanted: TimeRange, as: 'windows' | 'baselines') => {
          const first = parts.findIndex(({ from }) => from >= wanted.from);
          let covered = 0;
          for (let index = first; index >= 0 && (parts[index]?.to ?? Infinity) <= wanted.to; index += 1) {
            const { from, to } = parts[index] ?? wanted;
            covered += to - from;
            (wantedBy[index] ?? { [as]: 0 })[as] += 1;
          }
          expect(covered).toBe(Math.max(0, wanted.to - wanted.from));
        };
        for (const { span, weeks, day } of windows) {
          mark(span, 'windows');
          (compared ? [...weeks, day] : []).forEach((baseline) => mark(baseline, 'baselines'));
        }
        expect(wantedBy.filter(({ windows: of, baselines }) => of + baselines === 0)).toEqual([]);
        // Told briefly is what is in no window, and nothing that is in one.
        expect(parts.map(({ brief }) => brief)).toEqual(wantedBy.map(({ windows: of }) => of === 0));
      }),
      { numRuns: 60 },
    );
  });
});
