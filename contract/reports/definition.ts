import type { Columns } from '../columns.ts';
import type { FilterId } from '../filters.ts';
import type { OptionsTaken } from '../options.ts';
import type { Format } from '../vocabulary.ts';

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
  /** Without a session category the report shows both kinds of failure, and not all sessions. */
  readonly ofFailures?: true;
  readonly formats: readonly Format[];
  /** Options of the vocabulary that the report takes, each with what differs there. */
  readonly options: OptionsTaken;
  /** Columns of the `table` format, in order. */
  readonly columns: Columns;
  /** Fields of the `events` format, named as Grafana's annotations want them. */
  readonly events?: Columns;
  /** Column that `timeSeries` and `numeric` carry when the query names none; of those reports that take a `metric`. */
  readonly defaultMetric?: string;
}
