import { expect, jest, test } from '@jest/globals';
import { Remembered } from './remembered.ts';

/** Attempts that end when told to. */
function attempts() {
  const made: { resolve: (value: number) => void; reject: (reason: unknown) => void }[] = [];
  const make = jest.fn(() => new Promise<number>((resolve, reject) => made.push({ resolve, reject })));
  return { made, make };
}

test('is made with the first use, once for all', async () => {
  const { made, make } = attempts();
  const remembered = new Remembered(make);
  expect(make).not.toHaveBeenCalled();
  const early = [remembered.get(), remembered.get()];
  made[0]?.resolve(1);
  expect(await Promise.all([...early, remembered.get()])).toEqual([1, 1, 1]);
  expect(make).toHaveBeenCalledTimes(1);
});

test('a failure reaches all who wait, and the next use tries again', async () => {
  const { made, make } = attempts();
  const remembered = new Remembered(make);
  const waiting = [remembered.get(), remembered.get()].map((one) => one.catch(String));
  made[0]?.reject('down');
  expect(await Promise.all(waiting)).toEqual(['down', 'down']);
  const again = remembered.get();
  made[1]?.resolve(2);
  expect(await again).toBe(2);
});

test('forgetting hands back what there was, and the next use makes it anew', async () => {
  const { made, make } = attempts();
  const remembered = new Remembered(make);
  expect(remembered.forget()).toBeUndefined();
  const first = remembered.get();
  made[0]?.resolve(1);
  expect(remembered.forget()).toBe(first);
  const second = remembered.get();
  made[1]?.resolve(2);
  expect(await Promise.all([first, second])).toEqual([1, 2]);
});

test('a failure of what was forgotten does not forget what came after', async () => {
  const { made, make } = attempts();
  const remembered = new Remembered(make);
  const first = remembered.get().catch(String);
  void remembered.forget();
  const second = remembered.get();
  made[0]?.reject('late');
  expect(await first).toBe('late');
  expect(remembered.get()).toBe(second);
});
