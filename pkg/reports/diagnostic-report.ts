import { reportDefinition } from '../../contract/reports/index.ts';
import { diagnosticText } from '../../contract/texts/diagnostics.ts';
import { responseText } from '../../contract/texts/sip-responses.ts';
import { allOf } from '../cdr/sessions.ts';
import { errorReportConditions } from './error-reports.ts';
import { keyText } from './keys.ts';
import type { ReportHandler } from './report.ts';
import { cappedAt } from './shapes/notices.ts';
import { table } from './shapes/table.ts';

/** Diagnostic Report: error reports by key, by session or by filter, newest first. */
export const diagnosticReport: ReportHandler<'diagnosticReport'> = async ({ query, range, cdr, call }) => {
  const { title, columns } = reportDefinition(query.report);
  const reports = cdr.db
    .selectFrom('ErrorReportView as e')
    .select([
      'e.ErrorTime',
      'e.ErrorReportSeq',
      'e.MsDiagId',
      'e.ResponseCode',
      'e.RequestType',
      'e.Source',
      'e.Application',
      'e.FromUri',
      'e.ToUri',
      'e.ConferenceUri',
      'e.ClientVersion',
      'e.ContentType',
      'e.CallType',
      'e.SetupTime',
      'e.MsDiagHeader',
      'e.IsCapturedByServer',
      'e.Pool',
      'e.FrontEnd',
      'e.TelemetryId',
      'e.SessionIdTime',
      'e.SessionIdSeq',
    ])
    .where(allOf(errorReportConditions(cdr, query.filters, range)))
    .orderBy('e.ErrorTime', 'desc')
    .orderBy('e.ErrorReportSeq', 'desc');
  const found = await cdr.run(cdr.dialect.limit(reports, query.limit + 1), call);
  const rows = found.slice(0, query.limit).map((row) => ({
    reportTime: row.ErrorTime,
    responseCode: row.ResponseCode,
    responseMeaning: responseText(row.ResponseCode),
    requestType: row.RequestType,
    source: row.Source,
    fromUser: row.FromUri,
    fromUserAgent: row.ClientVersion,
    diagnosticId: row.MsDiagId,
    diagnosticMeaning: diagnosticText(row.MsDiagId),
    contentType: row.ContentType,
    application: row.Application,
    toUser: row.ToUri,
    joinTime: row.SetupTime,
    diagnosticHeader: row.MsDiagHeader,
    conferenceUri: row.ConferenceUri,
    modality: row.CallType,
    reportedBy: row.IsCapturedByServer === 1 ? row.Source : row.ClientVersion,
    pool: row.Pool,
    frontEnd: row.FrontEnd,
    telemetryId: row.TelemetryId,
    errorTime: keyText(row.ErrorTime),
    errorReportSeq: row.ErrorReportSeq,
    sessionIdTime: keyText(row.SessionIdTime),
    sessionIdSeq: row.SessionIdSeq,
  }));
  return [table(title, columns, rows, { notices: cappedAt(query.limit, found.length, 'reports') })];
};
