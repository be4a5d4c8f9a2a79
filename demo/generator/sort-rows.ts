import type { Instant } from '../../pkg/cdr/schema/views.ts';
import type { CdrRows } from './rows.ts';

type SessionRow = { readonly SessionIdTime: Instant; readonly SessionIdSeq: number };

const bySession = (a: SessionRow, b: SessionRow): number =>
  a.SessionIdTime - b.SessionIdTime || a.SessionIdSeq - b.SessionIdSeq;

type ReportRow = { readonly ErrorTime: Instant; readonly ErrorReportSeq: number };

const byReport = (a: ReportRow, b: ReportRow): number =>
  a.ErrorTime - b.ErrorTime || a.ErrorReportSeq - b.ErrorReportSeq;

/** Puts the rows of an hour in the order of their keys: a database appends them faster, and tests read them easier. */
export function sortRows(rows: CdrRows): void {
  rows.sessions.sort(bySession);
  rows.media.sort(bySession);
  rows.voip.sort(bySession);
  rows.conferenceSessions.sort(bySession);
  rows.conferences.sort(bySession);
  rows.focusJoins.sort(bySession);
  rows.mcuJoins.sort(bySession);
  rows.errorReports.sort(byReport);
  rows.progressReports.sort((a, b) => byReport(a, b) || a.ProgressReportSeq - b.ProgressReportSeq);
}
