import { sql, type Expression, type SqlBool } from 'kysely';
import { reportDefinition } from '../../contract/reports/index.ts';
import { diagnosticText } from '../../contract/texts/diagnostics.ts';
import { allOf, inRange, isCode, isOneOf } from '../cdr/sessions.ts';
import { errorKeyColumns, hasKey, hasTelemetryId, partyConditions, sessionKeyColumns } from './error-reports.ts';
import { keyText } from './keys.ts';
import type { ReportHandler, ReportRequest } from './report.ts';
import { cappedAt } from './shapes/notices.ts';
import { table } from './shapes/table.ts';

/** The ProgressReport view itself, newest error report first, steps in their order. */
export const progressReports: ReportHandler<'progressReports'> = async (request) => {
  const { query, cdr, call } = request;
  const { title, columns } = reportDefinition(query.report);
  const steps = cdr.db
    .selectFrom('ProgressReportView as p')
    .select([
      'p.ErrorTime',
      'p.ErrorReportSeq',
      'p.ProgressReportSeq',
      'p.MsDiagId',
      'p.Source',
      'p.Application',
      'p.TelemetryId',
      'p.SessionSetupTime',
      'p.MsDiagHeader',
    ])
    .where(allOf(conditions(request)))
    .orderBy('p.ErrorTime', 'desc')
    .orderBy('p.ErrorReportSeq', 'desc')
    .orderBy('p.ProgressReportSeq', 'asc');
  const found = await cdr.run(cdr.dialect.limit(steps, query.limit + 1), call);
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
  }));
  return [table(title, columns, rows, { notices: cappedAt(query.limit, found.length, 'steps') })];
};

function conditions({ query: { filters }, range, cdr }: ReportRequest<'progressReports'>) {
  const byKey =
    filters.errorTime !== undefined || filters.sessionIdTime !== undefined || filters.telemetryId !== undefined;
  return [
    ...(byKey ? [] : inRange('p.ErrorTime', range)),
    ...hasKey('p', errorKeyColumns, filters.errorTime, filters.errorReportSeq),
    ...hasTelemetryId(sql`p.TelemetryId`, filters.telemetryId),
    ...isCode('p.MsDiagId', filters.diagnosticIds),
    ...isOneOf('p.Source', filters.sources),
    ...isOneOf('p.Application', filters.applications),
    ...ofErrorReport([
      ...hasKey('e', sessionKeyColumns, filters.sessionIdTime, filters.sessionIdSeq),
      ...partyConditions(cdr, filters),
    ]),
  ];
}

/** The step's error report meets the conditions; nothing where there are none. */
export function ofErrorReport(of: readonly Expression<SqlBool>[]): Expression<SqlBool>[] {
  return of.length === 0
    ? []
    : [
        sql<SqlBool>`exists (select 1 from ${sql.table('ErrorReportView')} as e where e.ErrorTime = p.ErrorTime and e.ErrorReportSeq = p.ErrorReportSeq and ${allOf(of)})`,
      ];
}
