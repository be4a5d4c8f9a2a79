import { reportDefinition, type ReportId } from '../../contract/reports/index.ts';
import type { Query, QueryFilters } from '../types.ts';

/** The query with another report: keeps what both reports take, drops the rest. */
export function switchReport(query: Query, id: ReportId): Query {
  const report = reportDefinition(id);
  const { filters = {}, format, interval, metric, dimensions, section, limit, ...rest } = query;
  const kept = Object.entries(filters).filter(([name]) => (report.filters as readonly string[]).includes(name));
  const isVariable = (text: string) => text.includes('$');
  const metrics = report.columns.filter((column) => column.metric).map((column) => column.id);
  return {
    ...rest,
    report: id,
    format: format && report.formats.includes(format) ? format : (report.formats[0] ?? 'table'),
    ...(kept.length > 0 && { filters: Object.fromEntries(kept) as QueryFilters }),
    ...(interval && (isVariable(interval) || report.intervals?.some((one) => one === interval)) && { interval }),
    ...(metric && (isVariable(metric) || metrics.includes(metric)) && { metric }),
    ...(dimensions && report.dimensions && { dimensions }),
    ...(section && report.sections && { section }),
    ...(limit !== undefined && report.limit && !(Number(limit) > report.limit.max) && { limit }),
  };
}
