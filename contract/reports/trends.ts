import { added, storeColumn } from '../columns.ts';
import { sessionFilters } from '../filters.ts';
import type { ReportDefinition } from './definition.ts';
import { bucketSpan, timeColumn } from './volumes.ts';

export const trends = {
  id: 'trends',
  title: 'Long-term Trends',
  description:
    'Sessions, failures and users impacted by week or month over years: together, per store, per failure or per client version.',
  filters: sessionFilters,
  formats: ['table', 'timeSeries', 'numeric'],
  options: { interval: {}, trendOf: {}, metric: {}, limit: { label: 'Lines', default: 10, most: 100 } },
  defaultMetric: 'failureRate',
  columns: [
    timeColumn,
    storeColumn,
    added('diagnosticId', 'Diagnostic ID', 'integer', 'Of a failure; empty where its sessions carry none.'),
    added('responseCode', 'Response code', 'integer', 'Of a failure.'),
    added('failureInformation', 'Failure information', 'string', 'Both codes of a failure, and what they mean.', {
      personal: false,
    }),
    added('userAgent', 'User agent', 'string', 'Client software of the initiator or participant.', {
      personal: 'agent',
    }),
    added('sessions', 'Sessions', 'integer', 'All sessions; of a failure those that could have had it.', {
      metric: true,
    }),
    added('failedSessions', 'Failed sessions', 'integer', 'Sessions of the categories that count as failed.', {
      metric: true,
      colour: 'failures',
    }),
    added('failureRate', 'Failure rate', 'number', 'Failed sessions / Sessions.', {
      unit: 'percent',
      metric: true,
      colour: 'failures',
      rateOf: 'sessions',
    }),
    added(
      'usersImpacted',
      'Users impacted',
      'integer',
      'Distinct initiators of the failed peer-to-peer sessions and participants of the failed conference sessions.',
      { metric: true, colour: 'failures' },
    ),
    ...bucketSpan,
  ],
} as const satisfies ReportDefinition;
