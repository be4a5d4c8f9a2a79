import type { ScopedVars } from '@grafana/data';
import { filters as vocabulary } from '../../contract/filters.ts';
import { keyFilters } from '../../contract/keys.ts';
import type { FilterInput } from '../../contract/query.ts';
import { reportOf } from '../query/report-of.ts';
import type { Query, QueryFilters, QuerySpikes } from '../types.ts';
import { expand, expandOne, type Templates } from './expand.ts';

/** Filters that take a list; the others are keys of one value. */
const listKinds: readonly string[] = ['text', 'code', 'choice'];

/**
 * Replaces the template variables of a query. Elements of a filter become the values of their variable; a filter whose
 * variable is empty or on All goes, as does an option. An empty key stays.
 */
export function interpolateQuery(query: Query, templates: Templates, scopedVars: ScopedVars = {}): Query {
  const one = (text: string | undefined) => (text ? expandOne(text, templates, scopedVars) : undefined);
  const { filters, interval, metric, section, timezone, dimensions, limit, spikes, ...rest } = query;
  return {
    ...rest,
    ...defined({
      filters: filters && interpolateFilters(filters, keysOf(query), templates, scopedVars),
      interval: one(interval),
      metric: one(metric),
      section: one(section),
      timezone: one(timezone),
      limit: typeof limit === 'string' ? one(limit) : limit,
      dimensions: interpolateList(dimensions, templates, scopedVars),
      spikes: spikes && interpolateSpikes(spikes, templates, scopedVars),
    }),
  };
}

function interpolateSpikes(
  { groupBy, ...numbers }: QuerySpikes,
  templates: Templates,
  scopedVars: ScopedVars,
): QuerySpikes {
  // No groups at all is a choice of its own: one group of everything.
  const groups = Array.isArray(groupBy) && groupBy.length === 0 ? [] : interpolateList(groupBy, templates, scopedVars);
  const entries = Object.entries(numbers).map(([id, value]) => [
    id,
    typeof value === 'string' ? expandOne(value, templates, scopedVars) : value,
  ]);
  return defined({ groupBy: groups, ...(Object.fromEntries(entries) as QuerySpikes) });
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
    const kind = vocabulary.find((known) => known.id === id)?.kind;
    const isKey = kind !== undefined && !listKinds.includes(kind);
    const isOpen = values?.length === 0 && !keys.includes(id);
    return [id, isOpen ? undefined : isKey && values && values.length < 2 ? (values[0] ?? '') : values] as const;
  });
  return Object.fromEntries(entries.filter(([, values]) => values !== undefined)) as QueryFilters;
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

function interpolateList(
  list: Query['dimensions'],
  templates: Templates,
  scopedVars: ScopedVars,
): readonly string[] | undefined {
  const texts = typeof list === 'string' ? [list] : (list ?? []);
  const expansions = texts.map((text) => expand(text, templates, scopedVars));
  if (expansions.includes('all')) {
    return undefined;
  }
  const values = expansions.flat();
  return values.length > 0 ? values : undefined;
}

function defined<T extends object>(fields: T): Partial<T> {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as Partial<T>;
}
