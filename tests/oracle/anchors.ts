import { instantKey } from '../../contract/instant.ts';
import type { FilterId } from '../../contract/filters.ts';
import type { ReportId } from '../../contract/reports/index.ts';
import { validateSettings } from '../../contract/settings.ts';
import { classify } from './classify.ts';
import { directionsOf, domainsOf, gatewaysOf, locationOf, mediationServersOf } from './filters.ts';
import { indexOf, keyOf, type Session } from './index-rows.ts';
import type { Random } from './random.ts';
import type { CdrRows } from './rows.ts';

type Value = string | number | null;
type ErrorReportRow = CdrRows['errorReports'][number];

/** A row of the data with the filter values that find it. */
export interface Anchor {
  readonly time: number;
  readonly values: Partial<Record<FilterId, readonly Value[]>>;
}

const defaults = validateSettings({}).counting;

const key = (time: number | null): string | null => (time === null ? null : instantKey(time));

function ofReport(report: ErrorReportRow): Anchor['values'] {
  return {
    errorTime: [key(report.ErrorTime)],
    errorReportSeq: [report.ErrorReportSeq],
    ...(report.Store !== undefined && { stores: [report.Store] }),
    requestTypes: [report.RequestType],
    sources: [report.Source],
    applications: [report.Application],
    pools: [report.Pool],
    diagnosticIds: [report.MsDiagId],
    responseCodes: [report.ResponseCode],
    fromUsers: [report.FromUri],
    toUsers: [report.ToUri, report.ConferenceUri],
    users: [report.FromUri, report.ToUri],
    userAgents: [report.ClientVersion],
    conferenceUris: [report.ConferenceUri],
    telemetryId: [report.TelemetryId],
    ...(report.SessionIdTime !== null &&
      report.SessionIdSeq !== null && {
        sessionIdTime: [key(report.SessionIdTime)],
        sessionIdSeq: [report.SessionIdSeq],
      }),
  };
}

function ofSession(session: Session, from: Random): Anchor['values'] {
  return {
    ...(session.reports.length > 0 && ofReport(from.pick(session.reports))),
    activities: [session.activity],
    ...(session.store !== null && { stores: [session.store] }),
    modalities: session.modalities,
    conferenceTypes: session.conferenceTypes,
    categories: [classify(session.diagnosticId, session.responseCode, defaults)],
    pools: [session.pool, ...session.edges],
    diagnosticIds: [session.diagnosticId],
    responseCodes: [session.responseCode],
    fromUsers: [session.from],
    toUsers: [session.to],
    users: session.activity === 'p2p' ? [session.from, session.to] : [session.from],
    userAgents: [session.agent],
    conferenceUris: [session.conferenceUri],
    frontEnds: [session.frontEnd],
    gateways: [...gatewaysOf(session), ...mediationServersOf(session)],
    directions: directionsOf(session),
    clientTypes: [session.clientType],
    locations: [locationOf(session)],
    domains: domainsOf(session),
    sessionIdTime: [key(session.time)],
    sessionIdSeq: [session.seq],
  };
}

/** Rows that a report is about, and a way to draw one. Failed and reported sessions come up more often than others. */
export function anchors(rows: CdrRows): (report: ReportId, from: Random) => Anchor {
  const { sessions, reports } = indexOf(rows);
  const p2p = sessions.filter(({ activity }) => activity === 'p2p');
  const conference = sessions.filter(({ activity }) => activity === 'conference');
  const reported = sessions.filter((session) => session.reports.length > 0);
  const failed = sessions.filter(({ responseCode }) => responseCode !== null && responseCode >= 400);
  const joins = rows.errorReports.filter(({ SetupTime }) => SetupTime !== null);

  const session = (lists: readonly (readonly Session[])[], from: Random): Anchor => {
    const drawn = from.pick(from.pick(lists.filter((list) => list.length > 0)));
    return { time: drawn.time, values: ofSession(drawn, from) };
  };
  const error = (list: readonly ErrorReportRow[], from: Random): Anchor => {
    const drawn = from.pick(list.length > 0 ? list : rows.errorReports);
    return { time: drawn.ErrorTime, values: ofReport(drawn) };
  };
  const progress = (from: Random): Anchor => {
    const drawn = from.pick(rows.progressReports);
    const report = reports.get(keyOf(drawn.ErrorTime, drawn.ErrorReportSeq, drawn) ?? '');
    const own = {
      errorTime: [key(drawn.ErrorTime)],
      errorReportSeq: [drawn.ErrorReportSeq],
      diagnosticIds: [drawn.MsDiagId],
      sources: [drawn.Source],
      applications: [drawn.Application],
      telemetryId: [drawn.TelemetryId],
      ...(drawn.Store !== undefined && { stores: [drawn.Store] }),
    };
    return { time: drawn.ErrorTime, values: { ...(report && ofReport(report)), ...own } };
  };

  return (report, from) => {
    switch (report) {
      case 'p2pActivity':
      case 'sessionDetail':
        return session([p2p], from);
      case 'conferenceActivity':
      case 'conferenceDetail':
        return session([conference], from);
      case 'diagnosticReport':
        return error(rows.errorReports, from);
      case 'progressReports':
        return progress(from);
      case 'joinTimes':
      case 'joinTimeSpikes':
        return from.chance(0.5) ? error(joins, from) : progress(from);
      default:
        return session([failed, reported, sessions], from);
    }
  };
}
