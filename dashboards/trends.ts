import { columnChart, line, span } from './parts/charts.ts';
import { dataLink, fieldOfRow, labelOfSeries, type DataLink } from './parts/links.ts';
import { page } from './parts/page.ts';
import { earlier, linksOf, stat } from './parts/stats.ts';
import type { Override } from './parts/override.ts';
import { numberColumn, table, unfiltered } from './parts/tables.ts';
import { filtersFrom, type PanelQueryOf } from './parts/target.ts';

const uid = 'cd-trends';
const filters = filtersFrom(uid, 'trends');
const noSessions = 'No sessions in this range';
const noFailures = 'No failed sessions in this range';

type Query = PanelQueryOf<'trends'>;
type TrendOf = NonNullable<Query['trendOf']>;
type Metric = NonNullable<Query['metric']>;

const whole = (trendOf: TrendOf): Query => ({ report: 'trends', interval: 'total', trendOf, filters });
const overTime = (trendOf: TrendOf, metric: Metric, limit: number): Query => ({
  ...{ report: 'trends', format: 'timeSeries', interval: '$interval', filters, trendOf, metric, limit },
});

const toSummary = (bucket: boolean): DataLink =>
  dataLink(uid, { title: 'Open Call Diagnostic Summary of this interval', to: 'cd-summary', bucket });
const toFailure = dataLink(uid, {
  title: 'Open Failure Distribution of this failure',
  to: 'cd-distribution',
  set: { diagnosticId: labelOfSeries('diagnosticId'), responseCode: labelOfSeries('responseCode') },
  keepRange: true,
});
const toAgent = dataLink(uid, {
  title: 'Open Failure Distribution of this client version',
  to: 'cd-distribution',
  set: { userAgent: labelOfSeries('userAgent') },
  keepRange: true,
});

const onLines = (properties: Override['properties']): Override => ({
  matcher: { id: 'byType', options: 'number' },
  properties,
});
const asLines = onLines([...line]);

const numbers = {
  title: 'Whole range',
  description:
    'All sessions of the range, the share of them that failed (unexpected failures, unless the data source settings count expected ones too), and the distinct users of those that failed. A person in two stores is one.',
  query: whole('all'),
  metrics: [{ field: 'sessions' as const }, { field: 'failureRate' as const }, { field: 'usersImpacted' as const }],
  nothing: 'No sessions',
};

/** What changes over months and years: what an archive is for. */
export const trends = page(uid, [
  [stat(numbers), 0, 0, 10, 4],
  [earlier(numbers), 0, 4, 10, 3],
  [
    table({
      title: 'Per store',
      description:
        'The same for each store, which is one LcsCDR of an archive. A data source on a single LcsCDR has one row. A click on the store narrows the page to it.',
      query: whole('store'),
      columns: [
        {
          field: 'store',
          link: dataLink(uid, {
            title: 'Narrow to ${__value.text}',
            to: uid,
            set: { store: fieldOfRow('store') },
          }),
        },
        numberColumn('sessions'),
        numberColumn('failedSessions'),
        numberColumn('failureRate'),
        numberColumn('usersImpacted'),
      ],
      without: ['time', ...span, 'diagnosticId', 'responseCode', 'failureInformation', 'userAgent'],
      nothing: noSessions,
    }),
    10,
    0,
    14,
    7,
  ],
  [
    columnChart({
      title: 'Failure rate',
      description:
        'Share of the sessions of each store that failed, per interval. An interval without any session is a gap: nothing is known of it. The first and the last interval are as long as the range and the records reach.',
      query: overTime('store', 'failureRate', 100),
      overrides: [asLines],
      unit: 'percent',
      stacked: false,
      nothing: noSessions,
    }),
    0,
    7,
    12,
    9,
  ],
  [
    columnChart({
      title: 'Users impacted',
      description:
        'Distinct users of the failed sessions of each store, per interval. Users of several stores or intervals count in each.',
      query: overTime('store', 'usersImpacted', 100),
      overrides: [asLines],
      stacked: false,
      nothing: noSessions,
    }),
    12,
    7,
    12,
    9,
  ],
  [
    columnChart({
      title: 'Top failures',
      description:
        'The seven most frequent failures of the range, pairs of diagnostic ID and response code, by failed sessions per interval. Click a column for the Failure Distribution of its failure.',
      query: overTime('failure', 'failedSessions', 7),
      overrides: [onLines([linksOf(toFailure)])],
      nothing: noFailures,
    }),
    0,
    16,
    12,
    12,
  ],
  [
    columnChart({
      title: 'Client versions',
      description:
        'Sessions by client software of the initiator or participant, the ten most frequent of the range, per interval. Click a column for the failures of its version.',
      query: overTime('userAgent', 'sessions', 10),
      overrides: [onLines([linksOf(toAgent)])],
      nothing: noSessions,
    }),
    12,
    16,
    12,
    12,
  ],
  [
    columnChart({
      title: 'Failure rate of client versions',
      description: 'Share of the sessions of each of these versions that failed, per interval.',
      query: overTime('userAgent', 'failureRate', 10),
      overrides: [asLines, onLines([linksOf(toAgent)])],
      unit: 'percent',
      stacked: false,
      nothing: noSessions,
    }),
    12,
    28,
    12,
    12,
  ],
  [
    table({
      title: 'Per interval',
      description: 'One row per interval that has sessions. A click on the time opens the Summary of that interval.',
      query: { report: 'trends', interval: '$interval', filters },
      columns: [
        { field: 'time', link: toSummary(true) },
        { field: 'sessions', width: 90, looks: [unfiltered] },
        { field: 'failedSessions', width: 'heading', looks: [unfiltered] },
        { field: 'failureRate', width: 'heading', looks: [unfiltered] },
        { field: 'usersImpacted', width: 'heading', looks: [unfiltered] },
      ],
      hidden: span,
      without: ['store', 'diagnosticId', 'responseCode', 'failureInformation', 'userAgent'],
      nothing: noSessions,
    }),
    0,
    28,
    12,
    12,
  ],
]);
