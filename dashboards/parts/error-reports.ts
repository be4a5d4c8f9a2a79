import type { DashboardUid } from './catalogue.ts';
import { clicked, dataLink, reportOfRow } from './links.ts';
import { code, open, table, toTheSecond, unfiltered, whole, widthOf, type Column } from './tables.ts';
import type { PanelQueryOf } from './target.ts';

interface Options {
  readonly title: string;
  readonly description: string;
  readonly filters: NonNullable<PanelQueryOf<'diagnosticReport'>['filters']>;
  readonly noValue: string;
}

/** The link from a row of the Failure List to its error report; there is none where the session has no report. */
export function reportColumn(from: DashboardUid): Column {
  return {
    field: 'Report',
    width: 72,
    looks: [open, unfiltered],
    link: dataLink(from, { title: 'Open Diagnostic Report', to: 'cd-diagnostic-report', set: reportOfRow }),
  };
}

/** Error reports, one row each; the time opens the report. */
export function errorReports(from: DashboardUid, { title, description, filters, noValue }: Options) {
  return table({
    title,
    description,
    query: { report: 'diagnosticReport', filters },
    columns: [
      {
        field: 'Report time',
        width: 178,
        looks: [toTheSecond],
        link: dataLink(from, {
          title: 'Detail: open this Diagnostic Report',
          to: 'cd-diagnostic-report',
          set: reportOfRow,
        }),
      },
      { field: 'Request type', width: widthOf('Request type'), looks: [unfiltered] },
      { field: 'Response code', width: widthOf('Response code'), looks: [...code, unfiltered] },
      { field: 'Response text', width: 128 },
      {
        field: 'Diagnostic ID',
        width: 106,
        looks: [...code, unfiltered],
        link: dataLink(from, {
          title: 'Top Failures with diagnostic ID ${__value.text}',
          to: 'cd-top-failures',
          set: { diagnosticId: clicked },
        }),
      },
      { field: 'Diagnostic meaning', looks: [whole] },
      { field: 'Content type', width: 122 },
      { field: 'Reported by', width: 140 },
    ],
    hidden: ['Error time key', 'Error report sequence', 'Session time key', 'Session sequence'],
    without: [
      'Source',
      'From user URI',
      'From user agent',
      'Application',
      'To user URI',
      'Conference join times (ms)',
      'Conference URI',
      'Modality',
      'Pool',
      'Front end',
      'Telemetry ID',
      'Diagnostic header',
    ],
    noValue,
  });
}
