import type { Panel } from '@grafana/grafana-foundation-sdk/dashboard';
import { describe, expect, test } from '@jest/globals';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { parse } from 'yaml';
import { dimensions } from '../contract/vocabulary.ts';
import { exported } from './exported.ts';
import { dashboards } from './index.ts';
import { catalogue, dashboardUids, type DashboardUid } from './parts/catalogue.ts';
import { sidewaysLinks } from './parts/links.ts';
import { annotationsOf, linksOf, panelsOf, targetsOf } from './testing/panels.ts';

const asJson = (value: unknown): unknown => JSON.parse(JSON.stringify(value));
const provisioned = join(import.meta.dirname, '../provisioning/dashboards');

/** Every reference to a data source in a dashboard. */
function dataSources(value: unknown): unknown[] {
  if (typeof value !== 'object' || value === null) {
    return [];
  }
  return Object.entries(value).flatMap(([key, inner]) => [
    ...(key === 'datasource' ? [inner as unknown] : []),
    ...dataSources(inner),
  ]);
}

test('the files are what the builders describe: run "npx bun scripts/build-dashboards.mjs"', () => {
  const files = readdirSync(provisioned).filter((name) => name.endsWith('.json'));
  expect(files.sort()).toEqual(dashboardUids.map((uid) => `${uid}.json`).sort());
  for (const uid of dashboardUids) {
    expect(JSON.parse(readFileSync(join(provisioned, `${uid}.json`), 'utf8'))).toEqual(asJson(dashboards[uid]));
  }
});

test('their folder is not called like one of them: Grafana 10 would refuse that one', () => {
  const file = parse(readFileSync(join(provisioned, 'call-diagnostics.yaml'), 'utf8')) as {
    providers: { folder: string }[];
  };
  const titles = dashboardUids.map((uid) => catalogue[uid].title.toLowerCase());
  expect(file.providers.map(({ folder }) => titles.includes(folder.toLowerCase()))).toEqual([false]);
});

const isAsking = (panel: Panel) => targetsOf(panel).length > 0;

describe.each(dashboardUids)('%s', (uid) => {
  const dashboard = dashboards[uid];
  const panels = panelsOf(dashboard);

  test('carries its uid, its title and what all of them share', () => {
    expect(dashboard).toMatchObject({
      uid,
      title: catalogue[uid].title,
      time: { from: uid === 'cd-trends' ? 'now-1y' : 'now-7d', to: 'now' },
      schemaVersion: 42,
    });
  });

  test('has one id and a description on every panel', () => {
    const ids = (dashboard.panels ?? []).map(({ id }) => id);
    expect(new Set(ids).size).toBe(ids.length);
    for (const panel of panels.filter(({ type }) => type !== 'text')) {
      expect([panel.title, panel.description?.length]).toEqual([panel.title, expect.any(Number)]);
    }
  });

  test('claims nothing where an answer is missing: only an answer says that there is nothing', () => {
    for (const panel of panels.filter(isAsking)) {
      expect([panel.title, panel.fieldConfig?.defaults.noValue]).toEqual([panel.title, 'No answer']);
    }
  });

  test('begins with whether its data source answers, in a query whose error becomes a row', () => {
    const [first] = [...panels].sort((a, b) => (a.gridPos?.y ?? 0) - (b.gridPos?.y ?? 0));
    expect(first?.gridPos).toMatchObject({ x: 0, y: 0, w: 13 });
    expect(first && targetsOf(first)).toMatchObject([{ report: 'cdrFreshness', errorAsRow: true }]);
  });

  test('uses only panels that the preview shows too', () => {
    const types = new Set((dashboard.panels ?? []).map(({ type }) => type));
    expect(['timeseries', 'table', 'stat', 'bargauge', 'text', 'row', 'alertlist']).toEqual(
      expect.arrayContaining([...types]),
    );
  });

  test('places its panels side by side on a page 24 wide', () => {
    const cells = new Set<string>();
    for (const { gridPos, title } of dashboard.panels ?? []) {
      const { x, y, w, h } = gridPos as { x: number; y: number; w: number; h: number };
      expect(x + w).toBeLessThanOrEqual(24);
      for (let column = x; column < x + w; column++) {
        for (let line = y; line < y + h; line++) {
          expect([title, cells.has(`${column},${line}`)]).toEqual([title, false]);
          cells.add(`${column},${line}`);
        }
      }
    }
  });

  test('names no data source but the one chosen at the top', () => {
    const [first] = dashboard.templating.list ?? [];
    expect(first).toMatchObject({ name: 'datasource', type: 'datasource', query: 'calldiagnostics-sfb-datasource' });
    const asked = asJson({ annotations: dashboard.annotations, panels: panels.filter(isAsking) });
    const grafana = { type: 'grafana', uid: '-- Grafana --' };
    const sources = dataSources(asked).filter((source) => !isDeepStrictEqual(source, grafana));
    expect(sources.length).toBeGreaterThan(1);
    for (const source of sources) {
      expect(source).toEqual({ type: 'calldiagnostics-sfb-datasource', uid: '${datasource}' });
    }
  });

  test('asks for its data source when it is imported from the plugin', () => {
    const json = exported(dashboard, '1.2.3') as { __inputs: { name: string }[]; templating: { list: object[] } };
    const input = json.__inputs[0]?.name;
    expect(json.templating.list[0]).toMatchObject({ current: { value: `\${${input}}` } });
  });

  test('links to dashboards that exist and take what they are given', () => {
    const urls = [
      ...panels.flatMap((panel) => linksOf(panel).map(({ link }) => link.url)),
      ...panels.flatMap((panel) =>
        [
          ...String((panel.options as { content?: string } | undefined)?.content ?? '').matchAll(/href="\.([^"]*)"/g),
        ].map(([, url = '']) => url),
      ),
    ];
    expect(urls.length).toBeGreaterThan(0);
    for (const url of urls) {
      const [, to, parameters = ''] = /^\/d\/([\w-]+)(?:\?(.*))?$/.exec(url) ?? [];
      expect(dashboardUids).toContain(to);
      const takes = catalogue[to as DashboardUid].variables as readonly string[];
      const passed = [...parameters.matchAll(/var-(\w+)=|\$\{(\w+):queryparam\}/g)].map(([, set, kept]) => set ?? kept);
      expect(new Set(passed).size).toBe(passed.length);
      for (const name of passed.filter((one) => one !== 'datasource')) {
        expect([url, takes.includes(String(name))]).toEqual([url, true]);
      }
    }
  });

  test('keeps the time range and the data source in every link on a value', () => {
    for (const { link } of panels.flatMap(linksOf)) {
      expect(link.title.length).toBeGreaterThan(5);
      expect(link.url).toMatch(
        /\$\{__url_time_range\}|from=\$\{__data\.fields\.((bucket|window)Start|time)\.numeric\}&to=\$\{__data\.fields\.((bucket|window|time)End)\.numeric\}/,
      );
      expect(link.url).toContain('${datasource:queryparam}');
    }
  });
});

