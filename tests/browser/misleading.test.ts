import { afterEach, expect, test } from '@jest/globals';
import type { Page } from 'playwright-core';
import { demo } from '../../dashboards/testing/demo.ts';
import { openPreview, type OpenOptions, type OpenPreview } from './open-preview.ts';
import { cells, open, panel, rows } from './screen.ts';

/*
 * What once misled people, each as it was read on the screen. The words of the tests are those of the screens, not of
 * the code, so that they can be asked of every release.
 */

let opened: OpenPreview | undefined;

afterEach(() => opened?.close());

async function visit(address: string, options: OpenOptions = { jsonData: demo.jsonData }): Promise<Page> {
  opened = await openPreview({ height: 4000, ...options });
  await open(opened.page, address);
  return opened.page;
}

/** The demo data ends on 12 Nov 2026, 15:30. */
const until = (end: string, hours: number) =>
  `from=${String(Date.parse(end) - hours * 3_600_000)}&to=${String(Date.parse(end))}`;
const end = '2026-11-12T15:30:00Z';

interface Field {
  readonly name: string;
  readonly type: string;
  readonly config?: { readonly color?: { readonly mode: string } };
}
interface Frame {
  readonly schema: { readonly fields: readonly Field[] };
  readonly data: { readonly values: readonly (readonly unknown[])[] };
}

/** Frames of all answers that arrive while something is done. */
async function frames(page: Page, act: () => Promise<unknown>): Promise<Frame[]> {
  const answers: Promise<{ results?: Record<string, { frames?: Frame[] }> }>[] = [];
  page.on('response', (response) => {
    if (response.url().includes('/ds/query')) {
      answers.push(response.json());
    }
  });
  await act();
  const found = (await Promise.all(answers)).flatMap(({ results = {} }) => Object.values(results));
  expect(found.length).toBeGreaterThan(0);
  return found.flatMap((result) => result.frames ?? []);
}

const texts = async (table: ReturnType<typeof panel>, column: string) =>
  (await cells(table, column)).and(table.getByRole('gridcell')).allTextContents();

test('a dead database is not all clear', async () => {
  const page = await visit('/d/cd-home', {
    jsonData: { engine: 'sqlserver', server: 'localhost', port: 1, username: 'reader' },
    secureJsonData: { password: 'unused' },
  });
  await page.getByRole('alert').filter({ hasText: /./ }).nth(5).waitFor();
  await page.waitForLoadState('networkidle');
  const lines = (await page.locator('body').innerText()).split('\n');
  expect(lines.filter((line) => /^(No (?!answer)|Nothing (?!answers)|0$|0 new)/i.test(line))).toEqual([]);
});

test.each(['cd-home', 'cd-spikes'])('%s shows the alerts that fire beside what it finds itself', async (uid) => {
  const page = await visit(`/d/${uid}?${until(end, 24)}`);
  await expect(panel(page, 'Alerts').count()).resolves.toBe(1);
  // The rule for new diagnostic IDs looks at a day: so does the number beside it, and says so.
  await expect(page.getByRole('region', { name: 'New diagnostic IDs, 24 hours' }).count()).resolves.toBe(1);
});

test('too few join times to compare are not a ratio of 0', async () => {
  const page = await visit(`/d/cd-spikes?${until(end, 1)}`);
  const table = panel(page, 'Conference join times against their baseline');
  await rows(table).first().waitFor();
  const ratios = await texts(table, 'Ratio');
  expect(ratios.length).toBeGreaterThan(0);
  expect(ratios.filter((ratio) => Number(ratio) === 0 && ratio !== '')).toEqual([]);
});

test('the trend of a day is more than two points', async () => {
  const page = await visit('/d/cd-home?from=now-5m&to=now');
  const drawn = await frames(page, () => open(page, `/d/cd-top-failures?${until(end, 24)}`));
  const trends = drawn.flatMap(({ schema, data }) =>
    schema.fields.flatMap(({ name }, i) => (/trend/i.test(name) ? (data.values[i] ?? []) : [])),
  );
  expect(Math.max(...trends.map((trend) => (trend as unknown[]).length))).toBeGreaterThanOrEqual(20);
});

test('the rate of a handful of sessions is in no colour of an alarm, and says of how many it is', async () => {
  const page = await visit(`/d/cd-spikes?${until('2026-11-12T06:30:00Z', 1)}&var-spikeGroup=pool`);
  const table = panel(page, 'Diagnostic IDs of the last window');
  const row = rows(table).first();
  await row.waitFor();
  const [sessions] = await (await cells(table, 'Sessions', row)).allTextContents();
  expect(Number(sessions)).toBeLessThan(20);
  const colour = async (column: string) =>
    (await cells(table, column, row))
      .getByText(/./)
      .last()
      .evaluate(
        (cell) =>
          (globalThis as unknown as { getComputedStyle: (of: unknown) => { color: string } }).getComputedStyle(cell)
            .color,
      );
  expect(await colour('Failure rate')).toBe(await colour('Sessions'));
  await expect(table.getByRole('columnheader', { name: 'Baseline sessions' }).count()).resolves.toBe(1);
});

test('the colour of a category comes with the answer', async () => {
  const page = await visit('/d/cd-home?from=now-5m&to=now');
  const drawn = await frames(page, () => open(page, `/d/cd-p2p?${until(end, 24)}`));
  const failures = drawn
    .flatMap(({ schema }) => schema.fields)
    .filter(({ name }) => /^(un)?expected( failure )?volume$/i.test(name));
  expect(failures.length).toBeGreaterThan(0);
  expect(failures.filter(({ config }) => config?.color?.mode !== 'fixed')).toEqual([]);
});

test('a sentence tells the time of the column beside it', async () => {
  const viewer = { jsonData: demo.jsonData, timezoneId: 'America/New_York' };
  const page = await visit(`/d/cd-spikes?${until(end, 7 * 24)}`, viewer);
  const table = panel(page, 'Spikes of this range');
  await rows(table).first().waitFor();
  const [from = ''] = await texts(table, 'From');
  const [to = ''] = await texts(table, 'To');
  const [sentence = ''] = await texts(table, 'Worst window');
  const hours = (text: string) => [...text.matchAll(/\b(\d\d):\d\d/g)].map(([, hour]) => Number(hour));
  // The worst window is one of those between the two.
  expect(hours(sentence)).toEqual(expect.arrayContaining([expect.any(Number)]));
  const [[first = NaN], [last = NaN]] = [hours(from), hours(to)];
  const [worst = NaN] = hours(sentence);
  expect({ from, to, sentence, within: worst >= first && worst <= last }).toEqual({ from, to, sentence, within: true });
});

test('a report of failures names what is shown where no session category is chosen', async () => {
  const panes = {
    a: {
      datasource: 'call-diagnostics-demo',
      queries: [{ refId: 'A', report: 'topFailures', format: 'table' }],
      range: { from: 'now-7d', to: 'now' },
    },
  };
  const query = new URLSearchParams({ schemaVersion: '1', panes: JSON.stringify(panes) });
  const page = await visit(`/explore?${query.toString()}`);
  await page.getByText('Session category', { exact: true }).waitFor();
  await expect(page.getByText('Both kinds of failure').count()).resolves.toBe(1);
});
