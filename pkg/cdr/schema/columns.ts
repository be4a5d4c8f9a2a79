import type { ColumnDescription, SqlType } from './sql-type.ts';
import type { LcsCdr } from './views.ts';

const sessionKey = { SessionIdTime: 'datetime not null', SessionIdSeq: 'int not null' } as const;

/**
 * The columns of LcsCDR that the reports read, by view or table: the one place where a new column is added. Rows as
 * TypeScript knows them, what the probe looks for and the NULL that stands in for a missing column are told by it, and
 * the demo database is held against it.
 *
 * Views and columns are as Microsoft documents them in the CDR database schema (folder
 * `schema-reference/call-detail-recording-cdr-database-schema` of the Skype for Business Server documentation; identical
 * in Lync Server 2013). Microsoft publishes no nullability: all but keys may be NULL. A server may carry a view under
 * another name, see the probe.
 */
export const lcsCdrColumns = {
  /** One peer-to-peer session. */
  SessionDetailsView: {
    ...sessionKey,
    InviteTime: 'datetime',
    ResponseTime: 'datetime',
    EndTime: 'datetime',
    FromUri: 'nvarchar(450)',
    ToUri: 'nvarchar(450)',
    TargetUri: 'nvarchar(450)',
    OnBehalfOfUri: 'nvarchar(450)',
    ReferredByUri: 'nvarchar(450)',
    FromMessageCount: 'int',
    ToMessageCount: 'int',
    FromClientVersion: 'nvarchar(256)',
    FromClientType: 'int',
    FromClientCategory: 'nvarchar(64)',
    ToClientVersion: 'nvarchar(256)',
    ToClientType: 'int',
    ToClientCategory: 'nvarchar(64)',
    DialogId: 'varchar(775)',
    CorrelationId: 'uniqueidentifier',
    ResponseCode: 'int',
    DiagnosticId: 'int',
    ContentType: 'nvarchar(256)',
    FrontEnd: 'nvarchar(256)',
    Pool: 'nvarchar(256)',
    FromEdgeServer: 'nvarchar(256)',
    ToEdgeServer: 'nvarchar(256)',
    IsFromInternal: 'bit',
    IsToInternal: 'bit',
    CallPriority: 'nvarchar(256)',
    /** 0x01: integrated with a desk phone. */
    FromUserFlag: 'smallint',
    ToUserFlag: 'smallint',
    /** 0x01 retried, 0x02 response group agent call. */
    CallFlag: 'smallint',
    /**
     * Bits: 1 IM, 2 file transfer, 4 remote assistance, 8 application sharing, 16 audio, 32 video, 64 app invite.
     * Not on the documented column list of the view, yet cited elsewhere: probed, see `CdrFeatures.mediaTypes`.
     */
    MediaTypes: 'int',
  },
  /** One media type of a peer-to-peer session; a modality added, dropped and added again has several rows. */
  MediaView: {
    ...sessionKey,
    /** Name from MediaList: `IM`, `File Transfer`, `Remote Assistance`, `Application Sharing`, `Audio`, `Video`, `App Invite`. */
    Media: 'nvarchar(256)',
    MediaStartTime: 'datetime not null',
    MediaEndTime: 'datetime',
  },
  /** PSTN side of a peer-to-peer session. */
  VoipDetailsView: {
    ...sessionKey,
    FromPhone: 'nvarchar(450)',
    ToPhone: 'nvarchar(450)',
    DisconnectedByUri: 'nvarchar(450)',
    DisconnectedByPhone: 'nvarchar(450)',
    FromMediationServer: 'nvarchar(256)',
    ToMediationServer: 'nvarchar(256)',
    FromGateway: 'nvarchar(256)',
    ToGateway: 'nvarchar(256)',
  },
  /** One dialog of one participant with the Focus (`McuConferenceUri` NULL) or with an MCU. */
  ConferenceSessionDetailsView: {
    ...sessionKey,
    InviteTime: 'datetime',
    ResponseTime: 'datetime',
    EndTime: 'datetime',
    ConferenceUri: 'nvarchar(450)',
    ConfInstance: 'uniqueidentifier',
    McuConferenceUri: 'nvarchar(450)',
    /** `conf:chat`, `conf:applicationsharing`, `conf:audio-video`, `conf:data-conf`, `conf:phone-conf`. */
    McuConferenceUriType: 'nvarchar(256)',
    UserUri: 'nvarchar(450)',
    UserClientVersion: 'nvarchar(256)',
    UserClientType: 'int',
    UserClientCategory: 'nvarchar(64)',
    ConferenceClientVersion: 'nvarchar(256)',
    DialogId: 'varchar(775)',
    IsStartedByConfServer: 'bit',
    IsEndedByConfServer: 'bit',
    IsUserInternal: 'bit',
    ResponseCode: 'int',
    DiagnosticId: 'int',
    ContentType: 'nvarchar(256)',
    FrontEnd: 'nvarchar(256)',
    Pool: 'nvarchar(256)',
    MediationServer: 'nvarchar(256)',
    Gateway: 'nvarchar(256)',
    EdgeServer: 'nvarchar(256)',
    UserFlag: 'smallint',
    CallFlag: 'smallint',
  },
  /** One conference instance. Its key is a key space of its own, apart from session keys. */
  ConferencesView: {
    ...sessionKey,
    ConferenceUri: 'nvarchar(450)',
    ConfInstance: 'uniqueidentifier',
    ConferenceStartTime: 'datetime',
    ConferenceEndTime: 'datetime',
    OrganizerUri: 'nvarchar(450)',
    Pool: 'nvarchar(256)',
    /** 0x01: synthetic transaction. */
    Flag: 'smallint',
  },
  /** One stay of a participant with the Focus. The first key is the conference's, the dialog key is the session's. */
  FocusJoinsAndLeavesView: {
    ...sessionKey,
    DialogSessionIdTime: 'datetime',
    DialogSessionIdSeq: 'int',
    UserUri: 'nvarchar(450)',
    UserClientVersion: 'nvarchar(256)',
    UserClientType: 'int',
    IsUserInternal: 'bit',
    /** `Presenter` or `Attendee`. */
    UserRole: 'nvarchar(256)',
    UserJoinTime: 'datetime',
    UserLeaveTime: 'datetime',
  },
  /** One stay of a participant with an MCU; keys as in FocusJoinsAndLeavesRow. */
  McuJoinsAndLeavesView: {
    ...sessionKey,
    DialogSessionIdTime: 'datetime',
    DialogSessionIdSeq: 'int',
    /** Printed as nvarchar(256) here, as nvarchar(450) for the view of MCUs. */
    McuUri: 'nvarchar(450)',
    McuUriType: 'nvarchar(256)',
    UserUri: 'nvarchar(450)',
    UserClientVersion: 'nvarchar(256)',
    IsUserFromPstn: 'bit',
    UserJoinTime: 'datetime',
    UserLeaveTime: 'datetime',
  },
  /** One error report. The session key is NULL for reports without a session. */
  ErrorReportView: {
    ErrorTime: 'datetime not null',
    ErrorReportSeq: 'int not null',
    MsDiagId: 'int',
    FromUri: 'nvarchar(450)',
    ToUri: 'nvarchar(450)',
    ConferenceUri: 'nvarchar(450)',
    SessionIdTime: 'datetime',
    SessionIdSeq: 'int',
    DialogId: 'varchar(775)',
    ClientVersion: 'nvarchar(256)',
    ClientType: 'int',
    ClientCategory: 'nvarchar(64)',
    Source: 'nvarchar(256)',
    Application: 'nvarchar(256)',
    ResponseCode: 'int',
    RequestType: 'varchar(max)',
    ContentType: 'varchar(max)',
    /** Modality: `Unknown`, `Instant Messaging`, `Application Sharing`, `Audio`, `Audio and Video`, `File Transfer`. */
    CallType: 'nvarchar(256)',
    TelemetryId: 'uniqueidentifier',
    /** Milliseconds (`SessionSetupTime` in the table). */
    SetupTime: 'int',
    IsCapturedByServer: 'bit',
    MsDiagHeader: 'varchar(max)',
    FrontEnd: 'nvarchar(256)',
    Pool: 'nvarchar(256)',
  },
  /** One step of an error report, all nine columns of the view. */
  ProgressReportView: {
    ErrorTime: 'datetime not null',
    ErrorReportSeq: 'int not null',
    ProgressReportSeq: 'int not null',
    MsDiagId: 'int',
    Source: 'nvarchar(256)',
    Application: 'nvarchar(256)',
    TelemetryId: 'uniqueidentifier',
    /** Milliseconds one component needed to join. */
    SessionSetupTime: 'int',
    MsDiagHeader: 'varchar(max)',
  },

  // Dictionary tables that the value lists read directly.
  Pools: { PoolId: 'int not null', PoolFQDN: 'nvarchar(256) not null' },
  EdgeServers: { EdgeServerId: 'int not null', EdgeServer: 'nvarchar(256) not null' },
  Servers: { ServerId: 'int not null', ServerFQDN: 'nvarchar(256) not null' },
  Gateways: { GatewayId: 'int not null', Gateway: 'nvarchar(256) not null' },
  Application: { ApplicationId: 'int not null', Name: 'nvarchar(256) not null' },
  ClientVersions: { VersionId: 'int not null', Version: 'nvarchar(256) not null', ClientType: 'int' },
  /** Only for servers whose SessionDetails view lacks MediaTypes. */
  SessionDetails: { ...sessionKey, MediaTypes: 'int' },
} as const satisfies Record<string, Readonly<Record<string, ColumnDescription>>>;

