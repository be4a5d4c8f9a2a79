import { sql } from 'kysely';
import { activities, type SpikeGroup } from '../../../contract/vocabulary.ts';
import type { CdrSql } from '../../cdr/cdr.ts';
import { itemsOfKind, kindColumns, poolColumns } from '../distribution-items.ts';
import { sameColumn, type SessionColumn } from '../failed-sessions.ts';

/** A row of counts: the values of the columns that it was grouped by. */
export type GroupedRow = Readonly<Record<string, string | number | null>>;

/** The label of sessions that have no item. */
export const none = 'None';

export const nullText = sql<string | null>`cast(null as nvarchar(450))`;
export const nullCode = sql<number | null>`cast(null as int)`;

/** One way to tell groups apart: the columns it needs, and the items of a row. */
interface Dimension {
  columns(cdr: CdrSql): Readonly<Record<string, SessionColumn>>;
  items(row: GroupedRow): readonly (string | number | null | undefined)[];
  /** Splits failures alone: its sessions are those of the group without it. */
  readonly ofFailures?: boolean;
}

const dimensions: Readonly<Record<SpikeGroup, Dimension>> = {
  // A session without a pool is in the group None, whatever Edge Servers it touched.
  pool: { columns: () => poolColumns, items: ({ pool, from, to }) => [pool ?? none, from, to] },
  activity: {
    columns: () => {
      const [p2p, conference] = activities.map(({ label }) => sql.lit(label));
      return { activity: { p2p, conference } as SessionColumn };
    },
    items: ({ activity }) => [activity],
  },
  modality: { columns: kindColumns, items: ({ media, kind }) => itemsOfKind(Number(media), String(kind)) },
  diagnosticId: {
    columns: () => ({ DiagnosticId: sameColumn('DiagnosticId') }),
    items: ({ DiagnosticId }) => [DiagnosticId],
    ofFailures: true,
  },
  gateway: {
    columns: () => ({
      fromGateway: { p2p: sql.ref('v.FromGateway'), conference: nullText },
      toGateway: { p2p: sql.ref('v.ToGateway'), conference: nullText },
    }),
    items: ({ fromGateway, toGateway }) => [fromGateway, toGateway],
  },
  // Its column comes from the error reports of a session, and not from the session.
  source: { columns: () => ({}), items: ({ Source }) => [Source], ofFailures: true },
};

/** The parts of `groupBy` that sessions have, and those that only failures have. */
export function sessionDimensions(groupBy: readonly SpikeGroup[]): SpikeGroup[] {
  return groupBy.filter((id) => !dimensions[id].ofFailures);
}

/** Columns of sessions of either kind that these dimensions are told by. */
export function dimensionColumns(cdr: CdrSql, groupBy: readonly SpikeGroup[]): Record<string, SessionColumn> {
  return Object.assign({}, ...groupBy.map((id) => dimensions[id].columns(cdr))) as Record<string, SessionColumn>;
}

/** The items of a row along one dimension, at least one. */
export function itemsOf(id: SpikeGroup, row: GroupedRow): readonly string[] {
  const items = dimensions[id]
    .items(row)
    .flatMap((item) => (item === null || item === undefined ? [] : [String(item)]));
  return items.length > 0 ? items : [none];
}
