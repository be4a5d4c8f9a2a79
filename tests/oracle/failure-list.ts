import type { ErrorReportRow } from '../../pkg/cdr/schema/views.ts';
import { reportDefinition } from '../../contract/reports/index.ts';
import { activities, categories, conferenceTypes, labelOf, modalities } from '../../contract/vocabulary.ts';
import { asksForReports, errorReportFilter, selectFailed } from './filters.ts';
import { columnIds, table, type OracleFrame, type Task } from './frames.ts';
import type { Session } from './index-rows.ts';
import { compareText } from './text.ts';
import { codes, keyText } from './values.ts';

interface Line {
  readonly session: Session;
  readonly report: ErrorReportRow | null;
}

/** Failure List: one line per error report of a failed session, and one per failed session without any. */
export function failureList(task: Task): OracleFrame[] {
  const { filters, limit } = task.query;
  const passes = errorReportFilter(filters);
  const lines = selectFailed(task).flatMap((session): Line[] => {
    const reports = asksForReports(filters) ? session.reports.filter(passes) : session.reports;
    return reports.length === 0 ? [{ session, report: null }] : reports.map((report) => ({ session, report }));
  });
  lines.sort(
    (a, b) =>
      timeOf(b) - timeOf(a) ||
      b.session.time - a.session.time ||
      b.session.seq - a.session.seq ||
      (b.report?.ErrorReportSeq ?? 0) - (a.report?.ErrorReportSeq ?? 0) ||
      compareText(a.session.store, b.session.store),
  );
  const rows = lines.slice(0, limit).map((line) => row(task, line));
  return [table(reportDefinition('failureList').title, columnIds('failureList'), rows)];
}

const timeOf = ({ session, report }: Line): number => report?.ErrorTime ?? session.time;

/** Modalities of a peer-to-peer session; the kind of a conference session, the most telling one. */
function modalityText({ activity, modalities: ids, conferenceTypes: kinds }: Session): string | null {
  if (activity === 'conference') {
    return labelOf(conferenceTypes, kinds.at(-1) ?? '');
  }
  return ids.map((id) => labelOf(modalities, id)).join(', ') || null;
}

function row(task: Task, line: Line) {
  const { session, report } = line;
  return {
    reportedTime: timeOf(line),
    request: report ? report.RequestType : null,
    ...(report ? codes(report.ResponseCode, report.MsDiagId) : codes(session.responseCode, session.diagnosticId)),
    joinCostTime: report ? report.SetupTime : null,
    fromUser: (report ? report.FromUri : session.from) ?? session.phones.from,
    fromUserAgent: report ? report.ClientVersion : session.agent,
    toUser: (report ? (report.ToUri ?? report.ConferenceUri) : session.to) ?? session.phones.to,
    activity: labelOf(activities, session.activity),
    modality: modalityText(session),
    category: labelOf(categories, task.category(session.diagnosticId, session.responseCode)),
    pool: session.pool,
    source: report ? report.Source : null,
    application: report ? report.Application : null,
    errorTime: keyText(report ? report.ErrorTime : null),
    errorReportSeq: report ? report.ErrorReportSeq : null,
    sessionIdTime: keyText(session.time),
    sessionIdSeq: session.seq,
    conferenceUri: report?.ConferenceUri ?? session.conferenceUri,
    store: session.store,
  };
}
