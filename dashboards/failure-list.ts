import { reportColumn } from './parts/error-reports.ts';
import { dataLink, fieldOfRow, sessionOfRow } from './parts/links.ts';
import { page } from './parts/page.ts';
import { sessionsOverTime } from './parts/failed-sessions.ts';
import { code, open, table, toTheSecond, unfiltered, whole, widthOf, withPhrase } from './parts/tables.ts';
import { filtersFrom } from './parts/target.ts';

const uid = 'cd-failure-list';

/** Failure List Report. */
export const failureList = page(uid, [
  [
    sessionsOverTime(uid, {
      title: 'Failed sessions over time',
      description: 'The sessions behind the list, by how they ended. Drag over a peak to narrow the range to it.',
    }),
    0,
    0,
    24,
    5,
  ],
  [
    table({
      title: 'Failure list',
      description:
        'One row per error report of a failed session, and one per failed session without a report, newest first. Session detail and Conference open the session, Report everything the server wrote down about the failure.',
      query: { report: 'failureList', filters: filtersFrom(uid, 'failureList') },
      columns: [
        { field: 'Reported time', width: 154, looks: [toTheSecond] },
        {
          field: 'Session detail',
          width: widthOf('Session detail'),
          looks: [open, unfiltered],
          link: dataLink(uid, {
            title: 'Open Session Detail',
            to: 'cd-session',
            set: { ...sessionOfRow, fromUser: fieldOfRow('From user'), toUser: fieldOfRow('To user') },
          }),
        },
        {
          field: 'Conference',
          width: widthOf('Conference'),
          looks: [open, unfiltered],
          link: dataLink(uid, {
            title: 'Open Conference Detail',
            to: 'cd-conference-detail',
            set: { ...sessionOfRow, conferenceUri: fieldOfRow('Conference URI') },
          }),
        },
        reportColumn(uid),
        { field: 'From user' },
        { field: 'To user' },
        { field: 'Modality', width: 122 },
        { field: 'Response code', width: 140, looks: [...code, withPhrase, unfiltered] },
        { field: 'Diagnostic ID', width: 106, looks: [...code, unfiltered] },
        { field: 'Diagnostic meaning', looks: [whole] },
        { field: 'Request', width: 72, looks: [unfiltered] },
        { field: 'Source' },
        { field: 'Join cost time (ms)', width: 85, looks: [unfiltered] },
        { field: 'From user agent', looks: [whole, unfiltered] },
      ],
      hidden: ['Session time key', 'Session sequence', 'Error time key', 'Error report sequence', 'Conference URI'],
      without: ['Activity type', 'Session category', 'Pool', 'Application', 'Response text'],
      noValue: 'No failed sessions in this range',
    }),
    0,
    5,
    24,
    18,
  ],
]);
