import type { PluginClient } from '../../preview/plugin-host/client.ts';

/** What the plugin has asked its databases for since it started. */
export interface SqlTotals {
  readonly statements: number;
  /** From sending each statement to having its rows, what it waited for others included. */
  readonly seconds: number;
  readonly rows: number;
}

/** Reads the metrics, summed over all reports. */
export async function sqlTotals(plugin: PluginClient): Promise<SqlTotals> {
  const metrics = await plugin.collectMetrics();
  const total = (name: string) =>
    [...metrics.matchAll(new RegExp(`^${name}\\{[^}]*\\} (\\S+)$`, 'gm'))].reduce(
      (sum, [, value]) => sum + Number(value),
      0,
    );
  return {
    statements: total('calldiagnostics_sql_duration_seconds_count'),
    seconds: total('calldiagnostics_sql_duration_seconds_sum'),
    rows: total('calldiagnostics_sql_rows_total'),
  };
}
