import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import { openPreview, type OpenPreview } from './support.ts';

let preview: OpenPreview;
let dashboards: { uid: string; title: string }[];

/** Dashboards that show one session, report or conference: without its key they say where to come from. */
const details = ['cd-session', 'cd-diagnostic-report', 'cd-conference-detail'];

beforeAll(async () => {
  preview = await openPreview();
  dashboards = (await (await fetch(`${preview.url}/api/search`)).json()) as typeof dashboards;
});

afterAll(async () => {
  await preview.close();
});

afterEach(() => {
  const { errors, failed, outside } = preview;
  const wrong = [...errors.splice(0), ...failed.splice(0), ...outside.splice(0)];
  expect(wrong).toEqual([]);
});

/** Opens an address and tells what its panels complain about; on a tall page, for panels out of sight do not query. */
async function complaints(address: string): Promise<string[]> {
  const { page } = preview;
  await page.setViewportSize({ width: 1600, height: 4000 });
  await page.goto(address);
  await page.getByRole('heading', { level: 1 }).waitFor();
  await page.waitForLoadState('networkidle');
  return page.getByRole('alert').or(page.getByText('not supported here')).allTextContents();
}

test('the home page says what it is and shows cd-home', async () => {
  const { page } = preview;
  await page.goto('/');
  await page.getByRole('note').getByText('not a Grafana server').waitFor();
  await page.getByRole('heading', { level: 1, name: 'Call Diagnostics' }).waitFor();
});

describe('dashboards', () => {
  test('show every panel without an error, and leave nothing out', async () => {
    const overview = dashboards.map(({ uid }) => uid).filter((uid) => !details.includes(uid));
    expect(overview).toContain('cd-home');
    for (const uid of overview) {
      expect({ uid, complaints: await complaints(`/d/${uid}`) }).toEqual({ uid, complaints: [] });
    }
  });

  test('lead from the failure list to session, report and conference', async () => {
    const { page } = preview;
    for (const uid of details) {
      await page.goto('/d/cd-failure-list?var-activity=conference');
      const href = await page.locator(`a[href*="/d/${uid}?"]`).first().getAttribute('href');
      expect({ uid, complaints: await complaints(href ?? '') }).toEqual({ uid, complaints: [] });
    }
  });

  test('open from a cell within the page, and go back', async () => {
    const { page } = preview;
    await page.goto('/d/cd-top-failures?from=now-3d&to=now');
    await page.getByRole('grid').getByRole('link').first().click();
    await page.waitForURL(/\/d\/(?!cd-top-failures)[^?]+\?.*from=now-3d/);
    await page.goBack();
    await page.getByRole('heading', { level: 1, name: 'Top Failures' }).waitFor();
    await page.getByText('Last 3 days').waitFor();
  });
});

test('a panel whose query fails shows the words of the plugin', async () => {
  const { page } = preview;
  await page.goto('/d/cd-session');
  await page.getByRole('alert').filter({ hasText: 'open it from a row of Failure List' }).first().waitFor();
  await page.waitForLoadState('networkidle');
  // What was meant to fail: the browser reports each such answer, too.
  preview.failed.splice(0);
  preview.errors.splice(0);
});

test('Explore runs a query and shows the result', async () => {
  const { page } = preview;
  await page.goto('/explore');
  await page.getByRole('button', { name: 'Run query' }).click();
  await page.getByRole('grid').waitFor();
  expect(new URL(page.url()).searchParams.get('panes')).toContain('"refId":"A"');
});

test('the settings page saves and tests the data source', async () => {
  const { page } = preview;
  await page.goto('/datasources/edit/call-diagnostics-demo');
  await page.getByRole('button', { name: 'Save & test' }).click();
  await page.getByText('Demo data: sessions from').waitFor();
});
