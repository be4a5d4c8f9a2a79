import { expect, test } from '@jest/globals';
import { selectors } from '../../src/selectors.ts';
import { cells, heading, panel, rows } from './screen.ts';
import { usePreview } from './use-preview.ts';

const preview = usePreview({ height: 1400 });
const { report, format, moreFilters } = selectors.queryEditor;

const table = () => panel(preview.page, 'Table');
const choose = async (field: string, option: string | RegExp) => {
  await preview.page.getByRole('combobox', { name: field, exact: true }).click();
  await preview.page.getByRole('option', { name: option }).click();
};
const queries = () => {
  const panes = JSON.parse(new URL(preview.page.url()).searchParams.get('panes') ?? '{}') as object;
  return (Object.values(panes) as { queries: object[] }[])[0]?.queries;
};

test('Explore opens with the default query and its result', async () => {
  await preview.page.goto('/explore');
  await rows(table()).first().waitFor();
  await preview.page.getByText('Top Failures', { exact: true }).waitFor();
});

test('another report, and a filter with a value that the database suggests, change the table', async () => {
  const { page } = preview;
  await page.goto('/explore');
  await choose(report, 'Failure List');
  const ids = async () => {
    const columns = rows(table());
    return new Set(await (await cells(table(), 'Diagnostic ID', columns)).allTextContents());
  };
  await page.waitForURL(/failureList/);
  // Until then it is the table of the report before.
  await table().getByRole('button', { name: 'From user', exact: true }).waitFor();
  await rows(table()).first().waitFor();
  const before = await ids();
  expect(before.size).toBeGreaterThan(0);
  await page.getByRole('combobox', { name: 'Diagnostic ID', exact: true }).click();
  await page.getByRole('option').filter({ hasText: /^\d/ }).first().waitFor();
  // Which failures are the newest hangs on the time of the day: one that they are not.
  const suggested = await page.getByRole('option').allTextContents();
  const other = suggested.map((text) => /^\d+/.exec(text)?.[0] ?? '').find((id) => id !== '' && !before.has(id)) ?? '';
  await page.getByRole('option', { name: new RegExp(`^${other} `) }).click();
  await page.waitForURL(new RegExp(other));
  await rows(table()).filter({ hasText: other }).first().waitFor();
  await rows(table()).filter({ hasNotText: other }).first().waitFor({ state: 'detached' });
  expect([...(await ids())]).toEqual([other]);
  expect(queries()).toMatchObject([{ report: 'failureList', filters: { diagnosticIds: [Number(other)] } }]);

  // The address is the state: back leads to the query before.
  await page.goBack();
  await rows(table()).filter({ hasNotText: other }).first().waitFor();
  expect(queries()).toMatchObject([{ report: 'failureList' }]);
  await page.goBack();
  await rows(table()).filter({ hasText: 'Unexpected failure' }).first().waitFor();
  await page.getByText('Top Failures', { exact: true }).waitFor();
});

test('a format over time draws a chart, and a change leaves the editor as it was', async () => {
  const { page } = preview;
  await page.goto('/explore');
  await choose(report, 'Peer-to-Peer Activity Diagnostic');
  await page.getByRole('button', { name: moreFilters }).click();
  const user = page.getByRole('combobox', { name: 'From user', exact: true });
  await user.waitFor();
  await page.getByRole('radiogroup', { name: format }).getByRole('radio', { name: 'Time series' }).check();
  await panel(page, 'Graph').locator('canvas').first().waitFor();
  expect(await user.isVisible()).toBe(true);
});

test('a query that cannot run says why, in the editor and in the result', async () => {
  const { page } = preview;
  await page.goto('/explore');
  await choose(report, 'Session Detail');
  const words = 'open it from a row of Failure List';
  await page.getByTestId(selectors.queryEditor.problem).getByText(words).waitFor();
  await page.getByRole('main').getByRole('alert').filter({ hasText: words }).nth(1).waitFor();
  preview.forgive();
});

test('the menu of a panel leads to its query in Explore', async () => {
  const { page } = preview;
  await page.goto('/d/cd-top-failures?from=now-3d&to=now');
  const failures = panel(page, 'Top failures');
  const total = await rows(failures).first().getByRole('link').first().textContent();
  await failures.hover();
  await failures.getByRole('button', { name: 'Menu for panel Top failures' }).click();
  await page.getByRole('menuitem', { name: 'Explore' }).click();
  await heading(page, 'Explore').waitFor();
  await page.getByText('Last 3 days').waitFor();
  await rows(table()).first().getByText(String(total), { exact: true }).waitFor();
});
