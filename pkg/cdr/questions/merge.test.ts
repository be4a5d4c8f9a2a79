import { beforeAll, describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { demoCdr, type DemoCdr } from '../../../tests/support/demo-cdr.ts';
import { questionExamples } from '../../../tests/support/question-examples.ts';
import type { TimeRange } from '../calendar.ts';
import { binWidths, slicesOf, type Slice } from '../time-bins.ts';
import { sessionCells } from './session-cells.ts';
import { setupTimeCells } from './setup-time-cells.ts';

const minute = 60_000;
const hour = 60 * minute;
const end = Date.UTC(2026, 2, 12);
const range: TimeRange = { from: end - 24 * hour, to: end - 4 * hour };

let cdr: DemoCdr;
beforeAll(() => {
  cdr = demoCdr({ seed: 7, end, days: 2, sessionsPerDay: 600, edgeCases: true });
});

/** Rows without their order, and without that of their columns. */
const unordered = (rows: readonly unknown[]) =>
  rows
    .map((row) =>
      JSON.stringify(row instanceof Object ? Object.entries(row).sort(([a], [b]) => (a < b ? -1 : 1)) : row),
    )
    .sort();

const inParts = (cuts: readonly number[]): TimeRange[] => {
  const bounds = [range.from, ...[...cuts].sort((a, b) => a - b), range.to];
  return bounds.slice(1).map((to, index) => ({ from: bounds[index] ?? to, to }));
};

describe('answers to parts of a range, put together, are the answer to the whole', () => {
  const cut = questionExamples.filter((example) => example.cut);
  const widths = fc.constantFrom(...binWidths);

  test.each(cut.map((example) => [example.title, example] as const))('%s', (_, example) => {
    fc.assert(
      fc.property(widths, fc.uniqueArray(fc.nat(), { maxLength: 4 }), (binMinutes, draws) => {
        const unit = example.cut === 'anywhere' ? 1 : binMinutes * minute;
        const places = (range.to - range.from) / unit - 1;
        const cuts = new Set(draws.map((draw) => range.from + (1 + (draw % places)) * unit));
        const whole = { range, binMinutes };
        const expected = example.answer(cdr, whole);
        expect(expected.length).toBeGreaterThan(0);
        const merged = example.inParts(cdr, inParts([...cuts]), whole);
        expect(unordered(merged)).toEqual(unordered(expected));
      }),
      { numRuns: 8 },
    );
  });

  test.each(cut.filter(({ isList }) => isList).map((example) => [example.title, example] as const))(
    '%s in the same order',
    (_, example) => {
      const whole = { range, binMinutes: 60 } as const;
      const parts = inParts([range.from + 11 * hour, range.to - 20 * minute, range.to - 1]);
      expect(example.inParts(cdr, parts, whole)).toEqual(example.answer(cdr, whole));
    },
  );
});

describe('slices that one statement reads give what each of them gives alone', () => {
  // Windows that may overlap, touch and cut bins, in the last day and in the one before, which is told briefly.
  const ranges = fc.array(
    fc
      .record({ from: fc.nat({ max: 47 * 60 }), length: fc.integer({ min: 1, max: 6 * 60 }) })
      .map(({ from, length }) => {
        const start = end - 48 * hour + from * minute;
        return { from: start, to: Math.min(start + length * minute, end) };
      }),
    { minLength: 1, maxLength: 4 },
  );
  const widths = fc.constantFrom(...binWidths);
  const midnight = end - 24 * hour;

  test.each(['p2p', 'conference'] as const)('%s sessions, some slices brief', (activity) => {
    const question = sessionCells(['DiagnosticId'], ['FromUser', 'ResponseCode']);
    fc.assert(
      fc.property(ranges, widths, (given, binMinutes) => {
        const slices: Slice[] = slicesOf(given, binMinutes, [midnight]).map((slice) => {
          return { ...slice, brief: slice.to <= midnight };
        });
        const selection = { activity, slices, binMinutes, filters: {} };
        const whole = cdr.answer(question, selection);
        const alone = slices.map((slice) => cdr.answer(question, { ...selection, slices: [slice] }));
        expect(unordered(question.merge(alone, selection))).toEqual(unordered(whole));
        const told = whole.filter(({ FromUser, ResponseCode }) => FromUser !== null || ResponseCode !== null);
        expect(told.every(({ time }) => time >= midnight)).toBe(true);
        // A cell stands in the slice that it comes from, also where that begins within a bin.
        expect(whole.every(({ time }) => slices.some(({ from, to }) => from <= time && time < to))).toBe(true);
      }),
      { numRuns: 15 },
    );
  });

  test.each(['wholeJoins', 'components'] as const)('setup times of %s', (of) => {
    const question = setupTimeCells(of, true);
    fc.assert(
      fc.property(ranges, widths, (given, binMinutes) => {
        const slices = slicesOf(given, binMinutes);
        const selection = { slices, binMinutes, filters: {} };
        const alone = slices.map((slice) => cdr.answer(question, { ...selection, slices: [slice] }));
        expect(unordered(question.merge(alone, selection))).toEqual(unordered(cdr.answer(question, selection)));
      }),
      { numRuns: 15 },
    );
  });
});
