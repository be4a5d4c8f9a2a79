import type { CdrSql } from '../cdr.ts';
import { storeColumn } from '../schema/archive.ts';
import type { LcsCdr } from '../schema/views.ts';
import { allOf, byStore, equals, hasKey, hasOtherRow, inRange, isCode, storeOf, type Condition } from './conditions.ts';
import { partyConditions, type ReportSelection } from './error-reports.ts';
import { isOneOf, ofStores } from './names.ts';
import { asFound, firstOf, type Question } from './question.ts';

const columns = [
  'ErrorTime',
  'ErrorReportSeq',
  'ProgressReportSeq',
  'MsDiagId',
  'Source',
  'Application',
  'TelemetryId',
  'SessionSetupTime',
  'MsDiagHeader',
] as const satisfies (keyof LcsCdr['ProgressReportView'])[];

export type FoundProgressReport = LcsCdr['ProgressReportView'] & {
  /** In an archive. */
  readonly Store?: string;
};

/** The error report of the progress report `p` meets the conditions; nothing where there are none. */
export function ofErrorReport(cdr: CdrSql, where: readonly Condition[]): Condition[] {
  return where.length > 0 ? [hasOtherRow(cdr, 'p', { view: 'ErrorReportView', alias: 'e', key: 'error', where })] : [];
}

/** Rows of the ProgressReport view, all nine columns: the newest error report first, its steps in their order. */
export const progressReportRows: Question<ReportSelection, FoundProgressReport> = {
  name: 'progressReportRows',
  describe: (cdr, { range, filters, limit }) => {
    const { errorTime, sessionIdTime, telemetryId } = filters;
    const byKey = errorTime !== undefined || sessionIdTime !== undefined || telemetryId !== undefined;
    const steps = cdr.db
      .selectFrom('ProgressReportView as p')
      .select([
        ...columns.map((name) => `p.${name}` as const),
        ...storeOf(cdr, 'p').map((store) => store.as(storeColumn)),
      ])
      .where(
        allOf([
          ...(byKey ? [] : inRange('p.ErrorTime', range)),
          ...ofStores(cdr, 'p', filters),
          ...hasKey('p', 'error', filters),
          ...equals('p.TelemetryId', telemetryId),
          ...isCode('p.MsDiagId', filters.diagnosticIds),
          ...isOneOf(cdr, 'p.Source', filters.sources),
          ...isOneOf(cdr, 'p.Application', filters.applications),
          ...ofErrorReport(cdr, [...hasKey('e', 'session', filters), ...partyConditions(cdr, filters)]),
        ]),
      )
      .orderBy('p.ErrorTime', 'desc')
      .orderBy('p.ErrorReportSeq', 'desc')
      .orderBy('p.ProgressReportSeq', 'asc');
    return cdr.dialect.limit(byStore(cdr, steps, 'p'), limit);
  },
  read: asFound,
  merge: (answers, { limit }) =>
    firstOf(
      answers,
      limit,
      (a, b) =>
        b.ErrorTime - a.ErrorTime || b.ErrorReportSeq - a.ErrorReportSeq || a.ProgressReportSeq - b.ProgressReportSeq,
    ),
};
