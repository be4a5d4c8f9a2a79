import { errorReports, headerFields } from './parts/error-reports.ts';
import type { FieldName } from './parts/fields.ts';
import { dataLink, fieldOfRow, textLink } from './parts/links.ts';
import { page, text } from './parts/page.ts';
import { sheet, type Metric } from './parts/stats.ts';
import { code, table, toTheSecond, unfiltered, whole, wrapped } from './parts/tables.ts';
import { filtersFrom, type PanelQuery } from './parts/target.ts';

const uid = 'cd-diagnostic-report';
const query: PanelQuery = {
  report: 'diagnosticReport',
  filters: filtersFrom(uid, 'diagnosticReport'),
  limit: 1,
};

const noReport = 'No report: come from a row of the Failure List';
const part = (title: string, description: string, ...fields: readonly FieldName[]) =>
  sheet({ title, description, query, metrics: fields.map((field): Metric => ({ field })), nothing: noReport });

const session = { sessionIdTime: '$sessionIdTime', sessionIdSeq: '$sessionIdSeq' } as const;

/** Diagnostic Report. */
export const diagnosticReport = page(uid, [
  [
    text(
      `One error report, by the key above: the time in a row of the ${textLink(uid, { title: 'Failure List', to: 'cd-failure-list' })} carries it. Of the same session: ${textLink(uid, { title: 'Session Detail', to: 'cd-session' })} of a peer-to-peer session, ${textLink(uid, { title: 'Conference Detail', to: 'cd-conference-detail' })} of a conference session.`,
    ),
    0,
    0,
    24,
    2,
  ],
  [
    part(
      'What failed',
      'The codes with their meaning. The meaning of a diagnostic ID is known where Microsoft publishes it.',
      'diagnosticId',
      'diagnosticMeaning',
      'responseCode',
      'responseMeaning',
      'requestType',
      'contentType',
    ),
    0,
    2,
    12,
    7,
  ],
  [
    part(
      'Who',
      'The initiator and the invited user; of a conference the participant and the conference.',
      'reportTime',
      'fromUser',
      'fromUserAgent',
      'toUser',
      'modality',
      'joinTime',
    ),
    12,
    2,
    12,
    7,
  ],
  [
    table({
      title: 'Diagnostic header, as it came',
      description: 'The text that came with the diagnostic ID.',
      query,
      columns: [{ field: 'diagnosticHeader', looks: [whole, ...wrapped('auto')] }],
      without: [
        ...(['reportTime', 'responseCode', 'responseMeaning', 'requestType', 'source', 'fromUser'] as const),
        ...(['fromUserAgent', 'diagnosticId', 'contentType', 'application', 'toUser', 'modality'] as const),
        ...(['diagnosticMeaning', 'joinTime', 'conferenceUri', 'reportedBy', 'pool', 'frontEnd'] as const),
        ...(['telemetryId', 'errorTime', 'errorReportSeq', 'sessionIdTime', 'sessionIdSeq'] as const),
        ...headerFields,
      ],
      nothing: noReport,
    }),
    12,
    17,
    12,
    7,
  ],
  [
    part(
      'Why: the diagnostic header taken apart',
      'What to look at first, and what the text that came with the diagnostic ID says: reason, who states it, the peer that could not be reached, the error of the connection, the cause a PSTN gateway gave. Meanings: Windows Sockets error codes (Microsoft), causes of ITU-T Q.850.',
      ...headerFields,
    ),
    0,
    9,
    24,
    8,
  ],
  [
    part(
      'Where',
      'Who noticed the error, and the server that stored the report.',
      'source',
      'application',
      'reportedBy',
      'pool',
      'frontEnd',
      'conferenceUri',
      'telemetryId',
    ),
    0,
    17,
    12,
    7,
  ],
  [
    errorReports(uid, {
      title: 'All reports of the same session',
      description: 'Error reports about the same session, this one included, newest first.',
      filters: session,
      nothing: 'No report of this session',
    }),
    0,
    24,
    24,
    6,
  ],
  [
    table({
      title: 'Progress reports',
      description:
        'The steps components noted on the way, in their order, with the time each needed: those of this report, or of the whole session where one comes by session. A conference join is the sum of such steps.',
      query: { report: 'progressReports', filters: filtersFrom(uid, 'progressReports') },
      columns: [
        {
          field: 'errorTime',
          width: 178,
          looks: [toTheSecond],
          link: dataLink(uid, {
            title: 'Open the report of this step',
            to: uid,
            set: {
              errorTime: fieldOfRow('errorTimeKey'),
              errorReportSeq: fieldOfRow('errorReportSeq'),
            },
          }),
        },
        { field: 'progressReportSeq', width: 180, looks: [unfiltered] },
        { field: 'application', width: 170 },
        { field: 'source', width: 200 },
        { field: 'diagnosticId', width: 106, looks: [...code, unfiltered] },
        { field: 'diagnosticMeaning', width: 300 },
        { field: 'setupTime', width: 170, looks: [unfiltered] },
        { field: 'diagnosticHeader', looks: [whole] },
      ],
      hidden: ['errorTimeKey', 'errorReportSeq'],
      without: ['telemetryId'],
      nothing: 'No progress reports',
    }),
    0,
    30,
    24,
    8,
  ],
]);
