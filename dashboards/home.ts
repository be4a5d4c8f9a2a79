import { span } from './parts/charts.ts';
import { alertList } from './parts/alerts.ts';
import { sessionsOverTime } from './parts/failed-sessions.ts';
import { toDrivers } from './parts/drivers.ts';
import { clicked, dataLink, fieldOfRow } from './parts/links.ts';
import { page, text, type Placed } from './parts/page.ts';
import { sentences } from './parts/sentences.ts';
import { groupColumns, newIds, oneDecimal, spikes, windowFields } from './parts/spikes.ts';
import { earlier, stat } from './parts/stats.ts';
import { bar, orNone, sparkline, table, trendInThePast, unfiltered } from './parts/tables.ts';
import { filtersFrom, type PanelQuery } from './parts/target.ts';
import { firstRows, rowsWhere } from './parts/transformations.ts';

const uid = 'cd-home';
const unexpected = { categories: ['unexpected'] };
const summary: PanelQuery = { report: 'summary', interval: 'total', filters: filtersFrom(uid, 'summary') };
const noFailures = 'No unexpected failures in this range';

const p2p = {
  title: 'Peer-to-peer',
  description:
    'Sessions of two participants in the range, and the share of them that failed: unexpected failures, unless the data source settings count expected ones too.',
  query: summary,
  metrics: [
    { field: 'p2pTotalSessions' as const },
    {
      field: 'p2pFailureRate' as const,
      link: dataLink(uid, { title: 'Open Peer-to-Peer Activity Diagnostic', to: 'cd-p2p' }),
    },
  ],
};
const conference = {
  title: 'Conferences',
  description: 'Sessions with the Focus or a conferencing server in the range, and the share of them that failed.',
  query: summary,
  metrics: [
    { field: 'totalConferenceSessions' as const },
    {
      field: 'conferenceFailureRate' as const,
      link: dataLink(uid, { title: 'Open Conference Diagnostic', to: 'cd-conference' }),
    },
  ],
};

/** One ranked table of unexpected failures, whose items open the Failure Distribution narrowed to them. */
function worst(title: string, description: string, dimension: 'pools' | 'fromUserAgents') {
  const set = { category: 'unexpected', [dimension === 'pools' ? 'pool' : 'userAgent']: clicked };
  return table({
    title,
    description,
    query: {
      report: 'failureDistribution',
      dimensions: [dimension],
      limit: 7,
      filters: filtersFrom(uid, 'failureDistribution', unexpected),
    },
    columns: [
      {
        field: 'item',
        link: dataLink(uid, { title: 'Open Failure Distribution: ${__value.text}', to: 'cd-distribution', set }),
      },
      { field: 'sessions', width: 80, looks: [unfiltered] },
      { field: 'share', width: 110, looks: [...bar, unfiltered] },
    ],
    without: ['rank'],
    nothing: noFailures,
  });
}

/** Failure rate per kind of session over the whole range, whose names open the report narrowed to the kind. */
function byKind(report: 'p2pActivity' | 'conferenceActivity', title: string) {
  const isP2p = report === 'p2pActivity';
  const group = isP2p ? 'modality' : 'conferenceType';
  const query: PanelQuery = { report, interval: 'total', filters: filtersFrom(uid, report) };
  return table({
    title,
    description: `${isP2p ? 'A peer-to-peer session counts in each of its modalities.' : 'All MCU sessions sums up the kinds below the Focus.'} A click on a volume opens the Failure Distribution of that kind.`,
    query,
    transformations: [rowsWhere(query, group, 'All', 'exclude')],
    columns: [
      {
        field: group,
        width: 165,
        link: dataLink(uid, {
          title: 'Open ${__value.text}',
          to: isP2p ? 'cd-p2p' : 'cd-conference',
          set: { [group]: clicked },
        }),
      },
      {
        field: 'unexpectedVolume',
        looks: [unfiltered],
        link: dataLink(uid, {
          title: 'Open Failure Distribution: unexpected failures',
          to: 'cd-distribution',
          set: {
            category: 'unexpected',
            activity: isP2p ? 'p2p' : 'conference',
            [group]: fieldOfRow(group),
          },
        }),
      },
      { field: 'totalSessions', looks: [unfiltered] },
      { field: 'unexpectedPercentage', looks: [unfiltered] },
    ],
    without: [
      ...(['time', ...span, 'successVolume', 'successPercentage', 'expectedVolume'] as const),
      ...(['expectedPercentage', 'uncategorizedVolume', 'uncategorizedPercentage'] as const),
      'failureRate',
    ],
    nothing: 'No sessions in this range',
    sortBy: { field: 'unexpectedPercentage' },
  });
}

const categoriesExplained = `**Success**: the session was set up and nothing is known against it. **Expected failure**: a user caused or accepted it: no answer, busy, declined, cancelled. **Unexpected failure**: something is broken, before the call was answered or after; the failure rates count these. **Uncategorized**: the server's code says neither. A session is judged by its diagnostic ID and response code; the data source settings can change how.`;

const lastHour = { windowMinutes: 60 } as const;

