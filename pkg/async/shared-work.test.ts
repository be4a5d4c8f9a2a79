import { expect, jest, test } from '@jest/globals';
import { SharedWork } from './shared-work.ts';

/** Work that ends when told to. */
function given() {
  let end: { resolve: (value: number) => void; reject: (reason: unknown) => void } | undefined;
  const over = jest.fn();
  const start = jest.fn<(signal: AbortSignal) => Promise<number>>(
    () =>
      new Promise((resolve, reject) => {
        end = { resolve, reject };
      }),
  );
  const shared = new SharedWork(start, over);
  return { work: end, over, start, shared };
}
const alive = () => new AbortController().signal;

test('is started once, and its result reaches all who wait', async () => {
  const { work, over, start, shared } = given();
  const waiting = [shared.wait(alive()), shared.wait(alive())];
  work?.resolve(1);
  expect(await Promise.all(waiting)).toEqual([1, 1]);
  expect([start, over].map((one) => one.mock.calls.length)).toEqual([1, 1]);
  expect(start.mock.calls[0]?.[0].aborted).toBe(false);
});

test('is over before those who wait hear of it, failed or not', async () => {
  const { work, over, shared } = given();
  const heard = shared.wait(alive()).catch(() => over.mock.calls.length);
  work?.reject(new Error('down'));
  expect(await heard).toBe(1);
});

test('goes on while somebody waits, and is ended with the last one who goes away', async () => {
  const { over, start, shared } = given();
  const [first, second] = [new AbortController(), new AbortController()];
  const waiting = [first, second].map(({ signal }) => shared.wait(signal).catch(String));
  first.abort(new Error('gone'));
  expect(await waiting[0]).toBe('Error: gone');
  expect([over.mock.calls.length, start.mock.calls[0]?.[0].aborted]).toEqual([0, false]);
  second.abort(new Error('gone too'));
  expect(await waiting[1]).toBe('Error: gone too');
  expect([over.mock.calls.length, start.mock.calls[0]?.[0].aborted]).toEqual([1, true]);
});

test('that cannot start throws at once', () => {
  const start = () => {
    throw new Error('no gateways');
  };
  expect(() => new SharedWork(start, () => undefined)).toThrow('no gateways');
});
