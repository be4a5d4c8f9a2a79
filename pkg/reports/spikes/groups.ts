import type { LabelId, Labels } from '../../../contract/labels.ts';
import { activities, type Activity, type SpikeGroup } from '../../../contract/vocabulary.ts';
import type { SessionColumn, SessionColumns } from '../../cdr/questions/sessions.ts';
import { byCodePoint, Spellings } from '../../cdr/spellings.ts';
import { itemsOfKind } from '../kinds.ts';

/** The label of sessions that have no item. */
export const none = 'None';

/** Sessions or failures to be told apart: those of the columns that were asked for. */
export type GroupedRow = Partial<SessionColumns>;

type Item = string | number | null | undefined;

/** One way to tell groups apart: the columns it needs, and the items of a row. */
interface Dimension {
  readonly columns: readonly SessionColumn[];
  items(row: GroupedRow, activity: Activity): readonly Item[];
  /** Splits failures alone: its sessions are those of the group without it. */
  readonly ofFailures?: boolean;
}

const dimensions: Readonly<Record<SpikeGroup, Dimension>> = {
  // A session without a pool is in the group None, whatever Edge Servers it touched.
  pool: {
    columns: ['Pool', 'FromEdge', 'ToEdge'],
    items: ({ Pool, FromEdge, ToEdge }) => [Pool ?? none, FromEdge, ToEdge],
  },
  activity: { columns: [], items: (_, activity) => [activities.find(({ id }) => id === activity)?.label] },
  modality: { columns: ['Media', 'Kind'], items: ({ Media = 0, Kind = '' }) => itemsOfKind({ Media, Kind }) },
  diagnosticId: { columns: ['DiagnosticId'], items: ({ DiagnosticId }) => [DiagnosticId], ofFailures: true },
  gateway: { columns: ['FromGateway', 'ToGateway'], items: ({ FromGateway, ToGateway }) => [FromGateway, ToGateway] },
  store: { columns: ['Store'], items: ({ Store }) => [Store] },
  // A session counts once per source of its error reports.
  source: { columns: ['Source'], items: ({ Source }) => [Source], ofFailures: true },
};

/** The parts of `groupBy` that sessions have, and not only failures. */
export function sessionGroups(groupBy: readonly SpikeGroup[]): SpikeGroup[] {
  return groupBy.filter((id) => !dimensions[id].ofFailures);
}

/** Columns of sessions by which groups are told apart. */
export function groupColumns(groupBy: readonly SpikeGroup[]): SessionColumn[] {
  return [...new Set(groupBy.flatMap((id) => dimensions[id].columns))];
}

/** The items of a row along one dimension, at least one. */
function itemsOf(id: SpikeGroup, row: GroupedRow, activity: Activity): readonly string[] {
  const items = dimensions[id]
    .items(row, activity)
    .flatMap((item) => (item === null || item === undefined ? [] : [String(item)]));
  return items.length > 0 ? items : [none];
}

/** Labels of a group by dimension, in the order of `groupBy`. */
export type GroupLabels = Labels;

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
  readonly #spellings = new Map<SpikeGroup, Spellings>();

  constructor(groupBy: readonly SpikeGroup[]) {
    this.#groupBy = groupBy;
    this.#ofSessions = sessionGroups(groupBy);
  }

  /** Groups that a row of sessions counts in. */
  ofSessions(row: GroupedRow, activity: Activity): string[] {
    return this.#combinations(this.#ofSessions, row, activity).map((items) => JSON.stringify(items));
  }

  /** Groups that a row of failures counts in. */
  ofFailures(row: GroupedRow, activity: Activity): Membership[] {
    return this.#combinations(this.#groupBy, row, activity).map((items) => ({
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
        return [id, this.#spellings.get(id)?.shown(item) ?? item];
      }),
    );
  }

  #combinations(groupBy: readonly SpikeGroup[], row: GroupedRow, activity: Activity): string[][] {
    return groupBy.reduce<string[][]>(
      (combinations, id) => {
        const items = [...new Set(itemsOf(id, row, activity).map((item) => this.#keyOf(id, item)))];
        return combinations.flatMap((combination) => items.map((item) => [...combination, item]));
      },
      [[]],
    );
  }

  #keyOf(id: SpikeGroup, item: string): string {
    const spellings = this.#spellings.get(id) ?? new Spellings();
    this.#spellings.set(id, spellings);
    return spellings.keyOf(item);
  }
}

/** Labels one after the other, by code point. */
export function byLabels(a: GroupLabels, b: GroupLabels): number {
  return (Object.keys(a) as LabelId[]).reduce((order, id) => order || byCodePoint(a[id] ?? '', b[id] ?? ''), 0);
}
