import { errorKey, sessionKey, type FilterId } from './filters.ts';
import type { Filters } from './query.ts';
import type { ReportDefinition } from './reports/definition.ts';

/** Filters that come whole or not at all. */
export const keyPairs = [errorKey, sessionKey] as const;

/** The keys a report can be asked by: those it needs one of, or the pairs it takes. */
function keysOf({ keys, filters }: ReportDefinition): readonly (readonly FilterId[])[] {
  return keys ?? keyPairs.filter((pair) => pair.every((id) => filters.includes(id)));
}

/** Filters that, left without a value, ask for nothing instead of everything. */
export function keyFilters(report: ReportDefinition): readonly FilterId[] {
  return [...new Set(keysOf(report).flat())];
}

/**
 * Whether a query names a key and leaves it without a value, as dashboards do whose variables are still empty. A key that the query
 * does not name at all is something else: a report that needs one refuses it.
 * @param saved filters as written, variables replaced
 * @param read the same filters, validated
 */
export function keyIsEmpty(report: ReportDefinition, saved: Readonly<Record<string, unknown>>, read: Filters): boolean {
  const given = (id: FilterId) => read[id] !== undefined;
  return (
    !keysOf(report).some((key) => key.every(given)) &&
    !keyPairs.flat().some(given) &&
    keyFilters(report).some((id) => isBlank(saved[id]))
  );
}

function isBlank(input: unknown): boolean {
  const values: readonly unknown[] = Array.isArray(input) ? input : [input];
  return values.every((value) => typeof value === 'string' && value.trim() === '');
}
