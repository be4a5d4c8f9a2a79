import type { ErrorReportRow, Instant } from '../../pkg/cdr/schema/views.ts';
import { oneHour } from './options.ts';
import type { CdrRows } from './rows.ts';

type Key = { readonly SessionIdTime: Instant };

/** The instant by which an error report comes into being with its session, or on its own. */
const birth = (report: ErrorReportRow): Instant => report.SessionIdTime ?? report.ErrorTime;

/**
 * Rows of the sessions that start from `from` to before `to`. `rows` is one hour; a session brings all its rows with it,
 * however late they are dated.
 */
export function rowsBetween(rows: CdrRows, from: Instant, to: Instant): CdrRows {
  if (covers(rows, from, to)) {
    return rows;
  }
  const inside = (instant: Instant) => instant >= from && instant < to;
  const bySession = ({ SessionIdTime }: Key) => inside(SessionIdTime);
  const byDialog = (row: { DialogSessionIdTime: Instant | null; SessionIdTime: Instant }) =>
    inside(row.DialogSessionIdTime ?? row.SessionIdTime);
  const errorReports = rows.errorReports.filter((report) => inside(birth(report)));
  const reports = new Set(errorReports.map(reportKey));
  return {
    sessions: rows.sessions.filter(bySession),
    media: rows.media.filter(bySession),
    voip: rows.voip.filter(bySession),
    conferenceSessions: rows.conferenceSessions.filter(bySession),
    conferences: rows.conferences.filter(bySession),
    focusJoins: rows.focusJoins.filter(byDialog),
    mcuJoins: rows.mcuJoins.filter(byDialog),
    errorReports,
    progressReports: rows.progressReports.filter((step) => reports.has(reportKey(step))),
  };
}

const reportKey = (row: { ErrorTime: Instant; ErrorReportSeq: number }): string =>
  `${row.ErrorTime}/${row.ErrorReportSeq}`;

/** Saves the work for hours that lie within the range, which all but the outermost do. */
function covers(rows: CdrRows, from: Instant, to: Instant): boolean {
  const some = rows.sessions[0] ?? rows.conferenceSessions[0] ?? rows.conferences[0];
  if (!some) {
    return false;
  }
  const start = Math.floor(some.SessionIdTime / oneHour) * oneHour;
  return start >= from && start + oneHour <= to;
}
