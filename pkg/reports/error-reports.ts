import { sql, type Expression, type SqlBool } from 'kysely';
import type { Filters } from '../../contract/query.ts';
import type { TimeRange } from '../cdr/calendar.ts';
import type { Cdr } from '../cdr/cdr.ts';
import { inRange, isAnyUri, isCode, isInstant, isOneOf, reportConditions } from '../cdr/sessions.ts';

type Condition = Expression<SqlBool>;

/** The row has this key; nothing where the query gives none. */
export function hasKey(
  alias: string,
  [time, seq]: readonly [string, string],
  timeValue: number | undefined,
  seqValue: number | undefined,
): Condition[] {
  return [
    ...(timeValue !== undefined ? [isInstant(`${alias}.${time}`, timeValue)] : []),
    ...(seqValue !== undefined ? [sql<SqlBool>`${sql.ref(`${alias}.${seq}`)} = ${seqValue}`] : []),
  ];
}

/** The column holds this telemetry ID; nothing where the query gives none. */
export function hasTelemetryId(column: Expression<unknown>, id: string | undefined): Condition[] {
  return id ? [sql<SqlBool>`${column} = ${id}`] : [];
}

export const errorKeyColumns = ['ErrorTime', 'ErrorReportSeq'] as const;
export const sessionKeyColumns = ['SessionIdTime', 'SessionIdSeq'] as const;

/** Parties, pool, agent and conference of the error report `e`. */
export function partyConditions(cdr: Cdr, filters: Filters): Condition[] {
  return [
    ...isOneOf('e.Pool', filters.pools),
    ...isAnyUri(cdr, ['e.FromUri'], filters.fromUsers),
    ...isAnyUri(cdr, ['e.ToUri', 'e.ConferenceUri'], filters.toUsers),
    ...isAnyUri(cdr, ['e.FromUri', 'e.ToUri'], filters.users),
    ...isOneOf('e.ClientVersion', filters.userAgents),
    ...isAnyUri(cdr, ['e.ConferenceUri'], filters.conferenceUris),
  ];
}

/** All filters as they compare with the error report `e` itself; a key makes the range unimportant. */
export function errorReportConditions(cdr: Cdr, filters: Filters, range: TimeRange): Condition[] {
  const byKey = filters.errorTime !== undefined || filters.sessionIdTime !== undefined;
  return [
    ...(byKey ? [] : inRange('e.ErrorTime', range)),
    ...hasKey('e', errorKeyColumns, filters.errorTime, filters.errorReportSeq),
    ...hasKey('e', sessionKeyColumns, filters.sessionIdTime, filters.sessionIdSeq),
    ...isCode('e.MsDiagId', filters.diagnosticIds),
    ...isCode('e.ResponseCode', filters.responseCodes),
    ...reportConditions(filters),
    ...partyConditions(cdr, filters),
    ...hasTelemetryId(sql`e.TelemetryId`, filters.telemetryId),
  ];
}
