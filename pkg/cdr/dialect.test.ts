import { describe, expect, test } from '@jest/globals';
import {
  DummyDriver,
  Kysely,
  PostgresAdapter,
  PostgresIntrospector,
  PostgresQueryCompiler,
  sql,
  type RawBuilder,
  type SqlBool,
} from 'kysely';
import { questionExamples } from '../../tests/support/question-examples.ts';
import { describingCdr, dialects, type DatabaseOptions } from '../../tests/support/recording-cdr.ts';
import { filtersOf, range } from '../../tests/support/selections.ts';
import type { Dialect } from './dialect.ts';
import type { LcsCdr } from './schema/views.ts';

/** A third dialect, after ClickHouse: it says everything in its own way that a dialect may. */
const toy: Dialect = {
  builder: () =>
    new Kysely<LcsCdr>({
      dialect: {
        createAdapter: () => new PostgresAdapter(),
        createDriver: () => new DummyDriver(),
        createIntrospector: (db) => new PostgresIntrospector(db),
        createQueryCompiler: () => new PostgresQueryCompiler(),
      },
    }),
  timeBin: (time, minutes) => sql`toy_bin(${time}, ${sql.lit(minutes)})`,
  hasBits: (mask, bits) => sql`toy_bits(${mask}, ${sql.lit(bits)})`,
  name: (text) => sql`toy_name(${text})`,
  caseless: (text) => sql`toy_caseless(${text})`,
  isName: (text, names) => sql`toy_is_name(${text}, ${sql.join(names)})`,
  startsWith: (text, prefixes) => sql`toy_starts_with(${text}, ${sql.join(prefixes)})`,
  nameKey: (text) => sql`toy_name_key(${text})`,
  addressKey: (text) => sql`toy_address_key(${text})`,
  domain: (text) => sql`toy_domain(${text})`,
  host: (text) => sql`toy_host(${text})`,
  hundredths: (time) => sql`toy_hundredths(${time})`,
  binary: (text) => sql`toy_binary(${text})`,
  someRow: ({ outer, inner, from, where }) => {
    const tuple = (names: readonly string[]) => sql.join(names.map((name): RawBuilder<unknown> => sql.ref(name)));
    const conditions = where.length > 0 ? sql.join(where, sql` and `) : sql<SqlBool>`true`;
    return sql<SqlBool>`(${tuple(outer)}) in (select ${tuple(inner)} from ${from} where ${conditions})`;
  },
  correlates: false,
  distributed: true,
  typedNull: (type) => sql`toy_null(${sql.lit(type)})`,
  limit: (query, rows) => query.limit(rows) as typeof query,
  script: (statements) => statements.map(({ sql: text }) => text).join('; '),
};

/** Words by which the other dialects say what a dialect may say differently; whether there is any row at all, everybody says alike. */
const foreign =
  /datediff|\d00000 as "bin"|collate|\blower\(|\blike\b|\b(?:name|address)_key\(|(?<!when )exists|cast\(null|\btop\b| & /i;

/** Every question, without filters and with some that need a dialect. */
function statementsIn(dialect: Dialect, options: DatabaseOptions = {}): readonly [title: string, text: string][] {
  const cdr = describingCdr(dialect, options);
  const some = filtersOf('pools', 'modalities', 'conferenceTypes', 'users', 'sources', 'userAgents');
  const filters = { ...some, fromUsers: ['+4930*'] };
  return questionExamples.flatMap((example) =>
    [{}, filters].map((given): [string, string] => {
      const query = example.describe(cdr, { range, binMinutes: 15, filters: given });
      return [example.title, query ? cdr.compile(query).sql : ''];
    }),
  );
}

describe('a further dialect', () => {
  test('needs nothing but the interface: every question compiles, without a word of the other dialects', () => {
    const said = statementsIn(toy);
    expect(said.filter(([, text]) => text !== '').length).toBeGreaterThan(questionExamples.length);
    expect(said.filter(([, text]) => foreign.test(text))).toEqual([]);
    // The others do say such words, so that their absence means something.
    for (const dialect of Object.values(dialects)) {
      expect(statementsIn(dialect).filter(([, text]) => foreign.test(text)).length).toBeGreaterThan(30);
    }
  });

  test('is asked for all that it can say', () => {
    const all = statementsIn(toy, { features: { caseless: false } })
      .map(([, text]) => text)
      .join('\n');
    const names = ['toy_name(', 'toy_caseless', 'toy_is_name', 'toy_starts_with', 'toy_name_key', 'toy_address_key'];
    const others = ['toy_bin(', 'toy_bits', 'toy_binary', 'toy_null', ') in (select ', 'limit $'];
    expect([...names, ...others].filter((word) => !all.includes(word))).toEqual([]);
    // A database that compares without case by itself is spared what makes it so.
    expect(statementsIn(toy).filter(([, text]) => text.includes('toy_caseless'))).toEqual([]);
  });

  test('stands in for views and columns that a database lacks with a NULL of its own', () => {
    const without = ['ConferencesView', 'ProgressReportView', 'ErrorReportView.TelemetryId'];
    const said = statementsIn(toy, { without });
    expect(said.filter(([, text]) => foreign.test(text))).toEqual([]);
    const conferences = said.find(([title]) => title === 'conferences')?.[1];
    expect(conferences).toContain(`toy_null('nvarchar(450)') as "OrganizerUri"`);
  });
});
