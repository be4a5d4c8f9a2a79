import { selectors } from '../../src/selectors.ts';
import { settled } from './pages/dashboard.ts';
import { optionOf, pick } from './support/editor.ts';
import { dataSourceOf, rankedTable } from './support/panels.ts';
import { expect, test } from './support/test.ts';

const one = 'pool-ber1.kranich.example';
const anyPool = /^pool-\w+\.kranich\.example$/;

test('the editor of a query variable previews the values of its list', async ({ variableEditPage, page, demo }) => {
  await variableEditPage.datasource.set(demo.name);
  await pick(page, page, selectors.variableEditor.list, 'Session categories');
  await variableEditPage.runQuery();
  await expect(variableEditPage).toDisplayPreviews(['Success', 'Expected failure', 'Unexpected failure']);
});

test('a variable offers the pools of the time range, and narrows a panel', async ({
  saveDashboard,
  gotoDashboardPage,
  page,
  demo,
}) => {
  const panels = [rankedTable(demo, { dimensions: ['pools'], filters: { pools: ['$pool'] } })];
  const query = { refId: 'variable', list: 'pools' };
  const list = [{ type: 'query', name: 'pool', datasource: dataSourceOf(demo), query, refresh: 2 }];
  const uid = await saveDashboard({ templating: { list }, panels });
  const dashboard = await gotoDashboardPage({ uid, queryParams: new URLSearchParams({ 'var-pool': one }) });
  await settled(dashboard, { panels });
  const cells = dashboard.getPanelById('1').data;
  await expect(cells.filter({ hasText: anyPool })).toHaveText([one]);

  // The value of the variable, above the panels. Grafana 12 lays the field to type in over it, which takes the click as well.
  await page.getByText(one).first().click({ force: true });
  const other = optionOf(page, 'pool-lon1.kranich.example').or(page.getByText('pool-lon1.kranich.example'));
  await other.first().click();
  await expect(cells.filter({ hasText: anyPool })).toHaveText(['pool-lon1.kranich.example']);
});

test('an ad hoc filter narrows every panel of its data source', async ({ saveDashboard, gotoDashboardPage, demo }) => {
  const panels = [rankedTable(demo, { dimensions: ['pools'] })];
  const list = [{ type: 'adhoc', name: 'filters', datasource: dataSourceOf(demo) }];
  const uid = await saveDashboard({ templating: { list }, panels });
  const dashboard = await gotoDashboardPage({ uid });
  await settled(dashboard, { panels });
  const cells = dashboard.getPanelById('1').data;
  expect(await cells.filter({ hasText: anyPool }).count()).toBeGreaterThan(2);

  const narrowed = await gotoDashboardPage({
    uid,
    queryParams: new URLSearchParams({ 'var-filters': `pools|=|${one}` }),
  });
  await settled(narrowed, { panels });
  await expect(narrowed.getPanelById('1').data.filter({ hasText: anyPool })).toHaveText([one]);
});

test('the picker of ad hoc filters suggests keys, and values of the database', async ({
  saveDashboard,
  gotoDashboardPage,
  grafanaVersion,
  page,
  demo,
}) => {
  test.skip(!/^(10|11\.[0-2])\./.test(grafanaVersion), 'the picker of newer dashboards has other elements');
  const panels = [rankedTable(demo, { dimensions: ['pools'] })];
  const list = [{ type: 'adhoc', name: 'filters', datasource: dataSourceOf(demo) }];
  const dashboard = await gotoDashboardPage({ uid: await saveDashboard({ templating: { list }, panels }) });
  await settled(dashboard, { panels });
  await page.getByLabel('Add Filter').click();
  await optionOf(page, /^Pool$/).click();
  const value = page.getByTestId('AdHocFilterValue-value-wrapper').last();
  await value.click();
  await value.locator('input').fill(one);
  await optionOf(page, one).click();
  await expect(dashboard.getPanelById('1').data.filter({ hasText: anyPool })).toHaveText([one]);
});
