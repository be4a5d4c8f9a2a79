import type { ErrorReportRow, SessionDetailsRow } from '../../pkg/cdr/schema/views.ts';
import type { Stored } from './rows.ts';
import { byStore } from './text.ts';
import { reportDefinition } from '../../contract/reports/index.ts';
import { diagnosticText } from '../../contract/texts/diagnostics.ts';
import { categories, labelOf, modalities } from '../../contract/vocabulary.ts';
import {
  anyCode,
  anyName,
  asksForParties,
  errorReportFilter,
  inRange,
  reportPartyFilter,
  sessionPasses,
} from './filters.ts';
import { columnIds, table, type OracleFrame, type Task } from './frames.ts';
import { hasBit, indexOf, keyOf, modalitiesOf } from './index-rows.ts';
import { bool, codes, keyText, seconds } from './values.ts';

/** Diagnostic Report: error reports by key or session, whatever the range; else those of the range. */
export function diagnosticReport({ rows, query, range }: Task): OracleFrame[] {
  const { filters } = query;
  const anyTime = filters.errorTime !== undefined || filters.sessionIdTime !== undefined;
  const party = reportPartyFilter(filters);
  const origin = errorReportFilter(filters);
  const diagnosticId = anyCode(filters.diagnosticIds);
  const responseCode = anyCode(filters.responseCodes);
  const found = rows.errorReports.filter(
    (row) =>
      (anyTime || inRange(row.ErrorTime, range)) &&
      isReport(query.filters, row) &&
      isOfSession(query.filters, row) &&
      party(row) &&
      origin(row) &&
      diagnosticId(row.MsDiagId) &&
      responseCode(row.ResponseCode) &&
      (filters.telemetryId === undefined || row.TelemetryId === filters.telemetryId),
  );
  found.sort((a, b) => b.ErrorTime - a.ErrorTime || b.ErrorReportSeq - a.ErrorReportSeq || byStore(a, b));
  const lines = found.slice(0, query.limit).map((row) => ({
    reportTime: row.ErrorTime,
    ...codes(row.ResponseCode, row.MsDiagId),
    requestType: row.RequestType,
    source: row.Source,
    fromUser: row.FromUri,
    fromUserAgent: row.ClientVersion,
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
    store: row.Store ?? null,
  }));
  return [table(reportDefinition('diagnosticReport').title, columnIds('diagnosticReport'), lines)];
}

type Filters = Task['query']['filters'];

const isReport = (filters: Filters, row: { ErrorTime: number; ErrorReportSeq: number }): boolean =>
  filters.errorTime === undefined ||
  (row.ErrorTime === filters.errorTime && row.ErrorReportSeq === filters.errorReportSeq);

const isOfSession = (filters: Filters, row: ErrorReportRow | undefined): boolean =>
  filters.sessionIdTime === undefined ||
  (row?.SessionIdTime === filters.sessionIdTime && row.SessionIdSeq === filters.sessionIdSeq);

/** Progress Reports: by the key of their error report, its session or the telemetry ID; else those of the range. */
export function progressReports({ rows, query, range }: Task): OracleFrame[] {
  const { filters } = query;
  const keys = [filters.errorTime, filters.sessionIdTime, filters.telemetryId];
  const anyTime = keys.some((key) => key !== undefined);
  const { reports } = indexOf(rows);
  const party = reportPartyFilter(filters);
  const diagnosticId = anyCode(filters.diagnosticIds);
  const source = anyName(filters.sources);
  const application = anyName(filters.applications);
  const found = rows.progressReports.filter((row) => {
    const report = reports.get(keyOf(row.ErrorTime, row.ErrorReportSeq, row) ?? '');
    return (
      (anyTime || inRange(row.ErrorTime, range)) &&
      isReport(filters, row) &&
      isOfSession(filters, report) &&
      (filters.telemetryId === undefined || row.TelemetryId === filters.telemetryId) &&
      diagnosticId(row.MsDiagId) &&
      source(row.Source) &&
      application(row.Application) &&
      (!asksForParties(filters) || (report !== undefined && party(report)))
    );
  });
  found.sort(
    (a, b) =>
      b.ErrorTime - a.ErrorTime ||
      b.ErrorReportSeq - a.ErrorReportSeq ||
      a.ProgressReportSeq - b.ProgressReportSeq ||
      byStore(a, b),
  );
  const lines = found.slice(0, query.limit).map((row) => ({
    errorTime: row.ErrorTime,
    errorReportSeq: row.ErrorReportSeq,
    progressReportSeq: row.ProgressReportSeq,
    diagnosticId: row.MsDiagId,
    diagnosticMeaning: diagnosticText(row.MsDiagId),
    source: row.Source,
    application: row.Application,
    telemetryId: row.TelemetryId,
    setupTime: row.SessionSetupTime,
    diagnosticHeader: row.MsDiagHeader,
    errorTimeKey: keyText(row.ErrorTime),
    store: row.Store ?? null,
  }));
  return [table(reportDefinition('progressReports').title, columnIds('progressReports'), lines)];
}

