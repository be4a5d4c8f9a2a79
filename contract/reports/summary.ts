import { added, documented } from '../columns.ts';
import type { ReportDefinition } from './definition.ts';
import { bucketSpan, timeColumn } from './volumes.ts';

const rate = { unit: 'percent', metric: true, colour: 'failures' } as const;
const count = { metric: true } as const;
const failed = { metric: true, colour: 'failures' } as const;

export const summary = {
  id: 'summary',
  title: 'Call Diagnostic Summary',
  description: 'Overall failure picture of peer-to-peer and conference sessions.',
  filters: [
    'stores',
    'pools',
    'modalities',
    'conferenceTypes',
    'diagnosticIds',
    'responseCodes',
    'fromUsers',
    'toUsers',
    'users',
    'userAgents',
    'conferenceUris',
  ],
  formats: ['table', 'timeSeries', 'numeric'],
  options: { interval: {}, metric: {} },
  defaultMetric: 'p2pFailureRate',
  columns: [
    timeColumn,
    documented('p2pTotalSessions', 'Total sessions', 'integer', 'Peer-to-peer sessions.', count),
    documented('p2pFailureRate', 'Failure rate', 'number', 'Share of peer-to-peer sessions that failed.', {
      ...rate,
      rateOf: 'p2pTotalSessions',
      opens: 'p2pActivity',
    }),
    added(
      'p2pFailedSessions',
      'Failed sessions',
      'integer',
      'Peer-to-peer sessions that the rate counts as failed.',
      failed,
    ),
    documented('totalConferences', 'Total conferences', 'integer', 'Conferences held, by their SessionIdTime.', count),
    documented('totalConferenceSessions', 'Total conference sessions', 'integer', 'Focus and MCU sessions.', count),
    documented(
      'conferenceFailureRate',
      'Overall session failure rate',
      'number',
      'Share of all conference sessions that failed.',
      { ...rate, rateOf: 'totalConferenceSessions', opens: 'conferenceActivity' },
    ),
    added(
      'failedConferenceSessions',
      'Failed conference sessions',
      'integer',
      'Conference sessions that failed.',
      failed,
    ),
    documented('focusSessions', 'Focus sessions', 'integer', 'Sessions with the Focus.', count),
    documented('focusFailureRate', 'Focus failure rate', 'number', 'Share of Focus sessions that failed.', {
      ...rate,
      rateOf: 'focusSessions',
      opens: 'conferenceActivity',
    }),
    added('failedFocusSessions', 'Failed Focus sessions', 'integer', 'Focus sessions that failed.', failed),
    documented('mcuSessions', 'MCU sessions', 'integer', 'Sessions with an MCU.', count),
    documented('mcuFailureRate', 'MCU failure rate', 'number', 'Share of MCU sessions that failed.', {
      ...rate,
      rateOf: 'mcuSessions',
      opens: 'conferenceActivity',
    }),
    added('failedMcuSessions', 'Failed MCU sessions', 'integer', 'MCU sessions that failed.', failed),
    ...bucketSpan,
  ],
} as const satisfies ReportDefinition;
