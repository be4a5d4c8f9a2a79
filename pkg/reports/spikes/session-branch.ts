import { sql, type AliasableExpression } from 'kysely';
import type { Filters } from '../../../contract/query.ts';
import type { Activity, SpikeGroup } from '../../../contract/vocabulary.ts';
import type { CdrSql } from '../../cdr/cdr.ts';
import { stepOf } from '../../cdr/cube.ts';
import { conferenceDialogs, inRange, p2pSessions } from '../../cdr/sessions.ts';
import { sameColumn, type SessionColumn } from '../failed-sessions.ts';
import { nullText } from './dimensions.ts';
import type { Piece } from './reading-plan.ts';

/** Which sessions to count, and what to tell them apart by. */
export interface Counting {
  readonly filters: Filters;
  readonly groupBy: readonly SpikeGroup[];
  /** Columns of sessions by piece; the names are the same for all. */
  columns(piece: Piece): Readonly<Record<string, SessionColumn>>;
}

/** Sessions with columns that are known at run time only, one branch of a union. */
export type Branch = AliasableExpression<Record<string, unknown>> & { unionAll(other: never): Branch };

/** Key of a session and the source of each of its error reports: a row for each of these. */
const reportColumns: Readonly<Record<string, SessionColumn>> = {
  Time: sameColumn('SessionIdTime'),
  Seq: sameColumn('SessionIdSeq'),
  Source: { p2p: sql.ref('e.Source'), conference: sql.ref('e.Source') },
};

/** What tells sessions of synthetic conferences. */
const conferenceColumns: Readonly<Record<string, SessionColumn>> = {
  ConferenceUri: { p2p: nullText, conference: sql.ref('s.ConferenceUri') },
  ConfInstance: { p2p: sql`cast(null as uniqueidentifier)`, conference: sql.ref('s.ConfInstance') },
};

/** Which sessions a branch brings. */
export interface BranchOf {
  readonly activity: Activity;
  readonly piece: Piece;
  /** Position of the piece in its plan. */
  readonly index: number;
  /** Brings what tells sessions of synthetic conferences, which are among them in any case. */
  readonly withConference: boolean;
}

/** Sessions of one kind in one piece, with the columns to count them by. */
export function sessionBranch(
  cdr: CdrSql,
  { filters, groupBy, columns }: Counting,
  { activity, piece, index, withConference }: BranchOf,
): Branch {
  const bySource = groupBy.includes('source');
  const all: Readonly<Record<string, SessionColumn>> = {
    ...columns(piece),
    ...(bySource && reportColumns),
    ...(withConference && conferenceColumns),
  };
  const selected = [
    sql.lit(index).as('piece'),
    stepOf(cdr, piece, 's.SessionIdTime').as('step'),
    ...Object.entries(all).map(([name, column]) => sql`${column[activity]}`.as(name)),
  ];
  const selection = { range: piece.range, filters };
  // Both are builders on a view under the alias `s`, whatever its columns are.
  const sessions = (activity === 'p2p'
    ? p2pSessions(cdr, selection)
    : conferenceDialogs(cdr, selection)) as unknown as Sessions;
  const byGateway = groupBy.includes('gateway') && activity === 'p2p';
  const withGateways = byGateway ? joined(sessions, 'VoipDetailsView', 'v', piece) : sessions;
  const withReports = bySource ? joined(withGateways, 'ErrorReportView', 'e', piece) : withGateways;
  return withReports.select(selected) as unknown as Branch;
}

type Sessions = ReturnType<typeof p2pSessions>;

/** The sessions with the rows of another view that have their key, where there are any. */
function joined(
  sessions: Sessions,
  view: 'ErrorReportView' | 'VoipDetailsView',
  alias: 'e' | 'v',
  { range }: Piece,
): Sessions {
  const query = sessions.leftJoin(`${view} as ${alias}`, (join) => {
    const key = ['SessionIdTime', 'SessionIdSeq'].reduce(
      (on, name) => on.on(sql.ref(`${alias}.${name}`), '=', sql.ref(`s.${name}`)),
      join,
    );
    // Said on both sides of the join, or the plan reads rows of all times.
    return inRange(`${alias}.SessionIdTime`, range).reduce((on, bound) => on.on(bound as never), key);
  });
  return query as unknown as Sessions;
}
