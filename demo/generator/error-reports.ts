import type { ConferenceSessionDetailsRow, Instant, SessionDetailsRow } from '../../pkg/cdr/schema/views.ts';
import type { Failure } from './failures.ts';
import { diagnosticHeader } from './headers.ts';
import type { Slot } from './slot.ts';
import type { Agent } from './user-agents.ts';

/** A session as its error reports see it. */
export interface Reported {
  readonly session: SessionDetailsRow | ConferenceSessionDetailsRow;
  readonly fromUri: string | null;
  readonly toUri: string | null;
  readonly conferenceUri: string | null;
  readonly agent: Agent;
  readonly callType: string;
  /** Server that reports when the failing component runs on a server. */
  readonly server: string | null;
  /** Next server, partner or gateway that the header names. */
  readonly peer: string;
  readonly gateway: string | null;
}

const noReport = 0.08;
const secondReport = 0.1;
const thirdReport = 0.02;

export interface ReportKey {
  readonly ErrorTime: Instant;
  readonly ErrorReportSeq: number;
  readonly TelemetryId: string | null;
}

/** Writes the error reports of a failed session: mostly one, none when the server throttles, now and then more. */
export function reportFailure(slot: Slot, reported: Reported, failure: Failure, at: Instant): ReportKey[] {
  const { random } = slot;
  if (random.chance(noReport)) {
    return [];
  }
  const byServer = failure.component !== 'Client';
  const keys = [writeReport(slot, reported, failure, { at, byServer, request: 'INVITE' })];
  if (random.chance(secondReport)) {
    keys.push(writeReport(slot, reported, failure, { at: at + 300, byServer: !byServer, request: 'INVITE' }));
  }
  if (random.chance(thirdReport)) {
    keys.push(writeReport(slot, reported, failure, { at: at + 700, byServer: true, request: 'BYE' }));
  }
  return keys;
}

export interface ReportManner {
  readonly at: Instant;
  readonly byServer: boolean;
  readonly request: string;
  readonly setupTime?: number;
}

/** Writes one error report. A client that reports what a server found leaves the component to the header. */
export function writeReport(slot: Slot, reported: Reported, failure: Failure, manner: ReportManner): ReportKey {
  const { random, rows } = slot;
  const { session, agent } = reported;
  const source = manner.byServer ? (reported.server ?? session.FrontEnd) : null;
  const telemetryId = manner.setupTime === undefined ? null : random.guid();
  const key = slot.errorKey(manner.at);
  const scene = {
    source: source ?? session.FrontEnd ?? reported.peer,
    peer: reported.peer,
    gateway: reported.gateway,
    code: failure.code,
  };
  rows.errorReports.push({
    ...key,
    MsDiagId: failure.id,
    FromUri: reported.fromUri,
    ToUri: reported.toUri,
    ConferenceUri: reported.conferenceUri,
    SessionIdTime: session.SessionIdTime,
    SessionIdSeq: session.SessionIdSeq,
    DialogId: session.DialogId,
    ClientVersion: agent.version,
    ClientType: agent.type,
    ClientCategory: agent.category,
    Source: source,
    Application: applicationOf(failure, manner.byServer),
    ResponseCode: failure.code,
    RequestType: manner.request,
    ContentType: manner.request === 'INVITE' ? session.ContentType : null,
    CallType: reported.callType,
    TelemetryId: telemetryId,
    SetupTime: manner.setupTime ?? null,
    IsCapturedByServer: manner.byServer ? 1 : 0,
    MsDiagHeader: diagnosticHeader(random, failure, scene),
    FrontEnd: session.FrontEnd,
    Pool: session.Pool,
  });
  return { ...key, TelemetryId: telemetryId };
}

/** A client's own failure reaches the server that relays it, which then names its request routing. */
function applicationOf(failure: Failure, byServer: boolean): string | null {
  if (!byServer) {
    return null;
  }
  return failure.component === 'Client' ? 'InboundRouting' : failure.component;
}
