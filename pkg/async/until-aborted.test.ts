import { expect, jest, test } from '@jest/globals';
import { untilAborted } from './until-aborted.ts';

const never = new Promise<number>(() => undefined);
const alive = () => new AbortController().signal;

test('gives what the promise gives', async () => {
  expect(await untilAborted(Promise.resolve(1), alive())).toBe(1);
  await expect(untilAborted(Promise.reject(new Error('down')), alive())).rejects.toThrow('down');
});

test('ends with the reason of the signal, whatever becomes of the promise', async () => {
  const caller = new AbortController();
  const waiting = untilAborted(never, caller.signal);
  caller.abort(new Error('gone'));
  await expect(waiting).rejects.toThrow('gone');
});

test('does not wait for a signal that has aborted before, and leaves no failure unheard', async () => {
  const late = Promise.reject(new Error('late'));
  await expect(untilAborted(late, AbortSignal.abort(new Error('gone')))).rejects.toThrow('gone');
});

test('does not listen any longer than it waits', async () => {
  const signal = alive();
  const [added, removed] = [jest.spyOn(signal, 'addEventListener'), jest.spyOn(signal, 'removeEventListener')];
  await untilAborted(Promise.resolve(1), signal);
  await new Promise(setImmediate);
  expect(added).toHaveBeenCalledTimes(1);
  expect(removed.mock.calls[0]?.slice(0, 2)).toEqual(added.mock.calls[0]?.slice(0, 2));
});
