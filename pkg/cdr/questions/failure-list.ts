import { sql } from 'kysely';
import { byStore, column, ofSessionsIn, storeIn } from './conditions.ts';
import { otherRows } from './other-rows.ts';
import { firstOf, newestFirst, type Question } from './question.ts';
import { reportConditions, sessionsOfEitherKind, type SessionColumns, type SessionSelection } from './sessions.ts';

const sessionColumns = [
  'SessionIdTime',
  'SessionIdSeq',
  'Media',
  'Kind',
  'DiagnosticId',
  'ResponseCode',
  'FromUri',
  'FromPhone',
  'FromUserAgent',
  'ToUri',
  'ToPhone',
  'ConferenceUri',
  'Pool',
] as const;

/** A session with one of its error reports, or with none: then all of that is null. */
export type ListedFailure = Pick<SessionColumns, (typeof sessionColumns)[number]> & {
  readonly ErrorTime: number | null;
  readonly ErrorReportSeq: number | null;
  readonly RequestType: string | null;
  readonly ReportCode: number | null;
  readonly MsDiagId: number | null;
  readonly SetupTime: number | null;
  readonly ReportFromUri: string | null;
  readonly ReportClientVersion: string | null;
  readonly ReportToUri: string | null;
  readonly ReportConferenceUri: string | null;
  readonly Source: string | null;
  readonly Application: string | null;
  /** In an archive. */
  readonly Store?: string;
  /** When it was reported; of the session itself where no report is. */
  readonly ReportedTime: number;
};

/** The newest rows of a list, at most so many. */
export type ListSelection = SessionSelection & { readonly limit: number };

/** The error reports of sessions, and the sessions that have none; with filters on error reports only those that pass. */
export const failureListRows: Question<ListSelection, ListedFailure, Omit<ListedFailure, 'ReportedTime'>> = {
  name: 'failureListRows',
  describe: (cdr, { limit, ...selection }) => {
    const store = storeIn(cdr);
    const sessions = sessionsOfEitherKind(cdr, selection, [...sessionColumns, ...store]);
    if (!sessions) {
      return undefined;
    }
    const ofReport = reportConditions(cdr, selection.filters);
    const where = [...ofSessionsIn('e', selection.range), ...ofReport];
    const reports = otherRows(cdr, 'f', { view: 'ErrorReportView', alias: 'e', key: 'session', where });
    const reported = sql<number>`coalesce(${column('e.ErrorTime')}, ${column('f.SessionIdTime')})`;
    const listed = cdr.db.selectFrom(sessions.as('f'));
    const joined =
      ofReport.length > 0
        ? listed.innerJoin(reports.rows, (join) => join.on(reports.on))
        : listed.leftJoin(reports.rows, (join) => join.on(reports.on));
    // The time that orders rows is not among the columns: with it there, SQLite sorts all rows of each kind, not the first.
    const listedRows = joined
      .select([
        ...[...sessionColumns, ...store].map((name) => `f.${name}` as const),
        'e.ErrorTime',
        'e.ErrorReportSeq',
        'e.RequestType',
        'e.ResponseCode as ReportCode',
        'e.MsDiagId',
        'e.SetupTime',
        'e.FromUri as ReportFromUri',
        'e.ClientVersion as ReportClientVersion',
        'e.ToUri as ReportToUri',
        'e.ConferenceUri as ReportConferenceUri',
        'e.Source',
        'e.Application',
      ])
      .orderBy(reported, 'desc')
      .orderBy('f.SessionIdTime', 'desc')
      .orderBy('f.SessionIdSeq', 'desc')
      .orderBy('e.ErrorReportSeq', 'desc');
    const rows = byStore(cdr, listedRows, 'f');
    return cdr.dialect.limit(rows, limit);
  },
  read: (found) => found.map((row) => ({ ...row, ReportedTime: row.ErrorTime ?? row.SessionIdTime })),
  merge: (answers, { limit }) =>
    firstOf(answers, limit, newestFirst('ReportedTime', 'SessionIdTime', 'SessionIdSeq', 'ErrorReportSeq')),
};
