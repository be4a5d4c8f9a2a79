import { bytesAsText, imageAsText, ViewBuilder } from './view.ts';

/** Error reports of servers and clients. */
export const errorReportView = new ViewBuilder()
  .plain('r', 'ErrorTime', 'ErrorReportSeq')
  .lookup('ed', 'ErrorDef', 'ed.ErrorId = r.ErrorId')
  .from('ed', 'MsDiagId', 'ed.MsDiagId', false)
  .user('r.FromUserId', 'FromUri', 'FromUriType', 'FromTenant')
  .user('r.ToUserId', 'ToUri', 'ToUriType', 'ToTenant')
  .conference('r.ConferenceUriId', 'ConferenceUri', 'ConferenceUriType')
  .plain('r', 'SessionIdTime', 'SessionIdSeq')
  .lookup('dl', 'Dialogs', 'dl.SessionIdTime = r.SessionIdTime AND dl.SessionIdSeq = r.SessionIdSeq')
  .from('dl', 'DialogId', bytesAsText('dl.ExternalId', 775))
  .agent('r.ClientVersionId', 'ClientVersion', 'ClientType', 'ClientCategory')
  .name('Source', 'Servers', 'ServerId', 'ServerFQDN', 'r.SourceId')
  .name('Application', 'Application', 'ApplicationId', 'Name', 'r.ApplicationId')
  .from('ed', 'ResponseCode', 'ed.ResponseCode', false)
  .from('ed', 'RequestType', bytesAsText('ed.RequestType', 33))
  .from('ed', 'ContentType', bytesAsText('ed.ContentType', 257))
  .nameBehind('ed', 'CallType', 'CallType', 'CallTypeId', 'CallType')
  .plain('r', 'TelemetryId', 'SetupTime=SessionSetupTime', 'IsCapturedByServer', 'Flag')
  .computed('MsDiagHeader', imageAsText('r.MsDiagHeader'))
  .name('FrontEnd', 'Servers', 'ServerId', 'ServerFQDN', 'r.ServerId')
  .name('Pool', 'Pools', 'PoolId', 'PoolFQDN', 'r.PoolId')
  .build('ErrorReportView', [{ table: 'ErrorReport', alias: 'r' }]);

/** Steps of error reports. */
export const progressReportView = new ViewBuilder()
  .plain('p', 'ErrorTime', 'ErrorReportSeq', 'ProgressReportSeq', 'MsDiagId')
  .name('Source', 'Servers', 'ServerId', 'ServerFQDN', 'p.SourceId')
  .name('Application', 'Application', 'ApplicationId', 'Name', 'p.ApplicationId')
  .plain('p', 'TelemetryId', 'SessionSetupTime')
  .computed('MsDiagHeader', imageAsText('p.Detail'))
  .build('ProgressReportView', [{ table: 'ProgressReport', alias: 'p' }]);
