import type { ColumnDefinition, Columns, RowOf } from '../../../contract/columns.ts';
import type { Field, FieldConfig, Frame, FrameMeta } from '../../plugin/frames/frame.ts';

/** Values of one column by row; `undefined` counts as null. */
export type ColumnValues = readonly unknown[];

/**
 * The field of a documented column. Its name is the column's id, by which dashboards and links find it; what panels show is the
 * label, which someone may override.
 */
export function field(
  column: ColumnDefinition,
  values: ColumnValues,
  labels?: Readonly<Record<string, string>>,
  config: FieldConfig = {},
): Field {
  return {
    name: column.id,
    type: column.type,
    values: values.map((value) => value ?? null),
    config: {
      ...(column.label !== column.id && { displayNameFromDS: column.label }),
      description: column.description,
      ...(column.unit && { unit: column.unit }),
      ...(column.unit === 'percent' && { decimals: 1 }),
      ...config,
    },
    ...(labels && Object.keys(labels).length > 0 && { labels }),
    // The catalogue's type says what the values are; rows are checked against it where they are made.
  } as Field;
}

/** Nothing beyond the columns: what a row has more must not exist. */
type Exactly<Row, Known> = Row & { readonly [Extra in Exclude<keyof Row, keyof Known>]: never };

/**
 * A plain table, one field per column.
 * @param columns of the catalogue, in order
 * @param rows one object per row with the value of each column by its id; a row that lacks one, or has more, does not compile
 */
export function table<const Shown extends Columns, Row extends RowOf<Shown>>(
  name: string,
  columns: Shown,
  rows: readonly Exactly<Row, RowOf<Shown>>[],
  meta?: FrameMeta,
): Frame;
export function table(
  name: string,
  columns: Columns,
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
