import type { Dimension } from '../../contract/vocabulary.ts';
import type { Cdr } from '../cdr/cdr.ts';
import { addressKey, nameKey } from '../cdr/names.ts';
import { sessionsByColumns } from '../cdr/questions/sessions-by-columns.ts';
import { sessionsByReportValue } from '../cdr/questions/sessions-by-report-value.ts';
import { sessionsByUser } from '../cdr/questions/sessions-by-user.ts';
import type { SessionColumn, SessionColumns, SessionSelection } from '../cdr/questions/sessions.ts';
import { Spellings } from '../cdr/spellings.ts';
import { failureCells } from './failure-cells.ts';
import { failureSelection, type FailureSelection } from './failure-selection.ts';
import { itemsOfKind } from './kinds.ts';
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

const present = <T>(items: readonly (T | null)[]): T[] => items.filter((item) => item !== null);

/** What every table but those of error reports ranks by: asked for together, so that all of them share what was read. */
const ranked = [
  ...(['DiagnosticId', 'Media', 'Kind', 'Pool', 'FromEdge', 'ToEdge'] as const),
  ...(['FromUser', 'ToUser', 'FromUserAgent'] as const),
] satisfies SessionColumn[];
type Ranked = Pick<SessionColumns, (typeof ranked)[number]>;

/** A dimension of sessions: its items, and the question that has the database count by it. */
interface SessionDimension {
  items(session: Ranked): (string | number)[];
  count(cdr: Cdr, selection: SessionSelection): Promise<readonly Counted[]>;
}

/** By columns whose combinations are few. */
function byColumns<Name extends keyof Ranked>(
  columns: readonly Name[],
  items: (session: Pick<Ranked, Name>) => (string | number)[],
): SessionDimension {
  return {
    items,
    count: async (cdr, selection) =>
      (await cdr.ask(sessionsByColumns(...columns), selection)).map((row) => ({
        items: items(row),
        sessions: row.sessions,
      })),
  };
}

function byUser(side: 'FromUser' | 'ToUser'): SessionDimension {
  return {
    items: (session) => present([session[side]]),
    count: async (cdr, selection) =>
      (await cdr.ask(sessionsByUser(side), selection)).map(({ user, sessions }) => ({
        items: present([user]),
        sessions,
      })),
  };
}

const ofSessions: Readonly<Record<Exclude<Dimension, 'sources' | 'applications'>, SessionDimension>> = {
  diagnosticReasons: byColumns(['DiagnosticId'], ({ DiagnosticId }) => present([DiagnosticId])),
  modalities: byColumns(['Media', 'Kind'], itemsOfKind),
  pools: byColumns(['Pool', 'FromEdge', 'ToEdge'], ({ Pool, FromEdge, ToEdge }) => present([Pool, FromEdge, ToEdge])),
  fromUsers: byUser('FromUser'),
  toUsers: byUser('ToUser'),
  fromUserAgents: byColumns(['FromUserAgent'], ({ FromUserAgent }) => present([FromUserAgent])),
};

async function countSessions(
  cdr: Cdr,
  selection: FailureSelection,
  { items, count }: SessionDimension,
): Promise<readonly Counted[]> {
  const cells = await failureCells(cdr, ranked, selection);
  return cells?.map((cell) => ({ items: items(cell), sessions: cell.sessions })) ?? count(cdr, selection);
}

async function countReportValues(
  cdr: Cdr,
  selection: FailureSelection,
  name: 'Source' | 'Application',
): Promise<readonly Counted[]> {
  const [values, all] = await Promise.all([failureCells(cdr, [name], selection), failureCells(cdr, ranked, selection)]);
  if (!values || !all) {
    return (await cdr.ask(sessionsByReportValue(name), selection)).map(({ value, ...counts }) => ({
      items: present([value]),
      ...counts,
    }));
  }
  // A session with several values is in several cells: how many there are is for the others to tell.
  const sessions = all.reduce((sum, cell) => sum + cell.sessions, 0);
  return [
    { items: [], sessions: 0, firstHere: sessions },
    ...values.map((cell) => ({ items: present([cell[name]]), sessions: cell.sessions, firstHere: 0 })),
  ];
}

/** Dimensions whose items are addresses; the items of all others are names, or numbers. */
const ofAddresses: readonly Dimension[] = ['fromUsers', 'toUsers'];

/** Ranks the sessions of the selection along one dimension. */
export async function distribute(
  request: ReportRequest<'failureDistribution'>,
  dimension: Dimension,
): Promise<Distribution> {
  const [{ cdr }, selection] = [request, failureSelection(request)];
  const counted =
    dimension === 'sources' || dimension === 'applications'
      ? await countReportValues(cdr, selection, dimension === 'sources' ? 'Source' : 'Application')
      : await countSessions(cdr, selection, ofSessions[dimension]);
  const isOfAddresses = ofAddresses.includes(dimension);
  const spellings = new Spellings(isOfAddresses ? addressKey : nameKey);
  const keyOf = (item: string | number) => (typeof item === 'string' ? spellings.keyOf(item) : item);
  const counts = new Map<string | number, number>();
  let [total, without] = [0, 0];
  for (const { items, sessions, firstHere = sessions } of counted) {
    total += firstHere;
    const keys = new Set(items.map(keyOf));
    without += keys.size === 0 ? sessions : 0;
    for (const key of keys) {
      counts.set(key, (counts.get(key) ?? 0) + sessions);
    }
  }
  const items = inOrder(
    [...counts].map(([key, sessions]) => ({ item: typeof key === 'string' ? spellings.shown(key) : key, sessions })),
    request.query.limit,
    isOfAddresses ? request.orderOf : undefined,
  );
  return { items, total, without };
}

/**
 * The most frequent items first, those that are as frequent by what they are or are ordered by: looked for of no more than are shown.
 */
function inOrder(items: readonly RankedItem[], limit: number, orderOf?: (name: string) => string): RankedItem[] {
  const ranked = [...items].sort((a, b) => b.sessions - a.sessions);
  const least = ranked[limit - 1]?.sessions ?? 0;
  return ranked
    .map(({ item, sessions }) => ({
      item,
      sessions,
      order: orderOf && sessions >= least ? orderOf(String(item)) : item,
    }))
    .sort((a, b) => b.sessions - a.sessions || byItem(a.order, b.order));
}
