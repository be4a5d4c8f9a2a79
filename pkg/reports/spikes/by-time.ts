import { bisectLeft } from 'd3-array';
import type { TimeRange } from '../../cdr/calendar.ts';

/** Values by the instant at which their time bin begins, found by ranges. */
export class ByTime<Value> {
  readonly #values = new Map<number, Value>();
  #times: readonly number[] | undefined;

  /** The value of that instant, made now if there is none yet. */
  get(time: number, make: () => Value): Value {
    const known = this.#values.get(time);
    if (known !== undefined) {
      return known;
    }
    const made = make();
    this.set(time, made);
    return made;
  }

  set(time: number, value: Value): void {
    this.#values.set(time, value);
    this.#times = undefined;
  }

  /** Values of the half-open range, the earliest first. */
  in(range: TimeRange): Value[] {
    const times = (this.#times ??= [...this.#values.keys()].sort((a, b) => a - b));
    return times
      .slice(bisectLeft(times, range.from), bisectLeft(times, range.to))
      .map((time) => this.#values.get(time) as Value);
  }
}

/** Counts by the instant at which their time bin begins, summed over ranges. */
export class CountsByTime {
  readonly #counts = new Map<number, number>();
  /** Instants with a count, ascending, and the counts before each of them and of all. */
  #sums: { readonly times: readonly number[]; readonly before: readonly number[] } | undefined;

  add(time: number, count: number): void {
    this.#counts.set(time, (this.#counts.get(time) ?? 0) + count);
    this.#sums = undefined;
  }

  /** The counts of the half-open range together. */
  in({ from, to }: TimeRange): number {
    const { times, before } = (this.#sums ??= this.#summed());
    const upTo = (instant: number) => before[bisectLeft(times, instant)] ?? 0;
    return Math.max(upTo(to) - upTo(from), 0);
  }

  #summed() {
    const times = [...this.#counts.keys()].sort((a, b) => a - b);
    const before = [0];
    for (const time of times) {
      before.push((before.at(-1) ?? 0) + (this.#counts.get(time) ?? 0));
    }
    return { times, before };
  }
}