test('every table of the Failure Distribution narrows to its items', () => {
  const tables = panelsOf(dashboards['cd-distribution']).filter(({ type, title }) => type === 'table' && title);
  expect(tables.map(({ title }) => title).sort()).toEqual(dimensions.map(({ label }) => label).sort());
  for (const panel of tables) {
    const links = linksOf(panel).filter(({ field }) => field === 'item');
    expect(links.map(({ link }) => link.url)).toEqual([expect.stringContaining('/d/cd-distribution?')]);
  }
});

/** The navigation graph of the Monitoring Reports: from, what one clicks on (null: a column of a chart), to. */
const edges: readonly (readonly [DashboardUid, string | null, DashboardUid])[] = [
  ['cd-summary', 'p2pFailureRate', 'cd-p2p'],
  ['cd-summary', 'conferenceFailureRate', 'cd-conference'],
  ['cd-summary', 'focusFailureRate', 'cd-conference'],
  ['cd-summary', 'mcuFailureRate', 'cd-conference'],
  ['cd-summary', null, 'cd-p2p'],
  ['cd-summary', null, 'cd-conference'],
  ['cd-p2p', 'expectedVolume', 'cd-distribution'],
  ['cd-p2p', 'unexpectedVolume', 'cd-distribution'],
  ['cd-conference', 'expectedVolume', 'cd-distribution'],
  ['cd-conference', 'unexpectedVolume', 'cd-distribution'],
  ['cd-top-failures', 'reportedSessions', 'cd-distribution'],
  ['cd-distribution', 'item', 'cd-distribution'],
  ['cd-distribution', 'sessions', 'cd-failure-list'],
  ['cd-failure-list', 'sessionDetail', 'cd-session'],
  ['cd-failure-list', 'conference', 'cd-conference-detail'],
  ['cd-failure-list', 'reportedTime', 'cd-diagnostic-report'],
  ['cd-session', 'reportTime', 'cd-diagnostic-report'],
  ['cd-session', 'responseCode', 'cd-top-failures'],
  ['cd-session', 'diagnosticId', 'cd-top-failures'],
  ['cd-conference-detail', 'reports', 'cd-diagnostic-report'],
  ['cd-conference-detail', 'report', 'cd-diagnostic-report'],
  ['cd-home', 'pool', 'cd-distribution'],
  ...['pool', 'activity', 'modality', 'diagnosticId', 'gateway', 'source'].map(
    (group) => ['cd-spikes', group, 'cd-distribution'] as const,
  ),
];

test.each(edges)('%s: a click on %s opens %s', (from, field, to) => {
  const links = panelsOf(dashboards[from]).flatMap(linksOf);
  expect(links.some((one) => one.field === field && one.link.url.startsWith(`/d/${to}?`))).toBe(true);
});

