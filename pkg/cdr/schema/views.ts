/**
 * The views of LcsCDR that the reports read, one interface per view, columns as Microsoft documents them in the CDR
 * database schema (folder `schema-reference/call-detail-recording-cdr-database-schema` of the Skype for Business Server
 * documentation; identical in Lync Server 2013). Microsoft publishes no nullability: all but keys may be NULL.
 */

/** A `datetime` of SQL Server in UTC, as epoch milliseconds: ticks of 1/300 s, hence only .000, .003 and .007 endings. */
export type Instant = number;
/** `bit`. */
export type Bit = 0 | 1;
/** `uniqueidentifier`, upper case with hyphens. */
export type Guid = string;

/** One peer-to-peer session. */
export interface SessionDetailsRow {
  SessionIdTime: Instant;
  SessionIdSeq: number;
  InviteTime: Instant | null;
  ResponseTime: Instant | null;
  EndTime: Instant | null;
  FromUri: string | null;
  ToUri: string | null;
  TargetUri: string | null;
  OnBehalfOfUri: string | null;
  ReferredByUri: string | null;
  FromMessageCount: number | null;
  ToMessageCount: number | null;
  FromClientVersion: string | null;
  FromClientType: number | null;
  FromClientCategory: string | null;
  ToClientVersion: string | null;
  ToClientType: number | null;
  ToClientCategory: string | null;
  DialogId: string | null;
  CorrelationId: Guid | null;
  ResponseCode: number | null;
  DiagnosticId: number | null;
  ContentType: string | null;
  FrontEnd: string | null;
  Pool: string | null;
  FromEdgeServer: string | null;
  ToEdgeServer: string | null;
  IsFromInternal: Bit | null;
  IsToInternal: Bit | null;
  CallPriority: string | null;
  /** 0x01: integrated with a desk phone. */
  FromUserFlag: number | null;
  ToUserFlag: number | null;
  /** 0x01 retried, 0x02 response group agent call. */
  CallFlag: number | null;
  /**
   * Bits: 1 IM, 2 file transfer, 4 remote assistance, 8 application sharing, 16 audio, 32 video, 64 app invite.
   * Not on the documented column list of the view, yet cited elsewhere: probed, see `CdrFeatures.mediaTypes`.
   */
  MediaTypes: number | null;
}

/** One media type of a peer-to-peer session; a modality added, dropped and added again has several rows. */
export interface MediaRow {
  SessionIdTime: Instant;
  SessionIdSeq: number;
  /** Name from MediaList: `IM`, `File Transfer`, `Remote Assistance`, `Application Sharing`, `Audio`, `Video`, `App Invite`. */
  Media: string | null;
  MediaStartTime: Instant;
  MediaEndTime: Instant | null;
}

/** PSTN side of a peer-to-peer session. */
export interface VoipDetailsRow {
  SessionIdTime: Instant;
  SessionIdSeq: number;
  FromPhone: string | null;
  ToPhone: string | null;
  DisconnectedByUri: string | null;
  DisconnectedByPhone: string | null;
  FromMediationServer: string | null;
  ToMediationServer: string | null;
  FromGateway: string | null;
  ToGateway: string | null;
}

/** One dialog of one participant with the Focus (`McuConferenceUri` NULL) or with an MCU. */
export interface ConferenceSessionDetailsRow {
  SessionIdTime: Instant;
  SessionIdSeq: number;
  InviteTime: Instant | null;
  ResponseTime: Instant | null;
  EndTime: Instant | null;
  ConferenceUri: string | null;
  ConfInstance: Guid | null;
  McuConferenceUri: string | null;
  /** `conf:chat`, `conf:applicationsharing`, `conf:audio-video`, `conf:data-conf`, `conf:phone-conf`. */
  McuConferenceUriType: string | null;
  UserUri: string | null;
  UserClientVersion: string | null;
  UserClientType: number | null;
  UserClientCategory: string | null;
  ConferenceClientVersion: string | null;
  DialogId: string | null;
  IsStartedByConfServer: Bit | null;
  IsEndedByConfServer: Bit | null;
  IsUserInternal: Bit | null;
  ResponseCode: number | null;
  DiagnosticId: number | null;
  ContentType: string | null;
  FrontEnd: string | null;
  Pool: string | null;
  MediationServer: string | null;
  Gateway: string | null;
  EdgeServer: string | null;
  UserFlag: number | null;
  CallFlag: number | null;
}

