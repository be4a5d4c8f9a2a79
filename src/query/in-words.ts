import { filters as vocabulary, type FilterDefinition } from '../../contract/filters.ts';
import { labelOf } from '../../contract/vocabulary.ts';
import type { Query } from '../types.ts';
import { reportOf } from './report-of.ts';

const listed = new Intl.ListFormat('en', { type: 'disjunction' });

/** What a query asks, in a sentence or two: what its report tells, and of what. Empty where the report is none of ours. */
export function inWords(query: Query): string {
  const report = reportOf(query);
  if (!report) {
    return '';
  }
  const conditions = vocabulary
    .filter(({ id }) => report.filters.includes(id))
    .flatMap((definition) => {
      const input = query.filters?.[definition.id];
      const values = [input ?? []].flat().map((value) => shown(definition, String(value)));
      return values.length > 0 ? [`${definition.label} is ${listed.format(values)}`] : [];
    });
  const restriction =
    conditions.length > 0 ? `Only where ${conditions.join(', and ')}.` : 'Of everything in the range.';
  return `${report.description} ${restriction}`;
}

const shown = ({ choices = [] }: FilterDefinition, value: string) => labelOf(choices, value);
