import { errorReports, reportColumn } from './parts/error-reports.ts';
import { dataLink, sessionOfRow, urlOf } from './parts/links.ts';
import { outcomeColumns, withoutOutcome } from './parts/outcome.ts';
import { page, text } from './parts/page.ts';
import { sheet } from './parts/stats.ts';
import { bar, table, timeOfDay, toTheSecond, unfiltered, whole, widthOf, type Column } from './parts/tables.ts';
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
  { field: 'Join time', width: 154, looks: [toTheSecond] },
  { field: 'Leave time', width: 92, looks: [timeOfDay, unfiltered] },
  {
    field: 'Stayed',
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
const stayed = [timeBetween('Join time', 'Leave time', 'Stayed')];

/** Reports of one dialog with the conference. */
const reportsOfDialog: Column = {
  field: 'Diagnostic reports',
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
      `One conference, by its URI or by the key of one of its sessions above: the link Conference in a row of the [Failure List](${urlOf(uid, { to: 'cd-failure-list' })}) carries both.`,
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
      metrics: [
        ...['Conference URI', 'Pool FQDN', 'Start time', 'Organizer', 'End time', 'Duration', 'Participants'],
        ...['Total conference sessions', 'Failed conference sessions'],
      ].map((field) => ({ field })),
      noValue: 'No conference: come from a row of the Failure List',
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
        { field: 'Component', width: 210 },
        { field: 'Reports' },
        { field: 'Median' },
        { field: '95th percentile', width: 140 },
        { field: 'Maximum' },
        { field: 'Over 5 s' },
      ],
      without: ['Time', '75th percentile', '90th percentile', '99th percentile', 'Over 2 s', 'Over 10 s'],
      noValue: 'No join times of this conference in this range',
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
        { field: 'Reported time', width: 158, looks: [toTheSecond] },
        reportColumn(uid),
        { field: 'From user' },
        { field: 'Modality', width: 140 },
        ...outcomeColumns(uid),
        { field: 'Source' },
        { field: 'From user agent', looks: [whole] },
      ],
      hidden: ['Session time key', 'Session sequence', 'Error time key', 'Error report sequence'],
      without: [
        ...['Session detail', 'Conference', 'Conference URI', 'To user', 'Activity type', 'Pool', 'Request'],
        ...['Application', 'Join cost time (ms)'],
        ...withoutOutcome,
      ],
      noValue: 'No failure of this conference in this range',
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
      transformations: stayed,
      columns: [
        ...stay,
        { field: 'User' },
        { field: 'Role', width: 85, looks: [unfiltered] },
        { field: 'Connectivity', width: widthOf('Connectivity'), looks: [unfiltered] },
        ...outcomeColumns(uid),
        reportsOfDialog,
        { field: 'User agent' },
      ],
      hidden: ['Session time key', 'Session sequence'],
      without: withoutOutcome,
      noValue: 'No participant: come from a row of the Failure List',
      sortBy: { field: 'Join time', descending: false },
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
      transformations: stayed,
      columns: [
        ...stay,
        { field: 'User' },
        { field: 'Conference sessions' },
        { field: 'Conferencing server URI' },
        ...outcomeColumns(uid),
        reportsOfDialog,
        { field: 'Gateway' },
      ],
      hidden: ['Session time key', 'Session sequence'],
      without: ['From PSTN', ...withoutOutcome],
      noValue: 'No dialog with a conferencing server',
      sortBy: { field: 'Join time', descending: false },
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
      noValue: 'No error report about this conference in this range',
    }),
    0,
    40,
    24,
    9,
  ],
]);
