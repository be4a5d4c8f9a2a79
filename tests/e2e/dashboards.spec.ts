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
    expect(queried.filter(({ empty }) => !empty).length).toBeGreaterThan(2); // at night some have nothing to show
  });
}
