import { sql } from 'kysely';
import { reportDefinition } from '../../contract/reports/index.ts';
import { diagnosticText } from '../../contract/texts/diagnostics.ts';
import { responseText } from '../../contract/texts/sip-responses.ts';
import { categories, labelOf } from '../../contract/vocabulary.ts';
import type { Classification } from '../cdr/classification.ts';
import { inRange, mediaTypes, p2pSessions } from '../cdr/sessions.ts';
import { hasKey, sessionKeyColumns } from './error-reports.ts';
import { modalityLabels } from './failure-list.ts';
import { hasFlag, keyText, secondsBetween, truth } from './keys.ts';
import type { ReportHandler, ReportRequest } from './report.ts';
import { cappedAt } from './shapes/notices.ts';
import { table } from './shapes/table.ts';

/** Peer-to-Peer Session Detail: one session by key, or those of the range that match, newest first. */
export const sessionDetail: ReportHandler<'sessionDetail'> = async (request) => {
  const { query, cdr, call } = request;
  const { title, columns } = reportDefinition(query.report);
  const found = await cdr.run(cdr.dialect.limit(details(request), query.limit + 1), call);
  const rows = found.slice(0, query.limit).map((row) => toRow(row, cdr.classification));
  return [table(title, columns, rows, { notices: cappedAt(query.limit, found.length, 'sessions') })];
};

function details({ query, range, cdr }: ReportRequest<'sessionDetail'>) {
  const { filters } = query;
  const byKey = filters.sessionIdTime !== undefined;
  const within = byKey ? undefined : range;
  return p2pSessions(cdr, { range: within, filters, all: byKey })
    .leftJoin('VoipDetailsView as v', (join) => {
      const keys = join.onRef('v.SessionIdTime', '=', 's.SessionIdTime').onRef('v.SessionIdSeq', '=', 's.SessionIdSeq');
      const same = byKey
        ? hasKey('v', sessionKeyColumns, filters.sessionIdTime, filters.sessionIdSeq)
        : inRange('v.SessionIdTime', within);
      return same.reduce((on, condition) => on.on(sql<boolean>`${condition}` as never), keys);
    })
    .select([
      's.SessionIdTime',
      's.SessionIdSeq',
      's.InviteTime',
      's.ResponseTime',
      's.EndTime',
      's.FromUri',
      's.ToUri',
      's.FromMessageCount',
      's.ToMessageCount',
      's.FromClientVersion',
      's.ToClientVersion',
      's.DialogId',
      's.ResponseCode',
      's.DiagnosticId',
      's.FrontEnd',
      's.Pool',
      's.FromEdgeServer',
      's.ToEdgeServer',
      's.IsFromInternal',
      's.IsToInternal',
      's.CallPriority',
      's.FromUserFlag',
      's.ToUserFlag',
      's.CallFlag',
      mediaTypes(cdr).as('Media'),
      'v.FromPhone',
      'v.ToPhone',
      'v.FromMediationServer',
      'v.ToMediationServer',
      'v.FromGateway',
      'v.ToGateway',
      'v.DisconnectedByUri',
      'v.DisconnectedByPhone',
    ])
    .orderBy('s.SessionIdTime', 'desc')
    .orderBy('s.SessionIdSeq', 'desc');
}

type DetailRow = Awaited<ReturnType<ReturnType<typeof details>['execute']>>[number];

function toRow(row: DetailRow, classification: Classification): Record<string, unknown> {
  return {
    captureTime: row.SessionIdTime,
    pool: row.Pool,
    frontEnd: row.FrontEnd,
    inviteTime: row.InviteTime,
    responseTime: row.ResponseTime,
    endTime: row.EndTime,
    duration: secondsBetween(row.InviteTime, row.EndTime),
    fromUser: row.FromUri,
    fromUserAgent: row.FromClientVersion,
    fromInternal: truth(row.IsFromInternal),
    fromDeskPhone: hasFlag(row.FromUserFlag),
    toUser: row.ToUri,
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
  };
}
