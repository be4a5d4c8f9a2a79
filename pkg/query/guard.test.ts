import { expect, test } from '@jest/globals';
import { queryCall } from '../../tests/support/calls.ts';
import { refuseDeep } from './guard.ts';

const guarded = refuseDeep(() => Promise.resolve([]));
const nested = (depth: number): unknown => (depth === 0 ? 'x' : [nested(depth - 1)]);

test.each([undefined, 1, 'text', {}, { filters: { pools: ['a', 'b'] } }, nested(100)])('%j passes', async (model) => {
  expect(await guarded(queryCall(model))).toEqual([]);
});

test('what nests deeper is refused, in objects and lists, wherever it is', async () => {
  for (const model of [nested(101), { a: 1, b: [{ c: nested(98) }] }]) {
    await expect(guarded(queryCall(model))).rejects.toMatchObject({
      code: 'query',
      message: 'query: nested too deeply, at most 100 levels are taken.',
    });
  }
});

test('what nests without end overflows no stack', async () => {
  const deep = JSON.parse('['.repeat(200_000) + ']'.repeat(200_000)) as unknown;
  await expect(guarded(queryCall(deep))).rejects.toMatchObject({ code: 'query' });
});
