import { expect, test } from '@jest/globals';
import { bytesOfFrames } from './bytes-of-frames.ts';
import type { Field } from './frame.ts';

const bytes = (field: Field) => bytesOfFrames([{ name: 'a', fields: [field] }]);

test('frames weigh by their values', () => {
  const numbers = Array.from({ length: 10_000 }, (_, n) => n);
  expect(bytes({ name: 'a', type: 'number', values: numbers })).toBeGreaterThan(80_000);
  expect(bytes({ name: 'a', type: 'string', values: ['x'.repeat(50_000), null] })).toBeGreaterThan(100_000);
  expect(bytes({ name: 'a', type: 'json', values: [{ text: 'x'.repeat(50_000) }] })).toBeGreaterThan(100_000);
});

test('each frame and field weighs something', () => {
  const one = bytesOfFrames([{ name: 'a', fields: [] }]);
  expect(one).toBeGreaterThan(0);
  expect(bytes({ name: 'a', type: 'number', values: [] })).toBeGreaterThan(one);
});
