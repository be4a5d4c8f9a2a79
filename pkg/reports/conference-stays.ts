import { sql, type SelectQueryBuilder } from 'kysely';
import { conferenceDetailColumns } from '../../contract/reports/conference-detail.ts';
import { diagnosticText } from '../../contract/texts/diagnostics.ts';
import { responseText } from '../../contract/texts/sip-responses.ts';
import { categories, labelOf, sections, type Section } from '../../contract/vocabulary.ts';
import type { Classification } from '../cdr/classification.ts';
import type { LcsCdr } from '../cdr/schema/views.ts';
import type { Frame } from '../plugin/frames/frame.ts';
import { conferenceLabel } from './failure-list.ts';
import { keyText, truth } from './keys.ts';
import { byItem } from './order.ts';
import type { ReportRequest } from './report.ts';
import { capped } from './shapes/notices.ts';
import { table } from './shapes/table.ts';

type Conferences = SelectQueryBuilder<LcsCdr & { c: LcsCdr['ConferencesView'] }, 'c', object>;

/** Outcome of the dialog behind a stay: the session it was, and its error reports. */
const outcomeColumns = [
  sql<number | null>`j.DialogSessionIdTime`.as('DialogTime'),
  sql<number | null>`j.DialogSessionIdSeq`.as('DialogSeq'),
  sql<number | null>`s.SessionIdTime`.as('DialogFound'),
  sql<number | null>`s.ResponseCode`.as('ResponseCode'),
  sql<number | null>`s.DiagnosticId`.as('DiagnosticId'),
  sql<number>`(select count(*) from ${sql.table('ErrorReportView')} as e where e.SessionIdTime = j.DialogSessionIdTime and e.SessionIdSeq = j.DialogSessionIdSeq)`.as(
    'Reports',
  ),
] as const;

/** Participants: stays with the Focus. */
export async function participationSection(
  request: ReportRequest<'conferenceDetail'>,
  shown: Conferences,
): Promise<Frame[]> {
  const { cdr, call } = request;
  const stays = shown
    .innerJoin('FocusJoinsAndLeavesView as j', (join) =>
      join.onRef('j.SessionIdTime', '=', 'c.SessionIdTime').onRef('j.SessionIdSeq', '=', 'c.SessionIdSeq'),
    )
    .leftJoin('ConferenceSessionDetailsView as s', (join) =>
      join.onRef('s.SessionIdTime', '=', 'j.DialogSessionIdTime').onRef('s.SessionIdSeq', '=', 'j.DialogSessionIdSeq'),
    )
    .select([
      'j.UserUri',
      'j.UserRole',
      'j.IsUserInternal',
      'j.UserJoinTime',
      'j.UserLeaveTime',
      'j.UserClientVersion',
      ...outcomeColumns,
    ]);
  const rows = [...(await cdr.run(stays, call))].sort(byJoin).map((row) => ({
    user: row.UserUri,
    role: row.UserRole,
    connectivity: row.IsUserInternal === null ? null : row.IsUserInternal ? 'Internal' : 'External',
    joinTime: row.UserJoinTime,
    leaveTime: row.UserLeaveTime,
    userAgent: row.UserClientVersion,
    ...outcome(row, cdr.classification),
  }));
  return [section(request, 'participation', rows)];
}

/** Stays with conferencing servers. */
export async function modalitiesSection(
  request: ReportRequest<'conferenceDetail'>,
  shown: Conferences,
): Promise<Frame[]> {
  const { cdr, call } = request;
  const stays = shown
    .innerJoin('McuJoinsAndLeavesView as j', (join) =>
      join.onRef('j.SessionIdTime', '=', 'c.SessionIdTime').onRef('j.SessionIdSeq', '=', 'c.SessionIdSeq'),
    )
    .leftJoin('ConferenceSessionDetailsView as s', (join) =>
      join.onRef('s.SessionIdTime', '=', 'j.DialogSessionIdTime').onRef('s.SessionIdSeq', '=', 'j.DialogSessionIdSeq'),
    )
    .select([
      'j.UserUri',
      'j.UserJoinTime',
      'j.UserLeaveTime',
      'j.McuUri',
      'j.McuUriType',
      'j.IsUserFromPstn',
      's.Gateway',
      ...outcomeColumns,
    ]);
  const rows = [...(await cdr.run(stays, call))].sort(byJoin).map((row) => ({
    user: row.UserUri,
    joinTime: row.UserJoinTime,
    leaveTime: row.UserLeaveTime,
    mcuUri: row.McuUri,
    type: conferenceLabel(row.McuUriType ?? ''),
    fromPstn: truth(row.IsUserFromPstn),
    gateway: row.Gateway,
    ...outcome(row, cdr.classification),
  }));
  return [section(request, 'modalities', rows)];
}

interface Stay {
  readonly UserUri: string | null;
  readonly UserJoinTime: number | null;
  readonly DialogTime: number | null;
  readonly DialogSeq: number | null;
}

function byJoin(a: Stay, b: Stay): number {
  return (
    byItem(a.UserJoinTime, b.UserJoinTime) ||
    byItem(a.UserUri, b.UserUri) ||
    byItem(a.DialogTime, b.DialogTime) ||
    byItem(a.DialogSeq, b.DialogSeq)
  );
}

interface Outcome extends Stay {
  readonly DialogFound: number | null;
  readonly ResponseCode: number | null;
  readonly DiagnosticId: number | null;
  readonly Reports: number;
}

function outcome(row: Outcome, classification: Classification) {
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
  };
}

function section(
  { query }: ReportRequest<'conferenceDetail'>,
  id: Section,
  rows: readonly Record<string, unknown>[],
): Frame {
  const shown = rows.slice(0, query.limit);
  return table(labelOf(sections, id), conferenceDetailColumns[id], shown, {
    notices: capped(shown.length, rows.length, 'stays'),
  });
}
