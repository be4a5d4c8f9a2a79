import { expect, test } from '@jest/globals';
import { open, panel } from './screen.ts';
import { usePreview } from './use-preview.ts';

const preview = usePreview();

test('a variable with a value that cannot be shows the words of the plugin in the panel', async () => {
  const { page } = preview;
  await open(page, '/d/cd-session');
  await page.getByLabel('Session', { exact: true }).fill('1');
  await page.keyboard.press('Enter');
  await page.getByLabel('Session time', { exact: true }).fill('yesterday');
  await page.keyboard.press('Enter');
  const words = /"yesterday" is not a time, expected ISO 8601 such as/;
  await panel(page, 'Outcome').getByRole('alert').filter({ hasText: words }).waitFor();
  await page.waitForLoadState('networkidle');
  preview.forgive();
});

test('a dashboard that is not there says so', async () => {
  const { page } = preview;
  await page.goto('/d/cd-nowhere');
  await page.getByRole('alert').filter({ hasText: 'The dashboard cd-nowhere cannot be shown' }).waitFor();
  preview.forgive();
});

test('a data source that is not there says so', async () => {
  const { page } = preview;
  await page.goto('/datasources/edit/nowhere');
  await page.getByRole('alert').filter({ hasText: 'There is no data source nowhere.' }).waitFor();
  expect(await page.getByRole('button', { name: 'Save & test' }).count()).toBe(0);
});
