import { errorReports, reportColumn } from './parts/error-reports.ts';
import { dataLink, sessionOfRow, textLink } from './parts/links.ts';
import { outcomeColumns, withoutOutcome } from './parts/outcome.ts';
import { page, text } from './parts/page.ts';
import { sheet } from './parts/stats.ts';
import { bar, stayed, table, timeOfDay, toTheSecond, unfiltered, whole, type Column } from './parts/tables.ts';
import { filtersFrom, type PanelQueryOf } from './parts/target.ts';
import { timeBetween } from './parts/transformations.ts';

const uid = 'cd-conference-detail';
const filters = filtersFrom(uid, 'conferenceDetail');
const section = (name: 'information' | 'participation' | 'modalities'): PanelQueryOf<'conferenceDetail'> => ({
  report: 'conferenceDetail',
  section: name,
  filters,
});

/** No conference has this URI: without it an empty variable would let those of every conference pass. */
const nobody = '-';

/** When someone came and went, with a bar as long as the stay. */
const stay: readonly Column[] = [
  { field: 'joinTime', width: 154, looks: [toTheSecond] },
  { field: 'leaveTime', width: 92, looks: [timeOfDay, unfiltered] },
  {
    field: stayed,
    width: 125,
    looks: [
      ...bar.filter(({ id }) => id !== 'max'),
      { id: 'unit', value: 'ms' },
      { id: 'decimals', value: 1 },
      // Who has not left by what the server knows has stayed for no time one could name.
      { id: 'mappings', value: [{ type: 'range', options: { from: null, to: -1, result: { text: '–', index: 0 } } }] },
      unfiltered,
    ],
  },
];
/** Adds how long each stay was. */
const withStayed = (query: PanelQueryOf<'conferenceDetail'>) => [timeBetween(query, 'joinTime', 'leaveTime', stayed)];

/** Reports of one dialog with the conference. */
const reportsOfDialog: Column = {
  field: 'reports',
  width: 90,
  looks: [unfiltered],
  link: dataLink(uid, {
    title: 'Open Diagnostic Report of this dialog',
    to: 'cd-diagnostic-report',
    set: sessionOfRow,
  }),
};

/** Conference Detail Report. */
export const conferenceDetail = page(uid, [
  [
    text(
      `One conference, by its URI or by the key of one of its sessions above: the link Conference in a row of the ${textLink(uid, { title: 'Failure List', to: 'cd-failure-list' })} carries both.`,
    ),
    0,
    0,
    24,
    2,
  ],
  [
    sheet({
      title: 'Conference',
      description:
        'Who held it, where, when and for how long. Sessions: one per participant with the Focus and one with each conferencing server.',
      query: { ...section('information'), limit: 1 },
      metrics: (
        [
          ...['conferenceUri', 'pool', 'startTime', 'organizer', 'endTime', 'duration', 'participants'],
          ...['sessions', 'failedSessions'],
        ] as const
      ).map((field) => ({ field })),
      nothing: 'No conference: come from a row of the Failure List',
    }),
    0,
    2,
    12,
    10,
  ],
  [
    table({
      title: 'Join times by component',
      description:
        'How long joining this conference took, whole and per component, from the error and progress reports of the range. Half of the joins took no longer than the median, 19 of 20 no longer than the 95th percentile.',
      query: { report: 'joinTimes', interval: 'total', filters: { conferenceUris: ['$conferenceUri', nobody] } },
      columns: [
        { field: 'application', width: 210 },
        { field: 'count' },
        { field: 'p50' },
        { field: 'p95', width: 140 },
        { field: 'max' },
        { field: 'over5s' },
      ],
      without: ['time', 'p75', 'p90', 'p99', 'over2s', 'over10s'],
      nothing: 'No join times of this conference in this range',
    }),
    12,
    2,
    12,
    10,
  ],
  [
    table({
      title: 'Failures of this conference',
      description:
        'Dialogs with the conference that failed in the range, newest first: one row per error report, and one per failed dialog without a report. Who never got in is here only, not among the participants. Report opens what the server wrote down.',
      query: { report: 'failureList', filters: { conferenceUris: ['$conferenceUri', nobody] }, limit: 200 },
      columns: [
        { field: 'reportedTime', width: 158, looks: [toTheSecond] },
        reportColumn(uid),
        { field: 'fromUser' },
        { field: 'modality', width: 140 },
        ...outcomeColumns(uid),
        { field: 'source' },
        { field: 'fromUserAgent', looks: [whole] },
      ],
      hidden: ['sessionIdTime', 'sessionIdSeq', 'errorTime', 'errorReportSeq'],
      without: [
        ...(['sessionDetail', 'conference', 'conferenceUri', 'toUser', 'activity', 'pool', 'request'] as const),
        ...(['application', 'joinCostTime'] as const),
        ...withoutOutcome,
      ],
      nothing: 'No failure of this conference in this range',
    }),
    0,
    12,
    24,
    8,
  ],
  [
    table({
      title: 'Participation',
      description:
        'Who joined the conference, in the order of joining, how long each stayed, and how the dialog with the Focus ended.',
      query: section('participation'),
      transformations: withStayed(section('participation')),
      columns: [
        ...stay,
        { field: 'user' },
        { field: 'role', width: 85, looks: [unfiltered] },
        { field: 'connectivity', width: 'heading', looks: [unfiltered] },
        ...outcomeColumns(uid),
        reportsOfDialog,
        { field: 'userAgent' },
      ],
      hidden: ['sessionIdTime', 'sessionIdSeq'],
      without: withoutOutcome,
      nothing: 'No participant: come from a row of the Failure List',
      sortBy: { field: 'joinTime', descending: false },
    }),
    0,
    20,
    24,
    10,
  ],
  [
    table({
      title: 'Modalities',
      description:
        'Which conferencing server served whom, in the order of joining, for how long, and how each of these dialogs ended.',
      query: section('modalities'),
      transformations: withStayed(section('modalities')),
      columns: [
        ...stay,
        { field: 'user' },
        { field: 'type' },
        { field: 'mcuUri' },
        ...outcomeColumns(uid),
        reportsOfDialog,
        { field: 'gateway' },
      ],
      hidden: ['sessionIdTime', 'sessionIdSeq'],
      without: ['fromPstn', ...withoutOutcome],
      nothing: 'No dialog with a conferencing server',
      sortBy: { field: 'joinTime', descending: false },
    }),
    0,
    30,
    24,
    10,
  ],
  [
    errorReports(uid, {
      title: 'Diagnostic reports of the conference',
      description: 'Error reports of the range about this conference. A click on the time opens the report.',
      filters: { conferenceUris: ['$conferenceUri'] },
      nothing: 'No error report about this conference in this range',
    }),
    0,
    40,
    24,
    9,
  ],
]);
