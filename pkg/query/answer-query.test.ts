import { afterAll, expect, test } from '@jest/globals';
import { callContext, demoJson, queryCall } from '../../tests/support/calls.ts';
import { createInstance, type DataSourceInstance } from '../data-source/instance.ts';
import { cancelled, InstanceCache } from '../plugin/index.ts';
import { answerQuery } from './answer-query.ts';

const instances = new InstanceCache<DataSourceInstance>({
  create: createInstance,
  dispose: (instance) => instance.close(),
});
const demo = callContext(demoJson);
const answer = answerQuery(instances);

afterAll(() => instances.closeAll());

test('a query is answered with frames that tell which SQL ran, and for how long', async () => {
  const [frame] = await answer(queryCall({ report: 'summary', interval: 'total' }, demo));
  expect(frame?.fields[0]?.values).toHaveLength(1);
  expect(frame?.meta?.executedQueryString).toMatch(/select/i);
  expect(frame?.meta?.custom).toEqual({ interval: 'total', sqlSeconds: expect.any(Number), asOf: expect.any(Number) });
});

test('a query without its key is answered where no database could be reached', async () => {
  const unreachable = callContext({ engine: 'sqlserver' });
  const model = { report: 'sessionDetail', filters: { sessionIdTime: '', sessionIdSeq: '' } };
  const [frame] = await answer(queryCall(model, unreachable));
  expect(frame?.meta?.notices).toEqual([{ severity: 'info', text: expect.stringContaining('is empty') }]);
});

test.each([
  ['a query too deep', { report: JSON.parse('['.repeat(101) + ']'.repeat(101)) as unknown }, demoJson, 'query'],
  ['a wrong query', { report: 'nonsense' }, demoJson, 'query'],
  ['wrong settings', { report: 'summary' }, { engine: 'oracle' }, 'settings'],
])('%s is an error of the one kind that Grafana is told', async (_case, model, jsonData, code) => {
  await expect(answer(queryCall(model, callContext(jsonData)))).rejects.toMatchObject({
    name: 'PluginError',
    code,
    status: 400,
    source: 'downstream',
  });
});

test('a caller that has gone away is not waited for', async () => {
  const reason = cancelled();
  const gone = callContext(demoJson, AbortSignal.abort(reason));
  await expect(answer(queryCall({ report: 'summary' }, gone))).rejects.toBe(reason);
});