/** Names of the columns of every view and table, at run time: what the probe looks for. */
export const viewColumns = Object.fromEntries(
  Object.entries(lcsCdrColumns).map(([name, columns]) => [name, Object.keys(columns)]),
) as unknown as { readonly [Name in keyof LcsCdr]: readonly (keyof LcsCdr[Name] & string)[] };

/**
 * SQL Server's type of a column, whether or not it may be NULL.
 * @throws Error where the view or table is described without such a column
 */
export function sqlType(view: keyof LcsCdr, column: string): SqlType {
  const columns: Readonly<Record<string, ColumnDescription>> = lcsCdrColumns[view];
  const description = columns[column];
  if (description === undefined) {
    throw new Error(`${view} has no column ${column}.`);
  }
  return description.replace(' not null', '') as SqlType;
}

/** The type of the NULL that stands in where a server lacks a column: as wide as what it may meet in a union. */
export function columnType(
  view: keyof LcsCdr,
  column: string,
): 'datetime' | 'uniqueidentifier' | 'int' | 'bit' | 'nvarchar(450)' {
  const type = sqlType(view, column);
  switch (type) {
    case 'bit':
    case 'datetime':
    case 'int':
    case 'uniqueidentifier':
      return type;
    case 'smallint':
    case 'tinyint':
      return 'int';
    default:
      return 'nvarchar(450)';
  }
}
