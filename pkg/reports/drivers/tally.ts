import type { Counts } from './measure.ts';
import type { Observed } from './observed.ts';

/** Numbers by value. */
interface Columns {
  readonly now: Float64Array;
  readonly before: Float64Array;
}

const columnsOf = (count: number): Columns => ({ now: new Float64Array(count), before: new Float64Array(count) });

/** Sessions and failures by value. */
export class Tally {
  readonly all: Counts;
  readonly #sessions: Columns;
  readonly #failures: Columns;

  /**
   * @param count how many values there are
   * @param sessions a tally of the same sessions with other failures: they are not counted again
   */
  constructor(observed: Observed, count: number, sessions?: Tally) {
    this.all = { sessions: 0, failures: 0, sessionsBefore: 0, failuresBefore: 0 };
    this.#failures = columnsOf(count);
    if (sessions) {
      this.#sessions = sessions.#sessions;
      this.all.sessions = sessions.all.sessions;
      this.all.sessionsBefore = sessions.all.sessionsBefore;
    } else {
      this.#sessions = columnsOf(count);
      this.#addSessions(observed);
    }
    for (const { values, own, before } of observed.failures) {
      this.all[before ? 'failuresBefore' : 'failures'] += 1;
      const into = before ? this.#failures.before : this.#failures.now;
      addTo(into, values, 1);
      addTo(into, own, 1);
    }
  }

  of(value: number): Counts {
    return {
      sessions: this.#sessions.now[value] ?? 0,
      failures: this.#failures.now[value] ?? 0,
      sessionsBefore: this.#sessions.before[value] ?? 0,
      failuresBefore: this.#failures.before[value] ?? 0,
    };
  }

  /** Values that failures of the range have. */
  failing(): number[] {
    return [...this.#failures.now.keys()].filter((value) => (this.#failures.now[value] ?? 0) > 0);
  }

  #addSessions({ sessions }: Observed): void {
    for (const { values, before, count } of sessions) {
      this.all[before ? 'sessionsBefore' : 'sessions'] += count;
      addTo(before ? this.#sessions.before : this.#sessions.now, values, count);
    }
  }
}

function addTo(into: Float64Array, values: readonly number[], count: number): void {
  for (const value of values) {
    into[value] = (into[value] ?? 0) + count;
  }
}

/** Two values that sessions have both. */
export type Pair = readonly [number, number];

/** Sessions and failures that have both values, by pair. */
export function tallyPairs({ sessions, failures }: Observed, pairs: readonly Pair[]): Counts[] {
  const counts = pairs.map((): Counts => ({ sessions: 0, failures: 0, sessionsBefore: 0, failuresBefore: 0 }));
  const wanted = [...new Set(pairs.flat())];
  /** The place among these, or -1, of values up to the highest of them. */
  const places = new Int8Array(Math.max(-1, ...wanted) + 1).fill(-1);
  wanted.forEach((value, place) => (places[value] = place));
  /** The counts of a pair, by the places of its values. */
  const ofPair = pairs.reduce<(Counts | undefined)[]>((all, [one, other], index) => {
    const [left = 0, right = 0] = [places[one], places[other]];
    all[left * wanted.length + right] = counts[index];
    all[right * wanted.length + left] = counts[index];
    return all;
  }, []);
  /** Places of the values of the sessions at hand: one list for all of them, for there are many. */
  const own = new Int8Array(wanted.length);
  const add = (values: readonly number[], into: keyof Counts, count: number) => {
    let found = 0;
    for (const value of values) {
      const place = places[value] ?? -1;
      if (place >= 0) {
        for (let index = 0; index < found; index++) {
          const pair = ofPair[place * wanted.length + (own[index] ?? 0)];
          if (pair) {
            pair[into] += count;
          }
        }
        own[found] = place;
        found += 1;
      }
    }
  };
  for (const { values, before, count } of sessions) {
    add(values, before ? 'sessionsBefore' : 'sessions', count);
  }
  for (const { values, before } of failures) {
    add(values, before ? 'failuresBefore' : 'failures', 1);
  }
  return counts;
}
