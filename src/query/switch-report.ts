import { metricsOf, optionIds, optionsOf, type OptionDefinition } from '../../contract/options.ts';
import type { ReportDefinition } from '../../contract/reports/definition.ts';
import { reportDefinition, type ReportId } from '../../contract/reports/index.ts';
import type { Format } from '../../contract/vocabulary.ts';
import type { Query, QueryFilters } from '../types.ts';

type Value = string | number | readonly string[];

export const forRule = 'rule';
/** Formats that carry numbers: the only ones that an alert rule can use. */
export const formatsOfNumbers: readonly Format[] = ['numeric', 'timeSeries'];

/** The formats that read well where an answer is shown, by the id of the panel's plugin or `forRule`; the first that a report offers. */
const formatsIn: Readonly<Record<string, readonly Format[]>> = {
  timeseries: ['timeSeries'],
  stat: formatsOfNumbers,
  gauge: formatsOfNumbers,
  bargauge: formatsOfNumbers,
  piechart: formatsOfNumbers,
  table: ['table'],
  [forRule]: formatsOfNumbers,
};

/**
 * The query with another report: keeps what both reports take, drops the rest. A chart of several groups begins with one metric.
 * @param shownIn id of the panel's plugin or `forRule`, where that is known
 */
export function switchReport(query: Query, id: ReportId, shownIn?: string): Query {
  const report = reportDefinition(id);
  const { filters = {}, format, ...others } = query;
  const rest = Object.entries(others).filter(([name]) => !(optionIds as readonly string[]).includes(name));
  const kept = Object.entries(filters).filter(([name]) => (report.filters as readonly string[]).includes(name));
  const options = optionsOf(report).map((option) => [option.id, taken(option, query[option.id], report)] as const);
  const wanted = formatsIn[shownIn ?? ''] ?? [];
  const offered = [...wanted, format, ...report.formats].find((one) => one && report.formats.includes(one)) ?? 'table';
  const isFirstChart = offered === 'timeSeries' && format !== 'timeSeries';
  return {
    ...(isFirstChart && report.options.metric && report.defaultMetric && { metric: report.defaultMetric }),
    ...(Object.fromEntries(rest) as unknown as Query),
    report: id,
    format: offered,
    ...(kept.length > 0 && { filters: Object.fromEntries(kept) as QueryFilters }),
    ...Object.fromEntries(options.filter(([, value]) => value !== undefined)),
  };
}

/** What a report takes of the value of an option; undefined for nothing. */
function taken(option: OptionDefinition, value: Value | undefined, report: ReportDefinition): Value | undefined {
  if (value === undefined) {
    return undefined;
  }
  switch (option.kind) {
    case 'number':
      return Number(value) > (option.most ?? Infinity) ? undefined : value;
    case 'word':
    case 'metric': {
      const words = option.kind === 'word' ? option.choices : metricsOf(report);
      return [value].flat().some((word) => isVariable(word) || words.some(({ id }) => id === word)) ? value : undefined;
    }
    case 'list':
    case 'set': {
      const words = [value].flat().map(String);
      const known = words.filter((word) => isVariable(word) || option.choices.some(({ id }) => id === word));
      // A set may be empty, and is then something else than the default.
      return known.length > 0 || option.kind === 'set' ? known : undefined;
    }
  }
}

const isVariable = (word: string | number) => String(word).includes('$');
