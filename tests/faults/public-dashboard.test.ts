import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Dashboard } from '@grafana/grafana-foundation-sdk/dashboard';
import { answerFields } from '../../contract/answer-fields.ts';
import { dashboards } from '../../dashboards/index.ts';
import { decodeFrame } from '../../preview/plugin-host/decode-frame.ts';
import { startPlugin, type PluginProcess } from '../../preview/plugin-host/plugin-process.ts';
import { dataQuery, pluginContext } from '../../preview/plugin-host/requests.ts';
import { builtExecutable } from '../support/executable.ts';
import { embedded, wholeRange } from './support/embedded.ts';

let plugin: PluginProcess;
beforeAll(async () => {
  plugin = await startPlugin({ executable: builtExecutable() });
});
afterAll(() => plugin.shutdown());

/** Queries as they are saved, as Grafana's server sends them for a public dashboard. */
const targetsOf = ({ panels = [] }: Dashboard): unknown[] =>
  panels.flatMap((panel) => ('targets' in panel ? (panel.targets ?? []) : []));

async function ask(models: readonly unknown[], headers: Record<string, string> = {}) {
  const queries = models.map((model, index) => dataQuery(`${index}`, model, wholeRange));
  const request = { pluginContext: pluginContext(embedded()), headers, queries, format: 0 };
  const { responses } = await plugin.queryData(request);
  return queries.map(({ refId }) => {
    const { status = 0, error = '', frames = [] } = responses[refId] ?? {};
    const [first] = frames.map((bytes) => decodeFrame(bytes));
    return {
      status,
      error,
      field: first?.fields[0]?.name,
      rows: first?.fields[0]?.values.length ?? 0,
      notices: (first?.meta?.notices ?? []).map(({ text }) => text),
    };
  });
}

const byKey = ['cd-diagnostic-report', 'cd-session', 'cd-conference-detail'];
const entries = Object.entries(dashboards);

test.each(entries)('%s answers as a public dashboard, or says plainly why not', async (uid, dashboard) => {
  const targets = targetsOf(dashboard);
  const answers = await ask(targets);
  expect(answers.map(({ status, error }) => [status, error])).toEqual(answers.map(() => [200, '']));
  if (byKey.includes(uid)) {
    // Of the strip on top alone there is something to show without a key; all others have no row but their words for nothing.
    const others = answers.filter((_, index) => !Object.hasOwn(targets[index] as object, 'errorAsRow'));
    expect(others.length).toBe(answers.length - 1);
    expect(others.filter(({ rows, field }) => rows > 0 && field !== answerFields.nothing)).toEqual([]);
    expect(answers.some(({ notices }) => notices.some((text) => /^The key of .* is empty/.test(text)))).toBe(true);
  } else {
    expect(answers.some(({ rows }) => rows > 0)).toBe(true);
  }
});

describe('a filter whose variable has no value', () => {
  const saved = { report: 'topFailures', filters: { pools: ['$pool'], categories: ['$category'] } };

  test('is left out, with a notice that names it', async () => {
    const [open, plain] = await ask([saved, { report: 'topFailures' }]);
    expect(open?.rows).toBe(plain?.rows);
    expect(open?.rows).toBeGreaterThan(0);
    expect(open?.notices).toContain(
      'No value for $pool, $category: a public dashboard has no variables. Filters with them are left out, options have their defaults.',
    );
    expect(plain?.notices.join()).not.toContain('No value for');
  });

  test.each([
    ['an alert rule', { FromAlert: 'true' }],
    ['a panel, whose front end replaces variables', { 'http_X-Datasource-Uid': 'embedded' }],
    ['an expression', { 'http_X-Grafana-From-Expr': 'true' }],
  ])('is refused in %s', async (_case, headers) => {
    const [answer] = await ask([saved], headers);
    expect(answer).toMatchObject({
      status: 400,
      error: expect.stringMatching(/^Pool: the template variable "\$pool" was not replaced/),
    });
  });
});
