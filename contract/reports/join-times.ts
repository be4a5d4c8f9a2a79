import { added } from '../columns.ts';
import type { ReportDefinition } from './definition.ts';

const time = { unit: 'ms', metric: true } as const;
const share = { unit: 'percent', metric: true } as const;

export const joinTimes = {
  id: 'joinTimes',
  title: 'Join Times',
  description: 'Percentiles of the conference join time, whole and per component, from error and progress reports.',
  filters: [
    'stores',
    'pools',
    'sources',
    'applications',
    'fromUsers',
    'toUsers',
    'users',
    'userAgents',
    'conferenceUris',
    'telemetryId',
  ],
  formats: ['table', 'timeSeries', 'numeric'],
  options: { interval: {}, metric: {} },
  defaultMetric: 'p95',
  columns: [
    added('time', 'Time', 'time', 'Start of the bucket, in the time zone of the dashboard.'),
    added(
      'application',
      'Component',
      'string',
      'Whole join (SetupTime of the error report), or a component that reported a step.',
      { personal: false },
    ),
    added('count', 'Reports', 'integer', 'Reports that carry a setup time.', { metric: true }),
    added('p50', 'Median', 'number', 'Half of the reports took no longer.', time),
    added('p75', '75th percentile', 'number', 'Three quarters of the reports took no longer.', time),
    added('p90', '90th percentile', 'number', 'Nine of ten reports took no longer.', time),
    added('p95', '95th percentile', 'number', '19 of 20 reports took no longer.', time),
    added('p99', '99th percentile', 'number', '99 of 100 reports took no longer.', time),
    added('max', 'Maximum', 'number', 'The longest.', time),
    added('over2s', 'Over 2 s', 'number', 'Share of reports above 2 s.', share),
    added('over5s', 'Over 5 s', 'number', 'Share of reports above 5 s.', share),
    added('over10s', 'Over 10 s', 'number', 'Share of reports above 10 s.', share),
  ],
} as const satisfies ReportDefinition;
