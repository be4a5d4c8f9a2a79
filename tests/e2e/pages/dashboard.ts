import type { DashboardPage } from '@grafana/plugin-e2e';
import { expect, type Locator, type Page, type Response } from '@playwright/test';

/** A dashboard as Grafana's HTTP API hands it out, as far as tests read it. */
export interface DashboardModel {
  readonly uid: string;
  readonly title: string;
  readonly panels: readonly PanelModel[];
}

export interface PanelModel {
  readonly id: number;
  readonly title?: string;
  readonly type: string;
  readonly fieldConfig?: {
    readonly defaults: { readonly noValue?: string };
    readonly overrides: readonly {
      readonly properties: readonly { readonly id: string; readonly value?: unknown }[];
    }[];
  };
}

/** What a panel shows once its query is answered. */
export interface ShownPanel {
  readonly id: number;
  readonly panel: string;
  readonly type: string;
  /** The icon of a failed query is in its corner. */
  readonly failed: boolean;
  /** It says that there is nothing, in Grafana's words or in those of the dashboard. A zero is an answer. */
  readonly empty: boolean;
}

/** The JSON of a dashboard that Grafana holds. */
export async function dashboardModel(page: Page, uid: string): Promise<DashboardModel> {
  const answer = await page.request.get(`/api/dashboards/uid/${uid}`);
  expect(answer.status(), `dashboard ${uid}: ${await answer.text()}`).toBe(200);
  return ((await answer.json()) as { dashboard: DashboardModel }).dashboard;
}

/** The panels of a dashboard that show data or text: all but rows. */
const panelsOf = ({ panels }: Pick<DashboardModel, 'panels'>): readonly PanelModel[] =>
  panels.filter(({ type }) => type !== 'row');

/** The body of a panel, without its header. */
export function panelBody(dashboard: DashboardPage, id: number): Locator {
  const { locator } = dashboard.getPanelById(String(id));
  return locator.locator('[data-testid="data-testid panel content"], [class*="panel-content"]').first();
}

/** Waits until every panel has its first answer: before, Grafana shows nothing in it. */
export async function settled(dashboard: DashboardPage, model: Pick<DashboardModel, 'panels'>): Promise<void> {
  for (const { id } of panelsOf(model)) {
    await expect(panelBody(dashboard, id)).not.toBeEmpty({ timeout: 30_000 });
  }
  await expect(dashboard.ctx.page.getByLabel('Panel loading bar')).toHaveCount(0);
}

/** Counts the rows that the data source answers to each panel from now on, by the panel's id. */
export function countRows(page: Page): ReadonlyMap<number, number> {
  const rows = new Map<number, number>();
  page.on('response', (response) => {
    if (new URL(response.url()).pathname.endsWith('/api/ds/query')) {
      void rowsOf(response).then((count) => {
        const panel = Number(response.request().headers()['x-panel-id']);
        rows.set(panel, (rows.get(panel) ?? 0) + count);
      });
    }
  });
  return rows;
}

async function rowsOf(response: Response): Promise<number> {
  const { results = {} } = (await response.json()) as {
    results?: Record<string, { frames?: { data: { values: unknown[][] } }[] }>;
  };
  const frames = Object.values(results).flatMap((result) => result.frames ?? []);
  return frames.reduce((sum, { data }) => sum + (data.values[0]?.length ?? 0), 0);
}

/** State of every panel of the dashboard that is open. */
export async function shownPanels(dashboard: DashboardPage, model: DashboardModel): Promise<ShownPanel[]> {
  const shown: ShownPanel[] = [];
  for (const { id, title, type, fieldConfig } of panelsOf(model)) {
    const panel = dashboard.getPanelById(String(id));
    const text = (await panelBody(dashboard, id).innerText()).trim();
    shown.push({
      id,
      panel: title ?? `text ${id}`,
      type,
      failed: (await panel.getErrorIcon().count()) > 0,
      empty: text !== '0' && ['No data', fieldConfig?.defaults.noValue].includes(text),
    });
  }
  return shown;
}
