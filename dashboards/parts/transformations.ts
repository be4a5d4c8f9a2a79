import type { DataTransformerConfig } from '@grafana/grafana-foundation-sdk/dashboard';

/** The rows in which a field has a value, or (type `exclude`) all others. */
export function rowsWhere(
  field: string,
  value: string,
  type: 'include' | 'exclude' = 'include',
): DataTransformerConfig {
  return {
    id: 'filterByValue',
    options: { type, match: 'any', filters: [{ fieldName: field, config: { id: 'equal', options: { value } } }] },
  };
}

/** Only these fields. */
export function onlyFields(names: readonly string[]): DataTransformerConfig {
  return { id: 'filterFieldsByName', options: { include: { names: [...names] } } };
}

/** Times as numbers: a chart takes one time field, and these are there for links. */
export function timesAsNumbers(fields: readonly string[]): DataTransformerConfig {
  const conversions = fields.map((targetField) => ({ targetField, destinationType: 'number' }));
  return { id: 'convertFieldType', options: { fields: {}, conversions } };
}

/** Order of the columns; those not named follow, those in `without` go. */
export function columns(order: readonly string[], without: readonly string[] = []): DataTransformerConfig {
  return {
    id: 'organize',
    options: {
      excludeByName: Object.fromEntries(without.map((name) => [name, true])),
      indexByName: Object.fromEntries(order.map((name, index) => [name, index])),
      renameByName: {},
    },
  };
}

/** Adds the time between two times of a row, in milliseconds. */
export function timeBetween(from: string, to: string, alias: string): DataTransformerConfig {
  const binary = { left: to, operator: '-', right: from };
  return { id: 'calculateField', options: { mode: 'binary', binary, alias, replaceFields: false } };
}

/** The first rows of an answer that is whole: a limit of the query would warn that it left something out. */
export function firstRows(count: number): DataTransformerConfig {
  return { id: 'limit', options: { limitField: count } };
}
