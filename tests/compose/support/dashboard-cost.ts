import type { DashboardUid } from '../../../dashboards/parts/catalogue.ts';
import type { Range, Values } from '../../../dashboards/testing/visitor.ts';
import type { PluginProcess } from '../../../preview/plugin-host/plugin-process.ts';
import { dataQuery, pluginContext, resourceRequest, type DataSource } from '../../../preview/plugin-host/requests.ts';
import { askingPanels, listsOf, type AskingPanel } from '../../support/opened-dashboard.ts';
import { sqlTotals } from '../../support/sql-totals.ts';

/** What opening a dashboard costs the database. */
export interface Cost {
  /** Panels that ask for data. */
  readonly panels: number;
  /** Statements sent, those of the lists at the top included. */
  readonly statements: number;
  /** Rows brought back. */
  readonly rows: number;
}

/** What opening a dashboard costs. Nobody else may use the plugin meanwhile. */
export async function costOf(
  plugin: PluginProcess,
  source: DataSource,
  uid: DashboardUid,
  range: Range,
  values: Values = {},
): Promise<Cost> {
  const before = await sqlTotals(plugin);
  const panels = await openDashboard(plugin, source, uid, range, values);
  const after = await sqlTotals(plugin);
  return {
    panels,
    statements: after.statements - before.statements,
    rows: after.rows - before.rows,
  };
}

/**
 * Opens a dashboard as Grafana does: every panel and every list asks at once.
 * @returns panels that ask for data
 * @throws Error where one is refused
 */
async function openDashboard(
  plugin: PluginProcess,
  source: DataSource,
  uid: DashboardUid,
  range: Range,
  values: Values,
): Promise<number> {
  const panels = askingPanels(uid, range, values);
  await Promise.all([
    ...panels.map((panel) => askPanel(plugin, source, panel)),
    ...listsOf(uid).map(async (list) => {
      const url = `values/${list}?from=${range.from}&to=${range.to}`;
      const { code } = await plugin.callResource(resourceRequest(pluginContext(source), 'GET', url));
      if (code !== 200) {
        throw new Error(`${uid}: the list ${list} was answered with ${code}`);
      }
    }),
  ]);
  return panels.length;
}

async function askPanel(
  plugin: PluginProcess,
  source: DataSource,
  { title, range, queries }: AskingPanel,
): Promise<void> {
  const { responses } = await plugin.queryData({
    pluginContext: pluginContext(source),
    headers: {},
    queries: queries.map(({ refId, model }) => dataQuery(refId, model, range)),
    format: 0,
  });
  for (const { error } of Object.values(responses)) {
    if (error) {
      throw new Error(`${title}: ${error}`);
    }
  }
}
