import { countedBy, type AnyQuery } from './counted.ts';
import { addedUp, asFound, type Described, type Question } from './question.ts';
import { sessionsOfEitherKind, type SessionColumn, type SessionColumns, type SessionSelection } from './sessions.ts';

/** Sessions that agree in the columns asked for. */
export type SessionCount<Name extends SessionColumn> = Pick<SessionColumns, Name> & { readonly sessions: number };

/**
 * Sessions of either kind by columns whose combinations are few; names are told apart as they are spelled.
 * @param columns what sessions are told apart by
 */
export function sessionsByColumns<Name extends SessionColumn>(
  ...columns: readonly Name[]
): Question<SessionSelection, SessionCount<Name>> {
  return {
    name: 'sessionsByColumns',
    describe: (cdr, selection) => {
      const sessions = sessionsOfEitherKind(cdr, selection, columns);
      const rows = sessions && (cdr.db.selectFrom(sessions.as('f')) as unknown as AnyQuery);
      return rows && (countedBy(cdr, rows, columns) as unknown as Described<SessionCount<Name>>);
    },
    read: asFound,
    merge: (answers) => addedUp(answers, columns, ['sessions']),
  };
}
