import { expect, test } from '@jest/globals';
import { queryCall } from '../../tests/support/calls.ts';
import { metricsText } from '../metrics/metrics.ts';
import { PluginError } from '../plugin/index.ts';
import { countQuery } from './metrics.ts';

/** Queries counted so far, by report and outcome. */
async function counted(report: string, outcome: string): Promise<number> {
  const name = `calldiagnostics_queries_total{report="${report}",outcome="${outcome}"} `;
  const line = (await metricsText()).split('\n').find((one) => one.startsWith(name));
  return Number(line?.slice(name.length) ?? 0);
}

test('a query is counted by its report', async () => {
  await countQuery(() => Promise.resolve([]))(queryCall({ report: 'summary' }));
  expect(await counted('summary', 'ok')).toBe(1);
  expect(await metricsText()).toContain('calldiagnostics_query_duration_seconds_count{report="summary"} 1');
});

test('one that fails is counted by its code too, and fails as before', async () => {
  const error = new PluginError('timeout', 'Too slow.');
  const failing = countQuery(() => Promise.reject(error));
  await expect(failing(queryCall({ report: 'topFailures' }))).rejects.toBe(error);
  expect(await counted('topFailures', 'timeout')).toBe(1);
});

test.each([undefined, null, 'summary', [], {}, { report: 'nonsense' }, { report: ['summary'] }])(
  'one that names no report is of the report unknown: %j',
  async (model) => {
    const before = await counted('unknown', 'ok');
    await countQuery(() => Promise.resolve([]))(queryCall(model));
    expect(await counted('unknown', 'ok')).toBe(before + 1);
  },
);
