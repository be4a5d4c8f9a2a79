import { spikeScore } from '../spikes/score.ts';

/** Sessions and failures of a range, and of what came before. */
export interface Counts {
  sessions: number;
  failures: number;
  sessionsBefore: number;
  failuresBefore: number;
}

/** What sessions with a value are held against. */
export type ComparedWith = 'Weeks' | 'Others';

/** What is known of sessions with a value, of all sessions. */
export interface Measure {
  /** Share of failures before, or of the others; null where there are none. */
  readonly otherRate: number | null;
  /** Failures beyond that rate, a few sessions of which are taken to be as all are. */
  readonly explained: number;
  /** Score before it is corrected for the number of values looked at; 0 where no more failed than had to. */
  readonly score: number;
  /** How much better failures are told by the value than by what is new being spread evenly: log of the ratio of likelihoods. */
  readonly strength: number;
}

/** Sessions by which every rate before is drawn to that of all sessions: a value with few sessions before says little of itself. */
const ownPrior = 20;
/** Sessions by which what happens to all others is drawn to what happens to all: a value that nearly all have cannot be told from all. */
const spreadPrior = 10;

const share = (part: number, whole: number) => (whole > 0 ? part / whole : 0);

/** Holds sessions with a value against what came before, or against the other sessions. */
export function measure(value: Counts, all: Counts, comparedWith: ComparedWith): Measure {
  const sessions = Math.max(value.sessions, value.failures);
  const { failures } = value;
  if (comparedWith === 'Others') {
    const others = { sessions: Math.max(all.sessions - sessions, 0), failures: Math.max(all.failures - failures, 0) };
    const overall = share(all.failures, all.sessions);
    const rate = (others.failures + ownPrior * overall) / (others.sessions + ownPrior);
    return {
      otherRate: others.sessions > 0 ? share(others.failures, others.sessions) : null,
      explained: Math.max(0, failures - sessions * rate),
      score: scoreOf(sessions, failures, rate, others.sessions),
      strength: concentration(failures, all.failures, sessions * overall),
    };
  }
  const overall = share(all.failuresBefore, all.sessionsBefore);
  const before = rateBefore(value, overall);
  // What happens to the sessions without the value too is not its doing.
  const excess = failures - sessions * before;
  const excessOfAll = all.failures - all.sessions * overall;
  const others = Math.max(all.sessions - sessions, 0);
  const everywhere = share(excessOfAll, all.sessions);
  const spread = Math.max(0, (excessOfAll - excess + spreadPrior * everywhere) / (others + spreadPrior));
  return {
    otherRate: value.sessionsBefore > 0 ? share(value.failuresBefore, value.sessionsBefore) : null,
    explained: Math.max(0, excess),
    score: scoreOf(sessions, failures, Math.min(1, before + spread), value.sessionsBefore),
    strength: concentration(failures, all.failures, sessions * (before + Math.max(0, everywhere))),
  };
}

function rateBefore({ sessionsBefore, failuresBefore }: Counts, overall: number): number {
  const sessions = Math.max(sessionsBefore, failuresBefore);
  return (failuresBefore + ownPrior * overall) / (sessions + ownPrior);
}

function scoreOf(sessions: number, failures: number, rate: number, history: number): number {
  const isMore = sessions > 0 && failures / sessions > rate;
  return isMore ? spikeScore({ sessions, failures, rate, history: history + ownPrior }) : 0;
}

/**
 * Log of the ratio of likelihoods: failures with and without the value at rates of their own, over so many with the value as there were
 * to be expected, had what is new been spread evenly. 0 where there are no more than that.
 */
function concentration(failures: number, ofAll: number, expected: number): number {
  if (expected <= 0 || failures <= expected) {
    return 0;
  }
  const others = Math.max(0, ofAll - failures);
  const term = (count: number, other: number) => (count > 0 ? count * Math.log(count / other) : 0);
  return Math.max(0, term(failures, expected) + term(others, ofAll - expected));
}

/** Holds failures with a value of their own against all sessions, and against those before. */
export function measureFailures(
  { failures, failuresBefore }: Pick<Counts, 'failures' | 'failuresBefore'>,
  all: Counts,
): Pick<Measure, 'explained' | 'score'> {
  const rate = share(failuresBefore, all.sessionsBefore);
  const { sessions } = all;
  const isMore = sessions > 0 && failures / sessions > rate;
  return {
    explained: Math.max(0, failures - sessions * rate),
    score: isMore
      ? spikeScore({ sessions, failures: Math.min(failures, sessions), rate, history: Math.max(1, all.sessionsBefore) })
      : 0,
  };
}
