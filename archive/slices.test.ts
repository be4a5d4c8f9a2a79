import { describe, expect, test } from '@jest/globals';
import { dueSlices, oneDay, oneHour, stretchesOf } from './slices.ts';

const midnight = Date.UTC(2026, 2, 10);
const now = midnight + 10.5 * oneHour;
const hour = (before: number) => midnight + 10 * oneHour - before * oneHour;
const copied = (slice: number, copiedAt: number, columns?: number) =>
  [slice, { slice, rows: 1, copiedAt, columns }] as const;
const due = (ledger: readonly (readonly [number, ReturnType<typeof copied>[1]])[], more: object = {}) =>
  dueSlices(new Map(ledger), { from: hour(5), now, keepDays: 60, full: false, ...more });

describe('which slices are due', () => {
  test('all that were never copied, the hour that has just begun among them', () => {
    expect(due([])).toEqual([5, 4, 3, 2, 1, 0].map(hour));
  });

  test('of what was copied, the last two hours on every pass, and two days on a full one', () => {
    const ledger = [5, 4, 3, 2, 1, 0].map((before) => copied(hour(before), now));
    // The hour from 08:00 ended 1.5 hours ago, the one before it 2.5 hours ago.
    expect(due(ledger)).toEqual([2, 1, 0].map(hour));
    expect(due(ledger, { full: true })).toEqual([5, 4, 3, 2, 1, 0].map(hour));
  });

  test('once more when it is two days old, seven, and two before it is purged', () => {
    const slice = midnight - 80 * oneDay;
    const end = slice + oneHour;
    const from = slice;
    const dueAt = (age: number, copiedAtAge: number) =>
      due([copied(slice, end + copiedAtAge * oneDay)], { from, now: end + age * oneDay }).includes(slice);
    expect(dueAt(1.9, 1)).toBe(false);
    expect(dueAt(2.1, 1.9)).toBe(true);
    expect(dueAt(2.2, 2.1)).toBe(false);
    expect(dueAt(7.1, 2.1)).toBe(true);
    expect(dueAt(57, 7.1)).toBe(false);
    expect(dueAt(58.1, 7.1)).toBe(true);
    expect(dueAt(59, 58.1)).toBe(false);
  });

  test('none that the source has purged, which it does once a day', () => {
    expect(due([], { from: 0, keepDays: 1 })[0]).toBe(hour(48));
  });

  test('those that were copied with fewer columns', () => {
    const old = now - 10 * oneDay;
    const ledger = [copied(hour(5), now, 30), copied(hour(4), now, 29), copied(hour(3), old)];
    expect(due(ledger, { columns: 30 }).slice(0, 3)).toEqual([hour(4), hour(2), hour(1)]);
  });
});

test('slices that follow each other go together, those of a day at most', () => {
  const hours = [-3, -2, -1, 0, 1, 3, 4].map((n) => midnight + n * oneHour);
  expect(stretchesOf(hours)).toEqual([hours.slice(0, 3), hours.slice(3, 5), hours.slice(5)]);
  expect(stretchesOf([])).toEqual([]);
});
