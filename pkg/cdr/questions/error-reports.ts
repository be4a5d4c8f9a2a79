import type { Filters } from '../../../contract/query.ts';
import type { TimeRange } from '../calendar.ts';
import type { CdrSql } from '../cdr.ts';
import { storeColumn } from '../schema/archive.ts';
import type { LcsCdr } from '../schema/views.ts';
import { allOf, byStore, equals, hasKey, inRange, isCode, storeOf, type Condition } from './conditions.ts';
import { isAnyAddress, isOneOf, ofStores } from './names.ts';
import { asFound, firstOf, newestFirst, type Question } from './question.ts';
import { reportConditions } from './sessions.ts';

/** Which error or progress reports; a key among the filters makes the range unimportant. */
export interface ReportSelection {
  readonly range: TimeRange;
  readonly filters: Filters;
  readonly limit: number;
}

const columns = [
  'ErrorTime',
  'ErrorReportSeq',
  'MsDiagId',
  'ResponseCode',
  'RequestType',
  'Source',
  'Application',
  'FromUri',
  'ToUri',
  'ConferenceUri',
  'ClientVersion',
  'ContentType',
  'CallType',
  'SetupTime',
  'MsDiagHeader',
  'IsCapturedByServer',
  'Pool',
  'FrontEnd',
  'TelemetryId',
  'SessionIdTime',
  'SessionIdSeq',
] as const;

export type FoundErrorReport = Pick<LcsCdr['ErrorReportView'], (typeof columns)[number]> & {
  /** In an archive. */
  readonly Store?: string;
};

/** Parties, pool, user agent and conference of the error report `e`. */
export function partyConditions(cdr: CdrSql, filters: Filters): Condition[] {
  return [
    ...isOneOf(cdr, 'e.Pool', filters.pools),
    ...isAnyAddress(cdr, ['e.FromUri'], filters.fromUsers),
    ...isAnyAddress(cdr, ['e.ToUri', 'e.ConferenceUri'], filters.toUsers),
    ...isAnyAddress(cdr, ['e.FromUri', 'e.ToUri'], filters.users),
    ...isOneOf(cdr, 'e.ClientVersion', filters.userAgents),
    ...isAnyAddress(cdr, ['e.ConferenceUri'], filters.conferenceUris),
  ];
}

/** Error reports by key, by session or by filter, the newest first. */
export const errorReports: Question<ReportSelection, FoundErrorReport> = {
  name: 'errorReports',
  describe: (cdr, { range, filters, limit }) => {
    const byKey = filters.errorTime !== undefined || filters.sessionIdTime !== undefined;
    const found = cdr.db
      .selectFrom('ErrorReportView as e')
      .select([
        ...columns.map((name) => `e.${name}` as const),
        ...storeOf(cdr, 'e').map((store) => store.as(storeColumn)),
      ])
      .where(
        allOf([
          ...(byKey ? [] : inRange('e.ErrorTime', range)),
          ...ofStores(cdr, 'e', filters),
          ...hasKey('e', 'error', filters),
          ...hasKey('e', 'session', filters),
          ...isCode('e.MsDiagId', filters.diagnosticIds),
          ...isCode('e.ResponseCode', filters.responseCodes),
          ...reportConditions(cdr, filters),
          ...partyConditions(cdr, filters),
          ...equals('e.TelemetryId', filters.telemetryId),
        ]),
      )
      .orderBy('e.ErrorTime', 'desc')
      .orderBy('e.ErrorReportSeq', 'desc');
    return cdr.dialect.limit(byStore(cdr, found, 'e'), limit);
  },
  read: asFound,
  merge: (answers, { limit }) => firstOf(answers, limit, newestFirst('ErrorTime', 'ErrorReportSeq')),
};
