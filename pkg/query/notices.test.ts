import { expect, test } from '@jest/globals';
import { requestFor } from '../../tests/support/report-request.ts';
import { addNotices } from './notices.ts';

test('what the database lacks is a notice of the first frame, after those of the report', async () => {
  const request = await requestFor({ report: 'summary' });
  const { cdr } = request;
  const lacking = { ...request, cdr: { ...cdr, features: { ...cdr.features, missing: ['There is no Media view.'] } } };
  const own = { severity: 'info' as const, text: 'Only the first 5 are shown.' };
  const frames = [
    { name: 'first', fields: [], meta: { notices: [own] } },
    { name: 'second', fields: [] },
  ];
  const [first, second] = await addNotices(() => Promise.resolve(frames))(lacking);
  expect(first?.meta?.notices).toEqual([own, { severity: 'warning', text: 'There is no Media view.' }]);
  expect(second).toEqual(frames[1]);
  expect(await addNotices(() => Promise.resolve([]))(lacking)).toEqual([]);
});

test.each([
  [false, false],
  [true, true],
])('the inspector speaks of memory only where something came from there: %s', async (fromMemory, said) => {
  const request = await requestFor({ report: 'summary' });
  const { cdr } = request;
  const trace = { statements: [], seconds: 0, asOf: Date.UTC(2026, 2, 10), fromMemory, script: () => 'SELECT 1' };
  const [frame] = await addNotices(() => Promise.resolve([{ name: 'first', fields: [] }]))({
    ...request,
    cdr: { ...cdr, trace },
  });
  expect(frame?.meta?.executedQueryString?.includes('memory')).toBe(said);
  expect(frame?.meta?.executedQueryString).toMatch(/SELECT 1$/);
});
