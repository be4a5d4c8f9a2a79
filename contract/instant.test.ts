import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { instantKey, maxInstant, minInstant, nearestTick, neighbourTicks, parseInstant, tickFrom } from './instant.ts';

/** The tick of this number, computed without floating point: thirds of ten milliseconds, rounded as SQL Server prints. */
function tickNumber(n: number): number {
  const tens = Math.floor(n / 3);
  return tens * 10 + ([0, 3, 7][n - tens * 3] ?? 0);
}

const minTick = (minInstant / 10) * 3;
const maxTick = minTick + (maxInstant - 997 - minInstant) * 0.3 + 299;
const ticks = fc.integer({ min: minTick, max: maxTick }).map(tickNumber);
const wholeMs = fc.integer({ min: minInstant, max: maxInstant - 10 });

describe('ticks of 1/300 s', () => {
  test('end in .000, .003 or .007', () => {
    fc.assert(
      fc.property(wholeMs, (ms) => {
        expect(instantKey(nearestTick(ms))).toMatch(/\d[037]Z$/);
      }),
    );
  });

  test('are their own nearest tick and their own first tick', () => {
    fc.assert(
      fc.property(ticks, (tick) => {
        expect(nearestTick(tick)).toBe(tick);
        expect(tickFrom(tick)).toBe(tick);
      }),
    );
  });

  test('the nearest tick is never more than 2 ms away, and no neighbour is nearer', () => {
    fc.assert(
      fc.property(wholeMs, (ms) => {
        const near = nearestTick(ms);
        const n = Math.floor(ms * 0.3);
        const distances = [n - 1, n, n + 1, n + 2].map((neighbour) => Math.abs((neighbour * 10) / 3 - ms));
        expect(Math.abs(near - ms)).toBeLessThanOrEqual(2);
        expect(Math.abs(near - ms)).toBeLessThanOrEqual(Math.min(...distances) + 0.5);
      }),
    );
  });

  test('the first tick from an instant on is the least one that is not before it', () => {
    fc.assert(
      fc.property(wholeMs, (ms) => {
        const n = Math.floor(ms * 0.3) - 2;
        const least = [n, n + 1, n + 2, n + 3, n + 4].map(tickNumber).find((tick) => tick >= ms);
        // Adding 0 makes 0 of -0.
        expect(tickFrom(ms) + 0).toBe(least);
      }),
    );
  });

  test.each([
    [0, 0, 0],
    [1, 0, 3],
    [2, 3, 3],
    [4, 3, 7],
    [5, 7, 7],
    [8, 7, 10],
    [-1, 0, 0],
    [-2, -3, 0],
    [-4, -3, -3],
    [-7, -7, -7],
  ])('%i ms is nearest to %i and starts at %i', (ms, near, from) => {
    expect(nearestTick(ms)).toBeCloseTo(near, 9);
    expect(tickFrom(ms)).toBeCloseTo(from, 9);
  });
});

describe('keys as text', () => {
  test('every tick survives the trip through its ISO text', () => {
    fc.assert(
      fc.property(ticks, (tick) => {
        expect(parseInstant(instantKey(tick))).toBe(tick);
        expect(parseInstant(String(tick))).toBe(tick);
        expect(parseInstant(tick)).toBe(tick);
      }),
    );
  });

  test.each([
    ['2026-01-31T08:15:00.007Z', '2026-01-31T08:15:00.007Z'],
    ['2026-01-31 08:15:00.007', '2026-01-31T08:15:00.007Z'],
    ['  2026-01-31T08:15:00.007Z  ', '2026-01-31T08:15:00.007Z'],
    ['2026-01-31T08:15:00.0066667Z', '2026-01-31T08:15:00.007Z'],
    ['2026-01-31T08:15:00.0033333', '2026-01-31T08:15:00.003Z'],
    ['2026-01-31T08:15:59.9966667Z', '2026-01-31T08:15:59.997Z'],
    ['2026-01-31T08:15:59.999999999Z', '2026-01-31T08:16:00.000Z'],
    ['2026-01-31T10:15:00.5+02:00', '2026-01-31T08:15:00.500Z'],
    ['2026-01-31T08:15', '2026-01-31T08:15:00.000Z'],
    ['2026-01-31', '2026-01-31T00:00:00.000Z'],
    ['1753-01-01', '1753-01-01T00:00:00.000Z'],
    ['9999-12-31T23:59:59.997Z', '9999-12-31T23:59:59.997Z'],
  ])('reads %p', (text, iso) => {
    expect(parseInstant(text)).toBe(Date.parse(iso));
  });

  test('the neighbours of a tick leave room for it alone', () => {
    const noon = Date.UTC(2026, 0, 31, 12);
    expect(neighbourTicks(noon)).toEqual([noon - 3, noon + 3]);
    expect(neighbourTicks(noon + 7)).toEqual([noon + 3, noon + 10]);
    expect(neighbourTicks(maxInstant)[1]).toBe(maxInstant);
  });

  test.each([
    '',
    'now',
    'now-6h',
    '2026-13-01',
    '2026-01-31T25:00:00Z',
    '31.01.2026',
    '2026-01-31T08:15:00.0000000001Z',
    '1752-12-31T23:59:59.000Z',
    '99999-01-01',
    '1e12',
    '0x10',
    Number.NaN,
    Number.POSITIVE_INFINITY,
    9e15,
    "2026-01-31' or 1=1 --",
  ])('refuses %p', (text) => {
    expect(parseInstant(text)).toBeNull();
  });
});
