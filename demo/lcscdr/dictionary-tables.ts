import { table } from './table.ts';

/** Tables that spell out what the big tables hold as numbers. */
export const dictionaryTables = [
  table('Users', ['UserId'], {
    UserId: 'int',
    UserUri: 'nvarchar(450)',
    TenantId: 'int',
    UriTypeId: 'tinyint',
    NextUpdateTS: 'datetime',
  }),
  table('ConferenceUris', ['ConferenceUriId'], {
    ConferenceUriId: 'int',
    ConferenceUri: 'nvarchar(450)',
    Checksum: 'int',
    UriTypeId: 'tinyint',
    NextUpdateTS: 'datetime',
  }),
  table('UriTypes', ['UriTypeId'], { UriTypeId: 'tinyint', UriType: 'nvarchar(256)' }),
  table('Tenants', ['TenantId'], { TenantId: 'int', TenantKey: 'nvarchar(256)' }),
  table('Pools', ['PoolId'], { PoolId: 'int', PoolFQDN: 'nvarchar(256)' }),
  table('Servers', ['ServerId'], { ServerId: 'int', ServerFQDN: 'nvarchar(256)' }),
  table('EdgeServers', ['EdgeServerId'], { EdgeServerId: 'int', EdgeServer: 'nvarchar(256)' }),
  table('Gateways', ['GatewayId'], { GatewayId: 'int', Gateway: 'nvarchar(256)' }),
  table('MediationServers', ['MediationServerId'], { MediationServerId: 'int', MediationServer: 'nvarchar(256)' }),
  table('Application', ['ApplicationId'], { ApplicationId: 'int', Name: 'nvarchar(256)' }),
  table('ClientVersions', ['VersionId'], { VersionId: 'int', Version: 'nvarchar(256)', ClientType: 'int' }),
  // Two of its types carry two names each, so UAType is no key. Without an index SQLite would read all of it for each session.
  table('UserAgentDef', [], { UAType: 'int', UAName: 'nvarchar(64)', UACategory: 'nvarchar(64)' }, [['UAType']]),
  table('ContentTypes', ['ContentTypeId'], { ContentTypeId: 'int', ContentType: 'nvarchar(256)' }),
  table('Mcus', ['McuId'], { McuId: 'int', McuUri: 'nvarchar(450)', McuTypeId: 'tinyint' }),
  table('Phones', ['PhoneId'], { PhoneId: 'int', PhoneUri: 'nvarchar(450)', NextUpdateTS: 'datetime' }),
  table('MediaList', ['MediaId'], { MediaId: 'tinyint', Media: 'nvarchar(256)' }),
  table('CallType', ['CallTypeId'], { CallTypeId: 'int', CallType: 'nvarchar(256)' }),
  table('CallPriorities', ['PriorityId'], { PriorityId: 'tinyint', Priority: 'nvarchar(256)' }),
  table('Roles', ['RoleId'], { RoleId: 'tinyint', Role: 'nvarchar(256)' }),
  table('ErrorCategory', ['CategoryId'], { CategoryId: 'tinyint', Name: 'nvarchar(256)' }),
  table('SIPResponseMetaData', ['ResponseCode'], {
    ResponseCode: 'int',
    Class: 'int',
    Description: 'nvarchar(256)',
  }),
  table('ConferenceJoinTimeThresholds', ['ThresholdId'], { ThresholdId: 'int', ThresholdValue: 'int' }),
  table('PurgeSettings', ['Id'], {
    Id: 'int',
    EnablePurge: 'bit',
    KeepCallDetailForDays: 'int',
    KeepErrorReportForDays: 'int',
    PurgeHour: 'int',
  }),
];
