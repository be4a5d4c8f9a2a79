import type { Format, SpikeGroup } from './vocabulary.ts';

/** One number of the option `spikes`: what it may be, and what it is where the query leaves it out. */
export interface SpikeOptionDefinition {
  readonly id: SpikeOption;
  readonly label: string;
  readonly description: string;
  readonly default: number;
  /** Other defaults by format. */
  readonly defaults?: Partial<Readonly<Record<Format, number>>>;
  /** The only values taken, where there are few. */
  readonly choices?: readonly number[];
  readonly low: number;
  readonly high?: number;
  /** Takes fractions. */
  readonly fractions?: boolean;
}

export type SpikeOption =
  'windowMinutes' | 'baselineWeeks' | 'minSessions' | 'minUsers' | 'minFailures' | 'minScore' | 'lookbackDays';

/** Numbers of the option `spikes`, in the order in which the editor shows them. */
export const spikeOptions = {
  windowMinutes: {
    id: 'windowMinutes',
    label: 'Window (minutes)',
    description: 'Length of the window that is compared with the same window of earlier weeks.',
    default: 60,
    choices: [15, 30, 60, 120, 180, 240, 360, 720, 1440],
    low: 15,
    high: 1440,
  },
  baselineWeeks: {
    id: 'baselineWeeks',
    label: 'Baseline weeks',
    description: 'How many preceding weeks make up the baseline.',
    default: 4,
    low: 1,
    high: 8,
  },
  minSessions: {
    id: 'minSessions',
    label: 'Minimum sessions',
    description: 'A group with fewer sessions in the window is no spike: score and ratio are 0.',
    default: 20,
    low: 0,
  },
  minUsers: {
    id: 'minUsers',
    label: 'Minimum users',
    description: 'A group whose failures hit fewer users is no spike: score, ratio and New are 0.',
    default: 3,
    low: 0,
  },
  minFailures: {
    id: 'minFailures',
    label: 'Minimum failures',
    description: 'A group with fewer failed sessions is no spike: score, ratio and New are 0.',
    default: 5,
    low: 0,
  },
  minScore: {
    id: 'minScore',
    label: 'Minimum score',
    description: 'Rows of the table and events below this score are left out.',
    default: 0,
    defaults: { events: 6 },
    low: 0,
    fractions: true,
  },
  lookbackDays: {
    id: 'lookbackDays',
    label: 'New after (days)',
    description: 'A diagnostic ID is new where no session of so many days before the window has it.',
    default: 28,
    low: 1,
    high: 60,
  },
} as const satisfies Record<SpikeOption, SpikeOptionDefinition>;

/** What a report takes of the option `spikes`. */
export interface SpikeDefinition {
  readonly groupBy: readonly SpikeGroup[];
  readonly defaultGroupBy: readonly SpikeGroup[];
  readonly options: readonly SpikeOptionDefinition[];
}

/** The option `spikes` of a validated query: everything its report takes, filled in. */
export type SpikeOptions = {
  /** What tells groups apart, in the order of the vocabulary; empty for one group of everything. */
  readonly groupBy: readonly SpikeGroup[];
} & { readonly [Id in 'windowMinutes' | 'baselineWeeks' | 'minSessions']: number } & {
  readonly [Id in SpikeOption]?: number;
};

/** The option `spikes` as saved: whatever is left out has its default. */
export type SavedSpikes = { groupBy?: SpikeGroup | readonly SpikeGroup[] } & {
  [Id in SpikeOption]?: number | string;
};
