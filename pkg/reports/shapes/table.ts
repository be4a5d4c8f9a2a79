import type { ColumnDefinition } from '../../../contract/columns.ts';
import type { Field, FieldConfig, Frame, FrameMeta } from '../../plugin/frames/frame.ts';

/** Values of one column by row; `undefined` counts as null. */
export type ColumnValues = readonly unknown[];

/** The field of a documented column: label, unit and description come from the catalogue. */
export function field(
  column: ColumnDefinition,
  values: ColumnValues,
  labels?: Readonly<Record<string, string>>,
  config: FieldConfig = {},
): Field {
  return {
    name: column.label,
    type: column.type,
    values: values.map((value) => value ?? null),
    config: {
      description: column.description,
      ...(column.unit && { unit: column.unit }),
      ...(column.unit === 'percent' && { decimals: 1 }),
      ...config,
    },
    ...(labels && Object.keys(labels).length > 0 && { labels }),
    // The catalogue's type says what the values are; they were computed for it.
  } as Field;
}

/**
 * A plain table, one field per column of the catalogue.
 * @param rows one object per row, keyed by column id; ids the row lacks are null
 */
export function table(
  name: string,
  columns: readonly ColumnDefinition[],
  rows: readonly Readonly<Record<string, unknown>>[],
  meta: FrameMeta = {},
): Frame {
  return {
    name,
    fields: columns.map((column) =>
      field(
        column,
        rows.map((row) => row[column.id]),
      ),
    ),
    meta: { preferredVisualisationType: 'table', ...meta },
  };
}
