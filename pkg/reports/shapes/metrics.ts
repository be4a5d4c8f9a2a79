import type { ColumnDefinition } from '../../../contract/columns.ts';
import { reportDefinition, type ReportId } from '../../../contract/reports/index.ts';

/** The part of a query that says which numbers it wants. */
interface MetricQuery {
  readonly report: ReportId;
  readonly metric?: string;
}

/** Metrics a time series carries: the one the query names, else all of the report. */
export function seriesMetrics(query: MetricQuery): readonly ColumnDefinition[] {
  const metrics = reportDefinition(query.report).columns.filter((column) => column.metric);
  return query.metric ? metrics.filter(({ id }) => id === query.metric) : metrics;
}

/** The one metric of the numeric format. */
export function numericMetric(query: MetricQuery): ColumnDefinition {
  const { columns, defaultMetric } = reportDefinition(query.report);
  const wanted = query.metric ?? defaultMetric;
  const metric = columns.find(({ id }) => id === wanted);
  if (!metric) {
    throw new Error(`report ${query.report} offers the numeric format without a default metric`);
  }
  return metric;
}

/** 100 x part / whole; null where there is no whole. */
export function percentage(part: number, whole: number): number | null {
  return whole === 0 ? null : (100 * part) / whole;
}
