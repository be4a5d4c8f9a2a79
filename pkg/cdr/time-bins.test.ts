import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { binOf, binStart, coarsestBins, piecesOf, slicesOf, stretchesOf, wholeSlices } from './time-bins.ts';

const minute = 60_000;
const hour = 60 * minute;

test.each([
  [60, []],
  [60, [0, hour, -5 * hour]],
  [30, [hour, 90 * minute]],
  [15, [15 * minute]],
  [15, [30 * minute, 45 * minute]],
])('bins of %i minutes begin at all of %j', (width, instants) => {
  expect(coarsestBins(instants)).toBe(width);
});

test('a bin stands for itself, or for its part in a slice', () => {
  expect(binStart(3, 60, undefined)).toBe(3 * hour);
  expect(binStart(3, 60, { from: hour, to: 9 * hour })).toBe(3 * hour);
  expect(binStart(3, 60, { from: 3 * hour + 1, to: 9 * hour })).toBe(3 * hour + 1);
});

test('a slice may be one bin, whole, and is never joined with the next', () => {
  const months = [
    { from: Date.UTC(2026, 0, 31, 23), to: Date.UTC(2026, 1, 28, 23) },
    { from: Date.UTC(2026, 1, 28, 23), to: Date.UTC(2026, 2, 31, 22) },
  ];
  expect(months.flatMap((month) => piecesOf(month, wholeSlices))).toEqual(months);
  expect(stretchesOf(months, months, wholeSlices)).toEqual(months);
  // What a dialect divides to: 0 for every instant until the year 6000.
  expect(binStart(0, wholeSlices, months[1])).toBe(months[1]?.from);
});

describe('slices', () => {
  test('are as few as they can be, cut within bins only', () => {
    const at = (...bounds: [number, number][]) =>
      bounds.map(([from, to]) => ({ from: from * minute, to: to * minute }));
    expect(slicesOf(at([0, 60], [60, 120], [240, 300]), 60)).toEqual(at([0, 120], [240, 300]));
    expect(slicesOf(at([0, 90], [30, 120], [50, 50]), 60)).toEqual(at([0, 30], [30, 90], [90, 120]));
    expect(slicesOf(at([0, 120]), 60, [60 * minute])).toEqual(at([0, 60], [60, 120]));
  });

  const ranges = fc.array(
    fc.tuple(fc.nat({ max: 500 }), fc.nat({ max: 200 })).map(([from, length]) => {
      return { from: from * minute, to: (from + length) * minute };
    }),
    { maxLength: 6 },
  );

  test('cover what the ranges cover, once; a bin cut by them lies in a range with all of its part or with none', () => {
    fc.assert(
      fc.property(ranges, fc.constantFrom(15 as const, 30 as const, 60 as const), (given, width) => {
        const slices = slicesOf(given, width);
        for (let instant = 0; instant < 700 * minute; instant += minute) {
          const holding = slices.filter(({ from, to }) => from <= instant && instant < to);
          const inRange = ({ from, to }: { from: number; to: number }, time: number) => from <= time && time < to;
          expect(holding).toHaveLength(given.some((range) => inRange(range, instant)) ? 1 : 0);
          const part = binStart(binOf(instant, width), width, holding[0]);
          for (const range of holding.length > 0 ? given : []) {
            expect(inRange(range, part)).toBe(inRange(range, instant));
          }
        }
      }),
      { numRuns: 30 },
    );
  });
});
