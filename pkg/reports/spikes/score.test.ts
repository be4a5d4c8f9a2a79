import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { maxScore, spikeScore } from './score.ts';

/** The same in whole numbers: the rate as a fraction, every probability times a common denominator. */
function exactTail(n: number, k: number, parts: number, of: number, history: number): { tail: bigint; total: bigint } {
  // alpha = a / (2 x of), beta = b / (2 x of).
  const unit = BigInt(2 * of);
  const a = BigInt(2 * parts * history + of);
  const b = BigInt(2 * (of - parts) * history + of);
  const rising = (start: bigint, times: number) =>
    Array.from({ length: times }, (_, i) => start + BigInt(i) * unit).reduce((product, one) => product * one, 1n);
  let [tail, total, choose] = [0n, 0n, 1n];
  for (let j = 0; j <= n; j += 1) {
    const weight = choose * rising(a, j) * rising(b, n - j);
    total += weight;
    tail += j >= k ? weight : 0n;
    choose = (choose * BigInt(n - j)) / BigInt(j + 1);
  }
  return { tail, total };
}

/** -log10 of a fraction, with the digits of a double also near 1. */
function minusLog10(tail: bigint, total: bigint): number {
  const scale = 10n ** 400n;
  const digits = (numerator: bigint) => {
    const text = ((numerator * scale) / total).toString();
    return Math.log10(Number(`0.${text.slice(0, 30)}`)) + text.length - 400;
  };
  const less = total - tail;
  return less * 10n < total
    ? -Math.log1p(-(10 ** (less === 0n ? -Infinity : digits(less)))) / Math.LN10
    : -digits(tail);
}

const counts = fc.integer({ min: 1, max: 60 }).chain((sessions) =>
  fc.record({
    sessions: fc.constant(sessions),
    failures: fc.integer({ min: 1, max: sessions }),
    parts: fc.integer({ min: 0, max: 20 }),
    history: fc.oneof(fc.integer({ min: 1, max: 5 }), fc.integer({ min: 1, max: 5000 })),
  }),
);

describe('the score', () => {
  test('is the exact tail of the beta-binomial distribution', () => {
    fc.assert(
      fc.property(counts, ({ sessions, failures, parts, history }) => {
        const { tail, total } = exactTail(sessions, failures, parts, 20, history);
        const wanted = minusLog10(tail, total);
        const score = spikeScore({ sessions, failures, rate: parts / 20, history });
        expect(Math.abs(score - wanted)).toBeLessThanOrEqual(1e-10 * Math.abs(wanted) + 1e-15);
      }),
      { numRuns: 500 },
    );
  });

  // Computed with 60 digits.
  test.each([
    [1_000_000, 50_500, 0.05, 4_000_000, 1.6913597395912325],
    [1_000_000, 50_010, 0.05, 400, 0.28949921549873053],
    [1_000_000, 999_999, 0.5, 1, 5.698970438630283],
    [1_000_000, 5, 0, 20, 0.004836310480817166],
    [1_000_000, 300_000, 0.1, 1000, 52.01683183287266],
    [100_000, 10_100, 0.1, 100_000, 0.6389305118757971],
  ])('of %i sessions, %i failed, at a rate of %f from %i', (sessions, failures, rate, history, wanted) => {
    const score = spikeScore({ sessions, failures, rate, history });
    expect(Math.abs(score / wanted - 1)).toBeLessThan(1e-9);
  });

  test('is 0 without failures, and never beyond its limit', () => {
    expect(spikeScore({ sessions: 50, failures: 0, rate: 0, history: 1000 })).toBe(0);
    expect(spikeScore({ sessions: 1_000_000, failures: 60_000, rate: 0.05, history: 4_000_000 })).toBe(maxScore);
    expect(spikeScore({ sessions: 1_000_000, failures: 1_000_000, rate: 0, history: 1_000_000 })).toBe(maxScore);
  });

  test('rises with every failure', () => {
    fc.assert(
      fc.property(counts, ({ sessions, parts, history }) => {
        const scores = Array.from({ length: sessions + 1 }, (_, failures) =>
          spikeScore({ sessions, failures, rate: parts / 20, history }),
        );
        expect(scores.every((score, failures) => failures === 0 || score >= (scores[failures - 1] ?? 0))).toBe(true);
      }),
    );
  });

  test('rises with the history behind a rate that is exceeded twofold', () => {
    fc.assert(
      fc.property(fc.integer({ min: 20, max: 2000 }), fc.integer({ min: 20, max: 500 }), (sessions, history) => {
        const failures = Math.ceil(sessions * 0.2);
        const at = (sessionsBehind: number) => spikeScore({ sessions, failures, rate: 0.1, history: sessionsBehind });
        expect(at(history * 10)).toBeGreaterThan(at(history));
      }),
    );
  });
});
