import { sql } from 'kysely';
import { column } from './conditions.ts';
import { perSessionAndValue, type AnyQuery } from './counted.ts';
import { addedUp, asFound, type Described, type Question } from './question.ts';
import { sessionKeyOf, sessionsOfEitherKind, type SessionSelection } from './sessions.ts';

/** Sessions whose error reports have a value; null for those whose reports have none. */
export interface ReportValueSessions {
  readonly value: string | null;
  /** A session counts once for each of its values. */
  readonly sessions: number;
  /** Those of them that no other row counts: added up over all rows, the sessions of the selection. */
  readonly firstHere: number;
}

/**
 * Sessions of either kind by the source or the application of their error reports.
 * @param name column of the error reports
 */
export function sessionsByReportValue(name: 'Source' | 'Application'): Question<SessionSelection, ReportValueSessions> {
  return {
    name: 'sessionsByReportValue',
    describe: (cdr, selection) => {
      const sessions = sessionsOfEitherKind(cdr, selection, [...sessionKeyOf(cdr), name]);
      if (!sessions) {
        return undefined;
      }
      const reports = cdr.db.selectFrom(sessions.as('f')) as unknown as AnyQuery;
      const value = cdr.dialect.binary(column<string | null>(`r.${name}`));
      const counted = perSessionAndValue(cdr, reports, [name], name)
        .select([
          value.as('value'),
          sql<number>`count(*)`.as('sessions'),
          sql<number>`sum(case when ${column('r.place')} = 1 then 1 else 0 end)`.as('firstHere'),
        ])
        .groupBy(value);
      return counted as unknown as Described<ReportValueSessions>;
    },
    read: asFound,
    merge: (answers) => addedUp(answers, ['value'], ['sessions', 'firstHere']),
  };
}
