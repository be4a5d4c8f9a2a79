import { diagnosticReport as definition } from '../../contract/reports/diagnostic-report.ts';
import { diagnosticText } from '../../contract/texts/diagnostics.ts';
import { responseText } from '../../contract/texts/sip-responses.ts';
import { errorReports } from '../cdr/questions/error-reports.ts';
import { headerParts, lookFirst } from './diagnostic-header.ts';
import { keyText } from './column-values.ts';
import type { ReportHandler } from './report.ts';
import { cappedAt } from './shapes/notices.ts';
import { table } from './shapes/table.ts';

/** Diagnostic Report: error reports by key, by session or by filter, newest first. */
export const diagnosticReport: ReportHandler<'diagnosticReport'> = async ({ query, range, cdr }) => {
  const { title, columns } = definition;
  const found = await cdr.ask(errorReports, { range, filters: query.filters, limit: query.limit + 1 });
  const rows = found.slice(0, query.limit).map((row) => {
    const parts = headerParts(row.MsDiagHeader);
    return {
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
      lookFirst: lookFirst(row.MsDiagId, parts),
      ...parts,
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
      store: row.Store ?? null,
    };
  });
  return [table(title, columns, rows, { notices: cappedAt(query.limit, found.length, 'reports') })];
};
