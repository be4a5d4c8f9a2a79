import { sql, type Expression, type RawBuilder, type SelectQueryBuilder, type SqlBool } from 'kysely';
import { neighbourTicks } from '../../../contract/instant.ts';
import type { Code, Filters } from '../../../contract/query.ts';
import type { TimeRange } from '../calendar.ts';
import type { CdrSql } from '../cdr.ts';
import { storeColumn } from '../schema/archive.ts';
import type { LcsCdr } from '../schema/views.ts';
import { datetime } from '../parameter.ts';

/** A predicate of a WHERE or ON clause. */
export type Condition = Expression<SqlBool>;

/** A column by its alias and name, of a type that only its reader knows. */
export const column = <Value = unknown>(name: string): RawBuilder<Value> => sql.ref<Value>(name);

/** Some condition holds; false where there are none. */
export function anyOf(conditions: readonly Condition[]): RawBuilder<SqlBool> {
  return conditions.length > 0 ? sql<SqlBool>`(${sql.join(conditions, sql` or `)})` : sql<SqlBool>`1 = 0`;
}

/** All conditions hold; true where there are none. */
export function allOf(conditions: readonly Condition[]): RawBuilder<SqlBool> {
  return conditions.length > 0 ? sql<SqlBool>`${sql.join(conditions, sql` and `)}` : sql<SqlBool>`1 = 1`;
}

/** The code is one of the values; null stands for rows without one. */
export function isCode(name: string, values: readonly Code[] | undefined): Condition[] {
  if (!values) {
    return [];
  }
  const numbers = values.filter((value) => value !== null);
  return [
    anyOf([
      ...(numbers.length > 0 ? [sql<SqlBool>`${column(name)} in (${sql.join(numbers)})`] : []),
      ...(numbers.length < values.length ? [sql<SqlBool>`${column(name)} is null`] : []),
    ]),
  ];
}

/** The column holds this value; no condition where there is none. */
export function equals(name: string, value: string | number | undefined): Condition[] {
  return value === undefined ? [] : [sql<SqlBool>`${column(name)} = ${value}`];
}

/**
 * The column holds this tick. Said as lying between its neighbours: that finds the same rows by the same index, and also where a
 * server that imitates SQL Server keeps `datetime` in another resolution.
 */
export function isInstant(name: string, instant: number): Condition {
  const [before, after] = neighbourTicks(instant);
  return sql<SqlBool>`${column(name)} > ${datetime(before)} and ${column(name)} < ${datetime(after)}`;
}

/** One stretch of time, or several that share no instant: one at least. */
export type Ranges = TimeRange | readonly TimeRange[];

/** Them as a list. */
export const rangesOf = (ranges: Ranges): readonly TimeRange[] => ('from' in ranges ? [ranges] : ranges);

/** From the beginning of the first to the end of the last. */
function hullOf(ranges: Ranges): TimeRange {
  const all = rangesOf(ranges);
  return { from: Math.min(...all.map(({ from }) => from)), to: Math.max(...all.map(({ to }) => to)) };
}

/** The `datetime` column lies in one of the half-open ranges. */
export function inRange(name: string, ranges: Ranges | undefined): Condition[] {
  const all = ranges ? rangesOf(ranges) : [];
  if (all.length > 1) {
    return [anyOf(all.map((one) => allOf(inRange(name, one))))];
  }
  const [range] = all;
  return range
    ? [sql<SqlBool>`${column(name)} >= ${datetime(range.from)}`, sql<SqlBool>`${column(name)} < ${datetime(range.to)}`]
    : [];
}

/** How much earlier than its session an error report may say to be: clocks of servers and clients differ. Milliseconds. */
const clockSkew = 3_600_000;

/**
 * The error report of that alias can be one of a session of the ranges. That the times of both are said is for the plan, or it reads reports
 * of all times: few servers have an index that begins with the session's key.
 */
export function ofSessionsIn(alias: string, ranges: Ranges | undefined): Condition[] {
  if (!ranges) {
    return [];
  }
  const hull = hullOf(ranges);
  return [
    ...inRange(`${alias}.SessionIdTime`, hull),
    sql<SqlBool>`${column(`${alias}.ErrorTime`)} >= ${datetime(hull.from - clockSkew)}`,
  ];
}

const keyColumns = { session: ['SessionIdTime', 'SessionIdSeq'], error: ['ErrorTime', 'ErrorReportSeq'] } as const;

/** The row of that alias has the key of a session or an error report that the filters name; nothing where they name none. */
export function hasKey(alias: string, key: keyof typeof keyColumns, filters: Filters): Condition[] {
  const [time, seq] = keyColumns[key];
  const [instant, number] =
    key === 'session' ? [filters.sessionIdTime, filters.sessionIdSeq] : [filters.errorTime, filters.errorReportSeq];
  return [
    ...(instant !== undefined ? [isInstant(`${alias}.${time}`, instant)] : []),
    ...equals(`${alias}.${seq}`, number),
  ];
}

/** The columns that tell rows of a database apart: in an archive a key is unique per store alone. */
export function keyOf(cdr: CdrSql, key: keyof typeof keyColumns): readonly string[] {
  return [...keyColumns[key], ...storeIn(cdr)];
}

/** Rows of two aliases are of the same store, where there are several. */
export function sameStore({ features }: CdrSql, a: string, b: string): Condition[] {
  return features.stores ? [sql<SqlBool>`${column(`${a}.${storeColumn}`)} = ${column(`${b}.${storeColumn}`)}`] : [];
}

/** The store of the row of that alias, where there are several: an expression to select, group or order by. */
export const storeOf = ({ features }: CdrSql, alias: string): RawBuilder<string>[] =>
  features.stores ? [column<string>(`${alias}.${storeColumn}`)] : [];

/** The column of stores, where there are several. */
export const storeIn = ({ features }: CdrSql): readonly (typeof storeColumn)[] =>
  features.stores ? [storeColumn] : [];

/** Orders rows of the same key by their store, where there are several: a list has one order only. */
export function byStore<Query>(cdr: CdrSql, query: Query, alias: string): Query {
  const rows = query as SelectQueryBuilder<LcsCdr, keyof LcsCdr, object>;
  return storeOf(cdr, alias).reduce((ordered, store) => ordered.orderBy(store), rows) as Query;
}

/** Rows of two aliases have the same key of a session or an error report. */
export function sameKey(cdr: CdrSql, a: string, b: string, key: keyof typeof keyColumns): Condition[] {
  return keyOf(cdr, key).map((name) => sql<SqlBool>`${column(`${a}.${name}`)} = ${column(`${b}.${name}`)}`);
}

/** The ON clause of a join by key, with further conditions. */
export function joinedBy(
  cdr: CdrSql,
  key: keyof typeof keyColumns,
  a: string,
  b: string,
  further: readonly Condition[] = [],
): RawBuilder<SqlBool> {
  return allOf([...sameKey(cdr, a, b, key), ...further]);
}

/** A row of another view with the same key: what to look for, and under which key. */
export interface OtherRow {
  readonly view: keyof LcsCdr;
  readonly alias: string;
  readonly key: keyof typeof keyColumns;
  readonly where: readonly Condition[];
}

/** Some row of another view has the key of the row `alias` and meets the conditions. */
export function hasOtherRow(cdr: CdrSql, alias: string, { view, alias: other, key, where }: OtherRow): Condition {
  return cdr.dialect.someRow({
    outer: keyOf(cdr, key).map((name) => `${alias}.${name}`),
    inner: keyOf(cdr, key).map((name) => `${other}.${name}`),
    from: sql`${sql.table(view)} as ${sql.id(other)}`,
    where,
  });
}
