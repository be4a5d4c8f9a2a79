import type { DashboardUid } from './catalogue.ts';
import type { FieldName } from './fields.ts';
import { clicked, dataLink, reportOfRow } from './links.ts';
import { code, open, table, toTheSecond, unfiltered, whole, type Column } from './tables.ts';
import type { PanelQueryOf } from './target.ts';

interface Options {
  readonly title: string;
  readonly description: string;
  readonly filters: NonNullable<PanelQueryOf<'diagnosticReport'>['filters']>;
  readonly nothing: string;
}

/** What the header of a report says, beside its text. */
export const headerFields = [
  'lookFirst',
  'reason',
  'statedBy',
  'component',
  'peer',
  'port',
  'winsockError',
  'isupCause',
] as const satisfies readonly FieldName[];

/** The link from a row of the Failure List to its error report; there is none where the session has no report. */
export function reportColumn(from: DashboardUid): Column {
  return {
    field: 'report',
    width: 72,
    looks: [open, unfiltered],
    link: dataLink(from, { title: 'Open Diagnostic Report', to: 'cd-diagnostic-report', set: reportOfRow }),
  };
}

/** Error reports, one row each; the time opens the report. */
export function errorReports(from: DashboardUid, { title, description, filters, nothing }: Options) {
  return table({
    title,
    description,
    query: { report: 'diagnosticReport', filters },
    columns: [
      {
        field: 'reportTime',
        width: 178,
        looks: [toTheSecond],
        link: dataLink(from, {
          title: 'Detail: open this Diagnostic Report',
          to: 'cd-diagnostic-report',
          set: reportOfRow,
        }),
      },
      { field: 'requestType', width: 'heading', looks: [unfiltered] },
      { field: 'responseCode', width: 'heading', looks: [...code, unfiltered] },
      { field: 'responseMeaning', width: 128 },
      {
        field: 'diagnosticId',
        width: 106,
        looks: [...code, unfiltered],
        link: dataLink(from, {
          title: 'Top Failures with diagnostic ID ${__value.text}',
          to: 'cd-top-failures',
          set: { diagnosticId: clicked },
        }),
      },
      { field: 'diagnosticMeaning', looks: [whole] },
      { field: 'contentType', width: 122 },
      { field: 'reportedBy', width: 140 },
    ],
    hidden: ['errorTime', 'errorReportSeq', 'sessionIdTime', 'sessionIdSeq'],
    without: [
      'source',
      'fromUser',
      'fromUserAgent',
      'application',
      'toUser',
      'joinTime',
      'conferenceUri',
      'modality',
      'pool',
      'frontEnd',
      'telemetryId',
      'diagnosticHeader',
      ...headerFields,
    ],
    nothing,
  });
}
