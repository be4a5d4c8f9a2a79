import type {
  ConferenceSessionDetailsRow,
  ConferencesRow,
  ErrorReportRow,
  Instant,
  SessionDetailsRow,
  VoipDetailsRow,
} from '../../../pkg/cdr/schema/views.ts';
import { callKinds, mediaNames } from '../call-kinds.ts';
import { type Conference, conferenceUri } from '../conference.ts';
import { dialogId } from '../dialogs.ts';
import { oneMinute } from '../options.ts';
import { employeeOf } from '../parties.ts';
import type { Slot } from '../slot.ts';
import { onTick } from '../ticks.ts';

/** Adds an unremarkable call with some columns changed, at an exact instant if one is given. */
export function addSession(slot: Slot, changes: Partial<SessionDetailsRow> = {}, at?: Instant): SessionDetailsRow {
  const { random, rows } = slot;
  const from = employeeOf(slot, random.draw(slot.topology.siteShares));
  const to = employeeOf(slot, from.site);
  const key = at === undefined ? slot.sessionKey(slot.anyTime()) : slot.exactKey(at);
  const response = onTick(key.SessionIdTime + 1500);
  const row: SessionDetailsRow = {
    ...key,
    InviteTime: key.SessionIdTime,
    ResponseTime: response,
    EndTime: onTick(response + 4 * oneMinute),
    FromUri: from.uri,
    ToUri: to.uri,
    TargetUri: to.uri,
    OnBehalfOfUri: null,
    ReferredByUri: null,
    FromMessageCount: null,
    ToMessageCount: null,
    FromClientVersion: from.agent.version,
    FromClientType: from.agent.type,
    FromClientCategory: from.agent.category,
    ToClientVersion: to.agent.version,
    ToClientType: to.agent.type,
    ToClientCategory: to.agent.category,
    DialogId: dialogId(random),
    CorrelationId: null,
    ResponseCode: 200,
    DiagnosticId: null,
    ContentType: 'application/sdp',
    FrontEnd: from.pool.frontEnds[0] ?? null,
    Pool: from.pool.fqdn,
    FromEdgeServer: null,
    ToEdgeServer: null,
    IsFromInternal: 1,
    IsToInternal: 1,
    CallPriority: 'Normal',
    FromUserFlag: 0,
    ToUserFlag: 0,
    CallFlag: null,
    MediaTypes: random.draw(callKinds).media,
    ...changes,
  };
  rows.sessions.push(row);
  mediaNames.forEach((Media, bit) => {
    if (((row.MediaTypes ?? 0) & (1 << bit)) === 0) {
      return;
    }
    const { SessionIdTime, SessionIdSeq, EndTime } = row;
    rows.media.push({ SessionIdTime, SessionIdSeq, Media, MediaStartTime: SessionIdTime, MediaEndTime: EndTime });
  });
  return row;
}

/** Adds a call with its telephone side. */
export function addCall(
  slot: Slot,
  changes: Partial<SessionDetailsRow>,
  phones: Partial<VoipDetailsRow>,
): SessionDetailsRow {
  const session = addSession(slot, changes);
  const { SessionIdTime, SessionIdSeq } = session;
  slot.rows.voip.push({
    SessionIdTime,
    SessionIdSeq,
    FromPhone: null,
    ToPhone: null,
    DisconnectedByUri: null,
    DisconnectedByPhone: null,
    FromMediationServer: null,
    ToMediationServer: null,
    FromGateway: null,
    ToGateway: null,
    ...phones,
  });
  return session;
}

/** Adds a conference without participants. */
export function addConference(slot: Slot, changes: Partial<ConferencesRow> = {}): ConferencesRow {
  const { random, rows } = slot;
  const organizer = employeeOf(slot, random.draw(slot.topology.siteShares));
  const key = slot.conferenceKey(slot.start + random.float() * 40 * oneMinute);
  const identity: Pick<Conference, 'organizer' | 'id'> = { organizer, id: random.hex(8).toUpperCase() };
  const row: ConferencesRow = {
    ...key,
    ConferenceUri: conferenceUri(identity, 'focus'),
    ConfInstance: random.guid(),
    ConferenceStartTime: key.SessionIdTime,
    ConferenceEndTime: onTick(key.SessionIdTime + 20 * oneMinute),
    OrganizerUri: organizer.uri,
    Pool: organizer.pool.fqdn,
    Flag: null,
    ...changes,
  };
  rows.conferences.push(row);
  return row;
}

/** Adds a participant's session with the Focus of a conference. */
export function addStay(
  slot: Slot,
  conference: ConferencesRow,
  changes: Partial<ConferenceSessionDetailsRow> = {},
): ConferenceSessionDetailsRow {
  const { random, rows } = slot;
  const person = employeeOf(slot, random.draw(slot.topology.siteShares));
  const key = slot.sessionKey(conference.SessionIdTime + random.exponential(oneMinute));
  const row: ConferenceSessionDetailsRow = {
    ...key,
    InviteTime: key.SessionIdTime,
    ResponseTime: onTick(key.SessionIdTime + 400),
    EndTime: conference.ConferenceEndTime,
    ConferenceUri: conference.ConferenceUri,
    ConfInstance: conference.ConfInstance,
    McuConferenceUri: null,
    McuConferenceUriType: null,
    UserUri: person.uri,
    UserClientVersion: person.agent.version,
    UserClientType: person.agent.type,
    UserClientCategory: person.agent.category,
    ConferenceClientVersion: null,
    DialogId: dialogId(random),
    IsStartedByConfServer: 0,
    IsEndedByConfServer: 0,
    IsUserInternal: 1,
    ResponseCode: 200,
    DiagnosticId: null,
    ContentType: 'application/cccp+xml',
    FrontEnd: person.pool.frontEnds[0] ?? null,
    Pool: conference.Pool,
    MediationServer: null,
    Gateway: null,
    EdgeServer: null,
    UserFlag: null,
    CallFlag: null,
    ...changes,
  };
  rows.conferenceSessions.push(row);
  return row;
}

/** Adds an error report about a session. */
export function addReport(
  slot: Slot,
  session: SessionDetailsRow,
  at: Instant,
  changes: Partial<ErrorReportRow> = {},
): ErrorReportRow {
  const row: ErrorReportRow = {
    ...slot.errorKey(at),
    MsDiagId: session.DiagnosticId,
    FromUri: session.FromUri,
    ToUri: session.ToUri,
    ConferenceUri: null,
    SessionIdTime: session.SessionIdTime,
    SessionIdSeq: session.SessionIdSeq,
    DialogId: session.DialogId,
    ClientVersion: session.FromClientVersion,
    ClientType: session.FromClientType,
    ClientCategory: session.FromClientCategory,
    Source: session.FrontEnd,
    Application: 'InboundRouting',
    ResponseCode: session.ResponseCode,
    RequestType: 'INVITE',
    ContentType: 'application/sdp',
    CallType: 'Audio',
    TelemetryId: null,
    SetupTime: null,
    IsCapturedByServer: 1,
    MsDiagHeader: `${session.DiagnosticId ?? 0};reason="Made for a test";source="${session.FrontEnd ?? ''}"`,
    FrontEnd: session.FrontEnd,
    Pool: session.Pool,
    ...changes,
  };
  slot.rows.errorReports.push(row);
  return row;
}