test('a group of the spikes narrows to its window, and to itself where the distribution can', () => {
  const links = panelsOf(dashboards['cd-spikes']).flatMap(linksOf);
  const urls = Object.fromEntries(links.map(({ field, link }) => [field, link.url]));
  const ends = { true: '&to=${__data.fields.windowEnd.numeric}', false: '&to=${__data.fields.timeEnd.numeric}' };
  expect(links.filter(({ field, link }) => !link.url.includes(ends[`${field !== 'text'}`]))).toEqual([]);
  expect(urls['pool']).toContain('var-pool=${__value.raw:percentencode}');
  expect(urls['diagnosticId']).toContain('var-diagnosticId=${__value.raw:percentencode}');
  expect(urls['gateway']).not.toContain('${__value.raw');
});

test('a spike, an event, a failure and an interval of a chart lead to the drivers of just that', () => {
  const drivers = (uid: DashboardUid) =>
    panelsOf(dashboards[uid])
      .flatMap((panel) => linksOf(panel).map(({ field, link }) => ({ panel: panel.title, field, url: link.url })))
      .filter(({ url }) => url.startsWith('/d/cd-drivers?'));
  const window = 'from=${__data.fields.windowStart.numeric}&to=${__data.fields.windowEnd.numeric}';
  const spikes = drivers('cd-spikes');
  expect(spikes.map(({ panel, field }) => [panel, field])).toEqual([
    ['Current spikes', 'score'],
    ['Diagnostic IDs of the last window', 'score'],
    ['Spikes of this range', 'text'],
  ]);
  expect(spikes[0]?.url).toContain(window);
  expect(spikes[1]?.url).toContain('var-diagnosticId=${__data.fields.diagnosticId:percentencode}');
  expect(spikes[2]?.url).toContain('from=${__data.fields.time.numeric}&to=${__data.fields.timeEnd.numeric}');
  // What a pool's failures have in common may be the pool.
  expect(spikes.filter(({ url }) => url.includes('${pool:queryparam}')).map(({ panel }) => panel)).toEqual([
    'Diagnostic IDs of the last window',
  ]);
  expect(drivers('cd-home').find(({ panel }) => panel === 'Unusual in the last hour')?.url).toContain(window);
  expect(drivers('cd-top-failures')[0]?.url).toContain('var-responseCode=${__data.fields.responseCode:percentencode}');
  for (const uid of ['cd-summary', 'cd-p2p', 'cd-conference'] as const) {
    expect(drivers(uid).length).toBeGreaterThan(0);
    drivers(uid).forEach(({ url }) => {
      expect(url).toContain('from=${__data.fields.bucketStart.numeric}&to=${__data.fields.bucketEnd.numeric}');
      expect(url).toMatch(/var-activity=(p2p|conference)(&|$)/);
    });
  }
});

test('failure spikes can be marked on every dashboard with charts, and are at first on their own alone', () => {
  const marked = dashboardUids.filter((uid) => dashboards[uid].annotations?.list?.length);
  // Spikes of years would be too many.
  expect(marked).toEqual(dashboardUids.filter((uid) => catalogue[uid].sideways && uid !== 'cd-trends'));
  const enabled = marked.filter((uid) => annotationsOf(dashboards[uid]).some(({ enable }) => enable));
  expect(enabled).toEqual(['cd-spikes']);
});

test('long-term trends begin with a year by month and hand neither on, nor take what other pages have', () => {
  const chosen = (name: string) =>
    (dashboards['cd-trends'].templating.list ?? []).find((one) => one.name === name)?.current?.value;
  expect([chosen('interval'), chosen('compare')]).toEqual(['monthly', '364d']);
  const [out, back] = [sidewaysLinks('cd-trends'), sidewaysLinks('cd-summary')];
  expect(out).toContain('./d/cd-summary?from=now-7d&to=now&${datasource:queryparam}&${pool:queryparam}&');
  expect(out).not.toMatch(/interval:|compare:|url_time_range/);
  expect(back).toMatch(/\.\/d\/cd-trends\?from=now-1y&to=now&[^"]*store:queryparam/);
  expect(/\.\/d\/cd-trends\?[^"]*/.exec(back)?.[0]).not.toMatch(/interval:|compare:/);
});

test.each(['cd-p2p', 'cd-conference'] as const)('%s: a column of the chart narrows to its period', (uid) => {
  const chart = panelsOf(dashboards[uid]).find(({ type }) => type === 'timeseries');
  const urls = chart ? linksOf(chart).map(({ link }) => link.url) : [];
  expect(urls.length).toBeGreaterThan(0);
  expect(urls.every((url) => url.includes('fields.bucketEnd.numeric'))).toBe(true);
});

test.each(['cd-p2p', 'cd-conference'] as const)('%s: every column of the chart leads to both failures', (uid) => {
  const chart = panelsOf(dashboards[uid]).find(({ type }) => type === 'timeseries');
  const links = chart ? linksOf(chart) : [];
  const to = (field: string | null, category: string) =>
    links.some((one) => one.field === field && one.link.url.includes(`var-category=${category}`));
  for (const series of ['success', 'expected', 'unexpected', 'uncategorized']) {
    const field = `${series}Volume`;
    expect([field, to(field, 'expected'), to(field, 'unexpected')]).toEqual([field, true, true]);
  }
});
