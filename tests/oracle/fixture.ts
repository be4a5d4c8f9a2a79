import type {
  ConferencesRow,
  ConferenceSessionDetailsRow,
  ErrorReportRow,
  FocusJoinsAndLeavesRow,
  McuJoinsAndLeavesRow,
  ProgressReportRow,
  SessionDetailsRow,
  VoipDetailsRow,
} from '../../pkg/cdr/schema/views.ts';
import type { CdrRows } from './rows.ts';

/** Reads `25T08:00` as an instant of October 2026 in UTC; Berlin leaves summer time on the 25th at 01:00. */
export const at = (text: string): number => Date.parse(`2026-10-${text}${text.length > 8 ? '' : ':00'}Z`);

export const instance = '11111111-1111-4111-8111-111111111111';
const synthetic = '22222222-2222-4222-8222-222222222222';
const standup = 'sip:olga@example.com;gruu;opaque=app:conf:focus:id:A';
const probe = 'sip:olga@example.com;gruu;opaque=app:conf:focus:id:B';

const p2p = (row: Partial<SessionDetailsRow> & { SessionIdTime: number }): SessionDetailsRow => ({
  SessionIdSeq: 1,
  InviteTime: null,
  ResponseTime: null,
  EndTime: null,
  FromUri: null,
  ToUri: null,
  TargetUri: null,
  OnBehalfOfUri: null,
  ReferredByUri: null,
  FromMessageCount: null,
  ToMessageCount: null,
  FromClientVersion: null,
  FromClientType: null,
  FromClientCategory: null,
  ToClientVersion: null,
  ToClientType: null,
  ToClientCategory: null,
  DialogId: null,
  CorrelationId: null,
  ResponseCode: null,
  DiagnosticId: null,
  ContentType: null,
  FrontEnd: null,
  Pool: null,
  FromEdgeServer: null,
  ToEdgeServer: null,
  IsFromInternal: null,
  IsToInternal: null,
  CallPriority: null,
  FromUserFlag: null,
  ToUserFlag: null,
  CallFlag: null,
  MediaTypes: null,
  ...row,
});

const dialog = (
  row: Partial<ConferenceSessionDetailsRow> & { SessionIdTime: number },
): ConferenceSessionDetailsRow => ({
  SessionIdSeq: 1,
  InviteTime: null,
  ResponseTime: null,
  EndTime: null,
  ConferenceUri: standup,
  ConfInstance: instance,
  McuConferenceUri: null,
  McuConferenceUriType: null,
  UserUri: null,
  UserClientVersion: null,
  UserClientType: null,
  UserClientCategory: null,
  ConferenceClientVersion: null,
  DialogId: null,
  IsStartedByConfServer: null,
  IsEndedByConfServer: null,
  IsUserInternal: null,
  ResponseCode: null,
  DiagnosticId: null,
  ContentType: null,
  FrontEnd: null,
  Pool: null,
  MediationServer: null,
  Gateway: null,
  EdgeServer: null,
  UserFlag: null,
  CallFlag: null,
  ...row,
});

const report = (row: Partial<ErrorReportRow> & { ErrorTime: number }): ErrorReportRow => ({
  ErrorReportSeq: 1,
  MsDiagId: null,
  FromUri: null,
  ToUri: null,
  ConferenceUri: null,
  SessionIdTime: null,
  SessionIdSeq: null,
  DialogId: null,
  ClientVersion: null,
  ClientType: null,
  ClientCategory: null,
  Source: null,
  Application: null,
  ResponseCode: null,
  RequestType: null,
  ContentType: null,
  CallType: null,
  TelemetryId: null,
  SetupTime: null,
  IsCapturedByServer: null,
  MsDiagHeader: null,
  FrontEnd: null,
  Pool: null,
  ...row,
});

const step = (
  row: Partial<ProgressReportRow> & { ErrorTime: number; ProgressReportSeq: number },
): ProgressReportRow => ({
  ErrorReportSeq: 1,
  MsDiagId: null,
  Source: null,
  Application: null,
  TelemetryId: null,
  SessionSetupTime: null,
  MsDiagHeader: null,
  ...row,
});

const conference = (row: Partial<ConferencesRow> & { SessionIdTime: number }): ConferencesRow => ({
  SessionIdSeq: 1,
  ConferenceUri: standup,
  ConfInstance: instance,
  ConferenceStartTime: null,
  ConferenceEndTime: null,
  OrganizerUri: null,
  Pool: 'pool1.example.com',
  Flag: null,
  ...row,
});

const timedOut = { ResponseCode: 504, DiagnosticId: 1011 };
const [alice, bob, carol] = ['sip:alice@example.com', 'sip:bob@example.com', 'sip:carol@example.com'];
const av = { McuConferenceUri: 'sip:mcu;av', McuConferenceUriType: 'conf:audio-video' };
const web = { McuConferenceUri: 'sip:mcu;web', McuConferenceUriType: 'conf:data-conf' };

