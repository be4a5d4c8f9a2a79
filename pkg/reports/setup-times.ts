import { sql, type Expression, type SqlBool } from 'kysely';
import type { Filters } from '../../contract/query.ts';
import type { TimeRange } from '../cdr/calendar.ts';
import type { Cdr } from '../cdr/cdr.ts';
import { inRange, isOneOf, reportConditions } from '../cdr/sessions.ts';
import { hasTelemetryId, partyConditions } from './error-reports.ts';
import { byCodePoint } from './order.ts';
import { ofErrorReport } from './progress-reports.ts';

/** The whole join, as error reports carry it; the components are those of the progress reports. */
export const wholeJoin = 'Whole join';
/** Steps that no server component reported. */
export const client = 'Client';

/** Components in order of name, the whole join first. */
export function byComponent(a: string, b: string): number {
  const place = (name: string) => (name === wholeJoin ? 0 : 1);
  return place(a) - place(b) || byCodePoint(a, b);
}

/** Error reports `e` of the range that carry the setup time of a whole join. */
export function wholeJoinConditions(cdr: Cdr, filters: Filters, range: TimeRange): Expression<SqlBool>[] {
  return [
    sql<SqlBool>`${sql.ref('e.SetupTime')} is not null`,
    ...inRange('e.ErrorTime', range),
    ...reportConditions(filters),
    ...partyConditions(cdr, filters),
    ...hasTelemetryId(sql`e.TelemetryId`, filters.telemetryId),
  ];
}

/** Progress reports `p` of the range that carry the setup time of a component. */
export function componentConditions(cdr: Cdr, filters: Filters, range: TimeRange): Expression<SqlBool>[] {
  return [
    sql<SqlBool>`${sql.ref('p.SessionSetupTime')} is not null`,
    ...inRange('p.ErrorTime', range),
    ...isOneOf('p.Source', filters.sources),
    ...isOneOf('p.Application', filters.applications),
    ...hasTelemetryId(sql`p.TelemetryId`, filters.telemetryId),
    ...ofErrorReport(partyConditions(cdr, filters)),
  ];
}
