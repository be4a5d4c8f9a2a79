import { dashboardUids } from '../../dashboards/parts/catalogue.ts';
import { countRows, dashboardModel, settled, shownPanels } from './pages/dashboard.ts';
import { details } from './support/dashboards.ts';
import { expect, test } from './support/test.ts';

// Tall: panels out of sight do not query.
test.use({ viewport: { width: 1600, height: 4000 } });

for (const uid of dashboardUids.filter((one) => !details.includes(one))) {
  test(`${uid}: every panel shows the rows it got, none an error`, async ({ page, gotoDashboardPage, demo }) => {
    const model = await dashboardModel(page, uid);
    const rows = countRows(page);
    const dashboard = await gotoDashboardPage({
      uid,
      queryParams: new URLSearchParams({ 'var-datasource': demo.uid }),
    });
    await settled(dashboard, model);
    const panels = await shownPanels(dashboard, model);
    const queried = panels.filter(({ type }) => type !== 'text');
    expect(queried.length).toBeGreaterThan(1);
    expect(panels.filter(({ failed }) => failed)).toEqual([]);
    expect(queried.filter(({ id, empty }) => empty && rows.get(id) !== 0)).toEqual([]);
    const filled = queried.filter(({ empty }) => !empty);
    expect(filled.length).toBeGreaterThan(queried.length / 3); // at night some have nothing to show
  });
}

test('Top Failures of a single day draws trends of one point', async ({ page, gotoDashboardPage, demo }) => {
  const uid = 'cd-top-failures';
  const model = await dashboardModel(page, uid);
  const queryParams = new URLSearchParams({ from: 'now-1d/d', to: 'now-1d/d', 'var-datasource': demo.uid });
  const dashboard = await gotoDashboardPage({ uid, queryParams });
  await settled(dashboard, model);
  expect((await shownPanels(dashboard, model)).filter(({ failed, empty }) => failed || empty)).toEqual([]);
});
