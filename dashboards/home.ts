import { span } from './parts/charts.ts';
import { catalogue, type DashboardUid } from './parts/catalogue.ts';
import { sessionsOverTime } from './parts/failed-sessions.ts';
import { clicked, dataLink, fieldOfRow, textLink } from './parts/links.ts';
import { page, text, type Placed } from './parts/page.ts';
import { freshness, groupColumns, oneDecimal, spikes, windowFields } from './parts/spikes.ts';
import { earlier, small, stat } from './parts/stats.ts';
import { bar, orNone, sparkline, table, unfiltered } from './parts/tables.ts';
import { filtersFrom, type PanelQuery } from './parts/target.ts';
import { firstRows, rowsWhere } from './parts/transformations.ts';

const uid = 'cd-home';
const unexpected = { categories: ['unexpected'] };
const summary: PanelQuery = { report: 'summary', interval: 'total', filters: filtersFrom(uid, 'summary') };
const noFailures = 'No unexpected failures in this range';

const p2p = {
  title: 'Peer-to-peer sessions',
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
  title: 'Conference sessions',
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
      { field: 'unexpectedPercentage', looks: [unfiltered] },
    ],
    without: [
      ...(['time', ...span, 'successVolume', 'successPercentage', 'expectedVolume'] as const),
      ...(['expectedPercentage', 'totalSessions', 'uncategorizedVolume', 'uncategorizedPercentage'] as const),
      'failureRate',
    ],
    nothing: 'No sessions in this range',
    sortBy: { field: 'unexpectedPercentage' },
  });
}

/** One short sentence each: with Grafana's menu docked a tile has room for three lines. */
const tiles: readonly (readonly [DashboardUid, string])[] = [
  ['cd-spikes', 'Is anything worse than usual right now?'],
  ['cd-summary', 'Are calls and conferences all right?'],
  ['cd-p2p', 'Sessions between two people over time'],
  ['cd-conference', 'Focus and conferencing servers over time'],
  ['cd-top-failures', 'Which failures are frequent, which grow?'],
  ['cd-distribution', 'Which server, client or user has them?'],
  ['cd-failure-list', 'Failures one by one, down to the report'],
];

const categoriesExplained = `**Success**: the session was set up and nothing is known against it. **Expected failure**: a user caused or accepted it: no answer, busy, declined, cancelled. **Unexpected failure**: something is broken, before the call was answered or after; the failure rates count these. **Uncategorized**: the server's code says neither. A session is judged by its diagnostic ID and response code; the data source settings can change how.`;

/** Where one begins. */
export const home = page(uid, [
  [stat(p2p), 0, 0, 6, 4],
  [stat(conference), 6, 0, 6, 4],
  [freshness(), 12, 0, 6, 4],
  [
    table({
      title: 'Current spikes',
      description:
        'Pools and Edge Servers whose failures in the last hour of the range stand out against the same hour of the preceding weeks, most unlikely first. Click one for its failures of that hour.',
      query: { ...spikes(uid, { groupBy: ['pool'], windowMinutes: 60 }), limit: 20 },
      columns: [
        ...groupColumns(uid, ['pool']),
        { field: 'failures', width: 'heading', looks: [unfiltered] },
        { field: 'baselineFailures', width: 76, looks: [oneDecimal, unfiltered] },
      ],
      hidden: windowFields,
      without: [
        ...(['sessions', 'expectedVolume', 'unexpectedVolume', 'usersImpacted', 'failureRate'] as const),
        ...(['baselineRate', 'ratio', 'score', 'isNew', 'baseline'] as const),
      ],
      nothing: 'No spike in the last hour',
    }),
    18,
    0,
    6,
    7,
  ],
  [earlier(p2p), 0, 4, 6, 3],
  [earlier(conference), 6, 4, 6, 3],
  [
    small(
      stat({
        title: 'Held in this range',
        description:
          'Conferences held, and the sessions participants had with the Focus and with conferencing servers.',
        query: summary,
        metrics: [{ field: 'totalConferences' }, { field: 'focusSessions' }, { field: 'mcuSessions' }],
        nothing: '0',
      }),
    ),
    12,
    4,
    6,
    3,
  ],
  ...tiles.map(([to, sentence], index): Placed => [
    text(`**${textLink(uid, { title: catalogue[to].title, to })}**\\\n${sentence}`),
    (index % 4) * 6,
    7 + Math.floor(index / 4) * 2,
    6,
    2,
  ]),
  [text('**Session, report, conference**\\\nOpen from a row of the Failure List'), 18, 9, 6, 2],
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
    0,
    11,
    10,
    9,
  ],
  [
    worst(
      'Where: pools and Edge Servers',
      'Unexpected failures by pool and Edge Server. A session counts once for each it touched. Click one for its failures.',
      'pools',
    ),
    10,
    11,
    7,
    9,
  ],
  [
    worst(
      'With what: clients',
      'Unexpected failures by client software of the initiator or participant. Click one for its failures.',
      'fromUserAgents',
    ),
    17,
    11,
    7,
    9,
  ],
  [
    table({
      title: 'What: the most frequent unexpected failures',
      description:
        'Pairs of diagnostic ID and response code by sessions. The trend shows sessions per day of the range: what grows matters more than what is large. Click a number for its failures.',
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
        { field: 'trend', width: 136, looks: sparkline },
        { field: 'diagnosticId', looks: [orNone] },
        { field: 'responseCode', looks: [orNone] },
      ],
      hidden: ['diagnosticId', 'responseCode'],
      without: ['rank', 'diagnosticMeaning', 'responseMeaning', 'share', 'category'],
      nothing: noFailures,
    }),
    0,
    20,
    14,
    16,
  ],
  [byKind('p2pActivity', 'Peer-to-peer by modality'), 14, 20, 10, 8],
  [byKind('conferenceActivity', 'Conferences by kind of session'), 14, 28, 10, 8],
  [text(categoriesExplained, 'How to read the categories'), 0, 36, 24, 3],
]);
