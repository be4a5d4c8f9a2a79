import { clicked, dataLink, fieldOfRow, reportOfRow, sessionOfRow } from './parts/links.ts';
import { page } from './parts/page.ts';
import { sessionsOverTime } from './parts/failed-sessions.ts';
import {
  atLeast,
  categoryColumn,
  code,
  colouredText,
  hostAlone,
  open,
  table,
  toTheSecond,
  unfiltered,
  whole,
  withMeaning,
  withoutScheme,
  withPhrase,
  type Column,
} from './parts/tables.ts';
import { filtersFrom, type PanelQuery } from './parts/target.ts';

const uid = 'cd-failure-list';
const query: PanelQuery = { report: 'failureList', filters: filtersFrom(uid, 'failureList') };
const nothing = 'No failed sessions in this range';
const keys = ['sessionIdTime', 'sessionIdSeq', 'errorTime', 'errorReportSeq', 'conferenceUri'] as const;

const toReport = dataLink(uid, { title: 'Open Diagnostic Report', to: 'cd-diagnostic-report', set: reportOfRow });
const reportedTime: Column = {
  field: 'reportedTime',
  width: 178,
  looks: [toTheSecond, unfiltered],
  link: toReport,
};
/** Grafana before 12 ends a text that is cut in an ellipsis where it is a link. A screen too narrow for the list scrolls it sideways. */
const userColumn = (field: 'fromUser' | 'toUser'): Column => ({
  field,
  looks: [withoutScheme, atLeast(140), unfiltered],
  link: dataLink(uid, { title: 'Failures of ${__value.text} alone', to: uid, set: { [field]: clicked } }),
});
const sessionDetail: Column = {
  field: 'sessionDetail',
  width: 76,
  looks: [open, { id: 'displayName', value: 'Session' }, unfiltered],
  link: dataLink(uid, {
    title: 'Open Session Detail',
    to: 'cd-session',
    set: { ...sessionOfRow, fromUser: fieldOfRow('fromUser'), toUser: fieldOfRow('toUser') },
  }),
};
const conference: Column = {
  field: 'conference',
  width: 68,
  looks: [open, { id: 'displayName', value: 'Conf.' }, unfiltered],
  link: dataLink(uid, {
    title: 'Open Conference Detail',
    to: 'cd-conference-detail',
    set: { ...sessionOfRow, conferenceUri: fieldOfRow('conferenceUri') },
  }),
};

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
        'One row per error report of a failed session, and one per failed session without a report, newest first. The time and the codes open everything the server wrote down about the failure, a user narrows the list to theirs, Session and Conf. open the session. All columns of the report stand in the table below.',
      query,
      columns: [
        reportedTime,
        userColumn('fromUser'),
        userColumn('toUser'),
        { field: 'modality', width: 146, looks: [unfiltered] },
        { field: 'pool', width: 88, looks: [hostAlone, unfiltered] },
        { field: 'responseCode', width: 124, looks: [...code, withPhrase, unfiltered], link: toReport },
        { field: 'diagnosticId', looks: [...code, withMeaning, atLeast(180), unfiltered], link: toReport },
        categoryColumn,
        { field: 'store', width: 90, looks: [whole, unfiltered] },
        sessionDetail,
        conference,
      ],
      hidden: keys,
      without: [
        ...(['activity', 'application', 'responseMeaning', 'diagnosticMeaning', 'request', 'source'] as const),
        ...(['joinCostTime', 'fromUserAgent', 'report'] as const),
      ],
      nothing,
    }),
    0,
    5,
    24,
    18,
  ],
  [
    table({
      title: 'Failure list, all columns',
      description: 'The same rows with every column of the report.',
      query,
      columns: [
        reportedTime,
        { field: 'fromUser', width: 200, looks: [whole] },
        { field: 'toUser', width: 200, looks: [whole] },
        { field: 'activity', width: 115 },
        { field: 'modality', width: 122 },
        { field: 'category', width: 150, looks: [colouredText] },
        { field: 'responseCode', width: 'heading', looks: [...code] },
        { field: 'diagnosticId', width: 'heading', looks: [...code] },
        { field: 'diagnosticMeaning', width: 300, looks: [whole] },
        { field: 'request', width: 95 },
        { field: 'source', width: 190, looks: [whole] },
        { field: 'application', width: 160, looks: [whole] },
        { field: 'pool', width: 190, looks: [whole] },
        { field: 'joinCostTime', width: 165, looks: [unfiltered] },
        { field: 'fromUserAgent', width: 320, looks: [whole] },
      ],
      hidden: keys,
      without: ['responseMeaning', 'sessionDetail', 'conference', 'report'],
      nothing,
    }),
    0,
    23,
    24,
    18,
  ],
]);
