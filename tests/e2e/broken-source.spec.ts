import { dashboardUids } from '../../dashboards/parts/catalogue.ts';
import { keysOfDetails } from '../support/keys-of-details.ts';
import { dashboardModel, panelBody, type DashboardModel, type PanelModel } from './pages/dashboard.ts';
import { expect, test } from './support/test.ts';

// Tall: panels out of sight do not query.
test.use({ viewport: { width: 1600, height: 4000 } });

interface Asking extends PanelModel {
  readonly targets?: readonly { readonly nothing?: string; readonly errorAsRow?: boolean }[];
}

/** Panels that ask the data source, and what they say where it has nothing. */
const asking = ({ panels }: DashboardModel) => (panels as readonly Asking[]).filter(({ targets }) => targets?.length);

for (const dashboard of dashboardUids) {
  test(`${dashboard}: without its database every panel has failed, none says that there is nothing`, async ({
    page,
    gotoDashboardPage,
    withoutDatabase: uid,
  }) => {
    const model = await dashboardModel(page, dashboard);
    const shown = await gotoDashboardPage({
      uid: dashboard,
      queryParams: new URLSearchParams({ 'var-datasource': uid, ...keysOfDetails }),
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
