import { errorReports } from './parts/error-reports.ts';
import { dataLink, fieldOfRow, urlOf } from './parts/links.ts';
import { outcomeColumns } from './parts/outcome.ts';
import { page, text } from './parts/page.ts';
import { sheet } from './parts/stats.ts';
import { table, type Column } from './parts/tables.ts';
import { filtersFrom, type PanelQuery } from './parts/target.ts';

const uid = 'cd-conference-detail';
const filters = filtersFrom(uid, 'conferenceDetail');
const section = (name: 'information' | 'participation' | 'modalities'): PanelQuery => ({
  report: 'conferenceDetail',
  section: name,
  filters,
});

/** Reports of one dialog with the conference. */
const reportsOfDialog: Column = {
  field: 'Diagnostic reports',
  width: 110,
  link: dataLink(uid, {
    title: 'Open Diagnostic Report of this dialog',
    to: 'cd-diagnostic-report',
    set: { sessionIdTime: fieldOfRow('Session time key'), sessionIdSeq: fieldOfRow('Session sequence') },
  }),
};

/** Conference Detail Report. */
export const conferenceDetail = page(uid, [
  [
    text(
      `One conference: \${conferenceUri}. Nothing below? Come from a row of the [Failure List](${urlOf(uid, { to: 'cd-failure-list' })}): its link Conference carries the key.`,
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
    }),
    0,
    2,
    9,
    11,
  ],
  [
    table({
      title: 'Join times by component',
      description:
        'How long joining this conference took, whole and per component, from the error and progress reports of the range. Half of the joins took no longer than the median, 19 of 20 no longer than the 95th percentile.',
      query: { report: 'joinTimes', interval: 'total', filters: { conferenceUri: ['$conferenceUri'] } },
      columns: [
        { field: 'Component' },
        { field: 'Reports', width: 90 },
        { field: 'Median', width: 110 },
        { field: '95th percentile', width: 130 },
        { field: 'Maximum', width: 110 },
        { field: 'Over 5 s', width: 100 },
      ],
      without: ['Time', '75th percentile', '90th percentile', '99th percentile', 'Over 2 s', 'Over 10 s'],
      noValue: 'No join times of this conference in this range',
    }),
    9,
    2,
    15,
    11,
  ],
  [
    table({
      title: 'Participation',
      description:
        'Who joined the conference, in the order of joining, and how the dialog with the Focus ended for each.',
      query: section('participation'),
      columns: [
        { field: 'Join time', width: 160 },
        { field: 'Leave time', width: 160 },
        { field: 'User', width: 220 },
        { field: 'Role', width: 90 },
        { field: 'Connectivity', width: 100 },
        ...outcomeColumns(uid),
        reportsOfDialog,
        { field: 'User agent', width: 140 },
      ],
      hidden: ['Session time key', 'Session sequence'],
      noValue: 'No participant: come from a row of the Failure List',
      sortBy: { field: 'Join time', descending: false },
    }),
    0,
    13,
    24,
    10,
  ],
  [
    table({
      title: 'Modalities',
      description:
        'Which conferencing server served whom, in the order of joining, and how each of these dialogs ended.',
      query: section('modalities'),
      columns: [
        { field: 'Join time', width: 160 },
        { field: 'Leave time', width: 160 },
        { field: 'User', width: 200 },
        { field: 'Conference sessions', width: 140 },
        { field: 'Conferencing server URI', width: 180 },
        ...outcomeColumns(uid),
        reportsOfDialog,
        { field: 'Gateway', width: 120 },
      ],
      hidden: ['Session time key', 'Session sequence'],
      without: ['From PSTN'],
      noValue: 'No dialog with a conferencing server',
      sortBy: { field: 'Join time', descending: false },
    }),
    0,
    23,
    24,
    10,
  ],
  [
    errorReports(uid, {
      title: 'Diagnostic reports of the conference',
      description: 'Error reports of the range about this conference. A click on the time opens the report.',
      filters: { conferenceUri: ['$conferenceUri'] },
      noValue: 'No error report about this conference in this range',
    }),
    0,
    33,
    24,
    9,
  ],
]);
