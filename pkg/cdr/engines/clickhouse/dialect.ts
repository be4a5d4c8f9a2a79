import {
  DummyDriver,
  Kysely,
  sql,
  SqliteAdapter,
  SqliteIntrospector,
  type Expression,
  type RawBuilder,
  type SqlBool,
} from 'kysely';
import type { Dialect, NullType } from '../../dialect.ts';
import { lowerCase, nameKey } from '../../names.ts';
import { DatetimeParameter, type Parameter, type Statement } from '../../parameter.ts';
import type { LcsCdr } from '../../schema/views.ts';
import { ClickHouseCompiler, parameterType } from './compiler.ts';
import { foldedAddress, foldedName } from './fold.ts';

const minute = 60_000;

const nullTypes: Readonly<Record<NullType, string>> = {
  datetime: `Nullable(DateTime64(3,'UTC'))`,
  uniqueidentifier: 'Nullable(UUID)',
  int: 'Nullable(Int32)',
  bit: 'Nullable(UInt8)',
  'nvarchar(450)': 'Nullable(String)',
};

/** A value as `clickhouse-client` takes it, for people who copy the executed query; it is never run by us. */
function assignment(value: Parameter, index: number): string {
  const text = value instanceof DatetimeParameter ? new Date(value.ms).toISOString().slice(0, -1) : String(value);
  const escaped = text.replace(/[\\']/g, '\\$&').replace(/[\r\n]+/g, ' ');
  return `set param_p${index + 1} = '${escaped}'; -- ${parameterType(value)}\n`;
}

const tuple = (names: readonly string[]) => sql`(${sql.join(names.map((name): RawBuilder<unknown> => sql.ref(name)))})`;

/** The part behind the @, up to a mark. */
function domain(text: Expression<string | null>): RawBuilder<string | null> {
  const folded = foldedName(text);
  return sql`case when position(${folded}, '@') > 0 then trimRight(extract(${folded}, '@([^;>?]*)')) end`;
}

const host = (text: Expression<string | null>): RawBuilder<string | null> =>
  sql`case when position(${text}, '@') > 0 then substring(${text}, position(${text}, '@') + 1) end`;

/** ClickHouse 24.8 and newer, on one server or on `Distributed` tables. */
export const clickHouse: Dialect = {
  builder: () =>
    new Kysely<LcsCdr>({
      dialect: {
        // Only asked about what is written to a database.
        createAdapter: () => new SqliteAdapter(),
        createDriver: () => new DummyDriver(),
        createIntrospector: (db) => new SqliteIntrospector(db),
        createQueryCompiler: () => new ClickHouseCompiler(),
      },
    }),
  timeBin: (time, minutes) => sql`intDiv(toUnixTimestamp64Milli(${time}), ${sql.lit(minutes * minute)})`,
  hundredths: (time) => sql`(intDiv(toUnixTimestamp64Milli(${time}), 10) % 6000)`,
  hasBits: (mask, bits) => sql<SqlBool>`bitAnd(${mask}, ${sql.lit(bits)}) <> 0`,
  name: foldedName,
  // Each comparison below folds by itself.
  caseless: (text) => sql`${text}`,
  isName: (text, names) => sql`${foldedName(text)} in (${sql.join(names.map(nameKey))})`,
  startsWith: (text, prefixes) => {
    const folded = foldedName(text);
    const begins = prefixes.map((prefix) => sql`startsWith(${folded}, ${lowerCase(prefix)})`);
    return sql`(${sql.join(begins, sql` or `)})`;
  },
  nameKey: foldedName,
  addressKey: foldedAddress,
  domain,
  host,
  binary: (text) => sql`${text}`,
  // Refused on Distributed tables where it refers to the row around it.
  someRow: ({ outer, inner, from, where }) =>
    sql`${tuple(outer)} in (select ${sql.join(inner.map((name): RawBuilder<unknown> => sql.ref(name)))} from ${from}${where.length > 0 ? sql` where ${sql.join(where, sql` and `)}` : sql``})`,
  correlates: false,
  distributed: true,
  typedNull: (type) => sql`cast(null as ${sql.raw(nullTypes[type])})`,
  limit: (query, rows) => query.limit(rows) as typeof query,
  script: (statements) => statements.map(scripted).join(';\n\n'),
};

/** The statement behind the values of its parameters. */
function scripted({ sql: text, parameters }: Statement): string {
  return `${parameters.map(assignment).join('')}${text}`;
}

/** A column of names as every comparison has it, in the words of the database: what an index on it has to be made of. */
export const foldedColumn = (name: string): string => foldedName(sql.ref(name)).compile(clickHouse.builder()).sql;

/** How a text folds, as the columns `name` and `address`: for what holds these against `nameKey` and `addressKey`. */
export function foldedTexts(text: string): string {
  const folded = sql`${foldedName(sql.raw(text))} as ${sql.id('name')}, ${foldedAddress(sql.raw(text))} as ${sql.id('address')}`;
  return folded.compile(clickHouse.builder()).sql;
}