/** Session Detail: a peer-to-peer session by key, whatever the range and also when retried; else those of the range. */
export function sessionDetail(task: Task): OracleFrame[] {
  const { rows, query, range, settings } = task;
  const byKey = query.filters.sessionIdTime !== undefined;
  const passes = sessionPasses(task);
  const { sessions } = indexOf(rows);
  // Peer-to-peer sessions come first in the index, in the order of their rows.
  const found = rows.sessions.filter((row, i) => {
    const session = sessions[i];
    const eligible = byKey || (inRange(row.SessionIdTime, range) && (settings.includeRetried || !session?.retried));
    return eligible && session !== undefined && passes(session);
  });
  found.sort((a, b) => b.SessionIdTime - a.SessionIdTime || b.SessionIdSeq - a.SessionIdSeq || byStore(a, b));
  const lines = found.slice(0, query.limit).map((row) => detail(task, row));
  return [table(reportDefinition('sessionDetail').title, columnIds('sessionDetail'), lines)];
}

function detail(task: Task, row: Stored<SessionDetailsRow>) {
  const voip = task.rows.voip.find(
    (phone) =>
      phone.SessionIdTime === row.SessionIdTime && phone.SessionIdSeq === row.SessionIdSeq && phone.Store === row.Store,
  );
  const labels = modalitiesOf(row.MediaTypes).map((id) => labelOf(modalities, id));
  return {
    captureTime: row.SessionIdTime,
    pool: row.Pool,
    frontEnd: row.FrontEnd,
    inviteTime: row.InviteTime,
    responseTime: row.ResponseTime,
    endTime: row.EndTime,
    duration: seconds(row.InviteTime, row.EndTime),
    fromUser: row.FromUri ?? voip?.FromPhone ?? null,
    fromUserAgent: row.FromClientVersion,
    fromInternal: bool(row.IsFromInternal),
    fromDeskPhone: hasBit(row.FromUserFlag, 1),
    toUser: row.ToUri ?? voip?.ToPhone ?? null,
    toUserAgent: row.ToClientVersion,
    toInternal: bool(row.IsToInternal),
    toDeskPhone: hasBit(row.ToUserFlag, 1),
    priority: row.CallPriority,
    ...codes(row.ResponseCode, row.DiagnosticId),
    category: labelOf(categories, task.category(row.DiagnosticId, row.ResponseCode)),
    retried: hasBit(row.CallFlag, 1),
    responseGroup: hasBit(row.CallFlag, 2),
    modalities: labels.join(', ') || null,
    fromMessages: row.FromMessageCount,
    toMessages: row.ToMessageCount,
    fromEdge: row.FromEdgeServer,
    toEdge: row.ToEdgeServer,
    fromPhone: voip?.FromPhone ?? null,
    toPhone: voip?.ToPhone ?? null,
    fromMediationServer: voip?.FromMediationServer ?? null,
    toMediationServer: voip?.ToMediationServer ?? null,
    fromGateway: voip?.FromGateway ?? null,
    toGateway: voip?.ToGateway ?? null,
    disconnectedBy: voip?.DisconnectedByUri ?? voip?.DisconnectedByPhone ?? null,
    dialogId: row.DialogId,
    sessionIdTime: keyText(row.SessionIdTime),
    sessionIdSeq: row.SessionIdSeq,
    store: row.Store ?? null,
  };
}
