import {
  DummyDriver,
  Kysely,
  MssqlAdapter,
  MssqlIntrospector,
  MssqlQueryCompiler,
  sql,
  type Expression,
  type RawBuilder,
} from 'kysely';
import { existsDialect } from '../exists-dialect.ts';
import type { Dialect } from '../../dialect.ts';
import { DatetimeParameter, type Parameter, type Statement } from '../../parameter.ts';
import type { LcsCdr } from '../../schema/views.ts';

/** T-SQL. A value that occurs more than once is sent once: SQL Server takes 2,100 parameters. */
class TsqlCompiler extends MssqlQueryCompiler {
  readonly #known = new Map<string, number>();

  override compileQuery(...args: Parameters<MssqlQueryCompiler['compileQuery']>) {
    this.#known.clear();
    return super.compileQuery(...args);
  }

  protected override appendValue(value: unknown): void {
    const key = value instanceof DatetimeParameter ? `datetime ${value.ms}` : `${typeof value} ${String(value)}`;
    const position = this.#known.get(key);
    if (position !== undefined) {
      this.append(`@${position}`);
      return;
    }
    super.appendValue(value);
    this.#known.set(key, this.numParameters);
  }
}

/** Bin 0 of every width begins here. */
const epoch = sql.lit('19700101');

/** A value as T-SQL text, for people who copy the executed query; it is never run by us. */
function declaration(value: Parameter, index: number): string {
  const [type, text] =
    value instanceof DatetimeParameter
      ? ['datetime', `'${new Date(value.ms).toISOString().slice(0, -1)}'`]
      : typeof value === 'number'
        ? ['int', String(value)]
        : ['nvarchar(max)', value === null ? 'null' : `N'${value.replaceAll("'", "''")}'`];
  return `@${index + 1} ${type} = ${text}`;
}

/** The statement with its values declared. */
function declared({ sql: text, parameters }: Statement): string {
  return parameters.length > 0 ? `declare ${parameters.map(declaration).join(',\n  ')};\n${text}` : text;
}

/** The longest address that a column of LcsCDR holds. */
const longestAddress = sql.lit(450);

/** The address after its scheme or bracket, up to its phone parameter or bracket. */
function addressKey(text: Expression<string | null>): RawBuilder<string | null> {
  const begins = (mark: string) => sql`left(${text}, ${sql.lit(mark.length)}) = ${sql.lit(mark)}`;
  const ends = (mark: string) => sql`right(rtrim(${text}), ${sql.lit(mark.length)}) = ${sql.lit(mark)}`;
  const bracketed = sql`${begins('<')} and ${ends('>')} and len(${text}) > 1`;
  const tail = sql`case when ${bracketed} and ${ends(';user=phone>')} then 12 when ${bracketed} then 1 when ${ends(';user=phone')} then 11 else 0 end`;
  const start = sql`case when ${begins('sip:')} or ${begins('tel:')} then 5 when ${begins('sips:')} then 6 when not (${bracketed}) then 1 when ${begins('<sip:')} or ${begins('<tel:')} then 6 when ${begins('<sips:')} then 7 else 2 end`;
  return sql`lower(substring(left(${text}, len(${text}) - ${tail}), ${start}, ${longestAddress}))`;
}

/** The part behind the @, up to a mark. */
function domain(text: Expression<string | null>): RawBuilder<string | null> {
  const behind = sql`substring(${text}, charindex('@', ${text}) + 1, ${longestAddress})`;
  return sql`case when charindex('@', ${text}) > 0 then lower(rtrim(left(${behind}, patindex('%[;>?]%', ${behind} + ';') - 1))) end`;
}

const host = (text: Expression<string | null>): RawBuilder<string | null> =>
  sql`case when charindex('@', ${text}) > 0 then substring(${text}, charindex('@', ${text}) + 1, ${longestAddress}) end`;

/** T-SQL of SQL Server 2008 R2 and newer. */
export const tsql: Dialect = {
  ...existsDialect,
  builder: () =>
    new Kysely<LcsCdr>({
      dialect: {
        createAdapter: () => new MssqlAdapter(),
        createDriver: () => new DummyDriver(),
        createIntrospector: (db) => new MssqlIntrospector(db),
        createQueryCompiler: () => new TsqlCompiler(),
      },
    }),
  // Minutes, because a count of seconds overflows int after 68 years.
  timeBin: (time, minutes) => sql`datediff(minute, ${epoch}, ${time}) / ${sql.lit(minutes)}`,
  // A `datetime` ends in 0, 3 or 7 milliseconds; a server that keeps it as another type may be a hair below the 0.
  hundredths: (time) => sql`(datepart(second, ${time}) * 100 + (datepart(millisecond, ${time}) + 1) / 10)`,
  caseless: (text) => sql`${text} collate Latin1_General_CI_AS`,
  // Blanks at the end are no difference to SQL Server.
  isName: (text, names) => sql`${text} in (${sql.join(names)})`,
  nameKey: (text) => sql`lower(rtrim(${text}))`,
  addressKey,
  domain,
  host,
  binary: (text) => sql`${text} collate Latin1_General_BIN2`,
  limit: (query, rows) => query.top(rows) as typeof query,
  script: (statements) => statements.map(declared).join('\n\ngo\n\n'),
};
