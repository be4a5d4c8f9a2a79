import { DatabaseSync } from 'node:sqlite';
import { describe, expect, jest, test } from '@jest/globals';
import { DiagnosticsError, type ErrorCode } from '../errors.ts';
import type { FoundRow } from './engines/engine.ts';
import { sqlite } from './engines/sqlite/dialect.ts';
import { tsql } from './engines/sqlserver/dialect.ts';
import type { Statement } from './parameter.ts';
import { readServerClassification } from './server-classification.ts';

type Columns = Readonly<Record<string, string>>;
interface Table {
  readonly schema?: string;
  readonly name?: string;
  /** Name and type, as INFORMATION_SCHEMA has them. */
  readonly columns: Columns;
}

const catalogOf = (...tables: readonly Table[]): FoundRow[] =>
  tables.flatMap(({ schema = 'dbo', name = 'MsDiagMetaData', columns }) =>
    Object.entries(columns).map(([COLUMN_NAME, DATA_TYPE]) => ({
      TABLE_SCHEMA: schema,
      TABLE_NAME: name,
      COLUMN_NAME,
      DATA_TYPE,
    })),
  );

/** Reads a table that SQLite really holds. */
async function readFrom(columns: Columns, rows: readonly (readonly unknown[])[]) {
  const database = new DatabaseSync(':memory:');
  const names = Object.keys(columns);
  database.exec(`create table "MsDiagMetaData" (${names.map((name) => `"${name}"`).join(', ')})`);
  const insert = database.prepare(`insert into "MsDiagMetaData" values (${names.map(() => '?').join(', ')})`);
  for (const row of rows) {
    insert.run(...(row as number[]));
  }
  const found = await readServerClassification(catalogOf({ schema: '', columns }), sqlite, ({ sql }) =>
    Promise.resolve(database.prepare(sql).all()),
  );
  database.close();
  return found;
}

describe('a layout that is understood', () => {
  test('IDs with categories 0, 1, 2', async () => {
    const columns = { MsDiagId: 'int', ErrorCategory: 'tinyint', Description: 'nvarchar' };
    const found = await readFrom(columns, [
      [51007, 0, 'a'],
      [51004, 1, 'b'],
      [22, 2, 'c'],
    ]);
    expect(found).toEqual({
      lines: [
        { diagnosticId: 51007, category: 'success' },
        { diagnosticId: 51004, category: 'expected' },
        { diagnosticId: 22, category: 'unexpected' },
      ],
      told: 'MsDiagMetaData of the server classifies 3 diagnostic IDs.',
      exists: true,
      failed: false,
    });
  });

  test('with a response code beside them; without one in its row, the ID alone', async () => {
    const columns = { DiagnosticId: 'int', ResponseCode: 'int', CategoryId: 'smallint' };
    const { lines, told } = await readFrom(columns, [
      [1003, 404, 1],
      [1003, 504, 2],
      [1003, null, 2],
      [0, 0, 2],
    ]);
    expect(lines).toEqual([
      { diagnosticId: 1003, responseCode: 404, category: 'expected' },
      { diagnosticId: 1003, responseCode: 504, category: 'unexpected' },
      { diagnosticId: 1003, category: 'unexpected' },
      { diagnosticId: 0, responseCode: 0, category: 'unexpected' },
    ]);
    expect(told).toBe('MsDiagMetaData of the server classifies 2 diagnostic IDs.');
  });

  test.each<[string, string, string]>([
    ['msdiagid', 'errorcategory', 'int'],
    ['MSDIAGNOSTICID', 'CATEGORY', 'int'],
    ['Ms_Diag_Id', 'Error_Category_Id', 'int'],
    ['MsDiagnosticsId', 'FailureCategory', 'bigint'],
    ['DiagId', 'MsDiagCategory', 'smallint'],
    ['MsDiag', 'Classification', 'tinyint'],
    ['DiagnosticCode', 'DiagnosticCategoryId', 'int'],
  ])('named %s and %s, of type %s', async (id, category, type) => {
    const { lines } = await readFrom({ Id: 'int', [id]: type, [category]: type }, [[1, 25, 2]]);
    expect(lines).toEqual([{ diagnosticId: 25, category: 'unexpected' }]);
  });

  test('a text beside the IDs that is named alike does not confuse', async () => {
    const columns = { MsDiagId: 'int', DiagnosticCode: 'nvarchar', ErrorCategory: 'int', Category: 'nvarchar' };
    const { lines } = await readFrom(columns, [[22, 'x', 2, 'Unexpected']]);
    expect(lines).toEqual([{ diagnosticId: 22, category: 'unexpected' }]);
  });

  test.each<[string, Table[], string]>([
    ['in another schema', [{ schema: 'rtc', columns: { MsDiagId: 'int', Category: 'int' } }], '"rtc"."MsDiagMetaData"'],
    [
      'in dbo, whatever another schema has',
      [
        { schema: 'copy', columns: { MsDiagId: 'nvarchar', Category: 'int' } },
        { columns: { MsDiagId: 'int', Category: 'int' } },
      ],
      '"dbo"."MsDiagMetaData"',
    ],
    [
      'in the spelling of the server',
      [{ name: 'msdiagmetadata', columns: { MsDiagId: 'INT', Category: 'INT' } }],
      '"dbo"."msdiagmetadata"',
    ],
  ])('%s', async (_, tables, from) => {
    const read = jest.fn((statement: Statement) => Promise.resolve(statement ? [{ id: '22', category: 2 }] : []));
    const { lines } = await readServerClassification(catalogOf(...tables), tsql, read);
    // A bigint comes as text.
    expect(lines).toEqual([{ diagnosticId: 22, category: 'unexpected' }]);
    expect(read.mock.calls).toEqual([
      [{ sql: `select "MsDiagId" as "id", "Category" as "category" from ${from}`, parameters: [] }],
    ]);
  });
});

