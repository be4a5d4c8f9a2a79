import { sql, type Compilable } from 'kysely';
import type { CdrSql } from '../cdr.ts';
import { column } from './conditions.ts';
import { asFound, addedUp, type Question } from './question.ts';
import { sessionsOfEitherKind, type SessionSelection } from './sessions.ts';

/** Sessions of one initiator or participant that share a diagnostic ID and a response code. */
export interface UserFailures {
  readonly DiagnosticId: number | null;
  readonly ResponseCode: number | null;
  /** In lower case: users that differ only in case are one. */
  readonly User: string | null;
  readonly sessions: number;
}

/** Sessions of either kind by pair of codes and user: what ranks failures, and tells how many people each has hit. */
export const failuresByUser: Question<SessionSelection, UserFailures> = {
  name: 'failuresByUser',
  describe: (cdr, selection) => {
    const sessions = sessionsOfEitherKind(cdr, selection, ['DiagnosticId', 'ResponseCode', 'FromUser']);
    return sessions && counted(cdr, sessions);
  },
  read: asFound,
  merge: (answers) => addedUp(answers, ['DiagnosticId', 'ResponseCode', 'User'], ['sessions']),
};

function counted(
  { db, dialect }: CdrSql,
  sessions: NonNullable<ReturnType<typeof sessionsOfEitherKind<'DiagnosticId' | 'ResponseCode' | 'FromUser'>>>,
): Compilable<UserFailures> {
  const user = dialect.lower(column<string | null>('f.FromUser'));
  return db
    .selectFrom(sessions.as('f'))
    .select(['f.DiagnosticId', 'f.ResponseCode', sql<string | null>`${user}`.as('User'), sql<number>`count(*)`.as('sessions')])
    .groupBy(['f.DiagnosticId', 'f.ResponseCode', user]);
}
