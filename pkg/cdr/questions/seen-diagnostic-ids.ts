import { sql } from 'kysely';
import type { TimeRange } from '../calendar.ts';
import { column } from './conditions.ts';
import type { Question } from './question.ts';
import { sessionsOfEitherKind } from './sessions.ts';

/** Some diagnostic IDs, to be looked for in a stretch of time. */
export interface SeenSelection {
  readonly range: TimeRange;
  /** Nothing is asked where there are none. */
  readonly diagnosticIds: readonly number[];
}

/** Those of some diagnostic IDs that some session of either kind carries, whatever else it is. */
export const seenDiagnosticIds: Question<SeenSelection, number, { readonly DiagnosticId: number }> = {
  name: 'seenDiagnosticIds',
  describe: (cdr, { range, diagnosticIds }) => {
    const sessions =
      diagnosticIds.length > 0
        ? sessionsOfEitherKind(cdr, { range, filters: { diagnosticIds } }, ['DiagnosticId'])
        : undefined;
    return (
      sessions &&
      cdr.db
        .selectFrom(sessions.as('f'))
        .select(sql<number>`${column('f.DiagnosticId')}`.as('DiagnosticId'))
        .distinct()
    );
  },
  read: (found) => found.map(({ DiagnosticId }) => DiagnosticId),
  merge: (answers) => [...new Set(answers.flat())],
};
