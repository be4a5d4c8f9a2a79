import type { RowOf } from '../../contract/columns.ts';
import { sessionDetail as definition } from '../../contract/reports/session-detail.ts';
import { diagnosticText } from '../../contract/texts/diagnostics.ts';
import { responseText } from '../../contract/texts/sip-responses.ts';
import { categories, labelOf } from '../../contract/vocabulary.ts';
import type { Classification } from '../cdr/classification.ts';
import { p2pSessionDetails, type P2pSessionDetail } from '../cdr/questions/p2p-session-details.ts';
import { hasFlag, keyText, secondsBetween, truth } from './column-values.ts';
import { modalityLabels } from './kinds.ts';
import type { ReportHandler } from './report.ts';
import { cappedAt } from './shapes/notices.ts';
import { table } from './shapes/table.ts';

/** Peer-to-Peer Session Detail: one session by key, or those of the range that match, newest first. */
export const sessionDetail: ReportHandler<'sessionDetail'> = async ({ query, range, cdr }) => {
  const { title, columns } = definition;
  const { filters, limit } = query;
  const byKey = filters.sessionIdTime !== undefined;
  const selection = { range: byKey ? undefined : range, filters, all: byKey, limit: limit + 1 };
  const found = await cdr.ask(p2pSessionDetails, selection);
  const rows = found.slice(0, limit).map((row) => toRow(row, cdr.classification));
  return [table(title, columns, rows, { notices: cappedAt(limit, found.length, 'sessions') })];
};

function toRow(row: P2pSessionDetail, classification: Classification): RowOf<typeof definition.columns> {
  return {
    captureTime: row.SessionIdTime,
    pool: row.Pool,
    frontEnd: row.FrontEnd,
    inviteTime: row.InviteTime,
    responseTime: row.ResponseTime,
    endTime: row.EndTime,
    duration: secondsBetween(row.InviteTime, row.EndTime),
    fromUser: row.FromUri ?? row.FromPhone,
    fromUserAgent: row.FromClientVersion,
    fromInternal: truth(row.IsFromInternal),
    fromDeskPhone: hasFlag(row.FromUserFlag),
    toUser: row.ToUri ?? row.ToPhone,
    toUserAgent: row.ToClientVersion,
    toInternal: truth(row.IsToInternal),
    toDeskPhone: hasFlag(row.ToUserFlag),
    priority: row.CallPriority,
    responseCode: row.ResponseCode,
    responseMeaning: responseText(row.ResponseCode),
    diagnosticId: row.DiagnosticId,
    diagnosticMeaning: diagnosticText(row.DiagnosticId),
    category: labelOf(categories, classification.categoryOf(row.DiagnosticId, row.ResponseCode)),
    retried: hasFlag(row.CallFlag),
    responseGroup: hasFlag(row.CallFlag, 2),
    modalities: modalityLabels(row.Media),
    fromMessages: row.FromMessageCount,
    toMessages: row.ToMessageCount,
    fromEdge: row.FromEdgeServer,
    toEdge: row.ToEdgeServer,
    fromPhone: row.FromPhone,
    toPhone: row.ToPhone,
    fromMediationServer: row.FromMediationServer,
    toMediationServer: row.ToMediationServer,
    fromGateway: row.FromGateway,
    toGateway: row.ToGateway,
    disconnectedBy: row.DisconnectedByUri ?? row.DisconnectedByPhone,
    dialogId: row.DialogId,
    sessionIdTime: keyText(row.SessionIdTime),
    sessionIdSeq: row.SessionIdSeq,
    store: row.Store ?? null,
  };
}