/** What the failures of the range have in common, in words: the first thing one reads. */
const inWords = sentences(
  uid,
  'What the failures of this range have in common',
  'At most five drivers in a sentence each, every incident told once: what failed, how often and how often it does otherwise, with which diagnostic ID, how many users it hit, and since when; on the right the share of the failures that it explains. A click opens them with what to look at first.',
);
const inWordsHeight = 8;

const below = (panels: readonly Placed[]): Placed[] =>
  panels.map(([panel, x, y, w, h]) => [panel, x, y + inWordsHeight, w, h]);

/** Where one begins: whether anything is wrong, what, since when and where. */
export const home = page(uid, [
  [inWords, 0, 0, 24, inWordsHeight],
  ...below([
    [
      stat({
        title: 'The last hour of the range',
        description:
          'All sessions of the last hour, those that failed without being expected to, and the share that the same hour of the preceding weeks lets expect.',
        query: spikes(uid, { groupBy: [], ...lastHour, minScore: 0 }),
        metrics: [{ field: 'sessions' }, { field: 'failures' }, { field: 'failureRate' }, { field: 'baselineRate' }],
        nothing: 'No sessions in the last hour',
      }),
      0,
      0,
      9,
      4,
    ],
    [newIds(uid), 0, 4, 9, 3],
    [
      table({
        title: 'Unusual in the last hour',
        description:
          'Pools and Edge Servers whose failures in the last hour of the range stand out against the same hour of the preceding weeks, most unlikely first. Click one for its failures of that hour, their number for what all failures of the hour have in common.',
        query: { ...spikes(uid, { groupBy: ['pool'], ...lastHour }), limit: 20 },
        columns: [
          ...groupColumns(uid, ['pool']),
          {
            field: 'failures',
            width: 'heading',
            looks: [unfiltered],
            link: toDrivers(uid, { of: 'window', set: { pool: '$__all' }, window: true }),
          },
          { field: 'baselineFailures', width: 90, looks: [oneDecimal, unfiltered] },
        ],
        hidden: windowFields,
        without: [
          ...(['sessions', 'expectedVolume', 'unexpectedVolume', 'usersImpacted', 'failureRate'] as const),
          ...(['baselineRate', 'baselineSessions', 'ratio', 'score', 'isNew', 'baseline'] as const),
        ],
        nothing: 'Nothing unusual in the last hour',
      }),
      9,
      0,
      8,
      7,
    ],
    [alertList(), 17, 0, 7, 7],
    [stat(p2p), 0, 7, 5, 4],
    [stat(conference), 5, 7, 5, 4],
    [earlier(p2p), 0, 11, 5, 3],
    [earlier(conference), 5, 11, 5, 3],
    [
      sessionsOverTime(uid, {
        title: 'Failed sessions over time',
        description:
          'Peer-to-peer and conference sessions that failed, by kind of failure. Click a column for the Failure Distribution of that kind; drag over a peak to narrow the range to it.',
        opens: (category) => ({
          title: 'Open Failure Distribution of this kind of failure',
          to: 'cd-distribution',
          set: { category },
        }),
      }),
      10,
      7,
      14,
      7,
    ],
    [
      worst(
        'Where: pools and Edge Servers',
        'Unexpected failures by pool and Edge Server. A session counts once for each it touched. Click one for its failures.',
        'pools',
      ),
      0,
      14,
      12,
      9,
    ],
    [
      worst(
        'With what: clients',
        'Unexpected failures by client software of the initiator or participant. Click one for its failures.',
        'fromUserAgents',
      ),
      12,
      14,
      12,
      9,
    ],
    [
      table({
        title: 'What: the most frequent unexpected failures',
        description:
          'Pairs of diagnostic ID and response code by sessions. The trend shows when, over the range: what grows matters more than what is large. Click a number for its failures.',
        query: { report: 'topFailures', filters: filtersFrom(uid, 'topFailures', unexpected) },
        transformations: [firstRows(14)],
        columns: [
          { field: 'failureInformation' },
          {
            field: 'reportedSessions',
            width: 145,
            looks: [unfiltered],
            link: dataLink(uid, {
              title: 'Open Failure Distribution of this failure',
              to: 'cd-distribution',
              set: { diagnosticId: fieldOfRow('diagnosticId'), responseCode: fieldOfRow('responseCode') },
            }),
          },
          { field: 'usersImpacted', width: 128, looks: [unfiltered] },
          { field: 'fittedTrend', width: 136, looks: [trendInThePast, ...sparkline] },
          { field: 'diagnosticId', looks: [orNone] },
          { field: 'responseCode', looks: [orNone] },
        ],
        hidden: ['diagnosticId', 'responseCode'],
        without: ['rank', 'trend', 'diagnosticMeaning', 'responseMeaning', 'share', 'category'],
        nothing: noFailures,
      }),
      0,
      23,
      14,
      16,
    ],
    [byKind('p2pActivity', 'Peer-to-peer by modality'), 14, 23, 10, 8],
    [byKind('conferenceActivity', 'Conferences by kind of session'), 14, 31, 10, 8],
    [text(categoriesExplained, 'How to read the categories'), 0, 39, 24, 3],
  ]),
]);
