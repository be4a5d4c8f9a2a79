import { CoreApp } from '@grafana/data';
import { queryVersion } from '../../contract/migrate.ts';
import { p2pActivity } from '../../contract/reports/p2p-activity.ts';
import type { Query } from '../types.ts';

/** Whether the query is one of an alert rule. */
export function isForRule(app: CoreApp | undefined): boolean {
  return app === CoreApp.UnifiedAlerting || app === CoreApp.CloudAlerting;
}

/** The query a new panel, rule or exploration starts with: a chart has one metric, for all of them would be thirty lines. */
export function defaultQuery(app?: CoreApp): Partial<Query> {
  switch (app) {
    case CoreApp.Explore:
      return { version: queryVersion, report: 'topFailures', format: 'table' };
    case CoreApp.UnifiedAlerting:
    case CoreApp.CloudAlerting:
      return { version: queryVersion, report: 'failureSpikes', format: 'numeric' };
    default:
      return { version: queryVersion, report: 'p2pActivity', format: 'timeSeries', metric: p2pActivity.defaultMetric };
  }
}

/** Events on the time axis: when failures spiked, of whichever pools. */
export const defaultAnnotationQuery: Partial<Query> = {
  version: queryVersion,
  report: 'failureSpikes',
  format: 'events',
  overlaps: 'together',
};
