import type { ReportDefinition } from './reports/definition.ts';
import {
  comparisons,
  dimensions,
  driverGroups,
  driverLists,
  intervals,
  sections,
  spikeGroups,
  spikeOverlaps,
  trendGroups,
  type Format,
} from './vocabulary.ts';

interface Word {
  readonly id: string;
  readonly label: string;
}

interface Described {
  readonly id: OptionId;
  readonly label: string;
  readonly description: string;
  /** Formats whose answer the option changes; all where absent. */
  readonly formats?: readonly Format[];
  /** The option matters only to queries grouped by this. */
  readonly onlyGroupedBy?: string;
}

/** An option that is one word of a list. */
export interface WordOption extends Described {
  readonly kind: 'word';
  readonly choices: readonly Word[];
  readonly default: string;
}

/** Several words: a `list` keeps the order in which they are given and is never empty, a `set` has that of its choices and may be. */
export interface WordsOption extends Described {
  readonly kind: 'list' | 'set';
  readonly choices: readonly Word[];
  /** All of the choices where absent. */
  readonly default?: readonly string[];
}

/** A number, whole unless it takes fractions. */
export interface NumberOption extends Described {
  readonly kind: 'number';
  readonly default: number;
  /** Other defaults by format. */
  readonly defaults?: Partial<Readonly<Record<Format, number>>>;
  /** The only values taken, where there are few. */
  readonly choices?: readonly number[];
  readonly low: number;
  readonly high?: number;
  readonly fractions?: boolean;
  /** What is counted, where each report has a bound of its own to it. */
  readonly counts?: string;
  /** That bound. */
  readonly most?: number;
}

/** One of the report's columns that are metrics. Without it a time series has several, and a number that of the report. */
export interface MetricOption extends Described {
  readonly kind: 'metric';
}

/** One option of the vocabulary that all reports share, described as filters are. */
export type OptionDefinition = WordOption | WordsOption | NumberOption | MetricOption;

/** Options in the order in which the editor shows them. */
export const options = {
  interval: {
    id: 'interval',
    kind: 'word',
    label: 'Interval',
    description:
      'Length of a bucket. Automatic is hourly up to two days, daily up to 92 days, weekly up to two years, else monthly. At least 20 points: hourly from 20 hours on, daily from 20 days on.',
    choices: intervals,
    default: 'auto',
    formats: ['table', 'timeSeries'],
  },
  trendOf: {
    id: 'trendOf',
    kind: 'word',
    label: 'A line for each',
    description: 'What tells the lines apart. Without an archive there is one store, and one line.',
    choices: trendGroups,
    default: 'all',
  },
  metric: {
    id: 'metric',
    kind: 'metric',
    label: 'Metric',
    description: 'The one number to show. Time series show several when none is chosen.',
    formats: ['timeSeries', 'numeric'],
  },
  section: {
    id: 'section',
    kind: 'word',
    label: 'Section',
    description: 'Part of the report to show.',
    choices: sections,
    default: 'information',
  },
  dimensions: {
    id: 'dimensions',
    kind: 'list',
    label: 'Tables',
    description: 'The ranked tables to show.',
    choices: dimensions,
  },
  compareWith: {
    id: 'compareWith',
    kind: 'word',
    label: 'Compare with',
    description:
      'What the failures are held against. Automatic is the same window of earlier weeks up to a day, the other sessions of longer ranges.',
    choices: comparisons,
    default: 'auto',
  },
  show: {
    id: 'show',
    kind: 'word',
    label: 'Show',
    description: 'The drivers, or every value that was looked at.',
    choices: driverLists,
    default: 'drivers',
    formats: ['table'],
  },
  driverOf: {
    id: 'driverOf',
    kind: 'word',
    label: 'A number for each',
    description: 'Each driver, or each pool or diagnostic ID with the driver that most of its failures are of.',
    choices: driverGroups,
    default: 'driver',
    formats: ['numeric'],
  },
  limit: {
    id: 'limit',
    kind: 'number',
    label: 'Rows',
    description: 'Most rows to show.',
    default: 1000,
    low: 1,
    counts: 'rows',
  },
  groupBy: {
    id: 'groupBy',
    kind: 'set',
    label: 'Group by',
    description: 'What tells the groups apart; each combination is compared with its own past.',
    choices: spikeGroups,
    default: ['pool'],
  },
  windowMinutes: {
    id: 'windowMinutes',
    kind: 'number',
    label: 'Window (minutes)',
    description: 'Length of the window that is compared with the same window of earlier weeks.',
    default: 60,
    choices: [15, 30, 60, 120, 180, 240, 360, 720, 1440],
    low: 15,
    high: 1440,
  },
  baselineWeeks: {
    id: 'baselineWeeks',
    kind: 'number',
    label: 'Baseline weeks',
    description: 'How many preceding weeks make up the baseline.',
    default: 4,
    low: 1,
    high: 8,
  },
  minSessions: {
    id: 'minSessions',
    kind: 'number',
    label: 'Minimum sessions',
    description: 'A group with fewer sessions in the window is no spike: score and ratio are 0.',
    default: 20,
    low: 0,
  },
  minUsers: {
    id: 'minUsers',
    kind: 'number',
    label: 'Minimum users',
    description: 'A group whose failures hit fewer users is no spike: score, ratio and New are 0.',
    default: 3,
    low: 0,
  },
  minFailures: {
    id: 'minFailures',
    kind: 'number',
    label: 'Minimum failures',
    description: 'A group with fewer failed sessions is no spike: score, ratio and New are 0.',
    default: 5,
    low: 0,
  },
  minScore: {
    id: 'minScore',
    kind: 'number',
    label: 'Minimum score',
    description: 'Rows of the table and events below this score are left out.',
    default: 0,
    defaults: { events: 6 },
    low: 0,
    fractions: true,
    formats: ['table', 'events'],
  },
  overlaps: {
    id: 'overlaps',
    kind: 'word',
    label: 'Overlapping spikes',
    description: 'Whether groups that stand out at the same time, as an incident makes them, are one event.',
    choices: spikeOverlaps,
    default: 'apart',
    formats: ['events'],
  },
  lookbackDays: {
    id: 'lookbackDays',
    kind: 'number',
    label: 'New after (days)',
    description: 'A diagnostic ID is new where no session of so many days before the window has it.',
    default: 28,
    low: 1,
    high: 60,
    onlyGroupedBy: 'diagnosticId',
  },
} as const satisfies { readonly [Id in OptionId]: OptionDefinition & { readonly id: Id } };

