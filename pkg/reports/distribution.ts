import type { Dimension } from '../../contract/vocabulary.ts';
import type { Cdr } from '../cdr/cdr.ts';
import { sessionsByColumns } from '../cdr/questions/sessions-by-columns.ts';
import { sessionsByReportValue } from '../cdr/questions/sessions-by-report-value.ts';
import { sessionsByUser } from '../cdr/questions/sessions-by-user.ts';
import type { SessionSelection } from '../cdr/questions/sessions.ts';
import { failureSelection } from './failure-selection.ts';
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

type Counter = (cdr: Cdr, selection: SessionSelection) => Promise<readonly Counted[]>;

const present = <T>(items: readonly (T | null)[]): T[] => items.filter((item) => item !== null);

const byUser =
  (side: 'FromUser' | 'ToUser'): Counter =>
  async (cdr, selection) =>
    (await cdr.ask(sessionsByUser(side), selection)).map(({ user, sessions }) => ({
      items: present([user]),
      sessions,
    }));

const byReportValue =
  (name: 'Source' | 'Application'): Counter =>
  async (cdr, selection) =>
    (await cdr.ask(sessionsByReportValue(name), selection)).map(({ value, sessions, firstHere }) => ({
      items: present([value]),
      sessions,
      firstHere,
    }));

const counters: Readonly<Record<Dimension, Counter>> = {
  diagnosticReasons: async (cdr, selection) =>
    (await cdr.ask(sessionsByColumns('DiagnosticId'), selection)).map(({ DiagnosticId, sessions }) => ({
      items: present([DiagnosticId]),
      sessions,
    })),
  modalities: async (cdr, selection) =>
    (await cdr.ask(sessionsByColumns('Media', 'Kind'), selection)).map(({ sessions, ...kind }) => ({
      items: itemsOfKind(kind),
      sessions,
    })),
  pools: async (cdr, selection) =>
    (await cdr.ask(sessionsByColumns('Pool', 'FromEdge', 'ToEdge'), selection)).map((row) => ({
      items: present([row.Pool, row.FromEdge, row.ToEdge]),
      sessions: row.sessions,
    })),
  sources: byReportValue('Source'),
  applications: byReportValue('Application'),
  fromUsers: byUser('FromUser'),
  toUsers: byUser('ToUser'),
  fromUserAgents: async (cdr, selection) =>
    (await cdr.ask(sessionsByColumns('FromUserAgent'), selection)).map(({ FromUserAgent, sessions }) => ({
      items: present([FromUserAgent]),
      sessions,
    })),
};

/** Dimensions whose items are the same whatever the case of their letters. */
const caseless: readonly Dimension[] = ['pools', 'sources', 'fromUsers', 'toUsers'];

/** Ranks the sessions of the selection along one dimension. */
export async function distribute(
  request: ReportRequest<'failureDistribution'>,
  dimension: Dimension,
): Promise<Distribution> {
  const counted = await counters[dimension](request.cdr, failureSelection(request));
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
