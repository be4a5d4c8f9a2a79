import type { Panel } from '@grafana/grafana-foundation-sdk/dashboard';
import { dashboards } from '../../../dashboards/index.ts';
import type { DashboardUid } from '../../../dashboards/parts/catalogue.ts';
import { panelsOf, targetsOf } from '../../../dashboards/testing/panels.ts';
import { defaults, filled, type Range, type Values } from '../../../dashboards/testing/visitor.ts';
import type { PluginProcess } from '../../../preview/plugin-host/plugin-process.ts';
import { dataQuery, pluginContext, resourceRequest, type DataSource } from '../../../preview/plugin-host/requests.ts';
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
export async function openDashboard(
  plugin: PluginProcess,
  source: DataSource,
  uid: DashboardUid,
  range: Range,
  values: Values = {},
): Promise<number> {
  const panels = panelsOf(dashboards[uid]).filter((panel) => targetsOf(panel).length > 0);
  const chosen = { ...defaults(uid), ...values };
  await Promise.all([
    ...panels.map((panel) => askPanel(plugin, source, panel, rangeOf(panel, range, chosen), chosen)),
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
  panel: Panel,
  range: Range,
  values: Values,
): Promise<void> {
  const queries = targetsOf(panel).map((one) => dataQuery(one.refId, filled(one, values), range));
  const { responses } = await plugin.queryData({
    pluginContext: pluginContext(source),
    headers: {},
    queries,
    format: 0,
  });
  for (const { error } of Object.values(responses)) {
    if (error) {
      throw new Error(`${panel.title}: ${error}`);
    }
  }
}

const day = 24 * 3600 * 1000;

/** The range of a panel that has one of its own, in days: so long before the end, or so much earlier. */
function rangeOf(panel: Panel, { from, to }: Range, values: Values): Range {
  const days = (text: string | undefined) => {
    const [, count] = /^(\d+)d$/.exec(String(filled(text ?? '', values))) ?? [];
    return count === undefined ? undefined : Number(count) * day;
  };
  const length = days(panel.timeFrom) ?? to - from;
  const shift = days(panel.timeShift) ?? 0;
  return { from: to - length - shift, to: to - shift };
}

/** Lists that the variables of a dashboard ask for. */
function listsOf(uid: DashboardUid): string[] {
  return (dashboards[uid].templating.list ?? []).flatMap(({ query }) =>
    typeof query === 'object' && 'list' in query ? [String(query.list)] : [],
  );
}
