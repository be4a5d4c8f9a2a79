import { DummyDriver, Kysely, sql, SqliteAdapter, SqliteIntrospector, SqliteQueryCompiler } from 'kysely';
import type { Dialect } from '../../dialect.ts';
import { DatetimeParameter, type Parameter, type Statement } from '../../parameter.ts';
import type { LcsCdr } from '../../schema/views.ts';
import { existsDialect } from '../exists-dialect.ts';

const minute = 60_000;

/** A value for people to read, on one line, or the rest of one with line breaks would be no comment. */
function readable(value: Parameter): string {
  if (value instanceof DatetimeParameter) {
    return `'${new Date(value.ms).toISOString().slice(0, -1)}'`;
  }
  return typeof value === 'string' ? `N'${value.replaceAll("'", "''").replaceAll(/[\r\n]+/g, ' ')}'` : String(value);
}

function commented({ sql: text, parameters }: Statement): string {
  return parameters.length > 0 ? `-- ${parameters.map(readable).join(', ')}\n${text}` : text;
}

/** SQLite, where a `datetime` is kept as epoch milliseconds. */
export const sqlite: Dialect = {
  ...existsDialect,
  builder: () =>
    new Kysely<LcsCdr>({
      dialect: {
        createAdapter: () => new SqliteAdapter(),
        createDriver: () => new DummyDriver(),
        createIntrospector: (db) => new SqliteIntrospector(db),
        createQueryCompiler: () => new SqliteQueryCompiler(),
      },
    }),
  timeBin: (time, minutes) => sql`${time} / ${sql.lit(minutes * minute)}`,
  // SQLite's own lower() knows ASCII only; the engine brings this function.
  lower: (text) => sql`ulower(${text})`,
  binary: (text) => sql`${text} collate binary`,
  limit: (query, rows) => query.limit(rows) as typeof query,
  script: (statements) => statements.map(commented).join(';\n\n'),
};
