import { added, documented, storeColumn } from '../columns.ts';
import { driverFilters, errorReportFilters, sessionFilters, sessionKey } from '../filters.ts';
import type { ReportDefinition } from './definition.ts';

export const failureList = {
  id: 'failureList',
  title: 'Failure List',
  description:
    'One row per error report of a failed session, and one per failed session without a report, newest first.',
  filters: [...sessionFilters, ...driverFilters, ...errorReportFilters, ...sessionKey],
  ofFailures: true,
  formats: ['table'],
  options: { limit: { most: 50_000 } },
  columns: [
    documented(
      'reportedTime',
      'Reported time',
      'time',
      'When the error was recorded; SessionIdTime where no report came.',
    ),
    documented('request', 'Request', 'string', 'SIP method that failed.', { personal: false }),
    documented('responseCode', 'Response code', 'integer', 'SIP response code of the report, else of the session.'),
    added('responseMeaning', 'Response text', 'string', 'SIP phrase of the response code.', { personal: false }),
    documented('diagnosticId', 'Diagnostic ID', 'integer', 'ms-diagnostics ID of the report, else of the session.'),
    added(
      'diagnosticMeaning',
      'Diagnostic meaning',
      'string',
      'What the diagnostic ID stands for, where that is public.',
      { personal: false },
    ),
    documented('joinCostTime', 'Join cost time (ms)', 'integer', 'Time the user needed to join the conference.', {
      unit: 'ms',
    }),
    documented('fromUser', 'From user', 'string', 'URI of the initiator.', { personal: 'address' }),
    documented('fromUserAgent', 'From user agent', 'string', 'Client software of the initiator.', {
      personal: 'agent',
    }),
    documented('toUser', 'To user', 'string', 'URI of the called party, else of the conference.', {
      personal: 'address',
    }),
    documented('sessionDetail', 'Session detail', 'string', 'Link text of peer-to-peer rows.', {
      personal: false,
      opens: 'sessionDetail',
    }),
    documented('conference', 'Conference', 'string', 'Link text of conference rows.', {
      personal: false,
      opens: 'conferenceDetail',
    }),
    added('report', 'Report', 'string', 'Link text of rows that come from an error report.', {
      personal: false,
      opens: 'diagnosticReport',
    }),
    added('activity', 'Activity type', 'string', 'Peer-to-peer or Conference.', { personal: false }),
    added('modality', 'Modality', 'string', 'Modalities of the session, or the kind of conference session.', {
      personal: false,
    }),
    added('category', 'Session category', 'string', 'Category of the session.', { personal: false, colour: 'words' }),
    added('pool', 'Pool', 'string', 'Pool of the session.', { personal: false }),
    added('source', 'Source', 'string', 'Server that sent the report.', { personal: false }),
    added('application', 'Application', 'string', 'Component that sent the report.', { personal: false }),
    added('errorTime', 'Error time key', 'string', 'Key of the report, ISO 8601.', { personal: false }),
    added('errorReportSeq', 'Error report sequence', 'integer', 'Key of the report.'),
    added('sessionIdTime', 'Session time key', 'string', 'Key of the session, ISO 8601.', { personal: false }),
    added('sessionIdSeq', 'Session sequence', 'integer', 'Key of the session.'),
    added('conferenceUri', 'Conference URI', 'string', 'URI of the conference.', { personal: 'address' }),
    storeColumn,
  ],
} as const satisfies ReportDefinition;
