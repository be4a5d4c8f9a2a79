import type { SpikeGroup } from '../../../contract/vocabulary.ts';
import { byCodePoint } from '../order.ts';
import { itemsOf, sessionDimensions, type GroupedRow } from './dimensions.ts';

/** Labels of a group by dimension, in the order of `groupBy`. */
export type GroupLabels = Readonly<Record<string, string>>;

/** A group that a row belongs to. */
export interface Membership {
  readonly key: string;
  /** Key of the group without what only failures have: where its sessions are counted. */
  readonly sessionsKey: string;
}

/**
 * Tells to which groups rows belong: every combination of their items. Names that differ only in case are one, shown
 * in the spelling that comes first by code point of all rows seen.
 */
export class Grouping {
  readonly #groupBy: readonly SpikeGroup[];
  readonly #ofSessions: readonly SpikeGroup[];
  readonly #spellings = new Map<SpikeGroup, Map<string, string>>();

  constructor(groupBy: readonly SpikeGroup[]) {
    this.#groupBy = groupBy;
    this.#ofSessions = sessionDimensions(groupBy);
  }

  /** Groups that a row of sessions counts in. */
  ofSessions(row: GroupedRow): string[] {
    return this.#combinations(this.#ofSessions, row).map((items) => JSON.stringify(items));
  }

  /** Groups that a row of failures counts in. */
  ofFailures(row: GroupedRow): Membership[] {
    return this.#combinations(this.#groupBy, row).map((items) => ({
      key: JSON.stringify(items),
      sessionsKey: JSON.stringify(
        items.filter((_, index) => this.#ofSessions.includes(this.#groupBy[index] as SpikeGroup)),
      ),
    }));
  }

  /** What the group of a key is called; final once all rows have been seen. */
  labels(key: string): GroupLabels {
    const items = JSON.parse(key) as string[];
    return Object.fromEntries(
      this.#groupBy.map((id, index) => {
        const item = items[index] ?? '';
        return [id, this.#spellings.get(id)?.get(item) ?? item];
      }),
    );
  }

  #combinations(dimensions: readonly SpikeGroup[], row: GroupedRow): string[][] {
    return dimensions.reduce<string[][]>(
      (combinations, id) => {
        const items = [...new Set(itemsOf(id, row).map((item) => this.#folded(id, item)))];
        return combinations.flatMap((combination) => items.map((item) => [...combination, item]));
      },
      [[]],
    );
  }

  #folded(id: SpikeGroup, item: string): string {
    const folded = item.toLowerCase();
    const spellings = this.#spellings.get(id) ?? new Map<string, string>();
    this.#spellings.set(id, spellings);
    const known = spellings.get(folded);
    if (known === undefined || byCodePoint(item, known) < 0) {
      spellings.set(folded, item);
    }
    return folded;
  }
}
