import { columnChart } from './parts/charts.ts';
import { toDrivers } from './parts/drivers.ts';
import { dataLink, fieldOfRow, labelOfSeries } from './parts/links.ts';
import { page, type Placed } from './parts/page.ts';
import { earlier, linksOf, stat, type StatOptions } from './parts/stats.ts';
import { atLeast, bar, categoryColumn, orNone, sparkline, table, trendInThePast, unfiltered } from './parts/tables.ts';
import { filtersFrom } from './parts/target.ts';
import { firstRows } from './parts/transformations.ts';

const uid = 'cd-top-failures';
const filters = filtersFrom(uid, 'topFailures');
/** The failure of a row. */
const ofPair = { diagnosticId: fieldOfRow('diagnosticId'), responseCode: fieldOfRow('responseCode') };
const noFailures = 'No failed sessions in this range';

const numbers = [
  {
    title: 'Failed sessions',
    description:
      'Sessions of the selection, peer-to-peer and conference: both kinds of failure unless a category is chosen.',
    query: { report: 'topFailures', filters, limit: 10_000 },
    metrics: [{ field: 'reportedSessions' }],
    calc: 'sum',
    nothing: '0',
  },
  {
    title: 'Different failures',
    description: 'Pairs of diagnostic ID and response code among the failed sessions.',
    query: { report: 'topFailures', filters, limit: 10_000 },
    metrics: [{ field: 'rank' }],
    calc: 'count',
    nothing: '0',
  },
  {
    title: 'Share of first ten',
    description: 'Share of all failed sessions of the selection that the ten most frequent failures account for.',
    query: { report: 'topFailures', filters },
    transformations: [firstRows(10)],
    metrics: [{ field: 'share' }],
    calc: 'sum',
    nothing: 'No failures',
  },
  {
    title: 'Share of the first',
    description: 'Share of all failed sessions of the selection that the most frequent failure alone accounts for.',
    query: { report: 'topFailures', filters },
    metrics: [{ field: 'share' }],
    calc: 'first',
    nothing: 'No failures',
  },
] as const satisfies readonly StatOptions[];

/** Top Failures Report. */
export const topFailures = page(uid, [
  ...numbers.flatMap((number, index): Placed[] => [
    [stat(number), index * 6, 0, 6, 3],
    [earlier(number), index * 6, 3, 6, 2],
  ]),
  [
    table({
      title: 'Top failures',
      description:
        'A failure is a pair of diagnostic ID and response code. Users impacted: distinct initiators of the peer-to-peer sessions and participants of the conference sessions. Trend in the past: sessions over the range, without an interval that is not over. A click on the failure lists it, on Reported sessions opens its Failure Distribution, on Users impacted its Failure Drivers.',
      query: { report: 'topFailures', filters },
      columns: [
        { field: 'rank', width: 'heading', looks: [unfiltered] },
        {
          field: 'failureInformation',
          looks: [atLeast(220), unfiltered],
          link: dataLink(uid, {
            title: 'List the failures: ${__value.text}',
            to: 'cd-failure-list',
            set: ofPair,
          }),
        },
        categoryColumn,
        {
          field: 'reportedSessions',
          width: 145,
          looks: [unfiltered],
          link: dataLink(uid, {
            title: 'Open Failure Distribution of this failure',
            to: 'cd-distribution',
            set: ofPair,
          }),
        },
        { field: 'share', width: 100, looks: [...bar, unfiltered] },
        {
          field: 'usersImpacted',
          width: 128,
          looks: [unfiltered],
          link: toDrivers(uid, { of: 'failure', set: ofPair }),
        },
        { field: 'fittedTrend', width: 140, looks: [trendInThePast, ...sparkline] },
        // Failure information says them; the link reads them.
        { field: 'diagnosticId', looks: [orNone] },
        { field: 'responseCode', looks: [orNone] },
      ],
      hidden: ['diagnosticId', 'responseCode'],
      without: ['trend', 'diagnosticMeaning', 'responseMeaning'],
      nothing: noFailures,
    }),
    0,
    5,
    24,
    15,
  ],
  [
    columnChart({
      title: 'The first five over time',
      description:
        'Sessions of the five most frequent failures over time. Click a column for the Failure Distribution of its failure.',
      query: { report: 'topFailures', format: 'timeSeries', interval: 'fitted', filters, limit: 5 },
      overrides: [
        {
          matcher: { id: 'byType', options: 'number' },
          properties: [
            linksOf(
              dataLink(uid, {
                title: 'Open Failure Distribution of this failure',
                to: 'cd-distribution',
                set: { diagnosticId: labelOfSeries('diagnosticId'), responseCode: labelOfSeries('responseCode') },
              }),
            ),
          ],
        },
      ],
      nothing: noFailures,
    }),
    0,
    20,
    24,
    10,
  ],
]);
