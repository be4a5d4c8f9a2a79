import type { SegmentSpan } from './reading-plan.ts';

/** Counts by segment, summed over runs of segments. */
export class SegmentCounts {
  readonly #counts = new Map<number, number>();
  /** Segments with a count, ascending, and the counts up to and with each of them. */
  #sums: { readonly segments: readonly number[]; readonly upTo: readonly number[] } | undefined;

  add(segment: number, count: number): void {
    this.#counts.set(segment, (this.#counts.get(segment) ?? 0) + count);
    this.#sums = undefined;
  }

  /** The counts of all segments from `first` up to, not including, `end`. */
  in([first, end]: SegmentSpan): number {
    const { segments, upTo } = (this.#sums ??= this.#summed());
    const before = (segment: number) => {
      let [low, high] = [0, segments.length];
      while (low < high) {
        const middle = (low + high) >> 1;
        if ((segments[middle] as number) < segment) {
          low = middle + 1;
        } else {
          high = middle;
        }
      }
      return low === 0 ? 0 : (upTo[low - 1] as number);
    };
    return before(end) - before(first);
  }

  #summed() {
    const segments = [...this.#counts.keys()].sort((a, b) => a - b);
    let sum = 0;
    return { segments, upTo: segments.map((segment) => (sum += this.#counts.get(segment) ?? 0)) };
  }
}
