import { expect, test } from '@jest/globals';
import { queryCall, seeing } from '../../tests/support/calls.ts';
import { checkRange, validate, type ReportCall } from './validate.ts';

/** What the handler behind the steps gets to see. */
async function seen(model: unknown, range?: { from: number; to: number }): Promise<ReportCall> {
  const calls: ReportCall[] = [];
  const answer = validate(
    checkRange((call) => {
      calls.push(call);
      return Promise.resolve([]);
    }),
  );
  const call = queryCall(model);
  await answer(seeing({ ...call, query: { ...call.query, ...(range && { range }) } }));
  const [only] = calls;
  if (!only) {
    throw new Error('not handed on');
  }
  return only;
}

test('a saved query is read, and who asks stays with it', async () => {
  const call = await seen({ report: 'topFailures', filters: { pools: 'a' } });
  expect(call).toMatchObject({ query: { report: 'topFailures', filters: { pools: ['a'] } }, settings: { uid: 'one' } });
  expect(call.range).toEqual(queryCall({}).query.range);
});

test('what the contract refuses is an error of the query', async () => {
  await expect(seen({ report: 'nonsense' })).rejects.toMatchObject({
    name: 'DiagnosticsError',
    code: 'query',
    message: expect.stringMatching(/^Report: unknown value "nonsense"/),
  });
});

test('a range that ends before it starts is refused', async () => {
  await expect(seen({ report: 'summary' }, { from: 2, to: 1 })).rejects.toMatchObject({
    code: 'query',
    message: expect.stringMatching(/^Time range: From is after To/),
  });
});

test('a range beyond all records is cut', async () => {
  const { range } = await seen({ report: 'summary' }, { from: -1e15, to: 1e15 });
  expect(range.from).toBeGreaterThan(-1e15);
  expect(range.to).toBeLessThan(1e15);
});
