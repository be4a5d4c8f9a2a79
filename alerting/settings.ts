import type { DashboardUid } from '../dashboards/parts/catalogue.ts';
import { pluginId, provisioned } from '../dashboards/parts/variables.ts';

/** The data source that the rules ask: the one that dashboards begin with. */
export const dataSource = { type: pluginId, uid: provisioned.uid } as const;

/**
 * Folder of the rules. Not the one of the dashboards: Grafana provisions rules first and would make that folder under another UID than
 * provisioning/dashboards gives it, and then does not start.
 */
export const folder = 'Call Diagnostics alerts';

/** How often rules are evaluated. */
export const groups = {
  fast: { title: 'Call Diagnostics, every 5 minutes', minutes: 5 },
  slow: { title: 'Call Diagnostics, every 15 minutes', minutes: 15 },
  hourly: { title: 'Call Diagnostics, hourly', minutes: 60 },
} as const;

/** Dashboard whose panels show what the rules look at. */
export const dashboard = 'cd-spikes' satisfies DashboardUid;
