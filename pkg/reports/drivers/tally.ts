import type { Counts } from './measure.ts';
import type { Failure, Observed, Sessions } from './observed.ts';

/** Numbers by value. */
interface Columns {
  readonly now: Float64Array;
  readonly before: Float64Array;
}

const columnsOf = (count: number): Columns => ({ now: new Float64Array(count), before: new Float64Array(count) });

/** Two values that sessions have both. */
export type Pair = readonly [number, number];

/** How many items of the range and of before it have something. */
interface Amount {
  now: number;
  before: number;
}

/** Sessions and failures by value, and by pair of values. */
export class Tally {
  readonly all: Counts;
  readonly #sessions: SessionTally;
  readonly #failures: Columns;
  readonly #failed: readonly Failure[];

  /**
   * @param count how many values there are
   * @param of a tally of the same sessions with other failures: they are not counted again
   */
  constructor({ sessions, failures }: Observed, count: number, of?: Tally) {
    this.#sessions = of ? of.#sessions : new SessionTally(sessions, count);
    this.#failures = columnsOf(count);
    this.#failed = failures;
    const { now, before } = this.#sessions.all;
    this.all = { sessions: now, failures: 0, sessionsBefore: before, failuresBefore: 0 };
    for (const { values, own, before: isBefore } of failures) {
      this.all[isBefore ? 'failuresBefore' : 'failures'] += 1;
      const into = isBefore ? this.#failures.before : this.#failures.now;
      addTo(into, values, 1);
      addTo(into, own, 1);
    }
  }

  of(value: number): Counts {
    const { now, before } = this.#sessions.columns;
    return {
      sessions: now[value] ?? 0,
      failures: this.#failures.now[value] ?? 0,
      sessionsBefore: before[value] ?? 0,
      failuresBefore: this.#failures.before[value] ?? 0,
    };
  }

  /** Sessions and failures that have both values, by pair. */
  ofPairs(pairs: readonly Pair[]): Counts[] {
    const failures = amountsOf(this.#failed, pairs, () => 1);
    return this.#sessions.ofPairs(pairs).map((sessions, index) => ({
      sessions: sessions.now,
      failures: failures[index]?.now ?? 0,
      sessionsBefore: sessions.before,
      failuresBefore: failures[index]?.before ?? 0,
    }));
  }

  /** Values that failures of the range have. */
  failing(): number[] {
    return [...this.#failures.now.keys()].filter((value) => (this.#failures.now[value] ?? 0) > 0);
  }
}

/** Sessions by value, and by those pairs that were asked for: they are many, and the same with whatever failures. */
class SessionTally {
  readonly all: Amount = { now: 0, before: 0 };
  readonly columns: Columns;
  readonly #sessions: readonly Sessions[];
  readonly #pairs = new Map<string, Amount>();

  constructor(sessions: readonly Sessions[], values: number) {
    this.#sessions = sessions;
    this.columns = columnsOf(values);
    for (const { values: own, before, count } of sessions) {
      this.all[before ? 'before' : 'now'] += count;
      addTo(before ? this.columns.before : this.columns.now, own, count);
    }
  }

  ofPairs(pairs: readonly Pair[]): Amount[] {
    const unknown = pairs.filter((pair) => !this.#pairs.has(keyOf(pair)));
    if (unknown.length > 0) {
      const found = amountsOf(this.#sessions, unknown, ({ count }) => count);
      unknown.forEach((pair, index) => this.#pairs.set(keyOf(pair), found[index] ?? { now: 0, before: 0 }));
    }
    return pairs.map((pair) => this.#pairs.get(keyOf(pair)) ?? { now: 0, before: 0 });
  }
}

/** The same for both orders of a pair. */
const keyOf = ([one, other]: Pair): string => (one < other ? `${one} ${other}` : `${other} ${one}`);

function addTo(into: Float64Array, values: readonly number[], count: number): void {
  for (const value of values) {
    into[value] = (into[value] ?? 0) + count;
  }
}

/** How many of the items have both values, by pair, in one pass. */
function amountsOf<Item extends { readonly values: readonly number[]; readonly before: boolean }>(
  items: readonly Item[],
  pairs: readonly Pair[],
  countOf: (item: Item) => number,
): Amount[] {
  const amounts = pairs.map((): Amount => ({ now: 0, before: 0 }));
  const wanted = [...new Set(pairs.flat())];
  /** The place among these, or -1, of values up to the highest of them. */
  const places = new Int8Array(Math.max(-1, ...wanted) + 1).fill(-1);
  wanted.forEach((value, place) => (places[value] = place));
  /** The amount of a pair, by the places of its values. */
  const ofPair = pairs.reduce<(Amount | undefined)[]>((all, [one, other], index) => {
    const [left = 0, right = 0] = [places[one], places[other]];
    all[left * wanted.length + right] = amounts[index];
    all[right * wanted.length + left] = amounts[index];
    return all;
  }, []);
  /** Places of the values of the item at hand: one list for all of them, for there are many. */
  const own = new Int8Array(wanted.length);
  for (const item of items) {
    let found = 0;
    for (const value of item.values) {
      const place = places[value] ?? -1;
      if (place >= 0) {
        for (let index = 0; index < found; index++) {
          const amount = ofPair[place * wanted.length + (own[index] ?? 0)];
          if (amount) {
            amount[item.before ? 'before' : 'now'] += countOf(item);
          }
        }
        own[found] = place;
        found += 1;
      }
    }
  }
  return amounts;
}
