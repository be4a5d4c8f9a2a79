import { sql } from 'kysely';
import { named } from './names.ts';
import { asFound, type Question } from './question.ts';
import { sessionsOfEitherKind, type SessionSelection } from './sessions.ts';

/** Sessions with one failure, and how many users they hit. */
export interface FailureCount {
  readonly DiagnosticId: number | null;
  readonly ResponseCode: number | null;
  readonly sessions: number;
  readonly users: number;
}

/**
 * Sessions of either kind by failure, their users counted by the database: for whoever asks for the whole at once, which
 * brings a row per failure and not one per user.
 * @throws Error from `merge` for several parts, since users that were counted apart do not add up
 */
export const failureCounts: Question<SessionSelection, FailureCount> = {
  name: 'failureCounts',
  describe: (cdr, selection) => {
    const sessions = sessionsOfEitherKind(cdr, selection, ['DiagnosticId', 'ResponseCode', 'FromUser']);
    const user = cdr.dialect.addressKey(named(cdr, 'f.FromUser'));
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
      throw new Error('Users that were counted apart do not add up: ask for the whole at once.');
    }
    return answers.flat();
  },
};
