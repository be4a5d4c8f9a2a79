import { sql } from 'kysely';
import { failedCategories } from '../../../contract/vocabulary.ts';
import type { TimeRange } from '../calendar.ts';
import { storeColumn } from '../schema/archive.ts';
import { allOf, column, inRange, storeOf } from './conditions.ts';
import { isAnyAddress, named, ofStores } from './names.ts';
import { asFound, addedUp, type Question } from './question.ts';

/** Sessions of one participant with one instance of a conference. */
export interface ParticipantSessions {
  readonly ConfInstance: string | null;
  /** What the spellings of one user have in common, see `addressKey`. */
  readonly Participant: string | null;
  readonly sessions: number;
  readonly failed: number;
  /** In an archive. */
  readonly Store?: string;
}

/** Which sessions of conferences: those of a URI that began in the range. */
interface ConferenceSessionSelection {
  readonly uri: string;
  readonly range: TimeRange;
  readonly stores?: readonly string[] | undefined;
}

/** Sessions of a conference URI by instance and participant, failed ones beside them. */
export const conferenceSessions: Question<ConferenceSessionSelection, ParticipantSessions> = {
  name: 'conferenceSessions',
  describe: (cdr, { uri, range, stores }) => {
    const code = (name: string) => column<number | null>(`s.${name}`);
    const failed = cdr.classification.isIn(failedCategories, code('DiagnosticId'), code('ResponseCode'));
    const sessions = cdr.db
      .selectFrom('ConferenceSessionDetailsView as s')
      .select([
        's.ConfInstance',
        cdr.dialect.addressKey(named(cdr, 's.UserUri')).as('Participant'),
        sql<number>`case when ${failed} then 1 else 0 end`.as('Failed'),
        ...storeOf(cdr, 's').map((store) => store.as(storeColumn)),
      ])
      .where(
        allOf([
          ...inRange('s.SessionIdTime', range),
          ...isAnyAddress(cdr, ['s.ConferenceUri'], [uri]),
          ...ofStores(cdr, 's', { ...(stores && { stores }) }),
        ]),
      );
    return cdr.db
      .selectFrom(sessions.as('f'))
      .select([
        'f.ConfInstance',
        'f.Participant',
        sql<number>`count(*)`.as('sessions'),
        sql<number>`sum(${column('f.Failed')})`.as('failed'),
        ...storeOf(cdr, 'f').map((store) => store.as(storeColumn)),
      ])
      .groupBy(['f.ConfInstance', 'f.Participant', ...storeOf(cdr, 'f')]);
  },
  read: asFound,
  merge: (answers) => addedUp(answers, ['ConfInstance', 'Participant', 'Store'], ['sessions', 'failed']),
};
