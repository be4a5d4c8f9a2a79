import type { DataSourceGetTagValuesOptions, MetricFindValue } from '@grafana/data';
import { filters as vocabulary, isList, isUserList } from '../../contract/filters.ts';
import { filterNamed } from '../../contract/migrate.ts';
import type { Query } from '../types.ts';
import { fetchValues, type Resources } from './values.ts';

/** Keys of ad hoc filters: every filter that takes names, codes or words. */
export function tagKeys(): MetricFindValue[] {
  return vocabulary.filter(isList).map(({ id, label }) => ({ text: label, value: id }));
}

/** Values of one key; none where the database cannot suggest any. Older Grafana knows keys by their label. */
export async function tagValues(
  source: Resources,
  { key, timeRange }: Pick<DataSourceGetTagValuesOptions<Query>, 'key' | 'timeRange'>,
): Promise<MetricFindValue[]> {
  const definition = filterNamed(key);
  if (definition?.choices) {
    return definition.choices.map(({ id, label }) => ({ text: label, value: id }));
  }
  // Addresses are suggested by their beginning, of which Grafana says nothing here.
  if (!definition?.suggestions || isUserList(definition.suggestions)) {
    return [];
  }
  const values = await fetchValues(source, definition.suggestions, { ...(timeRange && { range: timeRange }) });
  return values.map(({ value, label }) => ({ text: label, value }));
}
