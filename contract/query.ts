import type { FilterId, filters } from './filters.ts';
import type { ReportId } from './reports/index.ts';
import type { SavedSpikes, SpikeOptions } from './spikes.ts';
import type {
  Activity,
  Category,
  ConferenceType,
  Dimension,
  Format,
  Interval,
  Modality,
  Section,
  Signal,
} from './vocabulary.ts';

type Kinds = { [F in (typeof filters)[number] as F['id']]: F['kind'] };
interface Choices {
  activity: Activity;
  modalities: Modality;
  conferenceTypes: ConferenceType;
  categories: Category;
  signals: Signal;
}

/** A code filter's value: a 32-bit whole number, or null for rows that have none. */
export type Code = number | null;

type FilterValue<Id extends FilterId> = Id extends keyof Choices
  ? readonly Choices[Id][]
  : Kinds[Id] extends 'text'
    ? readonly string[]
    : Kinds[Id] extends 'code'
      ? readonly Code[]
      : Kinds[Id] extends 'instant' | 'integer'
        ? number
        : string;

/**
 * Filters of a validated query. A filter that is absent lets everything pass; lists are never empty. Instants are epoch
 * milliseconds, on a `datetime` tick.
 */
export type Filters = { readonly [Id in FilterId]?: FilterValue<Id> };

/** A validated query: what the back end runs. */
export interface ReportQuery {
  readonly refId: string;
  readonly report: ReportId;
  readonly format: Format;
  readonly filters: Filters;
  readonly interval: Interval;
  /** IANA zone of the calendar buckets; absent where the data source's report zone decides (alert rules). */
  readonly timezone?: string;
  /** Column id of the one number that `numeric` carries, and `timeSeries` if set. */
  readonly metric?: string;
  /** Tables of the Failure Distribution; never empty there. */
  readonly dimensions: readonly Dimension[];
  readonly section: Section;
  /** Most rows, or rows per table. */
  readonly limit: number;
  /** Windows, groups and guards; there for the reports that take them. */
  readonly spikes?: SpikeOptions;
  /** Why there is nothing to ask for: the query names its key and leaves it empty. Said in place of rows. */
  readonly withoutKey?: string;
}

/** A filter as people and template variables write it: one value or a list, codes also as text, choices also as labels. */
export type FilterInput = string | number | null | readonly (string | number | null)[];

/** A query as saved in a dashboard or an alert rule. Only `report` is required. */
export interface SavedQuery {
  refId?: string;
  /** Version of this shape, see `migrateQuery`. */
  version?: number;
  report: ReportId;
  format?: Format;
  filters?: Partial<Record<FilterId, FilterInput>>;
  interval?: Interval;
  timezone?: string;
  metric?: string;
  dimensions?: Dimension | readonly Dimension[];
  section?: Section;
  limit?: number | string;
  spikes?: SavedSpikes;
}
