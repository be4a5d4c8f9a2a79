import { expect, test } from '@jest/globals';
import { bytesOfRows } from './bytes-of-rows.ts';

test('rows weigh by their number where their values are small, and by their texts and bytes where they are few', () => {
  const many = Array.from({ length: 10_000 }, (_, n) => ({ n, m: n }));
  expect(bytesOfRows(many)).toBeGreaterThan(300_000);
  const text = 'x'.repeat(100_000);
  expect(bytesOfRows([{ text }])).toBeGreaterThan(200_000);
  expect(bytesOfRows([{ data: new Uint8Array(100_000), none: null, at: new Date(0) }])).toBeGreaterThan(100_000);
  expect(bytesOfRows([])).toBe(0);
});
