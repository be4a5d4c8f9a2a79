import type { Columns } from '../columns.ts';
import type { FilterId } from '../filters.ts';
import type { SpikeDefinition } from '../spikes.ts';
import type { Format, Interval } from '../vocabulary.ts';

/** Everything both halves know about one report. */
export interface ReportDefinition {
  readonly id: string;
  readonly title: string;
  /** One or two sentences for the editor, the docs page and the query help. */
  readonly description: string;
  readonly filters: readonly FilterId[];
  /** Which keys must be given: at least one of these groups, whole. */
  readonly keys?: readonly (readonly FilterId[])[];
  /** The report to come from when a key is missing. */
  readonly reachedFrom?: string;
  readonly formats: readonly Format[];
  /** Intervals on offer; absent where the report has no buckets. */
  readonly intervals?: readonly Interval[];
  /** Takes the option `dimensions`. */
  readonly dimensions?: boolean;
  /** Takes the option `section`. */
  readonly sections?: boolean;
  /** Takes the option `spikes`, or these parts of it; its time series then has windows instead of buckets. */
  readonly spikes?: SpikeDefinition;
  /** Rows shown when the query sets no limit, and the most it may set; absent where rows are not limited. */
  readonly limit?: { readonly default: number; readonly max: number };
  /** Columns of the `table` format, in order. */
  readonly columns: Columns;
  /** Fields of the `events` format, named as Grafana's annotations want them. */
  readonly events?: Columns;
  /** Column that `timeSeries` and `numeric` carry when the query names none. */
  readonly defaultMetric?: string;
}
