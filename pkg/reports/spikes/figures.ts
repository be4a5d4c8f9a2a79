import { median } from 'simple-statistics';
import type { SpikeOptions } from '../../../contract/query.ts';
import { percentage } from '../shapes/metrics.ts';
import { spikeScore } from './score.ts';

/** Where a baseline comes from, in the words of the column Baseline. */
export type BaselineKind = 'Weeks' | 'Day' | 'None';

/** What a window is held against: parts with some data, none where there is nothing. */
export interface Baseline<Part> {
  readonly kind: BaselineKind;
  readonly parts: readonly Part[];
}

/**
 * The weeks that have data, where at least half of them do; else the day before, where that has some.
 * @param sizeOf sessions or reports of a part
 */
export function chooseBaseline<Part>(
  weeks: readonly Part[],
  day: () => Part,
  sizeOf: (part: Part) => number,
): Baseline<Part> {
  const filled = weeks.filter((part) => sizeOf(part) > 0);
  if (filled.length > 0 && filled.length * 2 >= weeks.length) {
    return { kind: 'Weeks', parts: filled };
  }
  const before = day();
  return sizeOf(before) > 0 ? { kind: 'Day', parts: [before] } : { kind: 'None', parts: [] };
}

/** Sessions of a stretch of time, and how many of them failed. */
export interface Counts {
  readonly sessions: number;
  readonly failures: number;
}

/** What is known of one group in one window. */
export interface Observed extends Counts {
  readonly usersImpacted: number;
  readonly weeks: readonly Counts[];
  day(): Counts;
}

/** The numbers of one group in one window, by column id. */
export interface SpikeFigures extends Counts {
  readonly usersImpacted: number;
  readonly failureRate: number | null;
  readonly baselineRate: number | null;
  /** Of all parts of the baseline together. */
  readonly baselineSessions: number | null;
  readonly baselineFailures: number | null;
  readonly ratio: number | null;
  readonly score: number | null;
  readonly baseline: BaselineKind;
  /** Too few for a ratio or a score: both are 0, which no alert rule takes for a spike. A table leaves them empty. */
  readonly isFew: boolean;
}

const rateOf = ({ failures, sessions }: Counts) => percentage(failures, sessions) ?? 0;

/** Holds a window against its baseline. */
export function figuresOf(observed: Observed, options: SpikeOptions): SpikeFigures {
  const { sessions, failures, usersImpacted } = observed;
  const { kind, parts } = chooseBaseline(
    observed.weeks,
    () => observed.day(),
    (part) => part.sessions,
  );
  const failureRate = percentage(failures, sessions);
  // The median: one odd week, a holiday or an outage, moves it little.
  const baselineRate = kind === 'None' ? null : median(parts.map(rateOf));
  const history = parts.reduce((sum, part) => sum + part.sessions, 0);
  const ratio = failureRate === null || !baselineRate ? null : failureRate / baselineRate;
  const score =
    baselineRate === null
      ? null
      : (failureRate ?? 0) <= baselineRate
        ? 0
        : rounded(spikeScore({ sessions, failures, rate: baselineRate / 100, history }));
  const isFew = sessions < options.minSessions || !isMany(observed, options);
  return {
    sessions,
    failures,
    usersImpacted,
    failureRate,
    baselineRate,
    baselineSessions: baselineRate === null ? null : history,
    baselineFailures: baselineRate === null ? null : (baselineRate / 100) * sessions,
    ratio: isFew && ratio !== null ? 0 : ratio,
    score: isFew && score !== null ? 0 : score,
    baseline: kind,
    isFew,
  };
}

/** What is equally unlikely gets the same number, however its terms were summed: the order of groups hangs on it. */
const rounded = (score: number) => Number(score.toPrecision(10));

/** Whether as many sessions failed, and as many users were hit, as the query wants at least. */
export function isMany(
  { failures, usersImpacted }: Pick<Observed, 'failures' | 'usersImpacted'>,
  { minFailures = 0, minUsers = 0 }: SpikeOptions,
): boolean {
  return failures >= minFailures && usersImpacted >= minUsers;
}
