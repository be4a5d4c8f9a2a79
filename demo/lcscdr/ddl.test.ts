import { describe, expect, test } from '@jest/globals';
import { createSchema, lcsCdrViews } from './ddl.ts';
import { viewColumns } from '../../pkg/cdr/schema/columns.ts';

describe.each(['sqlite', 'mssql'] as const)('the schema for %s', (dialect) => {
  const statements = createSchema(dialect);
  const find = (start: RegExp) => statements.find((statement) => start.test(statement)) ?? '';

  test('creates every view with the columns the product reads', () => {
    for (const { name, columns } of lcsCdrViews) {
      const wanted = (viewColumns as Readonly<Record<string, readonly string[]>>)[name] ?? [];
      expect(wanted.length).toBeGreaterThan(0);
      expect(columns.map((column) => column.name)).toEqual(expect.arrayContaining([...wanted]));
      expect(
        statements.filter((statement) => new RegExp(`^CREATE VIEW (dbo\\.)?${name} AS`).test(statement)),
      ).toHaveLength(1);
    }
  });

  test('names every column of a view once', () => {
    for (const { columns } of lcsCdrViews) expect(new Set(columns.map(({ name }) => name)).size).toBe(columns.length);
  });

  test('shows bytes as text', () => {
    const view = find(/^CREATE VIEW (dbo\.)?ErrorReportView/);
    if (dialect === 'mssql') {
      expect(view).toContain('CAST(CAST(r.MsDiagHeader AS varbinary(max)) AS varchar(max)) AS MsDiagHeader');
      expect(view).toContain('CAST(ed.RequestType AS varchar(33)) AS RequestType');
    } else expect(view).toContain('r.MsDiagHeader AS MsDiagHeader');
  });
});

test('T-SQL keeps to what SQL Server 2012 and its imitations take', () => {
  const sql = createSchema('mssql').join('\n');
  expect(sql).not.toMatch(/STRING_AGG|AT TIME ZONE|TRIM\(|IF EXISTS|CLUSTERED|IDENTITY|\bIIF\b|WITHOUT ROWID|COLLATE/i);
  expect(sql).toContain('CONSTRAINT PK_SessionDetails PRIMARY KEY (SessionIdTime, SessionIdSeq)');
  expect(sql).toContain('MsDiagHeader image NULL');
});

test('SQLite looks dictionaries up by row id', () => {
  const sql = createSchema('sqlite').join('\n');
  expect(sql).toContain('UserId INTEGER PRIMARY KEY');
  expect(sql).toContain('PoolFQDN TEXT COLLATE NOCASE');
});
