import { keyFilters } from './key-filters.ts';
import { migrateQuery } from './migrate.ts';
import { optionIds } from './options.ts';
import { isVariable } from './read-filter.ts';
import { reportDefinition, reportIds } from './reports/index.ts';

/** A saved query without its template variables. */
export interface WithoutVariables {
  readonly query: Readonly<Record<string, unknown>>;
  /** What was taken out, as it was written, each once. */
  readonly variables: readonly string[];
}

/**
 * Takes out of a saved query what is a template variable in the whole, as if the variable were empty: a filter with no
 * other value then lets everything pass, an option is what it is by default, and a key asks for nothing.
 */
export function withoutVariables(saved: Readonly<Record<string, unknown>>): WithoutVariables {
  const query = migrateQuery(saved);
  const report = reportIds.find((id) => id === query['report']);
  const keys: readonly string[] = report ? keyFilters(reportDefinition(report)) : [];
  const filters = isFields(query['filters']) ? query['filters'] : {};
  const open = Object.entries(filters).filter(([, value]) => variablesIn(value).length > 0);
  const options = [...optionIds, 'timezone'].filter((name) => variablesIn(query[name]).length > 0);
  const variables = [...open.map(([, value]) => value), ...options.map((name) => query[name])].flatMap(variablesIn);
  return {
    query: {
      ...query,
      ...Object.fromEntries(options.map((name) => [name, undefined])),
      ...(open.length > 0 && {
        filters: {
          ...filters,
          ...Object.fromEntries(
            open.map(([id, value]) => [id, othersIn(value) ?? (keys.includes(id) ? '' : undefined)]),
          ),
        },
      }),
    },
    variables: [...new Set(variables)],
  };
}

function variablesIn(input: unknown): string[] {
  const values: readonly unknown[] = Array.isArray(input) ? input : [input];
  return values.filter((value): value is string => typeof value === 'string' && isVariable(value));
}

/** The values that are no variables; undefined where there are none. */
function othersIn(input: unknown): unknown[] | undefined {
  const others = Array.isArray(input) ? input.filter((value) => variablesIn(value).length === 0) : [];
  return others.length > 0 ? others : undefined;
}

function isFields(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
