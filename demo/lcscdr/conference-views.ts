import { bytesAsText, ViewBuilder } from './view.ts';

const dialogOf = (time: string, seq: string) => `dl.SessionIdTime = ${time} AND dl.SessionIdSeq = ${seq}`;

/** Sessions of participants with the Focus and with MCUs. */
export const conferenceSessionDetailsView = new ViewBuilder()
  .plain('s', 'SessionIdTime', 'SessionIdSeq', 'InviteTime')
  .conference('s.ConferenceUriId', 'ConferenceUri', 'ConferenceUriType')
  .plain('s', 'ConfInstance')
  .lookup('mc', 'ConferenceUris', 'mc.ConferenceUriId = s.McuConferenceUriId')
  .from('mc', 'McuConferenceUri', 'mc.ConferenceUri')
  // The session repeats the type of its MCU, which spares the way through ConferenceUris.
  .name('McuConferenceUriType', 'UriTypes', 'UriTypeId', 'UriType', 's.UriTypeId')
  .user('s.UserId', 'UserUri', 'UserUriType', 'UserTenant')
  .plain('s', 'UserEndpointId', 'EndTime=SessionEndTime')
  .agent('s.ConfClientVersionId', 'ConferenceClientVersion', 'ConferenceClientType', 'ConferenceCategory')
  .agent('s.UserClientVersionId', 'UserClientVersion', 'UserClientType', 'UserClientCategory')
  .user('s.OnBehalfOfId', 'OnBehalfOfUri', 'OnBehalfOfUriType', 'OnBehalfOfTenant')
  .user('s.ReferredById', 'ReferredByUri', 'ReferredByUriType', 'ReferredByUriTenant')
  .lookup('dl', 'Dialogs', dialogOf('s.SessionIdTime', 's.SessionIdSeq'))
  .from('dl', 'DialogId', bytesAsText('dl.ExternalId', 775))
  .plain('s', 'ReplaceDialogIdTime', 'ReplaceDialogIdSeq')
  .lookup('rd', 'Dialogs', 'rd.SessionIdTime = s.ReplaceDialogIdTime AND rd.SessionIdSeq = s.ReplaceDialogIdSeq')
  .from('rd', 'ReplacesDialogId', bytesAsText('rd.ExternalId', 775))
  .plain('s', 'IsStartedByConfServer', 'IsEndedByConfServer', 'IsUserInternal')
  .plain('s', 'ResponseTime', 'ResponseCode', 'DiagnosticId')
  .name('ContentType', 'ContentTypes', 'ContentTypeId', 'ContentType', 's.ContentTypeId')
  .name('FrontEnd', 'Servers', 'ServerId', 'ServerFQDN', 's.ServerId')
  .name('Pool', 'Pools', 'PoolId', 'PoolFQDN', 's.PoolId')
  .name('MediationServer', 'MediationServers', 'MediationServerId', 'MediationServer', 's.MediationServerId')
  .name('Gateway', 'Gateways', 'GatewayId', 'Gateway', 's.GatewayId')
  .name('EdgeServer', 'EdgeServers', 'EdgeServerId', 'EdgeServer', 's.EdgeServerId')
  .plain('s', 'UserFlag', 'CallFlag')
  .build('ConferenceSessionDetailsView', [{ table: 'ConferenceSessionDetails', alias: 's' }]);

/** Instances of conferences. */
export const conferencesView = new ViewBuilder()
  .plain('s', 'SessionIdTime', 'SessionIdSeq')
  .conference('s.ConferenceUriId', 'ConferenceUri', 'ConferenceUriType')
  .plain('s', 'ConfInstance', 'ConferenceStartTime', 'ConferenceEndTime')
  .user('s.OrganizerId', 'OrganizerUri', 'OrganizerType', 'OrganizerTenant')
  .name('Pool', 'Pools', 'PoolId', 'PoolFQDN', 's.PoolId')
  .plain('s', 'Flag')
  .build('ConferencesView', [{ table: 'Conferences', alias: 's' }]);

/** Stays of participants with the Focus. */
export const focusJoinsAndLeavesView = new ViewBuilder()
  .plain('s', 'SessionIdTime', 'SessionIdSeq')
  .user('s.UserId', 'UserUri', 'UserUriType', 'UserTenant')
  .plain('s', 'UserEndpointId')
  .agent('s.ClientVerId', 'UserClientVersion', 'UserClientType', 'UserClientCategory')
  .plain('s', 'FocusUserInstance', 'IsUserInternal', 'DialogSessionIdTime', 'DialogSessionIdSeq')
  .lookup('dl', 'Dialogs', dialogOf('s.DialogSessionIdTime', 's.DialogSessionIdSeq'))
  .from('dl', 'DialogId', bytesAsText('dl.ExternalId', 775))
  .plain('s', 'UserJoinTime', 'UserLeaveTime')
  .name('UserRole', 'Roles', 'RoleId', 'Role', 's.UserRole')
  .build('FocusJoinsAndLeavesView', [{ table: 'FocusJoinsAndLeaves', alias: 's' }]);

/** Stays of participants with MCUs. */
export const mcuJoinsAndLeavesView = new ViewBuilder()
  .plain('s', 'SessionIdTime', 'SessionIdSeq')
  .lookup('mc', 'Mcus', 'mc.McuId = s.McuId')
  .from('mc', 'McuUri', 'mc.McuUri')
  .lookup('mt', 'UriTypes', 'mt.UriTypeId = mc.McuTypeId', 'mc')
  .from('mt', 'McuUriType', 'mt.UriType')
  .user('s.UserId', 'UserUri', 'UserUriType', 'UserTenant')
  .agent('s.ClientVerId', 'UserClientVersion', 'UserClientType', 'UserClientCategory')
  .plain('s', 'McuUserInstance', 'IsUserFromPstn=IsFromPstn', 'DialogSessionIdTime', 'DialogSessionIdSeq')
  .lookup('dl', 'Dialogs', dialogOf('s.DialogSessionIdTime', 's.DialogSessionIdSeq'))
  .from('dl', 'DialogId', bytesAsText('dl.ExternalId', 775))
  .plain('s', 'UserJoinTime', 'UserLeaveTime')
  .build('McuJoinsAndLeavesView', [{ table: 'McuJoinsAndLeaves', alias: 's' }]);
