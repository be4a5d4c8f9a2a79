import { driverDimensions, failureDimensions } from '../../../contract/vocabulary.ts';
import { byCodePoint } from '../../cdr/spellings.ts';
import { filterOf } from './filters.ts';
import { measure, measureFailures, type ComparedWith, type Counts } from './measure.ts';
import type { Failure, Observed } from './observed.ts';
import { Tally, type Pair } from './tally.ts';
import type { AnyDimension, Values } from './values.ts';

/** What makes a driver. */
export interface DriverOptions {
  readonly comparedWith: ComparedWith;
  readonly minFailures: number;
  readonly minScore: number;
}

/** Values, or a value of failures alone, with its numbers. */
export interface Finding extends Counts {
  /** One value, or a pair. */
  readonly values: readonly number[];
  /** Only failures have it: sessions and their rate are those of all. */
  readonly ofFailures: boolean;
  readonly otherRate: number | null;
  readonly explained: number;
  /** Corrected for the number of values looked at. */
  readonly score: number;
  readonly strength: number;
}

/** A finding with the failures of the range that it explains. */
export interface Driver extends Finding {
  readonly failed: readonly Failure[];
}

export const mostDrivers = 5;
/** Values among which pairs are looked for. */
const paired = 10;
/** How much more a pair has to tell than the best value alone. */
const pairGain = 1.05;
/** The same in all, for that few failures of a pair are no more than chance. */
const pairCost = 3.5;
/** What a front end has to tell more than its pool. */
const frontEndCost = 3;
/** How much better than an even spread a value has to tell failures that are certain to be more, beyond what chance does to as many values: 20 to 1. */
const unevenness = Math.log(20);
/** Share of what is to be explained that a driver explains at least. */
const leastShare = 0.03;

const order = new Map<AnyDimension, number>(
  [...driverDimensions, ...failureDimensions].map(({ id }, place) => [id, place]),
);
const ofFailuresAlone: ReadonlySet<AnyDimension> = new Set(failureDimensions.map(({ id }) => id));

/** What is equally likely gets the same number, however its terms were summed: the order hangs on it. */
const rounded = (value: number) => Number(value.toPrecision(9));

/** Measures every value of the failures. */
export class Findings {
  readonly tally: Tally;
  readonly #values: Values;
  readonly #comparedWith: ComparedWith;
  readonly #isCounted: (value: number) => boolean;
  readonly #failing: readonly number[];
  readonly #ofSessions: readonly number[];

  /**
   * @param isCounted whether the sessions of a value are known: those of most users are not
   * @param sessions what was measured of the same sessions with other failures
   */
  constructor(
    observed: Observed,
    values: Values,
    comparedWith: ComparedWith,
    isCounted: (value: number) => boolean,
    sessions?: Findings,
  ) {
    this.tally = new Tally(observed, values.count, sessions?.tally);
    this.#values = values;
    this.#comparedWith = comparedWith;
    this.#isCounted = isCounted;
    this.#failing = this.tally.failing();
    this.#ofSessions = this.#failing.filter((value) => !this.#isOfFailures(value));
  }

  get all(): Counts {
    return this.tally.all;
  }

  /** How many values of sessions the failures have. */
  get looked(): number {
    return this.#ofSessions.length;
  }

