import { filters as vocabulary } from '../../contract/filters.ts';
import { spikeOptions } from '../../contract/spikes.ts';
import { formats, labelOf, spikeGroups } from '../../contract/vocabulary.ts';
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
  return [`${report.title} (${labelOf(formats, query.format ?? 'table')})`, ...spikesText(query), ...filters].join(
    ', ',
  );
}

function spikesText({ spikes: { groupBy = [], ...numbers } = {} }: Query): string[] {
  const groups = (typeof groupBy === 'string' ? [groupBy] : groupBy).map((word) => labelOf(spikeGroups, word));
  return [
    ...(groups.length > 0 ? [`by ${groups.join(' and ')}`] : []),
    ...Object.values(spikeOptions).flatMap(({ id, label }) =>
      numbers[id] === undefined ? [] : [`${label}: ${numbers[id]}`],
    ),
  ];
}
