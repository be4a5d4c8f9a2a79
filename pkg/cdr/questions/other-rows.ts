import type { SelectQueryBuilder } from 'kysely';
import type { CdrSql } from '../cdr.ts';
import type { LcsCdr } from '../schema/views.ts';
import { allOf, joinedBy, type Condition } from './conditions.ts';

/** Rows of a view under an alias. */
interface Joined {
  readonly view: keyof LcsCdr;
  readonly alias: string;
  /** What they have to meet, over that alias. */
  readonly where: readonly Condition[];
}

/** Sessions under the alias `to` with the row of another view that has their key and meets the conditions, where there is one. */
export function withOtherRows<Query>(cdr: CdrSql, sessions: Query, to: string, { view, alias, where }: Joined): Query {
  const rows = sessions as SelectQueryBuilder<LcsCdr, keyof LcsCdr, object>;
  const others = `${view} as ${alias}` as 'Pools';
  const joined = cdr.dialect.boundsJoined
    ? rows.leftJoin(others, (join) => join.on(joinedBy(cdr, 'session', alias, to, where)))
    : rows.leftJoin(cdr.db.selectFrom(others).selectAll().where(allOf(where)).as(alias), (join) =>
        join.on(joinedBy(cdr, 'session', alias, to)),
      );
  return joined as unknown as Query;
}
