import { filters as vocabulary } from '../../contract/filters.ts';
import { formats, labelOf } from '../../contract/vocabulary.ts';
import type { Query } from '../types.ts';
import { reportOf } from './report-of.ts';

/** A query in one line, for the query history and collapsed rows. */
export function displayText(query: Query): string {
  const report = reportOf(query);
  if (!report) {
    return query.report ?? '';
  }
  const filters = vocabulary.flatMap(({ id, label }) => {
    const value = query.filters?.[id];
    const values = Array.isArray(value) ? (value as unknown[]) : value === undefined ? [] : [value];
    return values.length > 0 ? [`${label}: ${values.map((one) => String(one ?? 'none')).join(' or ')}`] : [];
  });
  return [`${report.title} (${labelOf(formats, query.format ?? 'table')})`, ...filters].join(', ');
}
