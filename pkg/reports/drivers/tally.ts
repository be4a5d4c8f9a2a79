import type { Counts } from './measure.ts';
import type { Observed } from './observed.ts';

const nothing = (): Counts => ({ sessions: 0, failures: 0, sessionsBefore: 0, failuresBefore: 0 });

/** Sessions and failures by value. */
export class Tally {
  readonly all = nothing();
  readonly #counts = new Map<number, Counts>();

  constructor({ sessions, failures }: Observed) {
    for (const { values, before, count } of sessions) {
      const into = before ? 'sessionsBefore' : 'sessions';
      this.all[into] += count;
      for (const value of values) {
        this.#of(value)[into] += count;
      }
    }
    for (const { values, own, before } of failures) {
      const into = before ? 'failuresBefore' : 'failures';
      this.all[into] += 1;
      for (const value of values) {
        this.#of(value)[into] += 1;
      }
      for (const value of own) {
        this.#of(value)[into] += 1;
      }
    }
  }

  of(value: number): Counts {
    return this.#counts.get(value) ?? nothing();
  }

  /** Values that failures of the range have. */
  failing(): number[] {
    return [...this.#counts].filter(([, { failures }]) => failures > 0).map(([value]) => value);
  }

  #of(value: number): Counts {
    let counts = this.#counts.get(value);
    if (!counts) {
      counts = nothing();
      this.#counts.set(value, counts);
    }
    return counts;
  }
}

/** Two values that sessions have both. */
export type Pair = readonly [number, number];

/** Sessions and failures that have both values, by pair. */
export function tallyPairs({ sessions, failures }: Observed, pairs: readonly Pair[]): Counts[] {
  const counts = pairs.map(nothing);
  const wanted = new Set(pairs.flat());
  const add = (values: readonly number[], into: keyof Counts, count: number) => {
    const own = new Set(values.filter((value) => wanted.has(value)));
    if (own.size < 2) {
      return;
    }
    pairs.forEach(([one, other], index) => {
      const pair = counts[index];
      if (pair && own.has(one) && own.has(other)) {
        pair[into] += count;
      }
    });
  };
  for (const { values, before, count } of sessions) {
    add(values, before ? 'sessionsBefore' : 'sessions', count);
  }
  for (const { values, before } of failures) {
    add(values, before ? 'failuresBefore' : 'failures', 1);
  }
  return counts;
}
