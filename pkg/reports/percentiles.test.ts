import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { Percentiles } from './percentiles.ts';

/** PERCENTILE_CONT by the book: row number 1 + P(N - 1), interpolated between the rows around it. */
function percentileCont(values: readonly number[], quantile: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  const row = 1 + quantile * (sorted.length - 1);
  const [floor, ceiling] = [Math.floor(row), Math.ceil(row)];
  const value = (n: number) => sorted[n - 1] ?? Number.NaN;
  return floor === ceiling ? value(row) : (ceiling - row) * value(floor) + (row - floor) * value(ceiling);
}

const quantiles = [
  ['p50', 0.5],
  ['p75', 0.75],
  ['p90', 0.9],
  ['p95', 0.95],
  ['p99', 0.99],
] as const;
const counted = fc.array(fc.tuple(fc.nat({ max: 20_000 }), fc.integer({ min: 1, max: 30 })), {
  minLength: 1,
  maxLength: 40,
});

describe('percentiles of setup times', () => {
  test('are those of PERCENTILE_CONT over every single time', () => {
    fc.assert(
      fc.property(counted, (groups) => {
        const percentiles = new Percentiles();
        groups.forEach(([time, reports]) => percentiles.add({ SetupTime: time, reports }));
        const all = groups.flatMap(([time, reports]) => Array.from({ length: reports }, () => time));
        const metrics = percentiles.metrics();
        for (const [id, quantile] of quantiles) {
          expect(metrics[id]).toBeCloseTo(percentileCont(all, quantile), 6);
        }
        expect(metrics.count).toBe(all.length);
        expect(metrics.max).toBe(Math.max(...all));
        for (const [id, limit] of [
          ['over2s', 2000],
          ['over5s', 5000],
          ['over10s', 10_000],
        ] as const) {
          expect(metrics[id]).toBeCloseTo((100 * all.filter((time) => time > limit).length) / all.length, 9);
        }
      }),
    );
  });

  test.each([
    [[1000], 1000],
    [[1000, 2000], 1500],
    [[3000, 1000, 2000], 2000],
    [[0, 0, 0, 10], 0],
  ])('the median of %j is %d', (times, median) => {
    const percentiles = new Percentiles();
    times.forEach((time) => percentiles.add({ SetupTime: time, reports: 1 }));
    expect(percentiles.metrics().p50).toBe(median);
  });

  test('count a time of exactly two seconds as not over it', () => {
    expect(
      new Percentiles().add({ SetupTime: 2000, reports: 3 }).add({ SetupTime: 2001, reports: 1 }).metrics(),
    ).toMatchObject({ over2s: 25, over5s: 0, over10s: 0 });
  });

  test('follow what is added after they were asked for', () => {
    const percentiles = new Percentiles().add({ SetupTime: 1000, reports: 1 });
    expect(percentiles.metrics()).toMatchObject({ count: 1, max: 1000, p50: 1000 });
    expect(percentiles.add({ SetupTime: 3000, reports: 1 }).metrics()).toMatchObject({
      count: 2,
      max: 3000,
      p50: 2000,
    });
  });

  test('of nothing are empty', () => {
    expect(new Percentiles().metrics()).toEqual({
      count: 0,
      p50: null,
      p75: null,
      p90: null,
      p95: null,
      p99: null,
      max: null,
      over2s: null,
      over5s: null,
      over10s: null,
    });
  });
});
