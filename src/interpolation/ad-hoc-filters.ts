import type { AdHocVariableFilter } from '@grafana/data';
import type { FilterDefinition } from '../../contract/filters.ts';
import { filterNamed } from '../../contract/migrate.ts';
import { reportDefinition, reportIds } from '../../contract/reports/index.ts';
import { reportOf } from '../query/report-of.ts';
import type { Query, QueryFilters } from '../types.ts';
import { expand, type Templates } from './expand.ts';

export interface WithAdHocFilters {
  readonly query: Query;
  /** What the user has to know: filters that this report does not take. */
  readonly notices: readonly string[];
  /** The ad hoc filters and the query's own exclude each other: there is nothing to ask for. */
  readonly nothing: boolean;
}

/** Operators we can answer: equal, and one of. */
const operators = ['=', '=|'];

/** What is wrong with the operators; undefined where all can be answered. */
export function refusedOperator(filters: readonly AdHocVariableFilter[]): string | undefined {
  const refused = filters.find((filter) => !operators.includes(filter.operator) && filter.value !== '');
  return (
    refused &&
    `The ad hoc filter "${refused.key} ${refused.operator} ${refused.value}" cannot be answered: reports filter by = (equals) and =| (one of) only.`
  );
}

/** Narrows a query by the ad hoc filters of the dashboard; its template variables must be replaced already. */
export function withAdHocFilters(
  query: Query,
  adHoc: readonly AdHocVariableFilter[],
  templates: Templates,
): WithAdHocFilters {
  const report = reportOf(query);
  const filters: { -readonly [Id in keyof QueryFilters]: QueryFilters[Id] } = { ...query.filters };
  const notices: string[] = [];
  let nothing = false;
  for (const filter of adHoc.filter(({ operator }) => operators.includes(operator))) {
    // Older Grafana keeps the label of a key, newer ones its id, and saved dashboards those of older releases.
    const definition = definitionOf(filter.key);
    const values = valuesOf(filter, definition, templates);
    if (!report || values.length === 0) {
      continue;
    }
    if (!definition || !report.filters.includes(definition.id)) {
      notices.push(
        `${report.title} does not filter by ${definition?.label ?? filter.key}: this ad hoc filter is left out.`,
      );
      continue;
    }
    const own = ownValues(filters[definition.id], definition);
    const both = own.length === 0 ? values : values.filter((value) => own.some((one) => same(one, value)));
    nothing ||= both.length === 0;
    filters[definition.id] = both;
  }
  return { query: adHoc.length > 0 ? { ...query, filters } : query, notices, nothing };
}

/** Older Grafana keeps the label of a key, newer ones its id; a filter made from a cell has the name of the field. */
const definitionOf = (key: string) =>
  [key, ...labelsOfField(key)].map(filterNamed).find((found) => found !== undefined);

/** What the reports show above a field of this name. */
function labelsOfField(name: string): string[] {
  return reportIds.flatMap((report) =>
    reportDefinition(report)
      .columns.filter(({ id }) => id === name)
      .map(({ label }) => label),
  );
}

function valuesOf(
  { value, values, operator }: AdHocVariableFilter,
  definition: FilterDefinition | undefined,
  templates: Templates,
): string[] {
  const given = operator === '=|' && values?.length ? values : [value];
  const expansions = given.map((text) => expand(text, templates));
  return expansions.includes('all') ? [] : expansions.flat().map((text) => plain(text, definition));
}

function ownValues(input: QueryFilters[keyof QueryFilters], definition: FilterDefinition): string[] {
  const list = Array.isArray(input) ? (input as unknown[]) : input === undefined ? [] : [input];
  const texts = list.map((value) => (value === null ? 'none' : String(value)));
  const parts = definition.kind === 'code' ? texts.flatMap((text) => text.split(',')) : texts;
  return parts.map((text) => plain(text, definition)).filter((text) => text !== '');
}

/** The value behind a label: `1010 Certificate ...` is 1010, `Audio` is audio. */
function plain(text: string, definition: FilterDefinition | undefined): string {
  const trimmed = text.trim();
  if (definition?.kind === 'code') {
    return /^(none\b|[+-]?\d+)/i.exec(trimmed)?.[0] ?? trimmed;
  }
  return definition?.choices?.find(({ label }) => same(label, trimmed))?.id ?? trimmed;
}

/** LcsCDR compares names without regard to case, and so do we. */
function same(one: string, other: string): boolean {
  return one.toLowerCase() === other.toLowerCase();
}
