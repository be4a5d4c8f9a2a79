import type { DashboardPage } from '@grafana/plugin-e2e';
import type { Page } from '@playwright/test';
import { dashboardUids } from '../../dashboards/parts/catalogue.ts';
import { dashboardModel, settled, shownPanels, type DashboardModel } from './pages/dashboard.ts';
import { details } from './support/dashboards.ts';
import { chartLinks, linksShown } from './pages/links.ts';
import { expect, test } from './support/test.ts';

type Goto = (args: { uid: string; queryParams: URLSearchParams }) => Promise<DashboardPage>;

interface Opened {
  readonly dashboard: DashboardPage;
  readonly model: DashboardModel;
}

/** Opens the address of a link and waits for its panels. */
async function open(page: Page, goto: Goto, href: string): Promise<Opened> {
  const { pathname, searchParams } = new URL(href, 'http://grafana');
  const uid = pathname.split('/')[2] ?? '';
  const model = await dashboardModel(page, uid);
  const dashboard = await goto({ uid, queryParams: searchParams });
  await settled(dashboard, model);
  return { dashboard, model };
}

/** An address under which a dashboard shows something: one session, report or conference is opened from a failure. */
async function addressOf(page: Page, goto: Goto, uid: string, source: string): Promise<string> {
  const query = `from=now-7d&to=now&var-datasource=${source}`;
  for (const activity of details.includes(uid) ? ['p2p', 'conference'] : []) {
    await open(page, goto, `/d/cd-failure-list?${query}&var-activity=${activity}`);
    const detail = (await linksShown(page)).find(
      ({ kind, href }) => kind.startsWith('Failure list') && href.includes(`/d/${uid}?`),
    );
    if (detail) {
      return detail.href;
    }
  }
  return `/d/${uid}?${query}`;
}

/** The report of a peer-to-peer session has no conference: the page it offers for those that have one is empty, rightly. */
const isForOtherSessions = (from: string, href: string) =>
  from === 'cd-diagnostic-report' && href.startsWith('/d/cd-conference-detail?');

// Tall: panels out of sight do not query.
test.use({ viewport: { width: 1600, height: 4000 } });

for (const uid of dashboardUids) {
  test(`${uid}: every link opens a dashboard that answers`, async ({ page, gotoDashboardPage, demo }) => {
    test.setTimeout(600_000); // dozens of dashboards
    const address = await addressOf(page, gotoDashboardPage, uid, demo.uid);
    const { dashboard, model } = await open(page, gotoDashboardPage, address);
    const links = [...(await linksShown(page)), ...(await chartLinks(page, dashboard, model))];
    expect(links.length).toBeGreaterThan(3);
    for (const { kind, href } of links) {
      await test.step(kind, async () => {
        const target = await open(page, gotoDashboardPage, href);
        const panels = await shownPanels(target.dashboard, target.model);
        expect
          .soft(
            panels.filter(({ failed }) => failed),
            `${kind}: ${href}`,
          )
          .toEqual([]);
        expect
          .soft(
            panels.find(({ type }) => type !== 'text'),
            `${kind}: ${href}`,
          )
          .toMatchObject({ empty: isForOtherSessions(uid, href) });
      });
    }
  });
}
