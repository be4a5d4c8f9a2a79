import {
  DummyDriver,
  Kysely,
  sql,
  SqliteAdapter,
  SqliteIntrospector,
  SqliteQueryCompiler,
  type Expression,
  type RawBuilder,
  type SqlBool,
} from 'kysely';
import type { Dialect } from '../../dialect.ts';
import { isAscii, nameKey } from '../../names.ts';
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

/** The engine brings this function and the next: SQLite's own lower() knows ASCII only, as its comparisons do. */
const nameKeyOf = (text: Expression<string | null>): RawBuilder<string | null> => sql`name_key(${text})`;

/** Texts that SQLite compares by itself, and those that have letters beyond ASCII. */
function byAlphabet(texts: readonly string[]): [ascii: string[], others: string[]] {
  return [texts.filter(isAscii), texts.filter((text) => !isAscii(text))];
}

function isName(text: Expression<string | null>, names: readonly string[]): RawBuilder<SqlBool> {
  const [ascii, others] = byAlphabet(names.map(nameKey));
  const conditions = [
    ...(ascii.length > 0 ? [sql`${text} collate nocase in (${sql.join(ascii)})`] : []),
    ...(others.length > 0 ? [sql`${nameKeyOf(text)} in (${sql.join(others)})`] : []),
  ];
  return conditions.length === 1 ? sql`${conditions[0]}` : sql`(${sql.join(conditions, sql` or `)})`;
}

/** The part behind the @, with one kind of mark at its end. */
function domain(text: Expression<string | null>): RawBuilder<string | null> {
  const behind = sql`replace(replace(substr(${text}, instr(${text}, '@') + 1), '>', ';'), '?', ';')`;
  return sql`case when instr(${text}, '@') > 0 then lower(rtrim(substr(${behind}, 1, instr(${behind} || ';', ';') - 1))) end`;
}

const host = (text: Expression<string | null>): RawBuilder<string | null> =>
  sql`substr(${text}, nullif(instr(${text}, '@'), 0) + 1)`;

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
  hundredths: (time) => sql`(${time} / 10 % 6000)`,
  caseless: (text) => sql`${text} collate nocase`,
  isName,
  startsWith: (text, prefixes) => {
    const [ascii, others] = byAlphabet(prefixes);
    const conditions = [
      ...(ascii.length > 0 ? [existsDialect.startsWith(text, ascii)] : []),
      ...(others.length > 0 ? [existsDialect.startsWith(nameKeyOf(text), others.map(nameKey))] : []),
    ];
    return sql`(${sql.join(conditions, sql` or `)})`;
  },
  nameKey: nameKeyOf,
  addressKey: (text) => sql`address_key(${text})`,
  domain,
  host,
  binary: (text) => sql`${text} collate binary`,
  limit: (query, rows) => query.limit(rows) as typeof query,
  script: (statements) => statements.map(commented).join(';\n\n'),
};
