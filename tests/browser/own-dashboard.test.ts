import { afterAll, expect, test } from '@jest/globals';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { demo, week } from '../../dashboards/testing/demo.ts';
import { complaints, open, panel } from './screen.ts';
import { usePreview } from './use-preview.ts';

const datasource = { type: 'calldiagnostics-sfb-datasource', uid: '${source}' };
const failures = { refId: 'A', report: 'failureList', format: 'table', limit: 5 };
const sessions = { refId: 'A', datasource, report: 'p2pActivity', format: 'timeSeries', metric: 'totalSessions' };
const [chart, table] = ['timeseries', 'table'].map((type) => ({ type, datasource, fieldConfig: { defaults: {} } }));
const gridPos = { x: 0, y: 0, w: 12, h: 8 };

/** What people write themselves, and our own dashboards do without: annotations, a row, a panel type of elsewhere. */
const dashboard = {
  uid: 'own',
  title: 'Own',
  time: { from: new Date(week.from).toISOString(), to: new Date(week.to).toISOString() },
  templating: { list: [{ type: 'datasource', name: 'source', query: datasource.type }] },
  annotations: {
    list: [
      { builtIn: 1, name: 'Annotations & Alerts', enable: true, hide: true },
      { name: 'Failures', enable: true, iconColor: 'red', datasource, target: { ...failures, refId: 'Anno' } },
    ],
  },
  panels: [
    { ...chart, id: 1, title: 'Sessions', gridPos, timeFrom: '1y', targets: [sessions] },
    {
      ...table,
      id: 2,
      title: 'Quiet',
      gridPos: { ...gridPos, x: 12 },
      timeFrom: '1y',
      hideTimeOverride: true,
      targets: [failures],
    },
    {
      type: 'row',
      id: 3,
      title: 'More',
      gridPos: { ...gridPos, y: 8 },
      collapsed: true,
      panels: [{ ...chart, type: 'piechart', id: 4, title: 'Pie' }],
    },
  ],
};

const directory = mkdtempSync(join(tmpdir(), 'dashboards-'));
writeFileSync(join(directory, 'own.json'), JSON.stringify(dashboard));
afterAll(() => {
  rmSync(directory, { recursive: true });
});

const preview = usePreview({ dashboards: directory, jsonData: demo.jsonData });

test('a chart marks annotations, which can be switched off', async () => {
  const { page } = preview;
  await open(page, '/d/own');
  // The last interval of the range has a mark of its own where it is not over.
  const marks = panel(page, 'Sessions').getByRole('button', { name: /^Annotation: (?!This interval is not over)/ });
  await marks.first().waitFor();
  expect(await marks.count()).toBe(failures.limit);
  await marks.last().hover();
  await page
    .getByRole('tooltip')
    .filter({ hasText: /\d{4}-\d\d-\d\d \d\d:\d\d:\d\d/ })
    .waitFor();

  await page.getByText('Failures', { exact: true }).click();
  await marks.first().waitFor({ state: 'detached' });
});

test('a time range of its own is told beside the title, unless the panel hides it', async () => {
  const { page } = preview;
  await open(page, '/d/own');
  await panel(page, 'Sessions').getByText('last 1y').waitFor();
  await panel(page, 'Quiet').getByRole('grid').waitFor();
  expect(await panel(page, 'Quiet').getByText('last 1y').count()).toBe(0);
});

test('what the preview leaves out is counted beside the title, and listed on request', async () => {
  const { page } = preview;
  await open(page, '/d/own');
  expect(await complaints(page)).toEqual(['1 not supported here']);
  await page.getByRole('button', { name: '1 not supported here' }).click();
  await page.getByText('Pie: panels of type piechart').waitFor();
  await page.keyboard.press('Escape');
  await page.getByRole('button', { name: /More$/ }).click();
  await panel(page, 'Pie').getByText('The preview cannot show panels of type "piechart".').waitFor();
});
