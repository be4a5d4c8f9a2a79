import { sql } from 'kysely';
import { failedCategories } from '../../../contract/vocabulary.ts';
import { allOf, column } from './conditions.ts';
import { isAnyAddress, named } from './names.ts';
import { asFound, addedUp, type Question } from './question.ts';

/** Sessions of one participant with one instance of a conference. */
export interface ParticipantSessions {
  readonly ConfInstance: string | null;
  /** What the spellings of one user have in common, see `addressKey`. */
  readonly Participant: string | null;
  readonly sessions: number;
  readonly failed: number;
}

/** Sessions of a conference URI by instance and participant, failed ones beside them. */
export const conferenceSessions: Question<{ readonly uri: string }, ParticipantSessions> = {
  name: 'conferenceSessions',
  describe: (cdr, { uri }) => {
    const code = (name: string) => column<number | null>(`s.${name}`);
    const failed = cdr.classification.isIn(failedCategories, code('DiagnosticId'), code('ResponseCode'));
    const sessions = cdr.db
      .selectFrom('ConferenceSessionDetailsView as s')
      .select([
        's.ConfInstance',
        cdr.dialect.addressKey(named(cdr, 's.UserUri')).as('Participant'),
        sql<number>`case when ${failed} then 1 else 0 end`.as('Failed'),
      ])
      .where(allOf(isAnyAddress(cdr, ['s.ConferenceUri'], [uri])));
    return cdr.db
      .selectFrom(sessions.as('f'))
      .select([
        'f.ConfInstance',
        'f.Participant',
        sql<number>`count(*)`.as('sessions'),
        sql<number>`sum(${column('f.Failed')})`.as('failed'),
      ])
      .groupBy(['f.ConfInstance', 'f.Participant']);
  },
  read: asFound,
  merge: (answers) => addedUp(answers, ['ConfInstance', 'Participant'], ['sessions', 'failed']),
};
