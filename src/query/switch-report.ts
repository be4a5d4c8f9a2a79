import { reportDefinition, type ReportId } from '../../contract/reports/index.ts';
import type { SpikeDefinition } from '../../contract/spikes.ts';
import type { Query, QueryFilters, QuerySpikes } from '../types.ts';

/** The query with another report: keeps what both reports take, drops the rest. */
export function switchReport(query: Query, id: ReportId): Query {
  const report = reportDefinition(id);
  const { filters = {}, format, interval, metric, dimensions, section, limit, spikes, ...rest } = query;
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
    ...(spikes && report.spikes && { spikes: takenOf(spikes, report.spikes) }),
    ...(limit !== undefined && report.limit && !(Number(limit) > report.limit.max) && { limit }),
  };
}

/** The part of the option `spikes` that a report takes. */
function takenOf({ groupBy, ...numbers }: QuerySpikes, taken: SpikeDefinition): QuerySpikes {
  const ids: readonly string[] = taken.options.map(({ id }) => id);
  const groups = typeof groupBy === 'string' ? [groupBy] : groupBy;
  const words: readonly string[] = taken.groupBy;
  return {
    ...Object.fromEntries(Object.entries(numbers).filter(([id]) => ids.includes(id))),
    ...(groups && { groupBy: groups.filter((word) => word.includes('$') || words.includes(word)) }),
  };
}
