/** Grafana's field configuration, the part we use: see `FieldConfig` of grafana-plugin-sdk-go. */
export interface FieldConfig {
  displayNameFromDS?: string;
  description?: string;
  unit?: string;
  decimals?: number;
  min?: number;
  max?: number;
  /** Bucket width in milliseconds, on time fields. */
  interval?: number;
  color?: { mode: string; fixedColor?: string };
  thresholds?: { mode: string; steps: readonly { value: number | null; color: string }[] };
  mappings?: readonly { type: string; options: unknown }[];
  noValue?: string;
  filterable?: boolean;
  links?: { title: string; url: string; targetBlank?: boolean }[];
  custom?: Record<string, unknown>;
}

/** A part of a text, as it stands there. */
export interface FieldPart {
  readonly text: string;
  readonly about: string;
}

interface FieldOf<Type extends string, Value> {
  readonly name: string;
  readonly type: Type;
  readonly values: readonly (Value | null)[];
  /** Tell apart fields of one name in a wide frame. */
  readonly labels?: Readonly<Record<string, string>>;
  readonly config?: FieldConfig;
  /** What the values are about, in a word of the data source's own that its steps may read. Never sent. */
  readonly about?: string;
  /** Parts of each value that are about something of their own, with that word. Never sent. */
  readonly parts?: readonly (readonly FieldPart[])[];
}

/**
 * One column of a frame. Times are epoch milliseconds, integers are JavaScript numbers (send larger ones as strings),
 * `json` values are anything `JSON.stringify` takes.
 */
export type Field =
  | FieldOf<'time', number>
  | FieldOf<'number', number>
  | FieldOf<'integer', number>
  | FieldOf<'string', string>
  | FieldOf<'boolean', boolean>
  | FieldOf<'json', unknown>;

export interface Notice {
  severity: 'info' | 'warning' | 'error';
  text: string;
}

/** Grafana's frame metadata, the part we use: see `FrameMeta` of grafana-plugin-sdk-go. */
export interface FrameMeta {
  /** Data plane type that alerting and expressions read. */
  type?: 'timeseries-wide' | 'timeseries-multi' | 'numeric-wide' | 'numeric-long' | 'numeric-multi';
  typeVersion?: [number, number];
  /** The SQL that ran, shown in the query inspector. */
  executedQueryString?: string;
  notices?: Notice[];
  stats?: { displayName: string; value: number; unit?: string }[];
  custom?: Record<string, unknown>;
  preferredVisualisationType?: 'graph' | 'table';
  dataTopic?: 'annotations';
}

/** One data frame; all fields have the same number of values. */
export interface Frame {
  readonly name: string;
  readonly fields: readonly Field[];
  readonly meta?: FrameMeta;
}
