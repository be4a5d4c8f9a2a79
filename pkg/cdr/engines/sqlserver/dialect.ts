import { DummyDriver, Kysely, MssqlAdapter, MssqlIntrospector, MssqlQueryCompiler, sql } from 'kysely';
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
  lower: (text) => sql`lower(${text})`,
  binary: (text) => sql`${text} collate Latin1_General_BIN2`,
  limit: (query, rows) => query.top(rows) as typeof query,
  script: (statements) => statements.map(declared).join('\n\ngo\n\n'),
};
