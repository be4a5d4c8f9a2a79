import { describe, expect, test } from '@jest/globals';
import { lcsCdrColumns, sqlType, viewColumns } from '../../pkg/cdr/schema/columns.ts';
import type { LcsCdr } from '../../pkg/cdr/schema/views.ts';
import { createSchema, lcsCdrViews } from './ddl.ts';
import { lcsCdrTable } from './tables.ts';
import type { View } from './view.ts';

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
    for (const { columns } of lcsCdrViews) {
      expect(new Set(columns.map(({ name }) => name)).size).toBe(columns.length);
    }
  });

  test('shows bytes as text', () => {
    const view = find(/^CREATE VIEW (dbo\.)?ErrorReportView/);
    if (dialect === 'mssql') {
      expect(view).toContain('CAST(CAST(r.MsDiagHeader AS varbinary(max)) AS varchar(max)) AS MsDiagHeader');
      expect(view).toContain('CAST(ed.RequestType AS varchar(33)) AS RequestType');
    } else {
      expect(view).toContain('r.MsDiagHeader AS MsDiagHeader');
    }
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

describe('columns have the types that the product describes', () => {
  const described = Object.entries(viewColumns).flatMap(([name, columns]) =>
    columns.map((column) => [name as keyof LcsCdr, column] as const),
  );

  test.each(described)('%s.%s', (name, column) => {
    const view = lcsCdrViews.find((candidate) => candidate.name === name);
    const found = view ? shown(view, column) : inTable(name, column);
    expect(parts(found.type).base).toBe(parts(sqlType(name, column)).base);
    expect(parts(found.type).length).toBeLessThanOrEqual(parts(sqlType(name, column)).length);
    const columns: Readonly<Record<string, string>> = lcsCdrColumns[name];
    if (view && columns[column]?.endsWith(' not null')) {
      expect(found.isKey).toBe(true);
    }
  });

  interface Found {
    readonly type: string;
    readonly isKey: boolean;
  }

  function inTable(table: string, column: string): Found {
    const { columns, key } = lcsCdrTable(table);
    const type = columns.find(({ name }) => name === column)?.type ?? `no column ${table}.${column}`;
    return { type, isKey: key.includes(column) };
  }

  /** What T-SQL makes of the expression: a cast says its type, all others end in a column of a table. */
  function shown({ sources, lookups, columns }: View, name: string): Found {
    const expression = columns.find((column) => column.name === name)?.expression ?? `no column ${name}`;
    const text = typeof expression === 'string' ? expression : expression.mssql;
    const cast = /^CAST\(.* AS ([\w()]+)\)$/.exec(text)?.[1];
    if (cast !== undefined) {
      return { type: cast, isKey: false };
    }
    const [, alias, column = ''] = /(?:^|THEN |MAX\()(\w+)\.(\w+)/.exec(text) ?? [];
    const table =
      [...sources, ...lookups].find((one) => one.alias === alias)?.table ??
      new RegExp(`FROM dbo\\.(\\w+) ${alias} `).exec(text)?.[1];
    return inTable(table ?? `unknown to ${text}`, column);
  }

  function parts(type: string): { base: string; length: number } {
    const [, base = '', length] = /^(\w+)(?:\((\w+)\))?$/.exec(type) ?? [];
    return { base, length: length === 'max' ? Infinity : Number(length ?? 0) };
  }
});
