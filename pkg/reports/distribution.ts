import type { Dimension } from '../../contract/vocabulary.ts';
import type { Cdr } from '../cdr/cdr.ts';
import { addressKey, nameKey } from '../cdr/names.ts';
import { sessionsByColumns } from '../cdr/questions/sessions-by-columns.ts';
import { sessionsByReportValue } from '../cdr/questions/sessions-by-report-value.ts';
import { sessionsByUser } from '../cdr/questions/sessions-by-user.ts';
import type { SessionSelection } from '../cdr/questions/sessions.ts';
import { Spellings } from '../cdr/spellings.ts';
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

/** Dimensions whose items are addresses; the items of all others are names, or numbers. */
const ofAddresses: readonly Dimension[] = ['fromUsers', 'toUsers'];

/** Ranks the sessions of the selection along one dimension. */
export async function distribute(
  request: ReportRequest<'failureDistribution'>,
  dimension: Dimension,
): Promise<Distribution> {
  const counted = await counters[dimension](request.cdr, failureSelection(request));
  const spellings = new Spellings(ofAddresses.includes(dimension) ? addressKey : nameKey);
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
  const items = [...counts]
    .map(([key, sessions]) => ({ item: typeof key === 'string' ? spellings.shown(key) : key, sessions }))
    .sort((a, b) => b.sessions - a.sessions || byItem(a.item, b.item));
  return { items, total, without };
}
