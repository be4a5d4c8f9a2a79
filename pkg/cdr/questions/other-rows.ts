import type { Expression, RawBuilder, SqlBool } from 'kysely';
import type { CdrSql } from '../cdr.ts';
import type { LcsCdr } from '../schema/views.ts';
import { allOf, joinedBy, type OtherRow } from './conditions.ts';

/** The right-hand side of a join, and what it is joined by. */
interface Joined<View extends string, Alias extends string> {
  /** Of this type to whoever selects from it, whatever it is. */
  readonly rows: `${View} as ${Alias}`;
  readonly on: RawBuilder<SqlBool>;
}

/**
 * Rows of another view that have the key of the rows under the alias `to` and meet the conditions. Where tables are distributed the
 * conditions stand in a subquery: of a view all would be read.
 */
export function otherRows<View extends keyof LcsCdr, Alias extends string>(
  cdr: CdrSql,
  to: string,
  { view, alias, key, where }: OtherRow & { readonly view: View; readonly alias: Alias },
): Joined<View, Alias> {
  const rows = `${view} as ${alias}` as const;
  if (!cdr.dialect.distributed) {
    return { rows, on: joinedBy(cdr, key, alias, to, where) };
  }
  const bounded: Expression<unknown> = cdr.db
    .selectFrom(rows as 'Pools')
    .selectAll()
    .where(allOf(where))
    .as(alias) as never;
  return { rows: bounded as never, on: joinedBy(cdr, key, alias, to) };
}
