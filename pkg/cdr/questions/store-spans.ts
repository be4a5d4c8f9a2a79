import { sql } from 'kysely';
import { allOf, column } from './conditions.ts';
import { ofStores } from './names.ts';
import type { Described, Question } from './question.ts';
import type { Rows } from './sessions.ts';

/** The time that the peer-to-peer sessions of a store span, epoch milliseconds. */
export interface StoreSpan {
  readonly store: string;
  readonly first: number;
  readonly last: number;
}

interface Found {
  /** Position of the store, and whether it is its first session (0) or its last (1). */
  readonly store: number;
  readonly edge: number;
  readonly time: number;
}

/** The oldest and the newest peer-to-peer session of each of some stores; none of a store without. */
export const storeSpans: Question<{ readonly stores: readonly string[] }, StoreSpan, Found> = {
  name: 'storeSpans',
  describe: (cdr, { stores }) => {
    const time = column<number>('s.SessionIdTime');
    const wanted = cdr.features.stores ? stores : [];
    const [first, ...others] = wanted.flatMap((name, store) =>
      (['asc', 'desc'] as const).map((order, edge) => {
        const rows = cdr.db
          .selectFrom('SessionDetailsView as s')
          .where(allOf(ofStores(cdr, 's', { stores: [name] })))
          .select(time.as('time'))
          .orderBy(time, order);
        return cdr.db
          .selectFrom(cdr.dialect.limit(rows, 1).as('one'))
          .select([
            sql.lit(store).as('store'),
            sql.lit(edge).as('edge'),
            column<number>('one.time').as('time'),
          ]) as unknown as Rows<Found>;
      }),
    );
    return first && (others.reduce((union, one) => union.unionAll(one), first) as unknown as Described<Found>);
  },
  read: (found, { stores }) =>
    stores.flatMap((name, index) => {
      const timeAt = (at: number) => found.find(({ store, edge }) => store === index && edge === at)?.time;
      const [first, last] = [timeAt(0), timeAt(1)];
      return first === undefined || last === undefined ? [] : [{ store: name, first, last }];
    }),
  merge: (answers, { stores }) =>
    stores.flatMap((store) => {
      const spans = answers.flat().filter((one) => one.store === store);
      return spans.length === 0
        ? []
        : [
            {
              store,
              first: Math.min(...spans.map(({ first }) => first)),
              last: Math.max(...spans.map(({ last }) => last)),
            },
          ];
    }),
};
