import { afterAll, expect, test } from '@jest/globals';
import { callContext, queryCall } from '../../tests/support/calls.ts';
import { createInstance, type DataSourceInstance } from '../data-source/instance.ts';
import { cancelled, InstanceCache, type QueryCall } from '../plugin/index.ts';
import { answerQuery } from './answer-query.ts';

const instances = new InstanceCache<DataSourceInstance>({
  create: createInstance,
  dispose: (instance) => instance.close(),
});
const answer = answerQuery(instances);
/** Nothing listens on port 1. */
const unreachable = {
  ...callContext(),
  settings: {
    ...callContext({ engine: 'sqlserver', server: 'localhost', port: 1, username: 'reader' }).settings,
    secureJsonData: { password: 'unused' },
  },
};
const status = { report: 'cdrFreshness', errorAsRow: true };

afterAll(() => instances.closeAll());

/** The text with which the same query fails that does not want a row. */
async function errorOf(call: QueryCall): Promise<string> {
  return answer(call).then(
    () => 'no error',
    (thrown: unknown) => (thrown instanceof Error ? thrown.message : 'something else'),
  );
}

test.each([
  ['a server that cannot be reached', unreachable],
  ['settings that cannot be', callContext({ engine: 'oracle' })],
])('%s is a row with the text of the error', async (_case, context) => {
  const text = await errorOf(queryCall({ report: 'cdrFreshness' }, context));
  expect(text.length).toBeGreaterThan(20);
  const [frame] = await answer(queryCall(status, context));
  expect(frame?.fields).toEqual([
    { name: 'failure', type: 'string', values: [text], config: { displayNameFromDS: ' ' } },
  ]);
});

test('an alert rule gets the error', async () => {
  await expect(answer(queryCall(status, { ...unreachable, fromAlert: true }))).rejects.toMatchObject({
    name: 'PluginError',
  });
});

test('a caller that has gone away gets no row', async () => {
  const gone = { ...unreachable, signal: AbortSignal.abort(cancelled()) };
  await expect(answer(queryCall(status, gone))).rejects.toMatchObject({ code: 'cancelled' });
});
