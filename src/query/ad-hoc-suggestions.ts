import type { DataSourceGetTagValuesOptions, MetricFindValue } from '@grafana/data';
import { filters as vocabulary, type FilterDefinition } from '../../contract/filters.ts';
import type { Query } from '../types.ts';
import { fetchValues, type Resources } from './values.ts';

/** Keys of ad hoc filters: every filter that takes names, codes or words. */
export function tagKeys(): MetricFindValue[] {
  return vocabulary
    .filter(({ kind }) => kind === 'text' || kind === 'code' || kind === 'choice')
    .map(({ id, label }) => ({ text: label, value: id }));
}

/** Values of one key; none where the database cannot suggest any. Older Grafana knows keys by their label. */
export async function tagValues(
  source: Resources,
  { key, timeRange }: Pick<DataSourceGetTagValuesOptions<Query>, 'key' | 'timeRange'>,
): Promise<MetricFindValue[]> {
  const definition: FilterDefinition | undefined = vocabulary.find(({ id, label }) => id === key || label === key);
  if (definition?.choices) {
    return definition.choices.map(({ id, label }) => ({ text: label, value: id }));
  }
  if (!definition?.suggestions) {
    return [];
  }
  const values = await fetchValues(source, definition.suggestions, { ...(timeRange && { range: timeRange }) });
  return values.map(({ value, label }) => ({ text: label, value }));
}
