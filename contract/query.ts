import type { MetricOf } from './columns.ts';
import type { FilterId, filters } from './filters.ts';
import type { ChoiceOf, OptionId, options, OptionValue } from './options.ts';
import type { ReportId, reports } from './reports/index.ts';
import type {
  Activity,
  Category,
  ConferenceType,
  Direction,
  Format,
  Location,
  Modality,
  RecordType,
} from './vocabulary.ts';

type Kinds = { [F in (typeof filters)[number] as F['id']]: F['kind'] };
interface Choices {
  activities: Activity;
  modalities: Modality;
  conferenceTypes: ConferenceType;
  categories: Category;
  recordTypes: RecordType;
  directions: Direction;
  locations: Location;
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

type Definition<R extends ReportId> = (typeof reports)[R];

/** Ids of the filters a report takes. */
export type FilterIdOf<R extends ReportId> = Definition<R>['filters'][number];
/** Ids of the options a report takes. */
export type OptionIdOf<R extends ReportId> = keyof Definition<R>['options'] & OptionId;
/** Formats a report offers. */
export type FormatOf<R extends ReportId> = Definition<R>['formats'][number];

/** Ids of the columns that are metrics of a report. */
export type MetricIdOf<R extends ReportId> = MetricOf<Definition<R>['columns']>['id'];

/** The words an option may hold in a report. */
type ChoiceIn<R extends ReportId, Id extends OptionId> = Definition<R>['options'] extends {
  readonly [I in Id]: { readonly choices: readonly (infer Choice extends string)[] };
}
  ? Choice
  : ChoiceOf<Id>;

/** Options of a validated query: those that its report takes, filled in. A metric is there where one was asked for. */
export type OptionsOf<R extends ReportId> = {
  readonly [Id in Exclude<OptionIdOf<R>, 'metric'>]: OptionValue<Id, ChoiceIn<R, Id>>;
} & { readonly [Id in OptionIdOf<R> & 'metric']?: MetricIdOf<R> };

interface Shared {
  readonly refId: string;
  /** IANA zone of the calendar buckets; absent where the data source's report zone decides (alert rules). */
  readonly timezone?: string;
  /** Reads everything from the database, whatever is in memory. */
  readonly fresh?: true;
  /** What a panel says where nothing was found: one row of an answer without rows. */
  readonly nothing?: string;
  /** What goes wrong becomes a row of the answer. */
  readonly errorAsRow?: true;
  /** Why there is nothing to ask for: the query names its key and leaves it empty. Said in place of rows. */
  readonly withoutKey?: string;
}

/** A validated query of one report: its formats, the filters and options it takes, and no others. */
export type QueryOf<R extends ReportId> = Shared & {
  readonly report: R;
  readonly format: FormatOf<R>;
  readonly filters: Pick<Filters, FilterIdOf<R>>;
} & OptionsOf<R>;

/** A validated query, told apart by `report`: what the back end runs. */
export type ReportQuery = { [R in ReportId]: QueryOf<R> }[ReportId];

/** The options of a spike report. What only one of the two takes, the other lets pass. */
export type SpikeOptions = Omit<OptionsOf<'failureSpikes' | 'joinTimeSpikes'>, 'metric'> &
  Partial<Omit<OptionsOf<'failureSpikes'>, 'metric'>>;

/** What is known of a validated query of whichever report. An option is absent where its report does not take it. */
export type AnyQuery = Shared & {
  readonly report: ReportId;
  readonly format: Format;
  readonly filters: Filters;
} & { readonly [Id in OptionId]?: OptionValue<Id> };

/** A filter as people and template variables write it: one value or a list, codes also as text, choices also as labels. */
export type FilterInput = string | number | null | readonly (string | number | null)[];

type OptionInput<R extends ReportId, Id extends OptionId> = (typeof options)[Id]['kind'] extends 'number'
  ? number | string
  : (typeof options)[Id]['kind'] extends 'metric'
    ? MetricIdOf<R>
    : (typeof options)[Id]['kind'] extends 'word'
      ? ChoiceIn<R, Id>
      : ChoiceIn<R, Id> | readonly ChoiceIn<R, Id>[];

/** A query of one report as saved in a dashboard or an alert rule. Only `report` is required; what is left out has its default. */
export type SavedQueryOf<R extends ReportId> = {
  readonly refId?: string;
  /** Version of this shape, see `migrateQuery`. */
  readonly version?: number;
  readonly report: R;
  readonly format?: FormatOf<R>;
  readonly filters?: { readonly [Id in FilterIdOf<R>]?: FilterInput };
  readonly timezone?: string;
  readonly fresh?: boolean;
  readonly nothing?: string;
  readonly errorAsRow?: boolean;
} & { readonly [Id in OptionIdOf<R>]?: OptionInput<R, Id> };

/** A query as saved, told apart by `report`. */
export type SavedQuery = { [R in ReportId]: SavedQueryOf<R> }[ReportId];

/** A saved query of any report that offers a format. */
export type SavedQueryIn<F extends Format> = {
  [R in ReportId]: F extends FormatOf<R> ? SavedQueryOf<R> : never;
}[ReportId];

/** A query as it is being written, by an editor or a generator: whether its parts fit its report is for `validateQuery` to say. */
export type QueryDraft = {
  readonly refId?: string;
  readonly version?: number;
  readonly report: ReportId;
  readonly format?: Format;
  readonly filters?: { readonly [Id in FilterId]?: FilterInput };
  readonly timezone?: string;
  readonly fresh?: boolean;
  readonly nothing?: string;
  readonly errorAsRow?: boolean;
} & { readonly [Id in OptionId]?: DraftValue<(typeof options)[Id]['kind']> };

/** What an option may hold while it is being written, template variables included. */
type DraftValue<Kind> = Kind extends 'number'
  ? number | string
  : Kind extends 'list' | 'set'
    ? string | readonly string[]
    : string;
