import { CoreApp } from '@grafana/data';
import { queryVersion } from '../../contract/migrate.ts';
import type { Query } from '../types.ts';

/** The query a new panel, rule or exploration starts with. */
export function defaultQuery(app?: CoreApp): Partial<Query> {
  switch (app) {
    case CoreApp.Explore:
      return { version: queryVersion, report: 'topFailures', format: 'table' };
    case CoreApp.UnifiedAlerting:
    case CoreApp.CloudAlerting:
      return { version: queryVersion, report: 'p2pActivity', format: 'numeric' };
    default:
      return { version: queryVersion, report: 'p2pActivity', format: 'timeSeries' };
  }
}

/** Events on the time axis: the newest failures. */
export const defaultAnnotationQuery: Partial<Query> = {
  version: queryVersion,
  report: 'failureList',
  format: 'table',
  limit: 100,
};
