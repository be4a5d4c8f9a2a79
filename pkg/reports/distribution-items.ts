import { sql, type Expression, type SqlBool } from 'kysely';
import { conferenceTypes, modalities, type Dimension } from '../../contract/vocabulary.ts';
import type { CdrSql } from '../cdr/cdr.ts';
import type { CubeCell } from '../cdr/cube.ts';
import { conferenceKind, inRange, mediaTypes } from '../cdr/sessions.ts';
import { isOfConferenceType } from './conference-activity.ts';
import { eitherColumn, failedSessions, failureSelection, sameColumn, type SessionColumn } from './failed-sessions.ts';
import { byItem } from './order.ts';
import type { ReportRequest } from './report.ts';

/** One item of a ranked table. */
export interface RankedItem {
  readonly item: string | number;
  readonly sessions: number;
}

/** All items of one dimension in their order, and how many sessions of the selection have none. */
export interface Distribution {
  readonly items: readonly RankedItem[];
  readonly total: number;
  readonly without: number;
}

/** Sessions that share the same items: a session counts once for each. */
interface Counted {
  readonly items: readonly (string | number)[];
  readonly sessions: number;
  /** Those of them that no other line counts; all of them where a session is in one line only. */
  readonly firstHere?: number;
}

type Counter = (request: ReportRequest) => Promise<readonly Counted[]>;

/** Pool and Edge Servers of a session. */
export const poolColumns = {
  pool: sameColumn('Pool'),
  from: eitherColumn('FromEdgeServer', 'EdgeServer'),
  to: eitherColumn('ToEdgeServer', 'EdgeServer'),
} as const;

const counters: Record<Dimension, Counter> = {
  diagnosticReasons: (request) => byColumns(request, { item: sameColumn('DiagnosticId') }),
  modalities: byKind,
  pools: (request) => byColumns(request, poolColumns, (name) => request.cdr.dialect.binary(name)),
  sources: (request) => byReport(request, 'Source'),
  applications: (request) => byReport(request, 'Application'),
  fromUsers: (request) => byUser(request, eitherColumn('FromUri', 'UserUri')),
  toUsers: (request) => byUser(request, eitherColumn('ToUri', 'ConferenceUri')),
  fromUserAgents: (request) => byAgent(request),
};

/** Dimensions whose items are the same whatever the case of their letters. */
const caseless: readonly Dimension[] = ['pools', 'sources', 'fromUsers', 'toUsers'];

/** Ranks the sessions of the selection along one dimension. */
export async function distribute(request: ReportRequest, dimension: Dimension): Promise<Distribution> {
  const counted = await counters[dimension](request);
  const fold = (item: string | number) => (caseless.includes(dimension) ? String(item).toLowerCase() : item);
  const first = <T extends string | number>(a: T, b: T) => (byItem(a, b) <= 0 ? a : b);
  const merged = new Map<string | number, RankedItem>();
  let [total, without] = [0, 0];
  for (const { items, sessions, firstHere = sessions } of counted) {
    total += firstHere;
    const distinct = new Map<string | number, string | number>();
    for (const item of items) {
      distinct.set(fold(item), first(item, distinct.get(fold(item)) ?? item));
    }
    without += distinct.size === 0 ? sessions : 0;
    for (const [key, item] of distinct) {
      const known = merged.get(key) ?? { item, sessions: 0 };
      merged.set(key, { item: first(item, known.item), sessions: known.sessions + sessions });
    }
  }
  const items = [...merged.values()].sort((a, b) => b.sessions - a.sessions || byItem(a.item, b.item));
  return { items, total, without };
}

/** Groups by columns whose combinations are few; every non-null value is an item. */
async function byColumns(
  request: ReportRequest,
  columns: Record<string, SessionColumn>,
  compared: (column: Expression<string | null>) => Expression<string | number | null> = (column) => column,
): Promise<Counted[]> {
  const { cdr, call } = request;
  const sessions = failedSessions(request, columns);
  if (!sessions) {
    return [];
  }
  const values = Object.keys(columns).map((name) => sql<string | number | null>`${compared(sql.ref(`f.${name}`))}`);
  const query = cdr.db
    .selectFrom(sessions.as('f'))
    .select([...values.map((value, index) => value.as(`item${index}`)), sql<number>`count(*)`.as('sessions')])
    .groupBy(values);
  return (await cdr.run(query, call)).map((row) => {
    const items = values.map((_, index) => (row as Record<string, unknown>)[`item${index}`]);
    return { items: items.filter((item) => item !== null) as (string | number)[], sessions: row.sessions };
  });
}

/** Groups by user: URIs that differ only in case are one, shown in the spelling that comes first. */
async function byUser(request: ReportRequest, column: SessionColumn): Promise<Counted[]> {
  const { cdr, call } = request;
  const sessions = failedSessions(request, { item: column });
  if (!sessions) {
    return [];
  }
  const item = sql.ref<string | null>('f.item');
  const query = cdr.db
    .selectFrom(sessions.as('f'))
    .select([sql<string | null>`min(${cdr.dialect.binary(item)})`.as('item'), sql<number>`count(*)`.as('sessions')])
    .groupBy(cdr.dialect.lower(item));
  return one(await cdr.run(query, call));
}

