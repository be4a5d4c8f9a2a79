import { added } from '../columns.ts';
import type { ReportDefinition } from './definition.ts';
import { baselineColumn, windowColumns } from './failure-spikes.ts';
import { joinTimes } from './join-times.ts';

const time = { unit: 'ms', metric: true } as const;

export const joinTimeSpikes = {
  id: 'joinTimeSpikes',
  title: 'Join Time Spikes',
  description:
    'Conference join times of a window against the same window of the preceding weeks, whole and per component.',
  filters: joinTimes.filters,
  formats: ['table', 'timeSeries', 'numeric'],
  options: {
    metric: {},
    groupBy: { choices: ['pool'], default: [] },
    windowMinutes: {},
    baselineWeeks: {},
    minSessions: {
      label: 'Minimum reports',
      description:
        'A component with fewer reports in the window is no spike: it has no ratio in a table, and 0 for an alert rule.',
    },
  },
  defaultMetric: 'ratio',
  columns: [
    ...windowColumns,
    added('pool', 'Pool', 'string', 'Pool of the error report.', { personal: false }),
    added(
      'application',
      'Component',
      'string',
      'Whole join (SetupTime of the error report), or a component that reported a step.',
      { personal: false },
    ),
    added('count', 'Reports', 'integer', 'Reports of the window that carry a setup time.', { metric: true }),
    added('p50', 'Median', 'number', 'Half of the reports took no longer.', time),
    added('p95', '95th percentile', 'number', '19 of 20 reports took no longer.', time),
    added('baselineP50', 'Baseline median', 'number', 'Median that the baseline lets expect.', time),
    added('baselineP95', 'Baseline 95th percentile', 'number', '95th percentile that the baseline lets expect.', time),
    added(
      'ratio',
      'Ratio',
      'number',
      '95th percentile / Baseline 95th percentile. Empty where there are too few reports.',
      { metric: true },
    ),
    baselineColumn,
  ],
} as const satisfies ReportDefinition;
