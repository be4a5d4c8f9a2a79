import { categoryMappings, colourOf, enoughForRate, rateThresholds } from '../../../contract/colours.ts';
import type { ColumnDefinition, Columns, RowOf } from '../../../contract/columns.ts';
import type { Labels } from '../../../contract/labels.ts';
import { aboutOf } from '../../../contract/personal.ts';
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
  labels?: Labels,
  config: FieldConfig = {},
): Field {
  return {
    name: column.id,
    type: column.type,
    values: values.map((value) => value ?? null),
    config: {
      ...(column.label !== column.id && { displayNameFromDS: column.label }),
      description: column.description,
      ...unitOf(column),
      ...(column.unit === 'percent' && { decimals: 1 }),
      ...config,
    },
    ...(labels && Object.keys(labels).length > 0 && { labels }),
    ...((column.type === 'string' || column.type === 'json') && { about: aboutOf(column.personal) }),
    // The catalogue's type says what the values are; rows are checked against it where they are made.
  } as Field;
}

/** A count is printed with its thousands apart, as the viewer's country does. */
function unitOf({ unit, shownAs, metric, type }: ColumnDefinition): FieldConfig {
  const shown = shownAs ?? unit ?? (metric && type === 'integer' ? 'locale' : undefined);
  return shown === undefined ? {} : { unit: shown };
}

type Rows = readonly Readonly<Record<string, unknown>>[];

/** How a column is coloured, which for a rate depends on how much it is a share of. */
function coloursOf({ colour, rateOf }: ColumnDefinition, rows: Rows): FieldConfig {
  if (colour === 'words') {
    return { mappings: categoryMappings };
  }
  if (colour !== 'failures') {
    const fixedColor = colourOf(colour);
    return fixedColor === undefined ? {} : { color: { mode: 'fixed', fixedColor } };
  }
  // A number of failures says nothing without its baseline, and a rate nothing without enough sessions: both are quiet.
  const isTelling = rateOf !== undefined && rows.every((row) => Number(row[rateOf]) >= enoughForRate);
  return isTelling
    ? { color: { mode: 'thresholds' }, thresholds: { mode: 'absolute', steps: rateThresholds } }
    : { color: { mode: 'fixed', fixedColor: 'text' } };
}

/** A column of archives where there is no store to show; Grafana 12 calls it another name than those before. */
const isOutOfSight = ({ id, ofArchives }: ColumnDefinition, rows: Rows): boolean =>
  ofArchives === true && rows.every((row) => row[id] === null || row[id] === undefined);
const outOfSight: FieldConfig = { custom: { hidden: true, hideFrom: { viz: true } } };

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
export function table(name: string, columns: Columns, rows: Rows, meta?: FrameMeta): Frame {
  return chosenTable(name, columns, rows, meta);
}

/** A table of columns that are chosen while it runs; what a row has beyond them is not shown. */
export function chosenTable(name: string, columns: Columns, rows: Rows, meta: FrameMeta = {}): Frame {
  return {
    name,
    fields: columns.map((column) =>
      field(
        column,
        rows.map((row) => row[column.id]),
        undefined,
        isOutOfSight(column, rows) ? outOfSight : coloursOf(column, rows),
      ),
    ),
    meta: { preferredVisualisationType: 'table', ...meta },
  };
}
