import { added, documented, storeColumn } from '../columns.ts';
import { errorKey, sessionKey } from '../filters.ts';
import type { ReportDefinition } from './definition.ts';

export const progressReports = {
  id: 'progressReports',
  title: 'Progress Reports',
  description: 'The ProgressReport view itself: the steps a component noted on the way, with their setup times.',
  filters: [
    ...errorKey,
    ...sessionKey,
    'telemetryId',
    'diagnosticIds',
    'sources',
    'applications',
    'stores',
    'pools',
    'fromUsers',
    'toUsers',
    'users',
    'userAgents',
    'conferenceUris',
  ],
  formats: ['table'],
  options: { limit: { most: 50_000 } },
  columns: [
    documented('errorTime', 'Error time', 'time', 'ErrorTime: ties the step to its error report.'),
    documented('errorReportSeq', 'Error report sequence', 'integer', 'ErrorReportSeq.'),
    documented('progressReportSeq', 'Progress report sequence', 'integer', 'ProgressReportSeq: order of the steps.'),
    documented('diagnosticId', 'Diagnostic ID', 'integer', 'MsDiagId.'),
    added(
      'diagnosticMeaning',
      'Diagnostic meaning',
      'string',
      'What the diagnostic ID stands for, where that is public.',
      { personal: false },
    ),
    documented('source', 'Source', 'string', 'Server that reported the step.', { personal: false }),
    documented('application', 'Application', 'string', 'Component that reported the step.', { personal: false }),
    documented('telemetryId', 'Telemetry ID', 'string', 'Ties the join times of several components together.', {
      personal: false,
    }),
    documented('setupTime', 'Session setup time (ms)', 'integer', 'Time the component needed to join.', { unit: 'ms' }),
    documented('diagnosticHeader', 'Diagnostic header', 'string', 'MsDiagHeader.', { personal: 'text' }),
    added('errorTimeKey', 'Error time key', 'string', 'Key of the error report, ISO 8601.', {
      personal: false,
      opens: 'diagnosticReport',
    }),
    storeColumn,
  ],
} as const satisfies ReportDefinition;