export type OptionId =
  | 'interval'
  | 'trendOf'
  | 'metric'
  | 'section'
  | 'dimensions'
  | 'compareWith'
  | 'show'
  | 'driverOf'
  | 'limit'
  | 'groupBy'
  | 'windowMinutes'
  | 'baselineWeeks'
  | 'minSessions'
  | 'minUsers'
  | 'minFailures'
  | 'minScore'
  | 'overlaps'
  | 'lookbackDays';

type Options = typeof options;

/** Ids of the choices of an option; never where it has no words to choose from. */
export type ChoiceOf<Id extends OptionId> = Options[Id] extends {
  readonly choices: readonly { readonly id: infer Choice extends string }[];
}
  ? Choice
  : never;

/** Value of an option in a validated query, by its kind; `Choice` narrows the words it may hold. */
export type OptionValue<Id extends OptionId, Choice extends string = ChoiceOf<Id>> = Options[Id]['kind'] extends 'word'
  ? Choice
  : Options[Id]['kind'] extends 'list' | 'set'
    ? readonly Choice[]
    : Options[Id]['kind'] extends 'metric'
      ? string
      : number;

/** Where an option differs in a report from its description in the vocabulary. */
export interface OptionChanges<Id extends OptionId> {
  readonly label?: string;
  readonly description?: string;
  readonly default?: OptionValue<Id>;
  /** Other defaults of a number by format. */
  readonly defaults?: Partial<Readonly<Record<Format, number>>>;
  /** The words on offer, where not all are. */
  readonly choices?: readonly ChoiceOf<Id>[];
  /** The most an option may be that counts something. */
  readonly most?: number;
}

/** The options a report takes. */
export type OptionsTaken = { readonly [Id in OptionId]?: OptionChanges<Id> };

export const optionIds = Object.keys(options) as OptionId[];

/** The options of a report as it takes them, in the order of the vocabulary. */
export function optionsOf(report: ReportDefinition): OptionDefinition[] {
  return optionIds.flatMap((id) => optionOf(report, id) ?? []);
}

/** One option as a report takes it; undefined where it does not. */
export function optionOf<Id extends OptionId>(
  { options: taken }: ReportDefinition,
  id: Id,
): DefinitionOf<Id> | undefined {
  const changes: OptionChanges<OptionId> | undefined = taken[id];
  if (!changes) {
    return undefined;
  }
  const definition: OptionDefinition = options[id];
  const { choices, ...others } = changes;
  const kept: readonly string[] | undefined = choices;
  const words = 'choices' in definition ? (definition.choices as readonly (Word | number)[]) : [];
  return {
    ...definition,
    ...others,
    ...(kept && { choices: words.filter((word) => typeof word === 'object' && kept.includes(word.id)) }),
  } as DefinitionOf<Id>;
}

interface Kinds {
  word: WordOption;
  list: WordsOption;
  set: WordsOption;
  number: NumberOption;
  metric: MetricOption;
}
type DefinitionOf<Id extends OptionId> = Kinds[Options[Id]['kind']];

/** What an option is where the query leaves it out; undefined for a metric. */
export function defaultOf(option: OptionDefinition, format: Format): string | number | readonly string[] | undefined {
  switch (option.kind) {
    case 'word':
      return option.default;
    case 'number':
      return option.defaults?.[format] ?? option.default;
    case 'list':
    case 'set':
      return option.default ?? option.choices.map(({ id }) => id);
    case 'metric':
      return undefined;
  }
}

/** The numbers of a report of which one can be asked for alone. */
export function metricsOf({ columns }: Pick<ReportDefinition, 'columns'>): ReportDefinition['columns'] {
  return columns.filter(({ metric }) => metric);
}
