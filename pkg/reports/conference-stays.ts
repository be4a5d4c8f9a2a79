import { conferenceDetailColumns } from '../../contract/reports/conference-detail.ts';
import { diagnosticText } from '../../contract/texts/diagnostics.ts';
import { responseText } from '../../contract/texts/sip-responses.ts';
import { categories, labelOf, sections } from '../../contract/vocabulary.ts';
import type { Classification } from '../cdr/classification.ts';
import { focusStays, mcuStays, type FocusStay, type McuStay } from '../cdr/questions/conference-stays.ts';
import type { Frame, Notice } from '../plugin/frames/frame.ts';
import { keyText, truth } from './column-values.ts';
import { conferenceLabel } from './kinds.ts';
import { byItem } from './order.ts';
import type { ReportRequest } from './report.ts';
import { capped } from './shapes/notices.ts';
import { table } from './shapes/table.ts';

type Request = ReportRequest<'conferenceDetail'>;

/** Participants: stays with the Focus. */
export async function participationSection(request: Request): Promise<Frame[]> {
  const { cdr, query, range } = request;
  const stays = await cdr.ask(focusStays, { range, filters: query.filters });
  const rows = [...stays].sort(byJoin(request)).map((row) => ({
    user: row.UserUri,
    role: row.UserRole,
    connectivity: row.IsUserInternal === null ? null : row.IsUserInternal ? 'Internal' : 'External',
    joinTime: row.UserJoinTime,
    leaveTime: row.UserLeaveTime,
    userAgent: row.UserClientVersion,
    ...outcome(row, cdr.classification),
  }));
  const { shown, notices } = firstStays(request, rows);
  return [table(labelOf(sections, 'participation'), conferenceDetailColumns.participation, shown, { notices })];
}

/** Stays with conferencing servers. */
export async function modalitiesSection(request: Request): Promise<Frame[]> {
  const { cdr, query, range } = request;
  const stays = await cdr.ask(mcuStays, { range, filters: query.filters });
  const rows = [...stays].sort(byJoin(request)).map((row) => ({
    user: row.UserUri,
    joinTime: row.UserJoinTime,
    leaveTime: row.UserLeaveTime,
    mcuUri: row.McuUri,
    type: conferenceLabel(row.McuUriType ?? ''),
    fromPstn: truth(row.IsUserFromPstn),
    gateway: row.Gateway,
    ...outcome(row, cdr.classification),
  }));
  const { shown, notices } = firstStays(request, rows);
  return [table(labelOf(sections, 'modalities'), conferenceDetailColumns.modalities, shown, { notices })];
}

type Stay = FocusStay | McuStay;

function byJoin({ orderOf = String }: Request) {
  const order = ({ UserUri: uri }: Stay) => (uri === null ? null : orderOf(uri));
  return (a: Stay, b: Stay): number =>
    byItem(a.UserJoinTime, b.UserJoinTime) ||
    byItem(order(a), order(b)) ||
    byItem(a.DialogTime, b.DialogTime) ||
    byItem(a.DialogSeq, b.DialogSeq) ||
    byItem(a.Store ?? null, b.Store ?? null);
}

function outcome(row: Stay, classification: Classification) {
  const known = row.DialogFound !== null;
  return {
    reports: row.Reports,
    responseCode: row.ResponseCode,
    responseMeaning: responseText(row.ResponseCode),
    diagnosticId: row.DiagnosticId,
    diagnosticMeaning: diagnosticText(row.DiagnosticId),
    category: known ? labelOf(categories, classification.categoryOf(row.DiagnosticId, row.ResponseCode)) : null,
    sessionIdTime: keyText(row.DialogTime),
    sessionIdSeq: row.DialogSeq,
    store: row.Store ?? null,
  };
}

/** Stays up to the limit of the query, and whether there are more. */
function firstStays<Row>({ query }: Request, rows: readonly Row[]): { shown: Row[]; notices: Notice[] } {
  const shown = rows.slice(0, query.limit);
  return { shown, notices: capped(shown.length, rows.length, 'stays') };
}