  /** Values of sessions, the strongest first. */
  ofSessions(): Finding[] {
    return this.#ofSessions
      .filter(this.#isCounted)
      .map((value) => this.#finding([value], this.tally.of(value), this.looked))
      .sort(this.#byStrength);
  }

  /**
   * The value that tells most of those that stand. A pool with a kind of conference sessions counts as one: they are a conferencing server.
   * Any other pair takes its place only where it is much better.
   */
  strongest(minFailures: number, stands: (finding: Finding) => boolean): Finding | undefined {
    const singles = this.ofSessions();
    const pairs = this.ofPairs(singles, minFailures);
    const single = singles.find(stands);
    const server = pairs.find((pair) => this.#isConferencingServer(pair) && stands(pair));
    const value = server && server.strength > (single?.strength ?? 0) ? server : single;
    const pair = pairs.find((one) => !this.#isConferencingServer(one) && stands(one));
    return pair && pair.strength >= pairGain * (value?.strength ?? 0) + pairCost ? pair : value;
  }

  /** Pairs of the strongest values, the strongest first. */
  ofPairs(singles: readonly Finding[], minFailures: number): Finding[] {
    const strong = singles
      .filter(({ strength, failures, values: [value = 0] }) => {
        const { dimension } = this.#values.value(value);
        return strength > 0 && failures >= minFailures && dimension !== 'user';
      })
      .slice(0, paired)
      .flatMap(({ values: [value] }) => value ?? []);
    const pairs = strong.flatMap((one, index) =>
      strong.slice(index + 1).flatMap((other): Pair[] => (this.#mayPair(one, other) ? [[one, other]] : [])),
    );
    const looked = this.looked + pairs.length;
    return this.tally
      .ofPairs(pairs)
      .map((counts, index) => this.#finding(this.#inOrder(pairs[index] ?? []), counts, looked))
      .sort(this.#byStrength);
  }

  /** Values that only failures have, the highest score first. */
  ofFailures(): Finding[] {
    const failing = this.#failing.filter((value) => this.#isOfFailures(value));
    return failing
      .map((value): Finding => {
        const counts = this.tally.of(value);
        const { all } = this.tally;
        const { explained, score } =
          this.#comparedWith === 'Weeks' ? measureFailures(counts, all) : { explained: 0, score: 0 };
        return {
          ...counts,
          sessions: all.sessions,
          sessionsBefore: all.sessionsBefore,
          values: [value],
          ofFailures: true,
          otherRate:
            this.#comparedWith === 'Weeks' && all.sessionsBefore > 0
              ? counts.failuresBefore / all.sessionsBefore
              : null,
          explained,
          score: corrected(score, failing.length),
          strength: 0,
        };
      })
      .sort((a, b) => b.score - a.score || this.#byExplained(a, b));
  }

  /** What the same values are among what is measured here. */
  same({ values }: Finding): Finding {
    const [one = 0, other] = values;
    const counts = other === undefined ? this.tally.of(one) : this.tally.ofPairs([[one, other]])[0];
    return this.#finding(values, counts ?? this.tally.of(one), 1);
  }

  #isConferencingServer({ values }: Finding): boolean {
    const dimensions = values.map((value) => this.#values.value(value).dimension);
    return dimensions.includes('pool') && dimensions.includes('conferenceType');
  }

  #isOfFailures(value: number): boolean {
    return ofFailuresAlone.has(this.#values.value(value).dimension);
  }

  /** Two values whose filters can be asked for together. */
  #mayPair(one: number, other: number): boolean {
    const [left, right] = [one, other].map((value) => filterOf(this.#values.value(value).dimension));
    return left !== right;
  }

  #inOrder(values: readonly number[]): number[] {
    return [...values].sort((a, b) => this.#place(a) - this.#place(b));
  }

  #finding(values: readonly number[], counts: Counts, looked: number): Finding {
    const measured = measure(counts, this.tally.all, this.#comparedWith);
    return {
      ...counts,
      sessions: Math.max(counts.sessions, counts.failures),
      values,
      ofFailures: false,
      ...measured,
      score: corrected(measured.score, looked),
      strength: rounded(Math.max(0, measured.strength - this.#costOf(values))),
    };
  }

  #costOf(values: readonly number[]): number {
    return values.some((value) => this.#values.value(value).dimension === 'frontEnd') ? frontEndCost : 0;
  }

  readonly #byStrength = (a: Finding, b: Finding) => b.strength - a.strength || this.#byExplained(a, b);

  #byExplained(a: Finding, b: Finding): number {
    return rounded(b.explained) - rounded(a.explained) || this.#byValues(a.values, b.values);
  }

  #byValues(a: readonly number[], b: readonly number[]): number {
    return a.reduce((found, value, index) => {
      const other = b[index];
      return (
        found ||
        (other === undefined
          ? 1
          : this.#place(value) - this.#place(other) ||
            byCodePoint(this.#values.value(value).key, this.#values.value(other).key))
      );
    }, 0);
  }

  #place(value: number): number {
    return order.get(this.#values.value(value).dimension) ?? 0;
  }
}

/** A score less what chance does to as many values. */
const corrected = (score: number, looked: number) =>
  Number(Math.max(0, score - Math.log10(Math.max(1, looked))).toPrecision(10));

/** The drivers of what was observed, and what they are to explain. */
export interface Drivers {
  readonly drivers: readonly Driver[];
  /** Sessions and failures that they were found in. */
  readonly all: Counts;
  /** Failures in excess of those before, or all of them where there is no before. */
  readonly excess: number;
}

/**
 * Finds one driver after the other: the value or pair of values that tells the failures best, then the same of what is left without its sessions.
 * Where no value of sessions stands out, one of failures is told if more of them fail so than before, or the value of sessions that these are with.
 */
export function findDrivers(
  observed: Observed,
  values: Values,
  isCounted: (value: number) => boolean,
  options: DriverOptions,
): Drivers {
  const drivers: Driver[] = [];
  let rest = observed;
  let findings = new Findings(rest, values, options.comparedWith, isCounted);
  const { all } = findings;
  const toExplain = excessOf(all, options.comparedWith);
  for (;;) {
    const best = bestOf(rest, findings, values, isCounted, options, toExplain);
    if (!best) {
      break;
    }
    const of: Members = (item) =>
      best.values.every((value) => (best.ofFailures ? item.own : item.values)?.includes(value));
    drivers.push({ ...best, failed: rest.failures.filter((failure) => !failure.before && of(failure)) });
    if (drivers.length === mostDrivers) {
      break;
    }
    rest = best.ofFailures ? withoutFailures(rest, of) : withoutSessions(rest, of);
    findings = new Findings(rest, values, options.comparedWith, isCounted);
  }
  const explained = drivers.reduce((sum, driver) => sum + driver.explained, 0);
  return { drivers, all, excess: Math.max(toExplain, explained) };
}

type Members = (item: { readonly values: readonly number[]; readonly own?: readonly number[] }) => boolean | undefined;

/** Failures in excess of those before, or all of them where there is no before. */
export function excessOf(all: Counts, comparedWith: ComparedWith): number {
  const before = all.sessionsBefore > 0 ? all.failuresBefore / all.sessionsBefore : 0;
  return comparedWith === 'Others' ? all.failures : Math.max(0, all.failures - all.sessions * before);
}

/** Diagnostic IDs whose failures are looked at by themselves: among all others the few of one ID may go under. */
const mostViews = 3;

/** The failures with a value of their own alone, among all sessions. */
const viewOf = ({ sessions, failures }: Observed, own: number): Observed => ({
  sessions,
  failures: failures.filter((failure) => failure.own.includes(own)),
});

function bestOf(
  rest: Observed,
  findings: Findings,
  values: Values,
  isCounted: (value: number) => boolean,
  { comparedWith, minFailures, minScore }: DriverOptions,
  toExplain: number,
): Finding | undefined {
  const isOf = (dimension: AnyDimension, { values: [value = 0] }: Finding) =>
    values.value(value).dimension === dimension;
  const own = findings.ofFailures();
  const raised = own
    .filter((finding) => isOf('diagnosticId', finding) && finding.score > 0 && finding.failures >= minFailures)
    .slice(0, mostViews)
    .map(({ values: [id = 0] }) => viewOf(rest, id));
  const views = [findings, ...raised.map((view) => new Findings(view, values, comparedWith, isCounted, findings))];
  const share = Math.log10(views.length);
  const tells = ({ failures, score }: Finding) => failures >= minFailures && score - share >= minScore && score > share;
  const explains = ({ explained }: Finding) => explained > 0 && explained >= leastShare * toExplain;
  const stands = (finding: Finding) => tells(finding) && explains(findings.same(finding));
  const [best] = views
    .flatMap((view) => view.strongest(minFailures, stands) ?? [])
    .sort((a, b) => b.strength - a.strength);
  if (best) {
    return { ...findings.same(best), score: corrected(best.score, views.length), strength: best.strength };
  }
  const isRaised = (finding: Finding) =>
    finding.failures >= minFailures && finding.score >= minScore && finding.score > 0 && explains(finding);
  const everywhere =
    own.find((finding) => isOf('diagnosticId', finding) && isRaised(finding)) ??
    own.find((finding) => isOf('responseCode', finding) && isRaised(finding));
  return everywhere && (concentrated(everywhere) ?? everywhere);

  /** That more fail so than before is certain here: what is left to tell is whether everywhere, or mostly with some value. */
  function concentrated({ values: [value = 0], score }: Finding): Finding | undefined {
    const view = new Findings(viewOf(rest, value), values, comparedWith, isCounted, findings);
    const enough = Math.log(view.looked) + unevenness;
    const found = view.strongest(
      minFailures,
      (finding) => finding.failures >= minFailures && finding.strength >= enough && explains(findings.same(finding)),
    );
    return found && { ...findings.same(found), score, strength: found.strength };
  }
}

function withoutSessions({ sessions, failures }: Observed, of: Members): Observed {
  return { sessions: sessions.filter((one) => !of(one)), failures: failures.filter((one) => !of(one)) };
}

/** Without failures that have a value of their own: their sessions go too, which are among those of their other values. */
function withoutFailures({ sessions, failures }: Observed, of: Members): Observed {
  const gone = failures.filter((failure) => of(failure));
  return {
    sessions: [...sessions, ...gone.map(({ values, before }) => ({ values, before, count: -1 }))],
    failures: failures.filter((failure) => !of(failure)),
  };
}
