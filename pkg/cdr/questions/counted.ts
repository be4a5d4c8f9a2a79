import { sql, type RawBuilder, type SelectQueryBuilder } from 'kysely';
import type { CdrSql } from '../cdr.ts';
import { column, storeOf } from './conditions.ts';
import { named } from './names.ts';
import type { SessionColumn } from './sessions.ts';

/** Rows under the alias `f` whose tables and columns are known at run time only. */
export type AnyQuery = SelectQueryBuilder<Record<string, Record<string, unknown>>, string, object>;

/** Columns of names, which are told apart as they are spelled; all others are codes, times or words of ours. */
const names: readonly string[] = [
  'FromUser',
  'FromUserAgent',
  'ToUser',
  'FromUri',
  'FromPhone',
  'ToUri',
  'ToPhone',
  'ConferenceUri',
  'Pool',
  'FromEdge',
  'ToEdge',
  'FromGateway',
  'ToGateway',
  'FrontEnd',
  'FromHost',
  'ToHost',
  'FromMediation',
  'ToMediation',
  'ConferenceGateway',
  'ConferenceMediation',
  'ClientType',
  'Source',
  'Application',
  'Store',
] satisfies SessionColumn[];

/** A column as it is grouped by. */
function grouped({ dialect }: CdrSql, alias: string, name: string): RawBuilder<unknown> {
  const value = column<string | null>(`${alias}.${name}`);
  return names.includes(name) ? dialect.binary(value) : value;
}

/** Counts rows as `sessions` by some columns. */
export function countedBy(cdr: CdrSql, rows: AnyQuery, columns: readonly string[], alias = 'f'): AnyQuery {
  const values = columns.map((name) => ({ name, value: grouped(cdr, alias, name) }));
  return rows
    .select([...values.map(({ name, value }) => value.as(name)), sql<number>`count(*)`.as('sessions')])
    .groupBy(values.map(({ value }) => value));
}

/**
 * One row per session and value of its error reports out of a row per error report: a session that has several reports of
 * the same value counts once for it, and one whose reports have no value counts as one without. Values that differ only in case are
 * one, in the spelling that comes first by code point among the reports of the session.
 * The rows carry the columns of `sessionKeyOf` and the value; `place` is 1 in one row of each session.
 */
export function perSessionAndValue(
  cdr: CdrSql,
  rows: AnyQuery,
  columns: readonly string[],
  value: 'Source' | 'Application',
): AnyQuery {
  const text = column<string | null>(`f.${value}`);
  const spelled = sql<string | null>`min(${cdr.dialect.binary(text)})`;
  const kept = columns.filter((name) => name !== value).map((name) => ({ name, value: grouped(cdr, 'f', name) }));
  const key = [column('f.SessionIdTime'), column('f.SessionIdSeq'), ...storeOf(cdr, 'f')];
  // A session with a value somewhere is not one without.
  const place = sql<number>`row_number() over (partition by ${sql.join(key)} order by case when ${spelled} is null then 1 else 0 end)`;
  const perSession = rows
    .select([...kept.map((one) => one.value.as(one.name)), spelled.as(value), place.as('place')])
    .groupBy([...kept.map((one) => one.value), ...key, cdr.dialect.nameKey(named(cdr, `f.${value}`))])
    .as('r');
  return (cdr.db.selectFrom(perSession as never) as unknown as AnyQuery).where(
    sql<never>`(${column(`r.${value}`)} is not null or ${column('r.place')} = 1)`,
  );
}

/** Counts sessions by some columns, among them the value of their error reports. */
export function countedPerValue(
  cdr: CdrSql,
  rows: AnyQuery,
  columns: readonly string[],
  value: 'Source' | 'Application',
): AnyQuery {
  return countedBy(cdr, perSessionAndValue(cdr, rows, columns, value), columns, 'r');
}
