import type { ScopedVars } from '@grafana/data';
import { filters as vocabulary, isList } from '../../contract/filters.ts';
import { keyFilters } from '../../contract/key-filters.ts';
import { optionIds, options } from '../../contract/options.ts';
import type { FilterInput } from '../../contract/query.ts';
import { reportOf } from '../query/report-of.ts';
import type { Query, QueryFilters } from '../types.ts';
import { expand, expandOne, type Templates } from './expand.ts';

type OptionInput = string | number | readonly string[] | undefined;

/**
 * Replaces the template variables of a query. Elements of a filter become the values of their variable; a filter whose
 * variable is empty or on All goes, as does an option. An empty key stays.
 * @param query in the shape of this release
 */
export function interpolateQuery(query: Query, templates: Templates, scopedVars: ScopedVars = {}): Query {
  const { filters, timezone, ...rest } = query;
  const given = optionIds.filter((id) => query[id] !== undefined);
  const interpolated = given.map((id) => [id, interpolateOption(id, query[id], templates, scopedVars)] as const);
  const changed: Record<string, unknown> = {
    filters: filters && interpolateFilters(filters, keysOf(query), templates, scopedVars),
    timezone: timezone && expandOne(timezone, templates, scopedVars),
    ...Object.fromEntries(interpolated),
  };
  const entries = Object.entries({ ...rest, ...changed }).filter(([, value]) => value !== undefined);
  return Object.fromEntries(entries) as unknown as Query;
}

function interpolateOption(
  id: (typeof optionIds)[number],
  input: OptionInput,
  templates: Templates,
  scopedVars: ScopedVars,
): OptionInput {
  const { kind } = options[id];
  if (kind !== 'list' && kind !== 'set') {
    return typeof input === 'string' ? expandOne(input, templates, scopedVars) : input;
  }
  const texts = [input ?? []].flat().map(String);
  if (texts.length === 0) {
    // An empty set is a choice of its own: one group of everything.
    return kind === 'set' ? [] : undefined;
  }
  const expansions = texts.map((text) => expand(text, templates, scopedVars));
  const values = expansions.includes('all') ? [] : expansions.flat();
  return values.length > 0 ? values : undefined;
}

/** Filters whose variable may be empty, and then ask for nothing: they reach the back end as they are. */
function keysOf(query: Query): readonly string[] {
  const report = reportOf(query);
  return report ? keyFilters(report) : [];
}

function interpolateFilters(
  filters: QueryFilters,
  keys: readonly string[],
  templates: Templates,
  scopedVars: ScopedVars,
): QueryFilters {
  const entries = Object.entries(filters).map(([id, input]) => {
    const values = interpolateValues(input, templates, scopedVars);
    const definition = vocabulary.find((known) => known.id === id);
    const isKey = definition !== undefined && !isList(definition);
    const isOpen = values?.length === 0 && !keys.includes(id);
    return [id, isOpen ? undefined : isKey && values && values.length < 2 ? (values[0] ?? '') : values] as const;
  });
  return Object.fromEntries(entries.filter(([, values]) => values !== undefined));
}

/** Undefined where a value is All; empty where there is none. */
function interpolateValues(
  input: FilterInput,
  templates: Templates,
  scopedVars: ScopedVars,
): readonly (string | number | null)[] | undefined {
  const values: (string | number | null)[] = [];
  for (const value of Array.isArray(input) ? (input as readonly (string | number | null)[]) : [input]) {
    if (typeof value !== 'string') {
      values.push(value as number | null);
      continue;
    }
    const expansion = expand(value, templates, scopedVars);
    if (expansion === 'all') {
      return undefined;
    }
    values.push(...expansion);
  }
  return values;
}
