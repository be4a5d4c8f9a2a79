const datetimes: readonly string[] = [
  'SessionIdTime',
  'InviteTime',
  'ResponseTime',
  'EndTime',
  'MediaStartTime',
  'MediaEndTime',
  'ConferenceStartTime',
  'ConferenceEndTime',
  'DialogSessionIdTime',
  'UserJoinTime',
  'UserLeaveTime',
  'ErrorTime',
];
const guids: readonly string[] = ['CorrelationId', 'ConfInstance', 'TelemetryId'];
const integers =
  /(Seq|Code|Flag|Count|ClientType|SetupTime|MediaTypes|DiagnosticId|MsDiagId|PoolId|ServerId|GatewayId|ApplicationId|VersionId|EdgeServerId)$/;
const bits = /^Is[A-Z]/;

/** SQL Server's type of a column of LcsCDR, told by its name: for the NULL that stands in where a server lacks it. */
export function columnType(name: string): 'datetime' | 'uniqueidentifier' | 'int' | 'bit' | 'nvarchar(450)' {
  if (datetimes.includes(name)) {
    return 'datetime';
  }
  if (guids.includes(name)) {
    return 'uniqueidentifier';
  }
  return bits.test(name) ? 'bit' : integers.test(name) ? 'int' : 'nvarchar(450)';
}
