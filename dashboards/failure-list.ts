import { reportColumn } from './parts/error-reports.ts';
import { dataLink, fieldOfRow, sessionOfRow } from './parts/links.ts';
import { page } from './parts/page.ts';
import { sessionsOverTime } from './parts/failed-sessions.ts';
import { code, open, table, toTheSecond, unfiltered, whole, withPhrase } from './parts/tables.ts';
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
        { field: 'reportedTime', width: 154, looks: [toTheSecond] },
        {
          field: 'sessionDetail',
          width: 'heading',
          looks: [open, unfiltered],
          link: dataLink(uid, {
            title: 'Open Session Detail',
            to: 'cd-session',
            set: { ...sessionOfRow, fromUser: fieldOfRow('fromUser'), toUser: fieldOfRow('toUser') },
          }),
        },
        {
          field: 'conference',
          width: 'heading',
          looks: [open, unfiltered],
          link: dataLink(uid, {
            title: 'Open Conference Detail',
            to: 'cd-conference-detail',
            set: { ...sessionOfRow, conferenceUri: fieldOfRow('conferenceUri') },
          }),
        },
        reportColumn(uid),
        { field: 'fromUser' },
        { field: 'toUser' },
        { field: 'modality', width: 122 },
        { field: 'responseCode', width: 140, looks: [...code, withPhrase, unfiltered] },
        { field: 'diagnosticId', width: 106, looks: [...code, unfiltered] },
        { field: 'diagnosticMeaning', looks: [whole] },
        { field: 'request', width: 72, looks: [unfiltered] },
        { field: 'source' },
        { field: 'joinCostTime', width: 85, looks: [unfiltered] },
        { field: 'fromUserAgent', looks: [whole, unfiltered] },
      ],
      hidden: ['sessionIdTime', 'sessionIdSeq', 'errorTime', 'errorReportSeq', 'conferenceUri'],
      without: ['activity', 'category', 'pool', 'application', 'responseMeaning'],
      nothing: 'No failed sessions in this range',
    }),
    0,
    5,
    24,
    18,
  ],
]);
