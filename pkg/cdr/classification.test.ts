import { DatabaseSync } from 'node:sqlite';
import { afterAll, describe, expect, test } from '@jest/globals';
import { sql } from 'kysely';
import { categories, type Category } from '../../contract/vocabulary.ts';
import { createClassification, type ClassificationSettings } from './classification.ts';
import { sqlite } from './engines/sqlite/dialect.ts';
import { tsql } from './engines/sqlserver/dialect.ts';
import type { ServerClassification } from './server-classification.ts';

const plain: ClassificationSettings = { categoryMap: [], ambiguousResponses: 'unexpected' };

describe('category by response code alone', () => {
  const { categoryOf } = createClassification(plain);
  test.each<[Category, (number | null)[]]>([
    ['uncategorized', [null, -1, 0, 100, 180, 199, 401, 407, 700, 9999]],
    ['success', [200, 202, 299]],
    ['uncategorized', [300, 302, 399]],
    ['expected', [480, 486, 487, 600, 603]],
    ['unexpected', [404, 408]],
    ['unexpected', [400, 402, 403, 406, 409, 481, 485, 488, 500, 503, 504, 599, 601, 602, 604, 606, 699]],
  ])('%s: %j', (category, responses) => {
    expect(responses.filter((response) => categoryOf(null, response) !== category)).toEqual([]);
  });

  test('404 and 408 follow the setting', () => {
    const lenient = createClassification({ ...plain, ambiguousResponses: 'expected' });
    expect([404, 408, 405].map((response) => lenient.categoryOf(null, response))).toEqual([
      'expected',
      'expected',
      'unexpected',
    ]);
  });
});

describe('category with a diagnostic ID', () => {
  const { categoryOf } = createClassification(plain);

  const categoriesOf = (id: number, responses: readonly (number | null)[]) => [
    ...new Set(responses.map((response) => categoryOf(id, response))),
  ];

  // No media path, whichever the ends; then a server's fault, a code of the AVMCU, and one that an application chose.
  test.each([22, 23, 24, 25, 0, 1003, 7025, 62000, 62999])('2xx with %i: answered, then failed', (id) => {
    expect(categoriesOf(id, [200, 202, 299])).toEqual(['unexpected']);
  });

  test.each([22, 1003, 7025, 62000])('with a response that is no 2xx the response decides on %i', (id) => {
    expect([null, 183, 302, 401, 404, 480, 487, 504, 603].map((response) => categoryOf(id, response))).toEqual([
      ...['uncategorized', 'uncategorized', 'uncategorized', 'uncategorized'],
      ...['unexpected', 'expected', 'expected', 'unexpected', 'expected'],
    ]);
  });

  // Of nobody; of the examples of the documentation, which give no reason; one whose details were taken away.
  test.each([-1, 5, 26, 30512, 63000, 999_999, 1033, 2412, 52116, 13008])('nobody tells what %i means', (id) => {
    expect(categoriesOf(id, [200, 299])).toEqual(['uncategorized']);
    expect([302, 404, 480, 504].map((response) => categoryOf(id, response))).toEqual([
      'uncategorized',
      'unexpected',
      'expected',
      'unexpected',
    ]);
  });

  test.each([12006, 13004, 13005, 13006, 13007, 15637, 15643, 17004, 25008, 51007, 51017, 60000, 60999])(
    '%i informs only: as if there were no ID',
    (id) => {
      const responses = [null, 0, 200, 299, 302, 401, 404, 480, 504];
      expect(responses.filter((response) => categoryOf(id, response) !== categoryOf(null, response))).toEqual([]);
    },
  );

  test.each([51004, 52082, 52094, 52107, 21000, 5002, 4141, 61000, 61999])(
    '%i: ended by a person or a client, whatever the response',
    (id) => {
      expect(categoriesOf(id, [null, 0, 200, 302, 404, 486, 504, 603])).toEqual(['expected']);
    },
  );
});

