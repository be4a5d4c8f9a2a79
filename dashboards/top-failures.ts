import { columnChart } from './parts/charts.ts';
import { dataLink, fieldOfRow, labelOfSeries } from './parts/links.ts';
import { page } from './parts/page.ts';
import { linksOf, stat } from './parts/stats.ts';
import { bar, code, inItsColour, sparkline, table, whole } from './parts/tables.ts';
import { filtersFrom } from './parts/target.ts';
import { firstRows } from './parts/transformations.ts';

const uid = 'cd-top-failures';
const filters = filtersFrom(uid, 'topFailures');
const noFailures = 'No failed sessions in this range';

/** Top Failures Report. */
export const topFailures = page(uid, [
  [
    stat({
      title: 'Failed sessions',
      description:
        'Sessions of the selection, peer-to-peer and conference: both kinds of failure unless a category is chosen.',
      query: { report: 'topFailures', filters, limit: 10_000 },
      metrics: [{ field: 'Reported sessions' }],
      calc: 'sum',
      noValue: '0',
    }),
    0,
    0,
    6,
    3,
  ],
  [
    stat({
      title: 'Different failures',
      description: 'Pairs of diagnostic ID and response code among the failed sessions.',
      query: { report: 'topFailures', filters, limit: 10_000 },
      metrics: [{ field: 'Rank' }],
      calc: 'count',
      noValue: '0',
    }),
    6,
    0,
    6,
    3,
  ],
  [
    stat({
      title: 'Explained by the first ten',
      description: 'Share of all failed sessions of the selection that the ten most frequent failures account for.',
      query: { report: 'topFailures', filters },
      transformations: [firstRows(10)],
      metrics: [{ field: 'Share' }],
      calc: 'sum',
      noValue: 'No failures',
    }),
    12,
    0,
    6,
    3,
  ],
  [
    stat({
      title: 'Explained by the first',
      description: 'Share of all failed sessions of the selection that the most frequent failure alone accounts for.',
      query: { report: 'topFailures', filters },
      metrics: [{ field: 'Share' }],
      calc: 'first',
      noValue: 'No failures',
    }),
    18,
    0,
    6,
    3,
  ],
  [
    table({
      title: 'Top failures',
      description:
        'A failure is a pair of diagnostic ID and response code. Users impacted: distinct initiators of the peer-to-peer sessions and participants of the conference sessions. Trend in the past: sessions per day of the range. A click on Reported sessions opens the Failure Distribution of the pair.',
      query: { report: 'topFailures', filters },
      columns: [
        { field: 'Rank', width: 60 },
        { field: 'Failure information', looks: [whole] },
        { field: 'Diagnostic ID', width: 90, looks: code },
        { field: 'Response code', width: 90, looks: code },
        { field: 'Session category', width: 140, looks: inItsColour },
        {
          field: 'Reported sessions',
          width: 120,
          link: dataLink(uid, {
            title: 'Open Failure Distribution of this failure',
            to: 'cd-distribution',
            set: { diagnosticId: fieldOfRow('Diagnostic ID'), responseCode: fieldOfRow('Response code') },
          }),
        },
        { field: 'Share', width: 110, looks: bar },
        { field: 'Users impacted', width: 100 },
        { field: 'Trend in the past', width: 140, looks: sparkline },
      ],
      without: ['Diagnostic meaning', 'Response text'],
      noValue: noFailures,
    }),
    0,
    3,
    24,
    15,
  ],
  [
    columnChart({
      title: 'The first five per day',
      description:
        'Sessions of the five most frequent failures per day. Click a column for the Failure Distribution of its failure.',
      query: { report: 'topFailures', format: 'timeSeries', interval: 'daily', filters, limit: 5 },
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
      noValue: noFailures,
    }),
    0,
    18,
    24,
    10,
  ],
]);
