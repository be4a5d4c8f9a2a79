import { bytesAsText, ViewBuilder } from './view.ts';

/** Source tables of the views over one peer-to-peer session; `s` is SessionDetails. */
const details = { table: 'SessionDetails', alias: 's' };
const sameSession = (alias: string) =>
  `${alias}.SessionIdTime = s.SessionIdTime AND ${alias}.SessionIdSeq = s.SessionIdSeq`;

/** The party's side of a User1/User2 pair of columns: User1 is not always the initiator. */
const side = (own: 1 | 2, column: (n: 1 | 2) => string): string => {
  const other = own === 1 ? 2 : 1;
  const started = (n: 1 | 2) => `s.SessionStartedById = s.User${n}Id`;
  return `CASE WHEN ${started(1)} THEN s.${column(own)} WHEN ${started(2)} THEN s.${column(other)} ELSE s.${column(own)} END`;
};
const from = (column: (n: 1 | 2) => string) => side(1, column);
const to = (column: (n: 1 | 2) => string) => side(2, column);

/** Columns of the SessionDetails view, which the Media and VoipDetails views repeat. */
function sessionColumns(view: ViewBuilder, key: string): ViewBuilder {
  return view
    .plain(key, 'SessionIdTime', 'SessionIdSeq')
    .plain('s', 'InviteTime')
    .user(
      from((n) => `User${n}Id`),
      'FromUri',
      'FromUriType',
      'FromTenant',
    )
    .user(
      to((n) => `User${n}Id`),
      'ToUri',
      'ToUriType',
      'ToTenant',
    )
    .computed(
      'FromEndpointId',
      from((n) => `User${n}EndpointId`),
    )
    .computed(
      'ToEndpointId',
      to((n) => `User${n}EndpointId`),
    )
    .plain('s', 'EndTime=SessionEndTime')
    .computed(
      'FromMessageCount',
      from((n) => `User${n}MessageCount`),
    )
    .computed(
      'ToMessageCount',
      to((n) => `User${n}MessageCount`),
    )
    .agent(
      from((n) => `User${n}ClientVerId`),
      'FromClientVersion',
      'FromClientType',
      'FromClientCategory',
    )
    .agent(
      to((n) => `User${n}ClientVerId`),
      'ToClientVersion',
      'ToClientType',
      'ToClientCategory',
    )
    .user('s.TargetUserId', 'TargetUri', 'TargetUriType')
    .user('s.OnBehalfOfId', 'OnBehalfOfUri', 'OnnnBehalfOfUriType', 'OnBehalfOfTenant')
    .user('s.ReferredById', 'ReferredByUri', 'ReferredByUriType', 'ReferredByTenant')
    .lookup('dl', 'Dialogs', sameSession('dl'))
    .from('dl', 'DialogId', bytesAsText('dl.ExternalId', 775))
    .plain('s', 'CorrelationId', 'ReplaceDialogIdTime', 'ReplaceDialogIdSeq')
    .lookup('rd', 'Dialogs', 'rd.SessionIdTime = s.ReplaceDialogIdTime AND rd.SessionIdSeq = s.ReplaceDialogIdSeq')
    .from('rd', 'ReplacesDialogId', bytesAsText('rd.ExternalId', 775))
    .plain('s', 'ResponseTime', 'ResponseCode', 'DiagnosticId')
    .name('ContentType', 'ContentTypes', 'ContentTypeId', 'ContentType', 's.ContentTypeID')
    .name('FrontEnd', 'Servers', 'ServerId', 'ServerFQDN', 's.ServerId')
    .name('Pool', 'Pools', 'PoolId', 'PoolFQDN', 's.PoolId')
    .name(
      'FromEdgeServer',
      'EdgeServers',
      'EdgeServerId',
      'EdgeServer',
      from((n) => `User${n}EdgeServerid`),
    )
    .name(
      'ToEdgeServer',
      'EdgeServers',
      'EdgeServerId',
      'EdgeServer',
      to((n) => `User${n}EdgeServerid`),
    )
    .computed(
      'IsFromInternal',
      from((n) => `IsUser${n}Internal`),
    )
    .computed(
      'IsToInternal',
      to((n) => `IsUser${n}Internal`),
    )
    .name('CallPriority', 'CallPriorities', 'PriorityId', 'Priority', 's.CallPriority')
    .computed(
      'FromUserFlag',
      from((n) => `User${n}Flag`),
    )
    .computed(
      'ToUserFlag',
      to((n) => `User${n}Flag`),
    )
    .plain('s', 'CallFlag')
    .lookup('lo', 'Locations', sameSession('lo'))
    .from('lo', 'Location', 'lo.Location')
    .plain('s', 'MediaTypes', 'LastModifiedTime');
}

/** Peer-to-peer sessions. */
export const sessionDetailsView = sessionColumns(new ViewBuilder(), 's').build('SessionDetailsView', [details]);

/** One row per media type of a session. The key comes from Media, so that a range of time narrows that table first. */
export const mediaView = sessionColumns(new ViewBuilder(), 'm')
  .name('Media', 'MediaList', 'MediaId', 'Media', 'm.MediaId')
  .plain('m', 'MediaStartTime=StartTime', 'MediaEndTime=EndTime')
  .build('MediaView', [
    { table: 'Media', alias: 'm' },
    { ...details, on: sameSession('m') },
  ]);

/** PSTN side of sessions. */
export const voipDetailsView = sessionColumns(new ViewBuilder(), 'v')
  .name('FromPhone', 'Phones', 'PhoneId', 'PhoneUri', 'v.FromNumberId')
  .name('ToPhone', 'Phones', 'PhoneId', 'PhoneUri', 'v.ConnectedNumberId')
  .user('v.DisconnectedbyURIId', 'DisconnectedByUri', 'DisconnectedByUriType', 'DisconnectedByTenant')
  .name('DisconnectedByPhone', 'Phones', 'PhoneId', 'PhoneUri', 'v.DisconnectedbyPhoneId')
  .name('FromMediationServer', 'MediationServers', 'MediationServerId', 'MediationServer', 'v.FromMediationServerId')
  .name('ToMediationServer', 'MediationServers', 'MediationServerId', 'MediationServer', 'v.ToMediationServerId')
  .name('FromGateway', 'Gateways', 'GatewayId', 'Gateway', 'v.FromGatewayId')
  .name('ToGateway', 'Gateways', 'GatewayId', 'Gateway', 'v.ToGatewayId')
  .build('VoipDetailsView', [
    { table: 'VoipDetails', alias: 'v' },
    { ...details, on: sameSession('v') },
  ]);
