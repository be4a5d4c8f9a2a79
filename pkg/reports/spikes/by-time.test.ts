import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { ByTime, CountsByTime } from './by-time.ts';

const instants = fc.array(fc.nat({ max: 30 }), { maxLength: 20 });
const ranges = fc.array(fc.record({ from: fc.nat({ max: 32 }), to: fc.nat({ max: 32 }) }), { maxLength: 6 });
const within =
  ({ from, to }: { from: number; to: number }) =>
  (time: number) =>
    from <= time && time < to;

describe('counts', () => {
  test('of half-open ranges are those added, in whatever order, also after some were asked for', () => {
    fc.assert(
      fc.property(instants, ranges, (times, asked) => {
        const counts = new CountsByTime();
        times.forEach((time, index) => {
          counts.add(time, index + 1);
          const added = times.slice(0, index + 1);
          for (const range of asked) {
            const expected = added.reduce((sum, one, at) => sum + (within(range)(one) ? at + 1 : 0), 0);
            expect(counts.in(range)).toBe(expected);
          }
        });
      }),
    );
  });

  test('of nothing, and of a range that is none, are zero', () => {
    const counts = new CountsByTime();
    expect(counts.in({ from: 0, to: 9 })).toBe(0);
    counts.add(5, 3);
    expect(counts.in({ from: 5, to: 5 })).toBe(0);
    expect(counts.in({ from: 9, to: 0 })).toBe(0);
    expect(counts.in({ from: 5, to: 6 })).toBe(3);
  });
});

describe('values', () => {
  test('are found by range, the earliest first', () => {
    fc.assert(
      fc.property(instants, ranges, (times, asked) => {
        const values = new ByTime<string>();
        times.forEach((time) => values.set(time, `at ${time}`));
        const sorted = [...new Set(times)].sort((a, b) => a - b);
        for (const range of asked) {
          expect(values.in(range)).toEqual(sorted.filter(within(range)).map((time) => `at ${time}`));
        }
      }),
    );
  });

  test('are made once per instant, and seen by whoever asked before', () => {
    const values = new ByTime<number[]>();
    expect(values.in({ from: 0, to: 9 })).toEqual([]);
    values.get(5, () => []).push(1);
    values.get(5, () => [7]).push(2);
    values.get(3, () => []).push(3);
    expect(values.in({ from: 0, to: 9 })).toEqual([[3], [1, 2]]);
  });
});