/** Groups by user agent, as the strings are. */
async function byAgent(request: ReportRequest): Promise<Counted[]> {
  const { cdr, call } = request;
  const sessions = failedSessions(request, { item: eitherColumn('FromClientVersion', 'UserClientVersion') });
  if (!sessions) {
    return [];
  }
  const item = cdr.dialect.binary(sql.ref('f.item'));
  const query = cdr.db
    .selectFrom(sessions.as('f'))
    .select([sql<string | null>`min(${item})`.as('item'), sql<number>`count(*)`.as('sessions')])
    .groupBy(item);
  return one(await cdr.run(query, call));
}

function one(rows: readonly { item: string | null; sessions: number }[]): Counted[] {
  return rows.map(({ item, sessions }) => ({ items: item === null ? [] : [item], sessions }));
}

/** Groups by modality or kind of conference session. */
async function byKind(request: ReportRequest): Promise<Counted[]> {
  const { cdr, call } = request;
  const sessions = failedSessions(request, kindColumns(cdr));
  if (!sessions) {
    return [];
  }
  const query = cdr.db
    .selectFrom(sessions.as('f'))
    .select([sql<number>`f.media`.as('media'), sql<string>`f.kind`.as('kind'), sql<number>`count(*)`.as('sessions')])
    .groupBy([sql`f.media`, sql`f.kind`]);
  return (await cdr.run(query, call)).map(({ media, kind, sessions: count }) => ({
    items: itemsOfKind(media, kind),
    sessions: count,
  }));
}

/** Media bits of peer-to-peer sessions, and the kind of conference sessions, as columns of sessions of either kind. */
export function kindColumns(cdr: CdrSql): Readonly<Record<'media' | 'kind', SessionColumn>> {
  return {
    media: { p2p: sql`coalesce(${mediaTypes(cdr)}, 0)`, conference: sql`-1` },
    kind: { p2p: sql`''`, conference: conferenceKind },
  };
}

/** The items of Top modalities that a session with these columns adds to. */
export function itemsOfKind(media: number, kind: string): string[] {
  return media < 0 ? conferenceItems(kind) : p2pItems(media);
}

const p2pItems = (media: number): string[] =>
  modalities.filter(({ bit }) => (media & bit) !== 0).map(({ label }) => `P2P ${label}`);

/** The filters that narrow to an item of Top modalities. */
export function filtersOf(item: string | number): { modality: string | null; conferenceType: string | null } {
  return {
    modality: modalities.find(({ label }) => item === `P2P ${label}`)?.id ?? null,
    conferenceType: conferenceTypes.find(({ label }) => item === label)?.id ?? null,
  };
}

/** All MCU sessions is no item beside its parts. */
const conferenceItems = (kind: CubeCell['kind']): string[] =>
  conferenceTypes.filter((type) => type.id !== 'mcu' && isOfConferenceType(type, kind)).map(({ label }) => label);

/** Groups by a column of the error reports of the sessions; a session counts once per value. */
async function byReport(request: ReportRequest, column: 'Source' | 'Application'): Promise<Counted[]> {
  const { cdr, call } = request;
  const sessions = failedSessions(request, { Time: sameColumn('SessionIdTime'), Seq: sameColumn('SessionIdSeq') });
  if (!sessions) {
    return [];
  }
  const { range } = failureSelection(request);
  const value = sql.ref<string | null>(`e.${column}`);
  const folded = column === 'Source' ? cdr.dialect.lower(value) : cdr.dialect.binary(value);
  const perSession = cdr.db
    .selectFrom(sessions.as('f'))
    .leftJoin('ErrorReportView as e', (join) => {
      const keys = join.on(sql`e.SessionIdTime`, '=', sql`f.Time`).on(sql`e.SessionIdSeq`, '=', sql`f.Seq`);
      return inRange('e.SessionIdTime', range).reduce((on, condition) => on.on(condition as never), keys);
    })
    .select([
      sql`f.Time`.as('Time'),
      sql`f.Seq`.as('Seq'),
      sql<string | null>`min(${cdr.dialect.binary(value)})`.as('item'),
      // A session with a value somewhere is not one without.
      sql<number>`row_number() over (partition by f.Time, f.Seq order by case when min(${cdr.dialect.binary(value)}) is null then 1 else 0 end)`.as(
        'place',
      ),
    ])
    .groupBy([sql`f.Time`, sql`f.Seq`, folded]);
  const item = cdr.dialect.binary(sql.ref('r.item'));
  const query = cdr.db
    .selectFrom(perSession.as('r'))
    .select([
      item.as('item'),
      sql<number>`count(*)`.as('sessions'),
      sql<number>`sum(case when r.place = 1 then 1 else 0 end)`.as('firstHere'),
    ])
    .where(sql<SqlBool>`(r.item is not null or r.place = 1)`)
    .groupBy(item);
  return (await cdr.run(query, call)).map((row) => ({
    items: row.item === null ? [] : [row.item],
    sessions: row.sessions,
    firstHere: row.firstHere,
  }));
}
