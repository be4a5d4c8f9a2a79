import type { Meaning } from './colours.ts';
import type { PersonalDecision } from './personal.ts';

/** What the cells of a column are; `time` is an instant, `json` anything that JSON can write. */
export type ColumnType = 'time' | 'number' | 'integer' | 'string' | 'boolean' | 'json';

/** The value of a cell by the type of its column; null where there is none. Times are epoch milliseconds. */
interface CellValues {
  readonly time: number | null;
  readonly number: number | null;
  readonly integer: number | null;
  readonly string: string | null;
  readonly boolean: boolean | null;
  readonly json: unknown;
}

/** One column of a report, as documented; the frames' fields, the editor, the docs page and the tests read it here. */
export interface ColumnDefinition<Id extends string = string, Type extends ColumnType = ColumnType> {
  /** Name of the field. Dashboards and links find a field by it, so it stays what it is. */
  readonly id: Id;
  /** What panels show, exactly as the Monitoring Reports print it, where they have such a column. */
  readonly label: string;
  readonly type: Type;
  /** Grafana unit id: `percent` (0 to 100), `ms`, `s`, `short`, `dateTimeAsIso`. */
  readonly unit?: string;
  /** Grafana unit id in which the unit is shown, where people say it otherwise. */
  readonly shownAs?: string;
  readonly description: string;
  /** What its values may say about people, who are hidden from some. */
  readonly personal: PersonalDecision;
  /** False for columns the original report does not have. */
  readonly documented: boolean;
  /** Report that a click on the value opens, in the navigation graph of the originals. */
  readonly opens?: string;
  /** A number that a time series or an alert rule may ask for alone. */
  readonly metric?: boolean;
  /** Out of sight where no row has a value: only an archive has such. Links read it in any case. */
  readonly ofArchives?: true;
  /** What it counts, where that has a colour; `words`: its texts are names of session categories, each in its own. */
  readonly colour?: Meaning | 'words';
  /** Column of the number that a failure rate is a share of: with few of them it says nothing, and stays without colour. */
  readonly rateOf?: string;
}

/** A column whose number a time series or an alert rule may ask for alone. */
export interface MetricDefinition<
  Id extends string = string,
  Type extends 'number' | 'integer' = 'number' | 'integer',
> extends ColumnDefinition<Id, Type> {
  readonly metric: true;
}

export type Columns = readonly ColumnDefinition[];

/** A row of a report: a value, or null, for each of the columns. There is none where the ids are not known to the compiler. */
export type RowOf<Shown extends Columns> = string extends Shown[number]['id']
  ? never
  : { readonly [Column in Shown[number] as Column['id']]: CellValues[Column['type']] };

/** The metrics among the columns. */
export type MetricOf<Shown extends Columns> = Extract<Shown[number], MetricDefinition>;

/** A number, or null, for each of the metrics. */
export type MetricsOf<Shown extends Columns> = {
  readonly [Metric in MetricOf<Shown> as Metric['id']]: number | null;
};

type Rest = Partial<Pick<ColumnDefinition, 'opens' | 'ofArchives' | 'unit' | 'shownAs' | 'colour' | 'rateOf'>>;
type MetricRest = Rest & Pick<MetricDefinition, 'metric'>;
/** Without the decision whether it is personal there is no column of texts. */
type TextRest = Rest & Pick<ColumnDefinition, 'personal'>;
type TextType = 'string' | 'json';

/** A column that the original report has. */
export function documented<Id extends string, Type extends 'number' | 'integer'>(
  id: Id,
  label: string,
  type: Type,
  description: string,
  rest: MetricRest,
): MetricDefinition<Id, Type>;
export function documented<Id extends string, Type extends Exclude<ColumnType, TextType>>(
  id: Id,
  label: string,
  type: Type,
  description: string,
  rest?: Rest,
): ColumnDefinition<Id, Type>;
export function documented<Id extends string, Type extends TextType>(
  id: Id,
  label: string,
  type: Type,
  description: string,
  rest: TextRest,
): ColumnDefinition<Id, Type>;
export function documented(
  id: string,
  label: string,
  type: ColumnType,
  description: string,
  rest: Rest & Partial<TextRest> = {},
): ColumnDefinition {
  return { id, label, type, description, personal: false, documented: true, ...rest };
}

/** A column of ours, beside those of the original report. */
export function added<Id extends string, Type extends 'number' | 'integer'>(
  id: Id,
  label: string,
  type: Type,
  description: string,
  rest: MetricRest,
): MetricDefinition<Id, Type>;
export function added<Id extends string, Type extends Exclude<ColumnType, TextType>>(
  id: Id,
  label: string,
  type: Type,
  description: string,
  rest?: Rest,
): ColumnDefinition<Id, Type>;
export function added<Id extends string, Type extends TextType>(
  id: Id,
  label: string,
  type: Type,
  description: string,
  rest: TextRest,
): ColumnDefinition<Id, Type>;
export function added(
  id: string,
  label: string,
  type: ColumnType,
  description: string,
  rest: Rest & Partial<TextRest> = {},
): ColumnDefinition {
  return { id, label, type, description, personal: false, documented: false, ...rest };
}

/** Whose row it is, in every report that lists rows. */
export const storeColumn = added('store', 'Store', 'string', 'LcsCDR that the row comes from; in an archive alone.', {
  personal: false,
  ofArchives: true,
});
