import { progressReports as definition } from '../../contract/reports/progress-reports.ts';
import { diagnosticText } from '../../contract/texts/diagnostics.ts';
import { progressReportRows } from '../cdr/questions/progress-reports.ts';
import { keyText } from './column-values.ts';
import type { ReportHandler } from './report.ts';
import { cappedAt } from './shapes/notices.ts';
import { table } from './shapes/table.ts';

/** The ProgressReport view itself, newest error report first, steps in their order. */
export const progressReports: ReportHandler<'progressReports'> = async ({ query, range, cdr }) => {
  const { title, columns } = definition;
  const found = await cdr.ask(progressReportRows, { range, filters: query.filters, limit: query.limit + 1 });
  const rows = found.slice(0, query.limit).map((row) => ({
    errorTime: row.ErrorTime,
    errorReportSeq: row.ErrorReportSeq,
    progressReportSeq: row.ProgressReportSeq,
    diagnosticId: row.MsDiagId,
    diagnosticMeaning: diagnosticText(row.MsDiagId),
    source: row.Source,
    application: row.Application,
    telemetryId: row.TelemetryId,
    setupTime: row.SessionSetupTime,
    diagnosticHeader: row.MsDiagHeader,
    errorTimeKey: keyText(row.ErrorTime),
    store: row.Store ?? null,
  }));
  return [table(title, columns, rows, { notices: cappedAt(query.limit, found.length, 'steps') })];
};
