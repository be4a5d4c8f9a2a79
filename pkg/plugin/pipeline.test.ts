import { expect, test } from '@jest/globals';
import { pipeline, type Step } from './pipeline.ts';

/** Notes when a call passes on its way in and out. */
const noting =
  (name: string): Step<string[], string[], string[]> =>
  (next) =>
  async (call) => [...(await next([...call, `${name} in`])), `${name} out`];

test('without steps it is the handler', async () => {
  const handler = (call: number) => Promise.resolve(call + 1);
  expect(await pipeline<number, number>().to(handler)(1)).toBe(2);
});

test('steps are passed in their order on the way in, and the other way round on the way out', async () => {
  const answer = pipeline<string[], string[]>()
    .through(noting('outer'))
    .through(noting('inner'))
    .to((call) => Promise.resolve([...call, 'handler']));
  expect(await answer([])).toEqual(['outer in', 'inner in', 'handler', 'inner out', 'outer out']);
});

test('a step may hand on a call of another type', async () => {
  const read: Step<string, { value: number }, string> = (next) => (text) => next({ value: Number(text) });
  const answer = pipeline<string, string>()
    .through(read)
    .to(({ value }) => Promise.resolve(String(value * 2)));
  expect(await answer('21')).toBe('42');
});

test('a step may answer by itself, and turn an error of the next into an answer', async () => {
  const careful: Step<number, number, string> = (next) => (call) =>
    call < 0 ? Promise.resolve('negative') : next(call).catch(String);
  const answer = pipeline<number, string>()
    .through(careful)
    .to(() => Promise.reject(new Error('down')));
  expect([await answer(-1), await answer(1)]).toEqual(['negative', 'Error: down']);
});

test('a pipeline can be the beginning of several', async () => {
  const begun = pipeline<string[], string[]>().through(noting('common'));
  const [one, other] = ['one', 'other'].map((name) => begun.through(noting(name)).to((call) => Promise.resolve(call)));
  expect(await one?.([])).toEqual(['common in', 'one in', 'one out', 'common out']);
  expect(await other?.([])).toEqual(['common in', 'other in', 'other out', 'common out']);
});