describe('rows that say nothing clear', () => {
  const columns = { MsDiagId: 'int', ErrorCategory: 'int' };

  test('are left out and counted', async () => {
    const { lines, told } = await readFrom(columns, [
      [22, 2],
      [22, 2],
      [null, 2],
      [23, null],
      [24, 3],
      [25, -1],
      [3_000_000_000, 2],
      [51004, 1],
      [51004, 2],
      [51004, 1],
    ]);
    expect(lines).toEqual([{ diagnosticId: 22, category: 'unexpected' }]);
    expect(told).toBe(
      'MsDiagMetaData of the server classifies 1 diagnostic IDs. 5 rows have no ID, or no category from 0 to 2: left out. Its rows contradict each other on 1 IDs or pairs: left out.',
    );
  });

  test.each<[string, unknown[][]]>([
    ['an empty table', []],
    ['categories of another kind alone', [[22, 7], [23, 8]]], // prettier-ignore
    ['contradictions alone', [[22, 1], [22, 2]]], // prettier-ignore
  ])('%s: the built-in list', async (_, rows) => {
    expect(await readFrom(columns, rows)).toEqual({
      lines: [],
      told: `MsDiagMetaData has no row that can be used, of ${rows.length}. Its columns: MsDiagId int, ErrorCategory int. Diagnostic IDs are classified by the built-in list.`,
      exists: true,
      failed: false,
    });
  });
});

describe('a layout that is refused', () => {
  test.each<[string, Columns, string]>([
    ['no IDs', { Id: 'int', Category: 'int' }, 'it has 0 columns of whole numbers that may be diagnostic IDs'],
    ['IDs as text', { MsDiagId: 'nvarchar', Category: 'int' }, 'it has 0 columns of whole numbers that may be diag'],
    ['two columns of IDs', { MsDiagId: 'int', DiagnosticId: 'int', Category: 'int' }, 'it has 2 columns of whole'],
    ['IDs in two spellings', { MsDiagId: 'int', msdiagid: 'int', Category: 'int' }, 'it has 2 columns of whole'],
    ['no categories', { MsDiagId: 'int', Severity: 'int' }, 'it has 0 columns of whole numbers that may be categ'],
    ['categories as text', { MsDiagId: 'int', Category: 'nvarchar' }, 'it has 0 columns of whole numbers that may be'],
    ['two categories', { MsDiagId: 'int', ErrorCategory: 'int', CategoryId: 'int' }, 'it has 2 columns of whole'],
    ['responses as text', { MsDiagId: 'int', Category: 'int', ResponseCode: 'varchar' }, 'it has response codes'],
    [
      'two response codes',
      { MsDiagId: 'int', Category: 'int', ResponseCode: 'int', SipResponseCode: 'int' },
      'it has response codes',
    ],
    ['types unknown', { MsDiagId: 'sql_variant', Category: 'int' }, 'it has 0 columns of whole numbers'],
  ])('%s: the columns are told, nothing is read', async (_, columns, reason) => {
    const read = jest.fn<() => Promise<readonly FoundRow[]>>();
    const found = await readServerClassification(catalogOf({ columns }), tsql, read);
    expect(found).toMatchObject({ lines: [], exists: true, failed: false });
    expect(found.told).toContain(`MsDiagMetaData is not understood: ${reason}`);
    const listed = Object.entries(columns).map(([name, type]) => `${name} ${type}`);
    expect(found.told).toContain(
      `Its columns: ${listed.join(', ')}. Diagnostic IDs are classified by the built-in list.`,
    );
    expect(read).not.toHaveBeenCalled();
  });

  test('no such table', async () => {
    const read = jest.fn<() => Promise<readonly FoundRow[]>>();
    expect(
      await readServerClassification(catalogOf({ name: 'Pools', columns: { PoolId: 'int' } }), tsql, read),
    ).toEqual({
      lines: [],
      told: 'MsDiagMetaData does not exist, or the login may not read it. Diagnostic IDs are classified by the built-in list.',
      exists: false,
      failed: false,
    });
    expect(read).not.toHaveBeenCalled();
  });
});

describe('a table that cannot be read', () => {
  const catalog = catalogOf({ columns: { MsDiagId: 'int', Category: 'int' } });
  const failing = (error: Error) => readServerClassification(catalog, tsql, () => Promise.reject(error));

  test.each<ErrorCode>(['permission', 'timeout', 'tooLarge', 'schema', 'server'])(
    '%s costs the table only',
    async (code) => {
      expect(await failing(new DiagnosticsError(code, 'It is locked away.'))).toEqual({
        lines: [],
        told: 'MsDiagMetaData could not be read: It is locked away. Its columns: MsDiagId int, Category int. Diagnostic IDs are classified by the built-in list.',
        exists: true,
        failed: true,
      });
    },
  );

  test.each<ErrorCode>(['network', 'auth', 'tls'])('%s is the error of whoever asks', async (code) => {
    await expect(failing(new DiagnosticsError(code, 'Nobody there.'))).rejects.toMatchObject({ code });
  });

  test('and so is what nobody foresaw', async () => {
    await expect(failing(new TypeError('a defect'))).rejects.toThrow(TypeError);
  });
});
