import type { TimeRange } from '@grafana/data';
import type { UserList } from '../../contract/filters.ts';
import type { ValueList } from '../../contract/variable-query.ts';

/** One value a filter or a variable can take; `description` says what a code means or how often it occurs. */
export interface SuggestedValue {
  readonly value: string;
  readonly label: string;
  readonly description?: string;
}

export interface ValuesRequest {
  readonly search?: string;
  readonly limit?: number;
  /** The last seven days when absent. */
  readonly range?: Pick<TimeRange, 'from' | 'to'>;
}

interface ValuesAnswer {
  readonly values: readonly SuggestedValue[];
  readonly more: boolean;
}

/** What can ask the back end's resource routes. */
export interface Resources {
  getResource<T>(path: string, params?: Record<string, string | number>): Promise<T>;
}

/** Asks the route `values/<list>` of the back end. */
export async function fetchValues(
  source: Resources,
  list: ValueList | UserList,
  { search, limit, range }: ValuesRequest = {},
): Promise<readonly SuggestedValue[]> {
  const { values } = await source.getResource<ValuesAnswer>(`values/${list}`, {
    ...(search && { search }),
    ...(limit !== undefined && { limit }),
    ...(range && { from: range.from.valueOf(), to: range.to.valueOf() }),
  });
  return values;
}