const operatorMap: ClassificationSettings['categoryMap'] = [
  { diagnosticId: 1003, category: 'expected' },
  { diagnosticId: 1003, responseCode: 504, category: 'unexpected' },
  { diagnosticId: 1003, responseCode: null, category: 'success' },
  { diagnosticId: null, responseCode: 487, category: 'success' },
  { diagnosticId: null, responseCode: null, category: 'unexpected' },
  { diagnosticId: 51004, category: 'unexpected' },
  { diagnosticId: 51004, responseCode: 200, category: 'success' },
  { diagnosticId: 7025, category: 'success' },
  { diagnosticId: 7025, category: 'uncategorized' },
  { diagnosticId: 0, responseCode: 0, category: 'expected' },
];

describe("category by the operator's map", () => {
  const { categoryOf } = createClassification({ ...plain, categoryMap: operatorMap });
  test.each<[number | null, number | null, Category]>([
    [1003, 404, 'expected'],
    [1003, 504, 'unexpected'],
    [1003, null, 'success'],
    [null, 487, 'success'],
    [null, null, 'unexpected'],
    [null, 486, 'expected'],
    [51004, 486, 'unexpected'],
    [51004, 200, 'success'],
    [52082, 200, 'expected'],
    [7025, 500, 'uncategorized'],
    [0, 0, 'expected'],
    [0, null, 'uncategorized'],
  ])('the pair first, then the ID, then what it says, the last line of a kind: %p, %p is %s', (id, code, category) => {
    expect(categoryOf(id, code)).toBe(category);
  });
});

/** What a server says, as its table was read. */
const serverSays = (lines: ServerClassification['lines']): ServerClassification => ({
  lines,
  told: '',
  exists: true,
  failed: false,
});
const ofServer = serverSays([
  { diagnosticId: 22, category: 'expected' },
  { diagnosticId: 51004, category: 'unexpected' },
  { diagnosticId: 1003, category: 'success' },
  { diagnosticId: 1003, responseCode: 503, category: 'success' },
  { diagnosticId: 7025, responseCode: 200, category: 'success' },
  { diagnosticId: 30512, category: 'unexpected' },
  { diagnosticId: 52082, responseCode: 200, category: 'success' },
]);

describe("category by the server's table", () => {
  const { categoryOf } = createClassification({ ...plain, categoryMap: operatorMap }, ofServer);
  test.each<[number, number | null, Category]>([
    // The server alone: before what an ID says by itself.
    [22, 200, 'expected'],
    [30512, 200, 'unexpected'],
    [52082, 200, 'success'],
    [52082, 603, 'expected'],
    // The operator wins, with the ID alone also over a pair of the server.
    [51004, 200, 'success'],
    [51004, 486, 'unexpected'],
    [1003, 404, 'expected'],
    [1003, 503, 'expected'],
    [1003, 504, 'unexpected'],
    [7025, 200, 'uncategorized'],
    // Neither knows it.
    [23, 200, 'unexpected'],
  ])('%p, %p is %s', (id, code, category) => {
    expect(categoryOf(id, code)).toBe(category);
  });

  test('the ID alone holds where the pair is not named', () => {
    const classification = createClassification(
      { ...plain, categoryMap: [{ diagnosticId: 30512, responseCode: 200, category: 'success' }] },
      ofServer,
    );
    expect([200, 202].map((code) => classification.categoryOf(30512, code))).toEqual(['success', 'unexpected']);
  });
});

