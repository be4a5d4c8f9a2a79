import { DatabaseSync } from 'node:sqlite';
import { afterAll, describe, expect, test } from '@jest/globals';
import { sql } from 'kysely';
import { categories, type Category } from '../../contract/vocabulary.ts';
import { createClassification, type ClassificationSettings } from './classification.ts';
import { sqlite } from './engines/sqlite/dialect.ts';
import { tsql } from './engines/sqlserver/dialect.ts';

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

  test.each([0, 1003, 7025, -1])('2xx with the ID %i is no success', (id) => {
    expect([200, 299].map((response) => categoryOf(id, response))).toEqual(['uncategorized', 'uncategorized']);
  });

  test.each([12006, 13004, 13005, 13006, 13007, 15637, 15643, 25008])('%i notes progress only', (id) => {
    expect(categoryOf(id, 200)).toBe('success');
    expect(categoryOf(id, 504)).toBe('unexpected');
  });

  test.each([51004, 52082, 52094, 52107])('%i is an expected failure with every response', (id) => {
    expect([null, 0, 200, 302, 404, 504].map((response) => categoryOf(id, response))).toEqual(
      Array.from({ length: 6 }, () => 'expected'),
    );
  });
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
  ])(
    'the pair first, then the ID, then the built-in map, the last line of a kind: %p, %p is %s',
    (id, code, category) => {
      expect(categoryOf(id, code)).toBe(category);
    },
  );
});

describe('the SQL predicate', () => {
  const ids = [
    null,
    0,
    -1,
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

  const maps: [string, ClassificationSettings][] = [
    ['without a map', plain],
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

  test.each(maps)('agrees with the category of every pair of codes, %s', (_, settings) => {
    const classification = createClassification(settings);
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

  test('holds numbers alone, as parameters', () => {
    const isIn = createClassification({ ...plain, categoryMap: operatorMap }).isIn(
      ['success'],
      sql.ref('s.DiagnosticId'),
      sql.ref('s.ResponseCode'),
    );
    const compiled = sql`select 1 where ${isIn}`.compile(tsql.builder());
    expect(compiled.sql).not.toMatch(/(?<!@)\b(1003|504|51004|487|7025)\b/);
    expect(compiled.parameters).toEqual(expect.arrayContaining([1003, 504, 51004, 487, 7025]));
  });
});
