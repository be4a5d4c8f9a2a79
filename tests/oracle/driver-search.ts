import { score as tail } from './failure-spikes.ts';
import { dimensionOrder, isOfFailures, type ValueBook } from './driver-values.ts';
import type { Session } from './index-rows.ts';
import { compareText } from './text.ts';

/** Sessions of the range or of the weeks before, and those of them that failed. */
export interface Part {
  readonly sessions: readonly Session[];
  readonly failed: readonly Session[];
  /** How many sessions one stands for: in a sample several, or none. 1 where absent. */
  readonly weightOf?: (session: Session) => number;
}

/** Sessions, each as many as it stands for. */
export const size = ({ sessions, weightOf = () => 1 }: Part, has: (session: Session) => boolean = () => true): number =>
  sessions.filter(has).reduce((sum, session) => sum + weightOf(session), 0);

/** What is searched: the weeks are absent where the other sessions are what is compared with. */
export interface Searched {
  readonly now: Part;
  readonly before: Part | null;
}

/** n and k of the range, N and K of the weeks before. */
interface Four {
  n: number;
  k: number;
  N: number;
  K: number;
}

/** A value, a pair, or a value of failures, with its numbers. */
export interface Candidate extends Four {
  readonly names: readonly string[];
  readonly otherRate: number | null;
  readonly explained: number;
  readonly score: number | null;
  readonly strength: number;
}

const nine = (value: number) => Number(value.toPrecision(9));
const ten = (value: number) => Number(value.toPrecision(10));
const zero = (): Four => ({ n: 0, k: 0, N: 0, K: 0 });
const dimensionOf = (name: string) => name.split('\t')[0] ?? '';
const keyOf = (name: string) => name.split('\t')[1] ?? '';

/** Filters that cannot be asked for twice. */
const sameFilter: readonly (readonly string[])[] = [
  ['pool', 'edge'],
  ['gateway', 'mediationServer'],
];

export class Search {
  readonly #book: ValueBook;
  readonly #users: ReadonlySet<string>;

  /** @param users names of the user values whose sessions are counted */
  constructor(book: ValueBook, users: ReadonlySet<string>) {
    this.#book = book;
    this.#users = users;
  }

  /** Every value with failures in the range, and all sessions together. */
  count({ now, before }: Searched): { readonly all: Four; readonly each: Map<string, Four> } {
    const all = zero();
    const each = new Map<string, Four>();
    const add = (part: Part | null, sessions: 'n' | 'N', failures: 'k' | 'K') => {
      all[sessions] += part ? size(part) : 0;
      all[failures] += part?.failed.length ?? 0;
      const note = (name: string, into: keyof Four, weight = 1) => {
        const four = each.get(name) ?? zero();
        four[into] += weight;
        each.set(name, four);
      };
      part?.sessions.forEach((session) => {
        for (const name of this.#book.of(session, false).keys()) {
          note(name, sessions, part.weightOf?.(session));
        }
      });
      part?.failed.forEach((session) => {
        for (const name of this.#book.of(session, true).keys()) {
          note(name, failures);
        }
      });
    };
    add(now, 'n', 'k');
    add(before, 'N', 'K');
    return { all, each: new Map([...each].filter(([, { k }]) => k > 0)) };
  }

