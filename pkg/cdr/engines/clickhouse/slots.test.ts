import { expect, test } from '@jest/globals';
import { Slots } from './slots.ts';

const { signal } = new AbortController();

test('so many at a time, the others in their order', async () => {
  const slots = new Slots(2);
  const begun: number[] = [];
  const ends: (() => void)[] = [];
  const work = (n: number) => () =>
    new Promise<number>((resolve) => {
      begun.push(n);
      ends.push(() => resolve(n));
    });
  const all = [0, 1, 2, 3].map((n) => slots.run(signal, work(n)));
  await Promise.resolve();
  expect([begun, slots.taken, slots.waiting]).toEqual([[0, 1], 2, 2]);
  ends[0]?.();
  expect(await all[0]).toBe(0);
  expect([begun, slots.taken, slots.waiting]).toEqual([[0, 1, 2], 2, 1]);
  for (let n = 1; n < 4; n++) {
    ends[n]?.();
    await all[n];
  }
  expect([begun, slots.taken, slots.waiting]).toEqual([[0, 1, 2, 3], 0, 0]);
});

test('whoever gives up waits no more and takes no place; one that fails gives its place back', async () => {
  const slots = new Slots(1);
  let fail: (error: Error) => void = () => undefined;
  const first = slots.run(signal, () => new Promise<never>((_, reject) => (fail = reject)));
  first.catch(() => undefined);
  await Promise.resolve();
  const caller = new AbortController();
  const second = slots.run(caller.signal, () => Promise.resolve('never'));
  second.catch(() => undefined);
  caller.abort(new Error('gone'));
  await expect(second).rejects.toThrow('gone');
  expect(slots.waiting).toBe(0);
  fail(new Error('failed'));
  await expect(first).rejects.toThrow('failed');
  expect(await slots.run(signal, () => Promise.resolve('after'))).toBe('after');
  await expect(slots.run(caller.signal, () => Promise.resolve('never'))).rejects.toThrow('gone');
  expect(slots.taken).toBe(0);
});