/** A Sunday in Berlin with 25 hours: seven peer-to-peer sessions, six conference sessions, four error reports. */
export const rows: CdrRows = {
  sessions: [
    // 02:10 summer time, two modalities.
    p2p({ SessionIdTime: at('25T00:10'), FromUri: alice, ToUri: bob, MediaTypes: 17, ResponseCode: 200, CallFlag: 0 }),
    // 02:10 again, winter time; one report in the range and one after it.
    p2p({
      ...{ SessionIdTime: at('25T01:10:00.003'), FromUri: alice.toUpperCase(), ToUri: carol, MediaTypes: 16 },
      ...{ ...timedOut, Pool: 'pool1.example.com', FromEdgeServer: 'edge1.example.com', CallFlag: 2 },
      ...{ InviteTime: at('25T01:10'), EndTime: at('25T01:11:30.500') },
    }),
    p2p({
      ...{ SessionIdTime: at('25T01:30'), FromUri: bob, ToUri: alice, MediaTypes: 48 },
      ...{ ResponseCode: 487, DiagnosticId: 51004, FromClientVersion: 'OC/16.0' },
    }),
    p2p({ SessionIdTime: at('25T12:00'), FromUri: carol, ToUri: bob, ResponseCode: 401 }),
    // Retried.
    p2p({ SessionIdTime: at('25T13:00'), FromUri: carol, ToUri: bob, MediaTypes: 16, ...timedOut, CallFlag: 3 }),
    // The last tick of the day, no code at all, app invite only.
    p2p({ SessionIdTime: at('25T22:59:59.997'), FromUri: carol, ToUri: bob, MediaTypes: 64 }),
    // The first instant of the next day.
    p2p({ SessionIdTime: at('25T23:00'), FromUri: carol, ToUri: bob, MediaTypes: 1, ResponseCode: 504 }),
  ],
  media: [],
  voip: [
    {
      ...{ SessionIdTime: at('25T01:10:00.003'), SessionIdSeq: 1, FromPhone: '+491', ToPhone: null },
      ...{ DisconnectedByUri: null, DisconnectedByPhone: '+492', FromMediationServer: null, ToMediationServer: null },
      ...{ FromGateway: null, ToGateway: null },
    } satisfies VoipDetailsRow,
  ],
  conferenceSessions: [
    dialog({ SessionIdTime: at('25T08:00'), UserUri: alice, ResponseCode: 200 }),
    dialog({
      ...{ SessionIdTime: at('25T08:00'), SessionIdSeq: 2, UserUri: 'sip:Alice@example.com', ...av, ...timedOut },
      ...{ Pool: 'pool2.example.com', EdgeServer: 'EDGE1.example.com' },
    }),
    dialog({ SessionIdTime: at('25T09:00'), UserUri: carol, ...web, ResponseCode: 487 }),
    // Synthetic.
    dialog({ SessionIdTime: at('25T10:00'), ConferenceUri: probe, ConfInstance: synthetic, ResponseCode: 504 }),
    // No instance: not known to be synthetic.
    dialog({ SessionIdTime: at('25T10:30'), ConferenceUri: probe, ConfInstance: null, ResponseCode: 0 }),
    // Retried.
    dialog({ SessionIdTime: at('25T11:00'), UserUri: bob, ...timedOut, CallFlag: 1 }),
  ],
  conferences: [
    conference({
      SessionIdTime: at('25T07:59'),
      ConferenceStartTime: at('25T08:00'),
      ConferenceEndTime: at('25T09:00'),
    }),
    conference({ SessionIdTime: at('25T08:01'), ConferenceUri: standup.toUpperCase(), Flag: 0 }),
    conference({ SessionIdTime: at('25T10:00'), ConferenceUri: probe, ConfInstance: synthetic, Flag: 1 }),
    conference({ SessionIdTime: at('25T10:30'), ConferenceUri: probe, ConfInstance: null, Flag: 1 }),
  ],
  focusJoins: [
    {
      ...{ SessionIdTime: at('25T07:59'), SessionIdSeq: 1, UserUri: alice, UserRole: 'Presenter', IsUserInternal: 0 },
      ...{ DialogSessionIdTime: at('25T08:00'), DialogSessionIdSeq: 1, UserJoinTime: at('25T08:00') },
      ...{ UserClientVersion: null, UserClientType: null, UserLeaveTime: null },
    } satisfies FocusJoinsAndLeavesRow,
  ],
  mcuJoins: [
    {
      ...{ SessionIdTime: at('25T07:59'), SessionIdSeq: 1, McuUri: 'sip:mcu;av', McuUriType: 'conf:audio-video' },
      ...{ DialogSessionIdTime: at('25T08:00'), DialogSessionIdSeq: 2, UserUri: alice, UserJoinTime: null },
      ...{ UserClientVersion: null, IsUserFromPstn: 1, UserLeaveTime: null },
    } satisfies McuJoinsAndLeavesRow,
  ],
  errorReports: [
    report({
      ...{ ErrorTime: at('25T01:10:05'), SessionIdTime: at('25T01:10:00.003'), SessionIdSeq: 1, FromUri: alice },
      ...{ ResponseCode: 504, MsDiagId: 1011, RequestType: 'INVITE', Source: 'fe1.example.com', ToUri: carol },
      ...{ Application: 'MediationServer', IsCapturedByServer: 1 },
    }),
    report({
      ...{ ErrorTime: at('27T00:00'), SessionIdTime: at('25T01:10:00.003'), SessionIdSeq: 1, RequestType: 'BYE' },
      ...{ ClientVersion: 'OC/16.0', IsCapturedByServer: 0, Application: 'MediationServer' },
    }),
    report({
      ...{ ErrorTime: at('25T08:00:10'), SessionIdTime: at('25T08:00'), SessionIdSeq: 2, FromUri: alice },
      ...{ ResponseCode: 504, MsDiagId: 1011, RequestType: 'INVITE', Source: 'FE1.example.com', SetupTime: 3000 },
      ...{ ConferenceUri: standup, Pool: 'pool2.example.com' },
    }),
    report({ ErrorTime: at('25T12:00'), SetupTime: 1000, Pool: 'pool1.example.com' }),
  ],
  progressReports: [
    step({ ErrorTime: at('25T08:00:10'), ProgressReportSeq: 1, Application: 'AVMCU', SessionSetupTime: 500 }),
    step({ ErrorTime: at('25T08:00:10'), ProgressReportSeq: 2, SessionSetupTime: 700 }),
  ],
};
