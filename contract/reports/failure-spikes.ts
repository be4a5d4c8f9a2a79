import { added } from '../columns.ts';
import { errorReportFilters, sessionFilters } from '../filters.ts';
import type { ReportDefinition } from './definition.ts';

const count = { metric: true } as const;
const failed = { metric: true, colour: 'failures' } as const;
const rate = { unit: 'percent', metric: true } as const;

/** Start and end of the window that a row is about. */
export const windowColumns = [
  added('windowStart', 'Window start', 'time', 'Start of the window.'),
  added('windowEnd', 'Window end', 'time', 'End of the window; it is out of it.'),
] as const;

export const baselineColumn = added(
  'baseline',
  'Baseline',
  'string',
  'Weeks: the same window of the preceding weeks; Day: the 24 hours before the window, where too few weeks have data; None: no data at all.',
  { personal: false },
);

export const failureSpikes = {
  id: 'failureSpikes',
  title: 'Failure Spikes',
  description:
    'Failed sessions of a window against the same window of the preceding weeks, per group, with a score that says how unlikely so many failures are.',
  filters: [...sessionFilters, ...errorReportFilters],
  formats: ['table', 'timeSeries', 'numeric', 'events'],
  options: {
    metric: {},
    // Ten lines of a chart, unless more are asked for.
    limit: { default: 100, defaults: { timeSeries: 10 }, most: 1000 },
    groupBy: {},
    windowMinutes: {},
    baselineWeeks: {},
    minSessions: {},
    minUsers: {},
    minFailures: {},
    minScore: {},
    overlaps: {},
    lookbackDays: {},
  },
  defaultMetric: 'score',
  columns: [
    ...windowColumns,
    added('pool', 'Pool', 'string', 'Pool or Edge Server that the sessions touched.', { personal: false }),
    added('activity', 'Activity type', 'string', 'Peer-to-peer or Conference.', { personal: false }),
    added('modality', 'Modality', 'string', 'Modality of peer-to-peer sessions, kind of conference sessions.', {
      personal: false,
    }),
    added('diagnosticId', 'Diagnostic ID', 'string', 'ms-diagnostics ID of the failures; None where they carry none.', {
      personal: false,
    }),
    added('diagnosticMeaning', 'Diagnostic meaning', 'string', 'What the ID stands for, where that is public.', {
      personal: false,
    }),
    added('gateway', 'Gateway', 'string', 'Gateway that a peer-to-peer session used.', { personal: false }),
    added('source', 'Source', 'string', 'Server that sent an error report of the failures.', { personal: false }),
    added('store', 'Store', 'string', 'LcsCDR that the session comes from; in an archive alone.', { personal: false }),
    added('sessions', 'Sessions', 'integer', 'Sessions of the group in the window, failed or not.', count),
    added('failures', 'Failed sessions', 'integer', 'Those of them that count as failed.', failed),
    added('expectedVolume', 'Expected failure volume', 'integer', 'Failed sessions with an expected failure.', {
      colour: 'expected',
    }),
    added('unexpectedVolume', 'Unexpected failure volume', 'integer', 'Failed sessions with an unexpected failure.', {
      colour: 'unexpected',
    }),
    added(
      'usersImpacted',
      'Users impacted',
      'integer',
      'Distinct initiators of the failed peer-to-peer sessions and participants of the failed conference sessions.',
      failed,
    ),
    added('failureRate', 'Failure rate', 'number', 'Failed sessions / Sessions.', {
      ...rate,
      colour: 'failures',
      rateOf: 'sessions',
    }),
    added('baselineRate', 'Baseline failure rate', 'number', 'Failure rate that the baseline lets expect.', rate),
    added('baselineSessions', 'Baseline sessions', 'integer', 'Sessions of the baseline, of which that rate is made.'),
    added('baselineFailures', 'Baseline failures', 'number', 'Failed sessions at that rate.', count),
    added(
      'ratio',
      'Ratio',
      'number',
      'Failure rate / Baseline failure rate. Empty where sessions, failures or users are too few.',
      count,
    ),
    added(
      'score',
      'Score',
      'number',
      'How unlikely so many failures are under the baseline, as a power of ten: 6 is one in a million. Empty where sessions, failures or users are too few.',
      failed,
    ),
    added(
      'isNew',
      'New',
      'integer',
      '1 where no session of the days before the window carries the diagnostic ID, else 0.',
      count,
    ),
    baselineColumn,
  ],
  events: [
    added('time', 'time', 'time', 'Start of the first window of the spike.'),
    added('timeEnd', 'timeEnd', 'time', 'End of its last window.'),
    added('title', 'title', 'string', 'The group.', { personal: false }),
    added('text', 'text', 'string', 'Its worst window in words.', { personal: false }),
    added('tags', 'tags', 'string', 'failure-spike and the group, comma separated.', { personal: false }),
  ],
} as const satisfies ReportDefinition;
