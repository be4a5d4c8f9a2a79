import { selectors } from '../../src/selectors.ts';
import { drawAs, optionOf, pick, queryEditor } from './support/editor.ts';
import { expect, test } from './support/test.ts';

const labels = selectors.queryEditor;

test('Explore: choose a report, take a suggested pool, run, and rows appear', async ({ explorePage, page, demo }) => {
  await explorePage.datasource.set(demo.name);
  await explorePage.timeRange.set({ from: 'now-7d', to: 'now' });
  const editor = queryEditor(page);
  await expect(editor.getByText('Top Failures')).toBeVisible(); // what Explore starts with
  await pick(page, editor, labels.report, 'Failure List');
  await editor.getByLabel('Pool', { exact: true }).click();
  await optionOf(page, /^pool-/).click();
  const answer = page.waitForResponse((response) => response.url().includes('/api/ds/query'));
  await page.getByRole('button', { name: 'Run query' }).click();
  expect((await answer).status()).toBe(200);
  await expect(explorePage.tablePanel.data.filter({ hasText: 'sip:' }).first()).toBeVisible();
});

test('Explore: a value no report can take is named by its field', async ({ explorePage, page, demo }) => {
  await explorePage.datasource.set(demo.name);
  const code = queryEditor(page).getByLabel('Response code', { exact: true });
  await code.fill('five');
  await expect(optionOf(page, 'five')).toBeVisible();
  await code.press('Enter');
  await expect(page.getByTestId(labels.problem)).toContainText('Response code: "five" is not a whole number');
});

test('Explore: the tables of the Failure Distribution stay apart', async ({ explorePage, page, demo }) => {
  await explorePage.datasource.set(demo.name);
  await explorePage.timeRange.set({ from: 'now-7d', to: 'now' });
  await pick(page, queryEditor(page), labels.report, 'Failure Distribution');
  const answer = page.waitForResponse((response) => response.url().includes('/api/ds/query'));
  await page.getByRole('button', { name: 'Run query' }).click();
  expect((await answer).status()).toBe(200);
  // Explore would make one of the eight, with the columns of all.
  const items = page.getByRole('columnheader', { name: /^Top / });
  await expect(items.first()).toBeVisible();
  await expect(items).toHaveText(['Top diagnostic reasons']);
});

test('panel editor: a report as a time series and as a table', async ({ panelEditPage, page, demo }) => {
  await panelEditPage.datasource.set(demo.name);
  const editor = queryEditor(page);
  await expect(editor.getByLabel(labels.metric)).toBeAttached(); // a new panel starts with a time series
  await expect(panelEditPage.panel.locator.locator('.u-over')).toBeVisible();
  await pick(page, editor, labels.report, 'Top Failures');
  await editor.getByRole('radio', { name: 'Table' }).check({ force: true });
  await drawAs(page, panelEditPage, 'Table');
  await expect(panelEditPage.panel.fieldNames.filter({ hasText: 'Failure information' })).toBeVisible();
  await expect(panelEditPage.panel.data.filter({ hasText: '1010' }).first()).toBeVisible();
  await expect(panelEditPage.panel.getErrorIcon()).toHaveCount(0);
});
