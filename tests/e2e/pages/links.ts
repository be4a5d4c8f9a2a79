import type { DashboardPage } from '@grafana/plugin-e2e';
import type { Page } from '@playwright/test';
import type { DashboardModel, PanelModel } from './dashboard.ts';

/** A link that a rendered dashboard offers. */
export interface ShownLink {
  /** Panel, target and names of what it carries: links of one kind differ in their values only. */
  readonly kind: string;
  readonly href: string;
}

/** The part of the browser's elements that is read here. */
interface Shown {
  readonly textContent: string | null;
  getAttribute(name: string): string | null;
  querySelector(selector: string): Shown | null;
  querySelectorAll(selector: string): Iterable<Shown>;
}

const toDashboard = 'a[href*="/d/cd-"]';

/** One link of each kind on the values of panels, and on the dashboard links above them. */
export async function linksShown(page: Page): Promise<ShownLink[]> {
  const found = await page
    .locator('[data-panelid], [data-viz-panel-key], [data-testid="data-testid Dashboard link container"]')
    .filter({ has: page.locator(toDashboard) })
    .evaluateAll((holders: Shown[]) =>
      holders.flatMap((holder) =>
        [...holder.querySelectorAll('a[href*="/d/cd-"]')].map((link) => ({
          panel: holder.querySelector('h2, h6')?.textContent ?? '',
          href: link.getAttribute('href') ?? '',
          text: link.textContent ?? '',
        })),
      ),
    );
  // A count of zero or a code of success leads to an empty list, rightly; without a text there is nothing to click on.
  const telling = found.filter(({ text }) => !/^(0([.,]0)? ?%?|200( OK)?)?$/.test(text.trim()));
  return oneOfEachKind(telling.map(({ panel, href }) => ({ kind: kindOf(panel, href), href })));
}

/** Titles of the data links of a panel. */
export function linkTitles({ fieldConfig }: PanelModel): string[] {
  const links = (fieldConfig?.overrides ?? []).flatMap(({ properties }) =>
    properties.filter(({ id }) => id === 'links').flatMap(({ value }) => value as { title: string }[]),
  );
  return [...new Set(links.map(({ title }) => title))];
}

/** Where to look on a chart, as shares of its width: at night there may be no point, and in a bucket without failures two lie on each other. */
const moments = [0.3, 0.45, 0.6, 0.8, 0.92, 0.97, 0.65, 0.5, 0.38, 0.72, 0.86];

/** The same of its height. */
const heights = [0.1, 0.5, 0.9];

/** What was waited for came, or did not. */
const yesOrNo = [() => true, () => false] as const;

/**
 * Links that the charts of a dashboard offer where one clicks on their points.
 * @throws naming the links of a chart that no point offers
 */
export async function chartLinks(page: Page, dashboard: DashboardPage, model: DashboardModel): Promise<ShownLink[]> {
  const links: ShownLink[] = [];
  for (const panel of model.panels.filter(({ type }) => type === 'timeseries')) {
    const missing = new Set(linkTitles(panel));
    for (const moment of moments) {
      for (const { title, href } of missing.size > 0 ? await linksOfPoints(page, dashboard, panel, moment) : []) {
        missing.delete(title);
        links.push({ kind: kindOf(`${panel.title ?? ''}: ${title}`, href), href });
      }
    }
    if (missing.size > 0) {
      throw new Error(`${model.uid}, ${panel.title ?? ''}: no click on the chart offers ${[...missing].join(', ')}.`);
    }
  }
  return oneOfEachKind(links);
}

/** Clicks on the points of each series at one moment, as a person has to: menu or tooltip belong to the point. */
async function linksOfPoints(page: Page, dashboard: DashboardPage, panel: PanelModel, moment: number) {
  const { locator } = dashboard.getPanelById(String(panel.id));
  const plot = locator.locator('.u-over').first();
  const points = plot.locator('.u-cursor-pt:not(.u-off)');
  const { width, height } = (await plot.boundingBox()) ?? { width: 0, height: 0 };
  /** Whether a point shows up. In Grafana 12 one does where the mouse is near it. */
  const hover = async (): Promise<boolean> => {
    for (const share of heights) {
      await plot.hover({ position: { x: width * moment, y: height * share } });
      const shown = points.first().waitFor({ timeout: 1000 });
      if (await shown.then(...yesOrNo)) {
        return true;
      }
    }
    return false;
  };
  const offered: { title: string; href: string }[] = [];
  if (!(await hover())) {
    return offered;
  }
  const series = await points.count();
  for (let index = 0; index < series; index++) {
    await hover();
    const box = await points.nth(index).boundingBox();
    if (box) {
      await page.mouse.move(box.x + box.width / 2, box.y + box.height / 2);
      await page.waitForTimeout(300); // the chart follows the mouse in frames of its own
      await page.mouse.down();
      await page.mouse.up();
      offered.push(...(await linksOffered(page, linkTitles(panel))));
      await page.keyboard.press('Escape');
      await locator.locator('h2, h6').first().click(); // elsewhere: closes the menu
    }
  }
  return offered;
}

/** Links of an open menu or tooltip; none where the series has none. */
async function linksOffered(page: Page, titles: readonly string[]) {
  const offered = titles.map((title) => ({
    title,
    link: page.locator(toDashboard).filter({ hasText: title }).first(),
  }));
  const any = offered.map(({ link }) => link).reduce((one, other) => one.or(other));
  const shown = await any
    .first()
    .waitFor({ timeout: 1000 })
    .then(...yesOrNo);
  const links: { title: string; href: string }[] = [];
  for (const { title, link } of shown ? offered : []) {
    if (await link.isVisible()) {
      links.push({ title, href: (await link.getAttribute('href')) ?? '' });
    }
  }
  return links;
}

function kindOf(place: string, href: string): string {
  const { pathname, searchParams } = new URL(href, 'http://grafana');
  const carried = [...new Set(searchParams.keys())].filter((name) => name.startsWith('var-')).sort();
  return `${place} -> ${pathname.split('/')[2] ?? ''} (${carried.join(' ')})`;
}

const oneOfEachKind = (links: readonly ShownLink[]): ShownLink[] => [
  ...new Map(links.toReversed().map((link) => [link.kind, link])).values(),
];
