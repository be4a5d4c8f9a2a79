import type { Dashboard, Panel, RowPanel } from '@grafana/schema';

/** A dashboard's JSON as files hold it: what a dashboard without a setting leaves out is missing. */
export type DashboardJson = Dashboard & { readonly uid: string };

export const isRow = (panel: Panel | RowPanel): panel is RowPanel => panel.type === 'row';

/** Every panel of a dashboard, with those inside rows, without the rows themselves. */
export const allPanels = ({ panels = [] }: Dashboard): Panel[] =>
  panels.flatMap((panel) => (isRow(panel) ? panel.panels : [panel]));
