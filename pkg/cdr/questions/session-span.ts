import { sql } from 'kysely';
import { column } from './conditions.ts';
import type { Question } from './question.ts';

/** First and last peer-to-peer session, as epoch milliseconds. */
export interface SessionSpan {
  readonly first: number;
  readonly last: number;
}

/** The time that the sessions span; no row without any. Two look-ups at the ends of the key. */
export const sessionSpan: Question<
  Record<string, never>,
  SessionSpan,
  { readonly [Name in keyof SessionSpan]: number | null }
> = {
  name: 'sessionSpan',
  describe: ({ db }) => {
    const time = column('s.SessionIdTime');
    return db
      .selectFrom('SessionDetailsView as s')
      .select([sql<number | null>`min(${time})`.as('first'), sql<number | null>`max(${time})`.as('last')]);
  },
  read: (found) => found.flatMap(({ first, last }) => (first === null || last === null ? [] : [{ first, last }])),
  merge: (answers) => {
    const spans = answers.flat();
    return spans.length === 0
      ? []
      : [
          {
            first: Math.min(...spans.map(({ first }) => first)),
            last: Math.max(...spans.map(({ last }) => last)),
          },
        ];
  },
};
