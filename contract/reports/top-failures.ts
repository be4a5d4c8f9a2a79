import { added, documented } from '../columns.ts';
import { errorReportFilters, sessionFilters } from '../filters.ts';
import { calendarIntervals } from '../vocabulary.ts';
import type { ReportDefinition } from './definition.ts';

export const topFailures = {
  id: 'topFailures',
  title: 'Top Failures',
  description: 'The most frequent failures, one row per pair of diagnostic ID and response code, with their trend.',
  filters: [...sessionFilters, ...errorReportFilters],
  ofFailures: true,
  formats: ['table', 'timeSeries', 'numeric'],
  options: {
    interval: { choices: calendarIntervals },
    metric: {},
    // Ten lines of a chart, unless more are asked for.
    limit: { defaults: { timeSeries: 10 }, most: 10_000 },
  },
  defaultMetric: 'reportedSessions',
  columns: [
    documented('rank', 'Rank', 'integer', 'Position by Reported sessions.'),
    documented(
      'reportedSessions',
      'Reported sessions',
      'integer',
      'Failed sessions of this pair, peer-to-peer and conference.',
      {
        metric: true,
        opens: 'failureDistribution',
        colour: 'failures',
      },
    ),
    documented(
      'usersImpacted',
      'Users impacted',
      'integer',
      'Distinct initiators of the peer-to-peer sessions and participants of the conference sessions of this pair.',
      { metric: true, colour: 'failures' },
    ),
    documented(
      'failureInformation',
      'Failure information',
      'string',
      'Diagnostic ID, response code and what they mean.',
      { personal: false },
    ),
    documented(
      'trend',
      'Trend in the past',
      'json',
      'Sessions per day of the range: an array of [start of day in epoch milliseconds, sessions].',
      { personal: false },
    ),
    added(
      'fittedTrend',
      'Trend',
      'json',
      'The same by an interval that gives at least 20 points: an array of [start in epoch milliseconds, sessions].',
      { personal: false },
    ),
    added('diagnosticId', 'Diagnostic ID', 'integer', 'ms-diagnostics ID; empty where the sessions carry none.'),
    added(
      'diagnosticMeaning',
      'Diagnostic meaning',
      'string',
      'What the diagnostic ID stands for, where that is public.',
      { personal: false },
    ),
    added('responseCode', 'Response code', 'integer', 'SIP response code.'),
    added('responseMeaning', 'Response text', 'string', 'SIP phrase of the response code.', { personal: false }),
    added('category', 'Session category', 'string', 'Category of the pair.', { personal: false, colour: 'words' }),
    added('share', 'Share', 'number', 'Share of all sessions of the selection.', { unit: 'percent' }),
  ],
} as const satisfies ReportDefinition;
