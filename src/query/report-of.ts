import type { ReportDefinition } from '../../contract/reports/definition.ts';
import { reportDefinition, reports } from '../../contract/reports/index.ts';
import type { Query } from '../types.ts';

/** The definition of a query's report; undefined where it has none yet, or one of a newer release. */
export function reportOf({ report }: Query): ReportDefinition | undefined {
  return report !== undefined && Object.hasOwn(reports, report) ? reportDefinition(report) : undefined;
}
