import { selectors } from '../../src/selectors.ts';
import { settled } from './pages/dashboard.ts';
import { queryEditor } from './support/editor.ts';
import { dataSourceOf, sessionsChart } from './support/panels.ts';
import { expect, test } from './support/test.ts';

test('a new annotation gets a query that finds events, and shows it in the editor', async ({
  saveDashboard,
  gotoAnnotationEditPage,
  page,
  demo,
}) => {
  // As Grafana makes it when one picks the data source: without a query. Before it in the list: Grafana's own.
  const annotation = { name: 'New', enable: true, iconColor: 'red', datasource: dataSourceOf(demo) };
  const uid = await saveDashboard({ annotations: { list: [annotation] }, panels: [] });
  const editPage = await gotoAnnotationEditPage({ dashboard: { uid }, id: '1' });
  await expect(queryEditor(page).getByLabel(selectors.queryEditor.report)).toBeVisible();
  await expect(editPage.runQuery()).toBeOK();
  await expect(page.getByText(/[1-9]\d* events \(from \d+ fields\)/)).toBeVisible();
});

test('a dashboard shows the events on its charts', async ({
  saveDashboard,
  gotoDashboardPage,
  selectors: grafana,
  demo,
}) => {
  const panels = [sessionsChart(demo)];
  const annotation = {
    name: 'Failures',
    enable: true,
    iconColor: 'red',
    datasource: dataSourceOf(demo),
    target: { refId: 'Anno', report: 'failureList', format: 'table', limit: 5 },
  };
  const dashboard = await gotoDashboardPage({
    uid: await saveDashboard({ annotations: { list: [annotation] }, panels }),
  });
  await settled(dashboard, { panels });
  const markers = dashboard.getByGrafanaSelector(grafana.pages.Dashboard.Annotations.marker);
  await expect(markers.first()).toBeVisible();
});
