import {
  DummyDriver,
  Kysely,
  MssqlAdapter,
  MssqlIntrospector,
  sql,
  SqliteAdapter,
  SqliteIntrospector,
  SqliteQueryCompiler,
  type Expression,
  type RawBuilder,
} from 'kysely';
import type { LcsCdr } from '../schema/views.ts';
import type { Catalog } from '../catalog.ts';
import { TsqlCompiler } from './compiler.ts';
import { DatetimeParameter } from './parameter.ts';

/** What the two dialects say differently. Everything else of a query is described once. */
export interface Dialect {
  readonly id: 'mssql' | 'sqlite';
  /** A builder that compiles and never runs. */
  builder(catalog: Catalog): Kysely<LcsCdr>;
  /** Number of the step of `minutes` length, counted from `anchor`, that a `datetime` at or after `anchor` falls into. */
  step(time: Expression<number>, anchor: number, minutes: number): RawBuilder<number>;
  /** Lower case by the rules of Unicode. */
  lower(text: Expression<string | null>): RawBuilder<string>;
  /** The text compared by its code points. */
  binary(text: Expression<string | null>): RawBuilder<string>;
  /** A limit that stands before the column list in one dialect and at the end in the other. */
  limit<Query extends Limitable>(query: Query, rows: number): Query;
}

interface Limitable {
  top(rows: number): unknown;
  limit(rows: number): unknown;
}

export const datetime = (ms: number): RawBuilder<number> => sql<number>`${new DatetimeParameter(ms)}`;

export const tsql: Dialect = {
  id: 'mssql',
  builder: (catalog) =>
    new Kysely<LcsCdr>({
      dialect: {
        createAdapter: () => new MssqlAdapter(),
        createDriver: () => new DummyDriver(),
        createIntrospector: (db) => new MssqlIntrospector(db),
        createQueryCompiler: () => new TsqlCompiler(catalog),
      },
    }),
  // Minutes, because a count of seconds overflows int after 68 years.
  step: (time, anchor, minutes) => sql`datediff(minute, ${datetime(anchor)}, ${time}) / ${minutes}`,
  lower: (text) => sql`lower(${text})`,
  binary: (text) => sql`${text} collate Latin1_General_BIN2`,
  limit: <Query extends Limitable>(query: Query, rows: number) => query.top(rows) as Query,
};

export const sqlite: Dialect = {
  id: 'sqlite',
  builder: () =>
    new Kysely<LcsCdr>({
      dialect: {
        createAdapter: () => new SqliteAdapter(),
        createDriver: () => new DummyDriver(),
        createIntrospector: (db) => new SqliteIntrospector(db),
        createQueryCompiler: () => new SqliteQueryCompiler(),
      },
    }),
  step: (time, anchor, minutes) => sql`(${time} - ${datetime(anchor)}) / ${minutes * 60_000}`,
  // SQLite's own lower() knows ASCII only; the engine brings this function.
  lower: (text) => sql`ulower(${text})`,
  binary: (text) => sql`${text} collate binary`,
  limit: <Query extends Limitable>(query: Query, rows: number) => query.limit(rows) as Query,
};
