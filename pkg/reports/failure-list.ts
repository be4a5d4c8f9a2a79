import { sql } from 'kysely';
import { reportDefinition } from '../../contract/reports/index.ts';
import { diagnosticText } from '../../contract/texts/diagnostics.ts';
import { responseText } from '../../contract/texts/sip-responses.ts';
import { activities, categories, conferenceTypes, labelOf, modalities } from '../../contract/vocabulary.ts';
import type { Cdr } from '../cdr/cdr.ts';
import { conferenceKind, inRange, mediaTypes, reportConditions } from '../cdr/sessions.ts';
import { isOfConferenceType } from './conference-activity.ts';
import { eitherColumn, failedSessions, failureSelection, sameColumn } from './failed-sessions.ts';
import { keyText } from './keys.ts';
import type { ReportHandler, ReportRequest } from './report.ts';
import { cappedAt } from './shapes/notices.ts';
import { table } from './shapes/table.ts';

/** A row as SQL brings it: the session, and its report where there is one. */
interface ListRow {
  readonly Time: number;
  readonly Seq: number;
  /** Media bits of a peer-to-peer session; -1 for conference sessions. */
  readonly Media: number;
  readonly Kind: string;
  readonly DiagnosticId: number | null;
  readonly ResponseCode: number | null;
  readonly FromUser: string | null;
  readonly Agent: string | null;
  readonly ToUser: string | null;
  readonly Conference: string | null;
  readonly Pool: string | null;
  readonly ErrorTime: number | null;
  readonly ErrorReportSeq: number | null;
  readonly RequestType: string | null;
  readonly ReportCode: number | null;
  readonly MsDiagId: number | null;
  readonly SetupTime: number | null;
  readonly FromUri: string | null;
  readonly ClientVersion: string | null;
  readonly ToUri: string | null;
  readonly ConferenceUri: string | null;
  readonly Source: string | null;
  readonly Application: string | null;
}

/** Failure List Report: the error reports of failed sessions, and the failed sessions that have none. */
export const failureList: ReportHandler<'failureList'> = async (request) => {
  const { query, cdr } = request;
  const { title, columns } = reportDefinition(query.report);
  const rows = await list(request);
  const shown = rows.slice(0, query.limit);
  return [
    table(
      title,
      columns,
      shown.map((row) => toRow(row, cdr)),
      {
        notices: cappedAt(query.limit, rows.length, 'failures'),
      },
    ),
  ];
};

/** One row more than the limit, to tell whether there are more. */
async function list(request: ReportRequest<'failureList'>): Promise<readonly ListRow[]> {
  const { query, cdr, call } = request;
  const sessions = failedSessions(request, {
    Time: sameColumn('SessionIdTime'),
    Seq: sameColumn('SessionIdSeq'),
    Media: { p2p: sql`coalesce(${mediaTypes(cdr)}, 0)`, conference: sql`-1` },
    Kind: { p2p: sql`''`, conference: conferenceKind },
    DiagnosticId: sameColumn('DiagnosticId'),
    ResponseCode: sameColumn('ResponseCode'),
    FromUser: eitherColumn('FromUri', 'UserUri'),
    Agent: eitherColumn('FromClientVersion', 'UserClientVersion'),
    ToUser: eitherColumn('ToUri', 'ConferenceUri'),
    Conference: { p2p: sql`cast(null as nvarchar(450))`, conference: sql`s.ConferenceUri` },
    Pool: sameColumn('Pool'),
  });
  if (!sessions) {
    return [];
  }
  const { range } = failureSelection(request);
  const ofReport = reportConditions(query.filters);
  const condition = [
    sql`e.SessionIdTime = f.Time`,
    sql`e.SessionIdSeq = f.Seq`,
    // Said on both sides of the join, or the plan reads reports of all times.
    ...inRange('e.SessionIdTime', range),
    ...ofReport,
  ];
  const join = sql`${ofReport.length > 0 ? sql`inner join` : sql`left join`} ${sql.table('ErrorReportView')} as e on ${sql.join(condition, sql` and `)}`;
  const reported = sql`coalesce(e.ErrorTime, f.Time)`;
  const top = query.limit + 1;
  const columns = sql`f.*, e.ErrorTime, e.ErrorReportSeq, e.RequestType, e.ResponseCode as ReportCode, e.MsDiagId,
    e.SetupTime, e.FromUri, e.ClientVersion, e.ToUri, e.ConferenceUri, e.Source, e.Application`;
  const text = sql<ListRow>`select ${cdr.dialect.id === 'mssql' ? sql`top(${sql.lit(top)})` : sql``} ${columns}
    from ${sessions} as f ${join}
    order by ${reported} desc, f.Time desc, f.Seq desc, e.ErrorReportSeq desc
    ${cdr.dialect.id === 'sqlite' ? sql`limit ${top}` : sql``}`;
  return cdr.run({ compile: () => text.compile(cdr.db) }, call);
}

function toRow(row: ListRow, cdr: Cdr): Record<string, unknown> {
  const hasReport = row.ErrorTime !== null;
  const isConference = row.Media < 0;
  const responseCode = hasReport ? row.ReportCode : row.ResponseCode;
  const diagnosticId = hasReport ? row.MsDiagId : row.DiagnosticId;
  return {
    reportedTime: row.ErrorTime ?? row.Time,
    request: row.RequestType,
    responseCode,
    responseMeaning: responseText(responseCode),
    diagnosticId,
    diagnosticMeaning: diagnosticText(diagnosticId),
    joinCostTime: row.SetupTime,
    fromUser: hasReport ? row.FromUri : row.FromUser,
    fromUserAgent: hasReport ? row.ClientVersion : row.Agent,
    toUser: hasReport ? (row.ToUri ?? row.ConferenceUri) : row.ToUser,
    sessionDetail: isConference ? null : 'Session detail',
    conference: isConference ? 'Conference' : null,
    report: hasReport ? 'Report' : null,
    activity: labelOf(activities, isConference ? 'conference' : 'p2p'),
    modality: isConference ? conferenceLabel(row.Kind) : modalityLabels(row.Media),
    category: labelOf(categories, cdr.classification.categoryOf(row.DiagnosticId, row.ResponseCode)),
    pool: row.Pool,
    source: row.Source,
    application: row.Application,
    errorTime: keyText(row.ErrorTime),
    errorReportSeq: row.ErrorReportSeq,
    sessionIdTime: keyText(row.Time),
    sessionIdSeq: row.Seq,
    conferenceUri: row.ConferenceUri ?? row.Conference,
  };
}

/** Labels of the media bits, null where there are none. */
export function modalityLabels(media: number | null): string | null {
  const labels = modalities.filter(({ bit }) => ((media ?? 0) & bit) !== 0).map(({ label }) => label);
  return labels.length > 0 ? labels.join(', ') : null;
}

/** The most exact kind of conference session that has a label. */
export function conferenceLabel(kind: string): string {
  const types = conferenceTypes.filter((type) => isOfConferenceType(type, kind));
  return (types.find(({ id }) => id !== 'mcu') ?? types[0])?.label ?? '';
}
