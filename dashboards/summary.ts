import type { DynamicConfigValue } from '@grafana/grafana-foundation-sdk/dashboard';
import { rateBars } from './parts/bars.ts';
import { bucketChart, line, span } from './parts/charts.ts';
import { toDrivers } from './parts/drivers.ts';
import type { FieldName } from './parts/fields.ts';
import { dataLink, labelOfSeries, type DataLink } from './parts/links.ts';
import { page } from './parts/page.ts';
import { earlier, stat, type Metric } from './parts/stats.ts';
import { colouredText, intervalWidth, numberColumn, table, unfiltered, type Column } from './parts/tables.ts';
import { filtersFrom, type PanelQuery } from './parts/target.ts';

const uid = 'cd-summary';

const filters = filtersFrom(uid, 'summary');
const whole: PanelQuery = { report: 'summary', interval: 'total', filters };
const perBucket: PanelQuery = { report: 'summary', interval: '$interval', filters };

/** What the rates link to: the P2P report, or the conference report for a kind of session. */
const toP2p = (bucket = false): DataLink =>
  dataLink(uid, { title: 'Open Peer-to-Peer Activity Diagnostic', to: 'cd-p2p', bucket });
const toConference = (conferenceType: string, bucket = false): DataLink =>
  dataLink(uid, { title: 'Open Conference Diagnostic', to: 'cd-conference', set: { conferenceType }, bucket });

const ofInterval = (activity: 'p2p' | 'conference'): DataLink =>
  toDrivers(uid, { of: 'interval', set: { activity }, bucket: true });

const all = '$__all';
const conferenceRates = [
  ['conferenceFailureRate', all],
  ['focusFailureRate', 'focus'],
  ['mcuFailureRate', 'mcu'],
] as const;

const peerToPeer: Metric[] = [{ field: 'p2pTotalSessions' }, { field: 'p2pFailureRate', link: toP2p() }];
const conference: Metric[] = [
  { field: 'totalConferences' },
  { field: 'totalConferenceSessions' },
  { field: 'focusSessions' },
  { field: 'mcuSessions' },
  ...conferenceRates.map(([field, type]) => ({ field, link: toConference(type) })),
];

const p2pStat = {
  title: 'Peer-to-peer',
  description:
    'Sessions of two participants in the range, and the share of them that failed. Failed means unexpected failures, unless the data source settings count expected ones too.',
  query: whole,
  metrics: peerToPeer,
};
const conferenceStat = {
  title: 'Conference',
  description:
    'Conferences held and their sessions: with the Focus (signalling) and with the conferencing servers (MCU). Each rate is failed sessions of all sessions of its kind.',
  query: whole,
  metrics: conference,
};

const rateColumn = (field: FieldName, link: DataLink): Column => ({
  field,
  link,
  looks: [colouredText, unfiltered],
});

const noSessions = 'No sessions in this range';

/** A series per modality with one value, that of the whole range. */
const rates = { format: 'timeSeries', interval: 'total', metric: 'failureRate' } as const;

const rateLine = (displayName: string): DynamicConfigValue[] => [...line, { id: 'displayName', value: displayName }];

export const summary = page(uid, [
  [stat(p2pStat), 0, 0, 6, 4],
  [stat(conferenceStat), 6, 0, 18, 4],
  [earlier(p2pStat), 0, 4, 6, 3],
  [earlier(conferenceStat), 6, 4, 18, 3],
  [
    rateBars({
      title: 'Peer-to-peer: failure rate by modality',
      description:
        'Share of the sessions of each modality that failed in the range. A session with several modalities counts in each. Click a bar for its modality.',
      query: { report: 'p2pActivity', ...rates, filters: filtersFrom(uid, 'p2pActivity') },
      link: dataLink(uid, {
        title: 'Open Peer-to-Peer Activity Diagnostic: ${__field.labels.modality}',
        to: 'cd-p2p',
        set: { modality: labelOfSeries('modality') },
      }),
      nothing: noSessions,
    }),
    0,
    7,
    12,
    8,
  ],
  [
    rateBars({
      title: 'Conferences: failure rate by kind of session',
      description: 'Share of the conference sessions of each kind that failed in the range. Click a bar for its kind.',
      query: { report: 'conferenceActivity', ...rates, filters: filtersFrom(uid, 'conferenceActivity') },
      link: dataLink(uid, {
        title: 'Open Conference Diagnostic: ${__field.labels.conferenceType}',
        to: 'cd-conference',
        set: { conferenceType: labelOfSeries('conferenceType') },
      }),
      nothing: noSessions,
    }),
    12,
    7,
    12,
    8,
  ],
  [
    bucketChart(
      {
        title: 'Failure rates over time',
        description:
          'The two overall rates per interval. Click a point for the report of that interval, or for what its failures have in common.',
        query: perBucket,
        unit: 'percent',
        stacked: false,
      },
      [
        {
          field: 'p2pFailureRate',
          colour: 'blue',
          links: [toP2p(true), ofInterval('p2p')],
          looks: rateLine('Peer-to-peer'),
        },
        {
          field: 'conferenceFailureRate',
          colour: 'semi-dark-purple',
          links: [toConference(all, true), ofInterval('conference')],
          looks: rateLine('Conference'),
        },
      ],
    ),
    0,
    15,
    13,
    10,
  ],
  [
    table({
      title: 'Peer-to-peer per interval',
      description:
        'One row per interval. A click on the rate opens the Peer-to-Peer Activity Diagnostic for that interval.',
      query: perBucket,
      columns: [
        { field: 'time', width: intervalWidth },
        { field: 'p2pTotalSessions', width: 'heading', looks: [unfiltered] },
        rateColumn('p2pFailureRate', toP2p(true)),
      ],
      hidden: span,
      without: [
        ...conference.map(({ field }) => field),
        'p2pFailedSessions',
        'failedConferenceSessions',
        'failedFocusSessions',
        'failedMcuSessions',
      ],
      nothing: noSessions,
    }),
    13,
    15,
    11,
    10,
  ],
  [
    table({
      title: 'Conferences per interval',
      description:
        'One row per interval. A click on a rate opens the Conference Diagnostic for that interval and kind.',
      query: perBucket,
      columns: [
        { field: 'time', width: intervalWidth },
        numberColumn('totalConferences'),
        { field: 'totalConferenceSessions', width: 'heading', looks: [unfiltered] },
        { ...rateColumn('conferenceFailureRate', toConference(all, true)), width: 'heading' },
        { field: 'focusSessions', looks: [unfiltered] },
        rateColumn('focusFailureRate', toConference('focus', true)),
        { field: 'mcuSessions', looks: [unfiltered] },
        rateColumn('mcuFailureRate', toConference('mcu', true)),
      ],
      hidden: span,
      without: [
        'p2pTotalSessions',
        'p2pFailedSessions',
        'p2pFailureRate',
        'failedConferenceSessions',
        'failedFocusSessions',
        'failedMcuSessions',
      ],
      nothing: noSessions,
    }),
    0,
    25,
    24,
    11,
  ],
]);
