import { afterAll, expect, test } from '@jest/globals';
import { callContext, demoJson, queryCall } from '../../tests/support/calls.ts';
import { createInstance, type DataSourceInstance } from '../data-source/instance.ts';
import { InstanceCache } from '../plugin/index.ts';
import { answerQuery } from './answer-query.ts';

const instances = new InstanceCache<DataSourceInstance>({
  create: createInstance,
  dispose: (instance) => instance.close(),
});
const demo = callContext(demoJson);
const answer = answerQuery(instances);
const nothing = 'No failed sessions of this user';
const nobody = { filters: { fromUsers: ['sip:nobody@example.com'] }, nothing };

afterAll(() => instances.closeAll());

test('an answer without rows is a row with the words of the query, and keeps the SQL that ran', async () => {
  const frames = await answer(queryCall({ report: 'failureList', ...nobody }, demo));
  expect(frames).toHaveLength(1);
  expect(frames[0]?.fields).toEqual([
    { name: 'nothing', type: 'string', values: [nothing], config: { displayNameFromDS: ' ' }, about: 'nobody' },
  ]);
  expect(frames[0]?.meta?.executedQueryString).toMatch(/select/i);
});

test('a chart has a line of that name without points, over the range', async () => {
  const call = queryCall({ report: 'failureDistribution', format: 'timeSeries', ...nobody }, demo);
  const [frame] = await answer(call);
  const { from, to } = call.query.range;
  expect(frame?.fields).toEqual([
    { name: 'time', type: 'time', values: [from, to] },
    { name: 'nothing', type: 'number', values: [null, null], config: { displayNameFromDS: nothing } },
  ]);
});

test('several tables without a row say it once', async () => {
  const frames = await answer(queryCall({ report: 'failureDistribution', ...nobody }, demo));
  expect(frames.map(({ fields }) => fields.map(({ values }) => values))).toEqual([[[nothing]]]);
});

test('an answer with rows, one without words and one for an alert rule stay as they are', async () => {
  const found = await answer(queryCall({ report: 'failureList', nothing }, demo));
  expect(found[0]?.fields.length).toBeGreaterThan(1);
  const { nothing: _, ...wordless } = nobody;
  const empty = await answer(queryCall({ report: 'failureList', ...wordless }, demo));
  expect(empty[0]?.fields[0]?.values).toEqual([]);
  const forRule = await answer(
    queryCall({ report: 'failureSpikes', format: 'numeric', ...nobody }, { ...demo, fromAlert: true }),
  );
  expect(forRule[0]?.fields).toEqual([]);
});

test('a key that is still empty claims nothing, and a notice says so', async () => {
  const model = { report: 'sessionDetail', filters: { sessionIdTime: '', sessionIdSeq: '' }, nothing: 'No session' };
  const [frame] = await answer(queryCall(model, callContext({ engine: 'sqlserver' })));
  expect(frame?.fields.map(({ values }) => values)).toEqual([['–']]);
  expect(frame?.meta?.notices).toEqual([{ severity: 'info', text: expect.stringContaining('is empty') }]);
});

test('what goes wrong is no row without words of its own', async () => {
  await expect(answer(queryCall({ report: 'summary', nothing }, callContext({ engine: 'oracle' })))).rejects.toThrow();
});
