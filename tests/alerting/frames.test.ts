import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { rules } from '../../alerting/index.ts';
import { rangeOf, savedQuery } from '../../alerting/parts/saved-query.ts';
import type { SavedQuery } from '../../contract/query.ts';
import { demo, week } from '../../dashboards/testing/demo.ts';
import { decodeFrame, type DecodedFrame } from '../../preview/plugin-host/decode-frame.ts';
import { startPlugin, type PluginProcess } from '../../preview/plugin-host/plugin-process.ts';
import { dataQuery, pluginContext, type QueryOptions } from '../../preview/plugin-host/requests.ts';
import { builtExecutable } from '../support/executable.ts';
import { asGrafanaReads, reduced } from './grafana-reader.ts';

let plugin: PluginProcess;
beforeAll(async () => {
  plugin = await startPlugin({ executable: builtExecutable() });
});
afterAll(() => plugin.shutdown());

async function frames(query: SavedQuery, range: QueryOptions): Promise<DecodedFrame[]> {
  const queries = [dataQuery('A', query, range)];
  const headers = { FromAlert: 'true' };
  const { responses } = await plugin.queryData({ pluginContext: pluginContext(demo), headers, queries, format: 0 });
  expect(responses.A?.error ?? '').toBe('');
  return (responses.A?.frames ?? []).map(decodeFrame);
}

const queries = rules.flatMap((rule) => rule.queries.map((query) => [rule.uid, query.refId, query] as const));

describe.each(queries)('%s, %s', (_, __, query) => {
  test('is answered with numbers that a rule takes, each group once', async () => {
    const answer = await frames(savedQuery(query), rangeOf(query, week.to));
    expect(answer).toHaveLength(1);
    expect(answer[0]?.meta).toMatchObject({ type: 'numeric-long', typeVersion: [0, 1] });
    const numbers = asGrafanaReads(answer);
    // How far an archive is behind has no number here, where there is none: see tests/archive/behind.test.ts.
    expect(numbers.length > 0).toBe(savedQuery(query).metric !== 'behind');
    expect(new Set(numbers.map(({ labels }) => JSON.stringify(labels))).size).toBe(numbers.length);
    expect(reduced(numbers).filter(Number.isNaN)).toEqual([]);
  });

  test('is "no data" before there is any, or a number without labels', async () => {
    const long = week.to - 400 * 24 * 3_600_000;
    const numbers = asGrafanaReads(await frames(savedQuery(query), rangeOf(query, long)));
    expect(numbers.filter(({ labels }) => Object.keys(labels).length > 0)).toEqual([]);
  });
});

const overTime: readonly SavedQuery[] = [
  { report: 'failureSpikes', format: 'timeSeries' },
  { report: 'failureSpikes', format: 'timeSeries', metric: 'score', groupBy: ['pool', 'diagnosticId'] },
  { report: 'joinTimeSpikes', format: 'timeSeries', metric: 'ratio' },
];

describe.each(overTime)('over time: %j', (query) => {
  test('has labelled series with values, and can be reduced', async () => {
    const answer = await frames(query, { from: week.to - 24 * 3_600_000, to: week.to });
    const series = asGrafanaReads(answer);
    expect(series.length).toBeGreaterThan(1);
    expect(series.filter(({ values }) => values.length === 0)).toEqual([]);
    expect(reduced(series).length).toBe(series.length);
  });

  test('has no series at all where nothing happened: an empty one would make a rule fire', async () => {
    const long = week.to - 400 * 24 * 3_600_000;
    expect(asGrafanaReads(await frames(query, { from: long - 24 * 3_600_000, to: long }))).toEqual([]);
  });
});
