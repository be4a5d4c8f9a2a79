import { filters as vocabulary } from '../../contract/filters.ts';
import { metricsOf, optionsOf, type OptionDefinition } from '../../contract/options.ts';
import type { ReportDefinition } from '../../contract/reports/definition.ts';
import { formats, labelOf } from '../../contract/vocabulary.ts';
import type { Query } from '../types.ts';
import { migrated } from './migrated.ts';
import { reportOf } from './report-of.ts';

/** A query in one line, for the query history and collapsed rows. */
export function displayText(saved: Query): string {
  const query = migrated(saved);
  const report = reportOf(query);
  if (!report) {
    return query.report ?? '';
  }
  const filters = vocabulary.flatMap(({ id, label }) => {
    const value = query.filters?.[id];
    const values = value === undefined ? [] : [value].flat();
    return values.length > 0 ? [`${label}: ${values.map((one) => String(one ?? 'none')).join(' or ')}`] : [];
  });
  return [
    `${report.title} (${labelOf(formats, query.format ?? 'table')})`,
    ...optionsOf(report).flatMap((option) => optionText(option, query[option.id], report)),
    ...filters,
  ].join(', ');
}

function optionText(
  option: OptionDefinition,
  value: string | number | readonly string[] | undefined,
  report: ReportDefinition,
): string[] {
  const words = option.kind === 'number' ? [] : option.kind === 'metric' ? metricsOf(report) : option.choices;
  const texts = [value ?? []].flat().map((word) => labelOf(words, String(word)));
  if (texts.length === 0) {
    return [];
  }
  return [option.kind === 'set' ? `by ${texts.join(' and ')}` : `${option.label}: ${texts.join(' and ')}`];
}
