/** One column of a report, as documented; the frames' fields, the editor, the docs page and the tests read it here. */
export interface ColumnDefinition {
  readonly id: string;
  /** The label exactly as the Monitoring Reports print it, where they have one. */
  readonly label: string;
  readonly type: 'time' | 'number' | 'integer' | 'string' | 'boolean' | 'json';
  /** Grafana unit id: `percent` (0 to 100), `ms`, `s`, `short`, `dateTimeAsIso`. */
  readonly unit?: string;
  readonly description: string;
  /** False for columns the original report does not have. */
  readonly documented: boolean;
  /** Report that a click on the value opens, in the navigation graph of the originals. */
  readonly opens?: string;
  /** A number that a time series or an alert rule may ask for alone. */
  readonly metric?: boolean;
}

type Rest = Partial<Pick<ColumnDefinition, 'opens' | 'metric' | 'unit'>>;

/** A column that the original report has. */
export function documented(
  id: string,
  label: string,
  type: ColumnDefinition['type'],
  description: string,
  rest: Rest = {},
): ColumnDefinition {
  return { id, label, type, description, documented: true, ...rest };
}

/** A column of ours, beside those of the original report. */
export function added(
  id: string,
  label: string,
  type: ColumnDefinition['type'],
  description: string,
  rest: Rest = {},
): ColumnDefinition {
  return { id, label, type, description, documented: false, ...rest };
}