/** One conference instance. Its key is a key space of its own, apart from session keys. */
export interface ConferencesRow {
  SessionIdTime: Instant;
  SessionIdSeq: number;
  ConferenceUri: string | null;
  ConfInstance: Guid | null;
  ConferenceStartTime: Instant | null;
  ConferenceEndTime: Instant | null;
  OrganizerUri: string | null;
  Pool: string | null;
  /** 0x01: synthetic transaction. */
  Flag: number | null;
}

/** One stay of a participant with the Focus. The first key is the conference's, the dialog key is the session's. */
export interface FocusJoinsAndLeavesRow {
  SessionIdTime: Instant;
  SessionIdSeq: number;
  DialogSessionIdTime: Instant | null;
  DialogSessionIdSeq: number | null;
  UserUri: string | null;
  UserClientVersion: string | null;
  UserClientType: number | null;
  IsUserInternal: Bit | null;
  /** `Presenter` or `Attendee`. */
  UserRole: string | null;
  UserJoinTime: Instant | null;
  UserLeaveTime: Instant | null;
}

/** One stay of a participant with an MCU; keys as in FocusJoinsAndLeavesRow. */
export interface McuJoinsAndLeavesRow {
  SessionIdTime: Instant;
  SessionIdSeq: number;
  DialogSessionIdTime: Instant | null;
  DialogSessionIdSeq: number | null;
  McuUri: string | null;
  McuUriType: string | null;
  UserUri: string | null;
  UserClientVersion: string | null;
  IsUserFromPstn: Bit | null;
  UserJoinTime: Instant | null;
  UserLeaveTime: Instant | null;
}

/** One error report. The session key is NULL for reports without a session. */
export interface ErrorReportRow {
  ErrorTime: Instant;
  ErrorReportSeq: number;
  MsDiagId: number | null;
  FromUri: string | null;
  ToUri: string | null;
  ConferenceUri: string | null;
  SessionIdTime: Instant | null;
  SessionIdSeq: number | null;
  DialogId: string | null;
  ClientVersion: string | null;
  ClientType: number | null;
  ClientCategory: string | null;
  Source: string | null;
  Application: string | null;
  ResponseCode: number | null;
  RequestType: string | null;
  ContentType: string | null;
  /** Modality: `Unknown`, `Instant Messaging`, `Application Sharing`, `Audio`, `Audio and Video`, `File Transfer`. */
  CallType: string | null;
  TelemetryId: Guid | null;
  /** Milliseconds (`SessionSetupTime` in the table). */
  SetupTime: number | null;
  IsCapturedByServer: Bit | null;
  MsDiagHeader: string | null;
  FrontEnd: string | null;
  Pool: string | null;
}

/** One step of an error report, all nine columns of the view. */
export interface ProgressReportRow {
  ErrorTime: Instant;
  ErrorReportSeq: number;
  ProgressReportSeq: number;
  MsDiagId: number | null;
  Source: string | null;
  Application: string | null;
  TelemetryId: Guid | null;
  /** Milliseconds one component needed to join. */
  SessionSetupTime: number | null;
  MsDiagHeader: string | null;
}

/** Every view by the name the product looks for; a server may carry another name, see the probe. */
export interface CdrViews {
  SessionDetailsView: SessionDetailsRow;
  MediaView: MediaRow;
  VoipDetailsView: VoipDetailsRow;
  ConferenceSessionDetailsView: ConferenceSessionDetailsRow;
  ConferencesView: ConferencesRow;
  FocusJoinsAndLeavesView: FocusJoinsAndLeavesRow;
  McuJoinsAndLeavesView: McuJoinsAndLeavesRow;
  ErrorReportView: ErrorReportRow;
  ProgressReportView: ProgressReportRow;
}

/** Dictionary tables that the value lists read directly. */
export interface CdrTables {
  Pools: { PoolId: number; PoolFQDN: string };
  EdgeServers: { EdgeServerId: number; EdgeServer: string };
  Servers: { ServerId: number; ServerFQDN: string };
  Gateways: { GatewayId: number; Gateway: string };
  Application: { ApplicationId: number; Name: string };
  ClientVersions: { VersionId: number; Version: string; ClientType: number | null };
  /** Only for servers whose SessionDetails view lacks MediaTypes. */
  SessionDetails: { SessionIdTime: Instant; SessionIdSeq: number; MediaTypes: number | null };
}

/** The database as kysely sees it. */
export type LcsCdr = CdrViews & CdrTables;
