import { sql } from 'kysely';
import type { CdrSql } from '../cdr.ts';
import { named } from './names.ts';
import { addedUp, asFound, type Question } from './question.ts';
import { sessionsOfEitherKind, type SessionSelection } from './sessions.ts';

/** A failure: what sessions share in diagnostic ID and response code. */
export interface Failure {
  readonly DiagnosticId: number | null;
  readonly ResponseCode: number | null;
  readonly sessions: number;
}

/** The sessions with their codes and users, and the user as users are told apart. */
function failingUsers(cdr: CdrSql, selection: SessionSelection) {
  const sessions = sessionsOfEitherKind(cdr, selection, ['DiagnosticId', 'ResponseCode', 'FromUser']);
  return { sessions, user: cdr.dialect.addressKey(named(cdr, 'f.FromUser')) };
}

/** Sessions of one initiator or participant with one failure. */
export interface UserFailures extends Failure {
  /** What the spellings of one user have in common, see `addressKey`. */
  readonly User: string | null;
}

/** Sessions of either kind by failure and user: what tells how many people each has hit, also over several parts. */
export const failuresByUser: Question<SessionSelection, UserFailures> = {
  name: 'failuresByUser',
  describe: (cdr, selection) => {
    const { sessions, user } = failingUsers(cdr, selection);
    return (
      sessions &&
      cdr.db
        .selectFrom(sessions.as('f'))
        .select(['f.DiagnosticId', 'f.ResponseCode', user.as('User'), sql<number>`count(*)`.as('sessions')])
        .groupBy(['f.DiagnosticId', 'f.ResponseCode', user])
    );
  },
  read: asFound,
  merge: (answers) => addedUp(answers, ['DiagnosticId', 'ResponseCode', 'User'], ['sessions']),
};

/** Sessions with one failure, and how many users they hit. */
export interface FailureCount extends Failure {
  readonly users: number;
}

/**
 * Sessions of either kind by failure, their users counted by the database: for whoever asks for the whole at once, which
 * brings a row per failure and not one per user.
 * @throws Error from `merge` for several parts, since users that were counted apart do not add up: ask `failuresByUser` then
 */
export const failureCounts: Question<SessionSelection, FailureCount> = {
  name: 'failureCounts',
  describe: (cdr, selection) => {
    const { sessions, user } = failingUsers(cdr, selection);
    return (
      sessions &&
      cdr.db
        .selectFrom(sessions.as('f'))
        .select([
          'f.DiagnosticId',
          'f.ResponseCode',
          sql<number>`count(*)`.as('sessions'),
          sql<number>`count(distinct ${user})`.as('users'),
        ])
        .groupBy(['f.DiagnosticId', 'f.ResponseCode'])
    );
  },
  read: asFound,
  merge: (answers) => {
    if (answers.length > 1) {
      throw new Error('Users that were counted apart do not add up: ask for failures by user.');
    }
    return answers.flat();
  },
};
