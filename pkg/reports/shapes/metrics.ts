import type { Columns, MetricOf } from '../../../contract/columns.ts';

/** What a report offers as metrics. */
interface Offers {
  readonly title: string;
  readonly columns: Columns;
  readonly defaultMetric?: string;
}

/**
 * Metrics a time series carries.
 * @param wanted id of the one that the query names; all of the report where it names none
 */
export function seriesMetrics<Report extends Offers>(
  { columns }: Report,
  wanted: string | undefined,
): readonly MetricOf<Report['columns']>[] {
  const metrics = columns.filter((column): column is MetricOf<Report['columns']> => column.metric === true);
  return wanted ? metrics.filter(({ id }) => id === wanted) : metrics;
}

/**
 * The one metric of the numeric format.
 * @param wanted id of the one that the query names, else it is the report's default
 */
export function numericMetric<Report extends Offers>(
  report: Report,
  wanted: string | undefined,
): MetricOf<Report['columns']> {
  const metric = seriesMetrics(report, undefined).find(({ id }) => id === (wanted ?? report.defaultMetric));
  if (!metric) {
    throw new Error(`${report.title} offers the numeric format without a default metric`);
  }
  return metric;
}

/** 100 x part / whole; null where there is no whole. */
export function percentage(part: number, whole: number): number | null {
  return whole === 0 ? null : (100 * part) / whole;
}