  /** The formulas of docs/reports.md, Failure Drivers. */
  #measured(names: readonly string[], { n, k, N, K }: Four, all: Four, weeks: boolean, looked: number): Candidate {
    const concentration = (even: number) => {
      const rest = all.k - k;
      const log = (count: number, expected: number) => (count === 0 ? 0 : count * Math.log(count / expected));
      return even > 0 && k > even ? Math.max(0, log(k, even) + log(rest, all.k - even)) : 0;
    };
    const scored = (rate: number, history: number) => {
      const raw = n > 0 && k / n > rate ? tail(n, k, rate, history + 20) : 0;
      return ten(Math.max(0, raw - Math.log10(Math.max(1, looked))));
    };
    const cost = names.some((name) => dimensionOf(name) === 'frontEnd') ? 3 : 0;
    const strong = (even: number) => nine(Math.max(0, concentration(even) - cost));
    if (!weeks) {
      const even = all.n > 0 ? all.k / all.n : 0;
      const rate = (all.k - k + 20 * even) / (all.n - n + 20);
      return {
        ...{ names, n, k, N, K },
        otherRate: all.n > n ? (all.k - k) / (all.n - n) : null,
        explained: Math.max(0, k - n * rate),
        score: scored(rate, all.n - n),
        strength: strong(n * even),
      };
    }
    const overall = all.N > 0 ? all.K / all.N : 0;
    const rate = (K + 20 * overall) / (N + 20);
    const [excess, excessOfAll] = [k - n * rate, all.k - all.n * overall];
    const everywhere = all.n > 0 ? excessOfAll / all.n : 0;
    const spread = Math.max(0, (excessOfAll - excess + 10 * everywhere) / (all.n - n + 10));
    return {
      ...{ names, n, k, N, K },
      otherRate: N > 0 ? K / N : null,
      explained: Math.max(0, excess),
      score: scored(Math.min(1, rate + spread), N),
      strength: strong(n * (rate + Math.max(0, everywhere))),
    };
  }

  #compare(a: Candidate, b: Candidate): number {
    const place = (name: string) => dimensionOrder.indexOf(dimensionOf(name));
    return (
      nine(b.explained) - nine(a.explained) ||
      a.names.reduce((order, name, index) => {
        const other = b.names[index] ?? '';
        return order || place(name) - place(other) || compareText(keyOf(name), keyOf(other));
      }, 0)
    );
  }

  /** Values of sessions, the strongest first, and how many were looked at. */
  values(searched: Searched): { readonly found: Candidate[]; readonly looked: number } {
    const { all, each } = this.count(searched);
    const own = [...each].filter(([name]) => !isOfFailures(dimensionOf(name)));
    const found = own
      .filter(([name]) => dimensionOf(name) !== 'user' || this.#users.has(name))
      .map(([name, four]) => this.#measured([name], four, all, searched.before !== null, own.length));
    found.sort((a, b) => b.strength - a.strength || this.#compare(a, b));
    return { found, looked: own.length };
  }

  /** The numbers of a value or a pair among what is searched. */
  both(names: readonly string[], searched: Searched, looked = 1): Candidate {
    const has = (session: Session) => names.every((name) => this.#book.of(session, false).has(name));
    const { now, before } = searched;
    const numbers = (of: (session: Session) => boolean): Four => ({
      ...{ n: size(now, of), k: now.failed.filter(of).length },
      ...{ N: before ? size(before, of) : 0, K: before?.failed.filter(of).length ?? 0 },
    });
    const [four, all] = [numbers(has), numbers(() => true)];
    return this.#measured(names, four, all, before !== null, looked);
  }

  /** Pairs of the ten strongest values, the strongest first. */
  pairs(searched: Searched, minFailures: number): Candidate[] {
    const { found, looked } = this.values(searched);
    const strong = found
      .filter(({ names: [name = ''], strength, k }) => strength > 0 && k >= minFailures && dimensionOf(name) !== 'user')
      .slice(0, 10)
      .flatMap(({ names }) => names);
    const filterOf = (name: string) =>
      sameFilter.find((dimensions) => dimensions.includes(dimensionOf(name)))?.[0] ?? dimensionOf(name);
    const pairs = strong.flatMap((one, index) =>
      strong.slice(index + 1).flatMap((other) => (filterOf(one) === filterOf(other) ? [] : [[one, other]])),
    );
    const place = (name: string) => dimensionOrder.indexOf(dimensionOf(name));
    return pairs
      .map((pair) =>
        this.both(
          pair.sort((a, b) => place(a) - place(b)),
          searched,
          looked + pairs.length,
        ),
      )
      .sort((a, b) => b.strength - a.strength || this.#compare(a, b));
  }

  /** What only failures have, the highest score first. */
  ofFailures(searched: Searched): Candidate[] {
    const { all, each } = this.count(searched);
    const own = [...each].filter(([name]) => isOfFailures(dimensionOf(name)));
    const weeks = searched.before !== null;
    const rate = (K: number) => (all.N > 0 ? K / all.N : 0);
    return own
      .map(([name, { k, K }]): Candidate => {
        const raw = k / all.n > rate(K) ? tail(all.n, k, rate(K), Math.max(1, all.N)) : 0;
        return {
          ...{ names: [name], n: all.n, k, N: all.N, K, strength: 0 },
          otherRate: weeks && all.N > 0 ? K / all.N : null,
          explained: weeks ? Math.max(0, k - all.n * rate(K)) : 0,
          score: weeks ? ten(Math.max(0, raw - Math.log10(own.length))) : null,
        };
      })
      .sort((a, b) => (b.score ?? 0) - (a.score ?? 0) || this.#compare(a, b));
  }

  /** The next driver of what is left; undefined where nothing stands out. */
  next(searched: Searched, toExplain: number, minFailures: number, minScore: number): Candidate | undefined {
    const failures = this.ofFailures(searched);
    const inDimension = (dimension: string) =>
      failures.filter(({ names: [name = ''] }) => dimensionOf(name) === dimension);
    const raised = inDimension('diagnosticId')
      .filter(({ score, k }) => (score ?? 0) > 0 && k >= minFailures)
      .slice(0, 3);
    const withFailures = (name: string): Searched => {
      const narrowed = (part: Part): Part => ({
        ...part,
        failed: part.failed.filter((session) => this.#book.of(session, true).has(name)),
      });
      return { now: narrowed(searched.now), before: searched.before && narrowed(searched.before) };
    };
    const views = [searched, ...raised.map(({ names: [name = ''] }) => withFailures(name))];
    const price = Math.log10(views.length);
    const enoughOf = ({ explained }: Candidate) => explained > 0 && explained >= 0.03 * toExplain;
    const explains = ({ names }: Candidate) => enoughOf(this.both(names, searched));
    const best = views
      .flatMap((view) => {
        const stands = (one: Candidate) =>
          one.k >= minFailures && (one.score ?? 0) - price >= minScore && (one.score ?? 0) > price && explains(one);
        const chosen = this.#strongest(view, minFailures, stands);
        return chosen ? [chosen] : [];
      })
      .sort((a, b) => b.strength - a.strength)[0];
    if (best) {
      return { ...this.both(best.names, searched), score: ten(Math.max(0, (best.score ?? 0) - price)) };
    }
    const enough = (one: Candidate) =>
      one.k >= minFailures && (one.score ?? 0) >= minScore && (one.score ?? 0) > 0 && enoughOf(one);
    const everywhere = inDimension('diagnosticId').find(enough) ?? inDimension('responseCode').find(enough);
    if (!everywhere) {
      return undefined;
    }
    const view = withFailures(everywhere.names[0] ?? '');
    const { looked } = this.values(view);
    const uneven = this.#strongest(
      view,
      minFailures,
      (one) => one.k >= minFailures && one.strength >= Math.log(looked) + Math.log(20) && explains(one),
    );
    return uneven ? { ...this.both(uneven.names, searched), score: everywhere.score } : everywhere;
  }

  /** The best value, a conferencing server (pool and kind of conference) being one; or another pair that is much better. */
  #strongest(view: Searched, minFailures: number, stands: (one: Candidate) => boolean): Candidate | undefined {
    const isServer = ({ names }: Candidate) =>
      ['pool', 'conferenceType'].every((dimension) => names.some((name) => dimensionOf(name) === dimension));
    const pairs = this.pairs(view, minFailures).filter(stands);
    const single = this.values(view).found.find(stands);
    const server = pairs.find(isServer);
    const value = server && server.strength > (single?.strength ?? 0) ? server : single;
    const pair = pairs.find((one) => !isServer(one));
    return pair && pair.strength >= 1.05 * (value?.strength ?? 0) + 3.5 ? pair : value;
  }
}

/** What is left when the sessions of a driver are taken away; of one that only failures have, these. */
export function without(book: ValueBook, searched: Searched, names: readonly string[]): Searched {
  const ofFailures = names.some((name) => isOfFailures(dimensionOf(name)));
  const left = ({ sessions, failed, ...rest }: Part): Part => {
    const bad = new Set(failed);
    const goes = (session: Session) => {
      const values = book.of(session, ofFailures);
      return (!ofFailures || bad.has(session)) && names.every((name) => values.has(name));
    };
    return { ...rest, sessions: sessions.filter((one) => !goes(one)), failed: failed.filter((one) => !goes(one)) };
  };
  return { now: left(searched.now), before: searched.before && left(searched.before) };
}
