import { beforeAll, expect, test } from '@jest/globals';
import { dashboards } from '../../dashboards/index.ts';
import { dashboardAddresses } from './addresses.ts';
import { complaints, heading, open } from './screen.ts';
import { usePreview } from './use-preview.ts';

/** Tall, for panels out of sight do not query. */
const preview = usePreview({ height: 4000 });
let addresses: ReadonlyMap<string, string>;

beforeAll(async () => {
  addresses = await dashboardAddresses(preview);
});

test('the first page says what it is and shows cd-home', async () => {
  const { page } = preview;
  await open(page, '/');
  await page.getByRole('note').getByText('not a Grafana server').waitFor();
  await heading(page, 'Call Diagnostics').waitFor();
});

test('the preview has all dashboards', () => {
  expect([...addresses.keys()].sort()).toEqual(Object.keys(dashboards).sort());
});

test.each(Object.keys(dashboards))('%s shows every panel without an error, and leaves nothing out', async (uid) => {
  const { page } = preview;
  await open(page, addresses.get(uid) ?? '');
  // At 1600 pixels nothing scrolls sideways.
  const width = await page.evaluate('document.documentElement.scrollWidth');
  expect({ width, complaints: await complaints(page) }).toEqual({ width: 1600, complaints: [] });
});

test('the menu of dashboards opens one', async () => {
  const { page } = preview;
  await page.goto('/');
  await page.getByRole('button', { name: 'Dashboards' }).click();
  await page.getByRole('menuitem', { name: 'Top Failures' }).click();
  await heading(page, 'Top Failures').waitFor();
});

test('the theme can be switched, and the address keeps what was chosen', async () => {
  const { page } = preview;
  await open(page, '/d/cd-top-failures?from=now-3d&to=now');
  await page.getByRole('button', { name: 'Light theme' }).click();
  await page.getByRole('button', { name: 'Dark theme' }).waitFor();
  await page.getByText('Last 3 days').waitFor();
  await page.getByRole('button', { name: 'Dark theme' }).click();
  await page.getByRole('button', { name: 'Light theme' }).waitFor();
});
