import { sql } from 'kysely';
import { column } from './conditions.ts';
import { named } from './names.ts';
import { asFound, addedUp, type Question } from './question.ts';
import { sessionsOfEitherKind, type SessionSelection } from './sessions.ts';

/** Sessions of one user; null for those without. */
export interface UserSessions {
  /** In the spelling that comes first by code point. */
  readonly user: string | null;
  readonly sessions: number;
}

/**
 * Sessions of either kind by one of their users, who is one person however the address is spelled, see `addressKey`.
 * @param side initiator or participant, or invited user or conference
 */
export function sessionsByUser(side: 'FromUser' | 'ToUser'): Question<SessionSelection, UserSessions> {
  return {
    name: 'sessionsByUser',
    describe: (cdr, selection) => {
      const sessions = sessionsOfEitherKind(cdr, selection, [side]);
      const user = column<string | null>(`f.${side}`);
      return (
        sessions &&
        cdr.db
          .selectFrom(sessions.as('f'))
          .select([
            sql<string | null>`min(${cdr.dialect.binary(user)})`.as('user'),
            sql<number>`count(*)`.as('sessions'),
          ])
          .groupBy(cdr.dialect.addressKey(named(cdr, `f.${side}`)))
      );
    },
    read: asFound,
    merge: (answers) => addedUp(answers, ['user'], ['sessions']),
  };
}
