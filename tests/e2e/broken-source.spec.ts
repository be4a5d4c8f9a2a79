import { dashboardUids } from '../../dashboards/parts/catalogue.ts';
import { dashboardModel, panelBody, type DashboardModel, type PanelModel } from './pages/dashboard.ts';
import { expect, test } from './support/test.ts';

// Tall: panels out of sight do not query.
test.use({ viewport: { width: 1600, height: 4000 } });

/** Keys of the detail dashboards: without one they have nothing to ask for. */
const keys = {
  'var-sessionIdTime': '2026-03-02T10:00:00.000Z',
  'var-sessionIdSeq': '1',
  'var-errorTime': '2026-03-02T10:00:00.000Z',
  'var-errorReportSeq': '1',
  'var-conferenceUri': 'sip:ann@example.com;gruu;opaque=app:conf:focus:id:1',
  'var-fromUser': 'sip:ann@example.com',
  'var-toUser': 'sip:bob@example.com',
};

interface Asking extends PanelModel {
  readonly targets?: readonly { readonly nothing?: string; readonly errorAsRow?: boolean }[];
}

/** Panels that ask the data source, and what they say where it has nothing. */
const asking = ({ panels }: DashboardModel) => (panels as readonly Asking[]).filter(({ targets }) => targets?.length);

let uid = '';
test.beforeAll(async ({ playwright, baseURL }) => {
  const { user } = await import('./support/environment.ts');
  const request = await playwright.request.newContext({
    ...(baseURL && { baseURL }),
    httpCredentials: { username: user.user, password: user.password, send: 'always' },
  });
  const made = await request.post('/api/datasources', {
    data: {
      name: `e2e without a database ${Date.now()}`,
      type: 'calldiagnostics-sfb-datasource',
      access: 'proxy',
      // The port of "discard": nobody listens.
      jsonData: { server: 'localhost', port: 9, username: 'grafana_reader' },
      secureJsonData: { password: 'not-a-real-one' },
    },
  });
  expect(made.status(), await made.text()).toBe(200);
  uid = ((await made.json()) as { datasource: { uid: string } }).datasource.uid;
  await request.dispose();
});
test.afterAll(async ({ playwright, baseURL }) => {
  const { user } = await import('./support/environment.ts');
  const request = await playwright.request.newContext({
    ...(baseURL && { baseURL }),
    httpCredentials: { username: user.user, password: user.password, send: 'always' },
  });
  await request.delete(`/api/datasources/uid/${uid}`);
  await request.dispose();
});

for (const dashboard of dashboardUids) {
  test(`${dashboard}: without its database every panel has failed, none says that there is nothing`, async ({
    page,
    gotoDashboardPage,
  }) => {
    const model = await dashboardModel(page, dashboard);
    const shown = await gotoDashboardPage({
      uid: dashboard,
      queryParams: new URLSearchParams({ 'var-datasource': uid, ...keys }),
    });
    await expect(page.getByText('The data source does not answer').first()).toBeVisible({ timeout: 30_000 });
    await expect(page.getByText(/Nothing answers on localhost/).first()).toBeVisible();
    const claims: string[] = [];
    for (const { id, title = '', targets = [] } of asking(model)) {
      // The strip at the top says why, and has not failed.
      if (!targets.some(({ errorAsRow }) => errorAsRow)) {
        await expect(shown.getPanelById(String(id)).getErrorIcon().first(), title).toBeVisible({ timeout: 30_000 });
      }
      const lines = (await panelBody(shown, id).innerText()).split('\n').map((line) => line.trim());
      const said = targets.flatMap(({ nothing }) => (nothing && lines.includes(nothing) ? [nothing] : []));
      claims.push(...said.map((nothing) => `${title}: ${nothing}`));
    }
    expect(claims).toEqual([]);
  });
}