describe('the SQL predicate', () => {
  const ids = [
    null,
    0,
    -1,
    ...[21, 22, 23, 25, 26, 1033],
    ...[30512, 51007, 59999, 60000, 60999, 61000, 61999, 62000, 62999, 63000],
    1003,
    7025,
    12006,
    13004,
    13007,
    15637,
    25008,
    51004,
    52082,
    52094,
    52107,
    52108,
    2 ** 31 - 1,
  ];
  const codes = [null, -1, 0, 99, 100, 199, 200, 202, 299, 300, 399, 400, 401, 404, 407, 408, 480, 481, 486, 487, 499];
  codes.push(500, 504, 599, 600, 601, 603, 699, 700, 2 ** 31 - 1);
  const database = new DatabaseSync(':memory:');
  database.exec('create table codes (id int, code int)');
  const insert = database.prepare('insert into codes values (?, ?)');
  for (const id of ids) {
    for (const code of codes) {
      insert.run(id, code);
    }
  }
  afterAll(() => {
    database.close();
  });

  const maps: [string, ClassificationSettings, ServerClassification?][] = [
    ['without a map', plain],
    ['with the table of the server', plain, ofServer],
    ['with the table of the server and an own map', { ...plain, categoryMap: operatorMap }, ofServer],
    ['with 404 and 408 as expected', { ...plain, ambiguousResponses: 'expected' }],
    ['with pairs and IDs', { ...plain, categoryMap: operatorMap }],
    ['with sessions without an ID', { ...plain, categoryMap: [{ diagnosticId: null, category: 'uncategorized' }] }],
    [
      'with pairs that overrule an ID that is none',
      {
        ambiguousResponses: 'expected',
        categoryMap: [
          { diagnosticId: null, category: 'expected' },
          { diagnosticId: null, responseCode: 200, category: 'success' },
          { diagnosticId: 12006, responseCode: null, category: 'unexpected' },
        ],
      },
    ],
  ];
  const selections: Category[][] = [
    ...categories.map(({ id }) => [id]),
    ['expected', 'unexpected'],
    categories.map(({ id }) => id),
  ];

  const cases = maps.map(([title, settings, server]) => [title, { settings, server }] as const);

  test.each(cases)('agrees with the category of every pair of codes, %s', (_, { settings, server }) => {
    const classification = createClassification(settings, server);
    const db = sqlite.builder();
    for (const wanted of selections) {
      const isIn = classification.isIn(wanted, sql.ref('id'), sql.ref('code'));
      const compiled = sql`select id, code from codes where ${isIn}`.compile(db);
      const rows = database.prepare(compiled.sql).all(...(compiled.parameters as number[]));
      const expected = ids.flatMap((id) =>
        codes.filter((code) => wanted.includes(classification.categoryOf(id, code))).map((code) => ({ id, code })),
      );
      expect(rows.map(({ id, code }) => ({ id, code }))).toEqual(expected);
    }
  });

  test('is tried with every pair, and every category occurs among them', () => {
    const classification = createClassification({ ...plain, categoryMap: operatorMap });
    expect(ids.length * codes.length).toBe(database.prepare('select count(*) as n from codes').get()?.n);
    expect(new Set(ids.flatMap((id) => codes.map((code) => classification.categoryOf(id, code)))).size).toBe(4);
  });

  test('holds whole numbers alone, in its text: SQL Server takes 2,100 parameters', () => {
    const isIn = createClassification({ ...plain, categoryMap: operatorMap }).isIn(
      ['success'],
      sql.ref('s.DiagnosticId'),
      sql.ref('s.ResponseCode'),
    );
    const compiled = sql`select 1 where ${isIn}`.compile(tsql.builder());
    expect(compiled.parameters).toEqual([]);
    expect(compiled.sql.replace(/"s"\."(DiagnosticId|ResponseCode)"/g, '').match(/[^\w\s(),<>=]/g)).toBeNull();
    const fraction = createClassification({ ...plain, categoryMap: [{ diagnosticId: 1.5, category: 'success' }] });
    expect(() => fraction.isIn(['success'], sql.ref('a'), sql.ref('b'))).toThrow('1.5 is no whole number');
  });

  test('holds more pairs and IDs than there may be parameters', () => {
    const count = 6000;
    const lines = Array.from({ length: count }, (_, index) => ({
      diagnosticId: 100_000 + index,
      ...(index % 2 && { responseCode: 400 + (index % 200) }),
      category: categories[index % 3]?.id ?? 'success',
    }));
    const classification = createClassification(plain, serverSays(lines));
    const many = new DatabaseSync(':memory:');
    many.exec('create table codes (id int, code int)');
    const add = many.prepare('insert into codes values (?, ?)');
    for (const { diagnosticId, responseCode = 200 } of lines) {
      add.run(diagnosticId, responseCode);
    }
    const isIn = classification.isIn(['unexpected'], sql.ref('id'), sql.ref('code'));
    const compiled = sql`select id from codes where ${isIn}`.compile(sqlite.builder());
    const found = many
      .prepare(compiled.sql)
      .all()
      .map(({ id }) => id);
    many.close();
    // Every third line is of the third category.
    expect(found).toEqual(lines.filter((_, index) => index % 3 === 2).map(({ diagnosticId }) => diagnosticId));
  });
});
