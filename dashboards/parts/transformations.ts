import type { DataTransformerConfig } from '@grafana/grafana-foundation-sdk/dashboard';
import type { answerFields } from '../../contract/answer-fields.ts';
import { labelOfField, type FieldName } from './fields.ts';
import type { PanelQuery } from './target.ts';

/** The rows of an answer in which a field has a value, or (type `exclude`) all others. */
export function rowsWhere(
  query: PanelQuery,
  field: FieldName,
  value: string,
  type: 'include' | 'exclude' = 'include',
): DataTransformerConfig {
  const fieldName = labelOfField(query, field);
  return {
    id: 'filterByValue',
    options: { type, match: 'any', filters: [{ fieldName, config: { id: 'equal', options: { value } } }] },
  };
}

/** Only these fields. */
export function onlyFields(names: readonly (FieldName | keyof typeof answerFields)[]): DataTransformerConfig {
  return { id: 'filterFieldsByName', options: { include: { names: [...names] } } };
}

/** Times as numbers: a chart takes one time field, and these are there for links. */
export function timesAsNumbers(fields: readonly FieldName[]): DataTransformerConfig {
  const conversions = fields.map((targetField) => ({ targetField, destinationType: 'number' }));
  return { id: 'convertFieldType', options: { fields: {}, conversions } };
}

/**
 * Order of the columns; those not named follow, those in `without` go.
 * @param order what the columns show, for that is how Grafana knows them here
 */
export function columnOrder(order: readonly string[], without: readonly FieldName[] = []): DataTransformerConfig {
  return {
    id: 'organize',
    options: {
      excludeByName: Object.fromEntries(without.map((name) => [name, true])),
      indexByName: Object.fromEntries(order.map((label, index) => [label, index])),
      renameByName: {},
    },
  };
}

/** Adds a field of this name with the time between two times of a row, in milliseconds. */
export function timeBetween(query: PanelQuery, from: FieldName, to: FieldName, alias: string): DataTransformerConfig {
  const binary = { left: labelOfField(query, to), operator: '-', right: labelOfField(query, from) };
  return { id: 'calculateField', options: { mode: 'binary', binary, alias, replaceFields: false } };
}

/** Names of the fields that transformations add. */
export function fieldsAdded(transformations: readonly DataTransformerConfig[]): string[] {
  return transformations
    .filter(({ id }) => id === 'calculateField')
    .map(({ options }) => (options as { alias: string }).alias);
}

/** The first rows of an answer that is whole: a limit of the query would warn that it left something out. */
export function firstRows(count: number): DataTransformerConfig {
  return { id: 'limit', options: { limitField: count } };
}
