import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { sql } from 'kysely';
import { readCatalog, type Catalog } from '../catalog.ts';
import { viewColumns } from '../schema/columns.ts';
import { datetime, sqlite, tsql } from './dialect.ts';
import { DatetimeParameter, explain, type Parameter } from './parameter.ts';

type Name = keyof typeof viewColumns;

function catalogOf(found: Partial<Record<Name, { as: string; columns: readonly string[] }>>): Catalog {
  return readCatalog(
    Object.values(found).flatMap(({ as, columns }) =>
      columns.map((COLUMN_NAME) => ({ TABLE_SCHEMA: 'dbo', TABLE_NAME: as, COLUMN_NAME })),
    ),
  );
}

const pools = { as: 'pools', columns: ['poolid', 'poolfqdn'] };
const poolsOf = (catalog: Catalog) => tsql.builder(catalog).selectFrom('Pools as p').select('p.PoolFQDN').compile().sql;

describe('T-SQL for the objects found', () => {
  test('names them as the server does, with their schema', () => {
    expect(poolsOf(catalogOf({ Pools: pools }))).toBe('select "p"."PoolFQDN" from "dbo"."pools" as "p"');
  });

  test('doubles the quotes of a strange name', () => {
    const rows = ['PoolId', 'PoolFQDN'].map((COLUMN_NAME) => ({
      TABLE_SCHEMA: 'a"b',
      TABLE_NAME: 'Pools',
      COLUMN_NAME,
    }));
    expect(poolsOf(readCatalog(rows))).toBe('select "p"."PoolFQDN" from "a""b"."Pools" as "p"');
  });

  test('adds a column that is missing as NULL of its type', () => {
    expect(poolsOf(catalogOf({ Pools: { ...pools, columns: ['poolid'] } }))).toBe(
      'select "p"."PoolFQDN" from (select v.*, cast(null as nvarchar(450)) as "PoolFQDN" from "dbo"."pools" as v) as "p"',
    );
  });

  test('stands in with an empty table for a view that is missing, each NULL of its type', () => {
    const compiled = tsql.builder(readCatalog([])).selectFrom('ConferencesView as c').select('c.Flag').compile().sql;
    expect(compiled).toBe(
      'select "c"."Flag" from (select cast(null as datetime) as "SessionIdTime", cast(null as int) as "SessionIdSeq", ' +
        'cast(null as nvarchar(450)) as "ConferenceUri", cast(null as uniqueidentifier) as "ConfInstance", ' +
        'cast(null as datetime) as "ConferenceStartTime", cast(null as datetime) as "ConferenceEndTime", ' +
        'cast(null as nvarchar(450)) as "OrganizerUri", cast(null as nvarchar(450)) as "Pool", ' +
        'cast(null as int) as "Flag" where 1 = 0) as "c"',
    );
  });

  test('does the same in raw SQL and in subqueries', () => {
    const query = sql`select 1 as one where exists (select 1 as one from ${sql.table('Pools')} as p)`;
    expect(query.compile(tsql.builder(readCatalog([]))).sql).toContain('from (select cast(null as int) as "PoolId"');
  });

  test('remembers the objects of a statement', () => {
    const catalog = catalogOf({ Pools: pools });
    const db = tsql.builder(catalog);
    db.selectFrom('Pools as p').innerJoin('Gateways as g', 'g.GatewayId', 'p.PoolId').select('p.PoolId').compile();
    expect(catalog.takeUsed()).toEqual(new Set(['Pools', 'Gateways']));
  });

  test('has a type for every column, and a number is never taken for text', () => {
    const compiled = (Object.keys(viewColumns) as Name[]).map(
      (name) => sql`select * from ${sql.table(name)} as x`.compile(tsql.builder(readCatalog([]))).sql,
    );
    const types = new Map(
      compiled.flatMap((text) =>
        [...text.matchAll(/cast\(null as ([\w()]+)\) as "(\w+)"/g)].map(([, type, column]) => [column, type] as const),
      ),
    );
    const ofType = (wanted: string) => [...types].filter(([, type]) => type === wanted).map(([column]) => column);
    expect(types.size).toBe(new Set(Object.values(viewColumns).flat()).size);
    expect(ofType('datetime').filter((column) => !/Time$/.test(column ?? ''))).toEqual([]);
    expect(
      ofType('nvarchar(450)').filter((column) => /(Time|Seq|Flag|Code|Count|Type[s]?)$/.test(column ?? '')),
    ).toEqual(expect.arrayContaining(['RequestType', 'ContentType', 'CallType', 'McuConferenceUriType']));
    expect(ofType('uniqueidentifier').sort()).toEqual(['ConfInstance', 'CorrelationId', 'TelemetryId']);
    expect([...ofType('int')].sort()).toEqual(
      [
        'ApplicationId',
        'CallFlag',
        'ClientType',
        'DiagnosticId',
        'DialogSessionIdSeq',
        'EdgeServerId',
        'ErrorReportSeq',
        'Flag',
        'FromClientType',
        'FromMessageCount',
        'FromUserFlag',
        'GatewayId',
        'MediaTypes',
        'MsDiagId',
        'PoolId',
        'ProgressReportSeq',
        'ResponseCode',
        'ServerId',
        'SessionIdSeq',
        'SessionSetupTime',
        'SetupTime',
        'ToClientType',
        'ToMessageCount',
        'ToUserFlag',
        'UserClientType',
        'UserFlag',
        'VersionId',
      ].sort(),
    );
  });
});

describe('T-SQL parameters', () => {
  const db = tsql.builder(readCatalog([]));

  test('a value is sent once, however often it occurs', () => {
    const { sql: text, parameters } = sql`${'a'} ${1} ${'a'} ${null} ${1} ${null}`.compile(db);
    expect(text).toBe('@1 @2 @1 @3 @2 @3');
    expect(parameters).toEqual(['a', 1, null]);
  });

  test('values that only look alike stay apart', () => {
    const instant = Date.UTC(2026, 0, 1);
    const { sql: text, parameters } =
      sql`${1} ${'1'} ${null} ${'null'} ${datetime(instant)} ${instant} ${`datetime ${instant}`} ${'A'} ${'a'}`.compile(
        db,
      );
    expect(text).toBe('@1 @2 @3 @4 @5 @6 @7 @8 @9');
    expect(new Set(parameters).size).toBe(9);
  });

  test('instants on the same tick are one', () => {
    const { sql: text, parameters } = sql`${datetime(4)} ${datetime(7)} ${datetime(8)}`.compile(db);
    expect(text).toBe('@1 @1 @2');
    expect(parameters).toEqual([new DatetimeParameter(7), new DatetimeParameter(10)]);
  });

  test('one statement does not share with the next', () => {
    expect(sql`${'a'}`.compile(db)).toMatchObject({ sql: '@1', parameters: ['a'] });
    expect(sql`${'b'} ${'a'}`.compile(db)).toMatchObject({ sql: '@1 @2', parameters: ['b', 'a'] });
  });

  test('each placeholder stands for its value, whatever the values', () => {
    const values = fc.array(fc.oneof(fc.string({ maxLength: 3 }), fc.integer({ min: -2, max: 2 }), fc.constant(null)), {
      minLength: 1,
    });
    fc.assert(
      fc.property(values, (given) => {
        const { sql: text, parameters } = sql`${sql.join(given)}`.compile(db);
        const places = text.split(', ').map((place) => Number(place.slice(1)) - 1);
        expect(places.map((place) => parameters[place])).toEqual(given);
        expect(new Set(parameters).size).toBe(parameters.length);
      }),
    );
  });
});

describe('SQLite', () => {
  test('takes names and values as they are', () => {
    const db = sqlite.builder(readCatalog([]));
    const { sql: text, parameters } = sql`select ${'a'}, ${'a'} from ${sql.table('Pools')}`.compile(db);
    expect(text).toBe('select ?, ? from "Pools"');
    expect(parameters).toEqual(['a', 'a']);
  });
});

describe('a statement for the query inspector', () => {
  const parameters: Parameter[] = [new DatetimeParameter(Date.UTC(2026, 0, 31, 8, 15, 0, 7)), 5, "o'brien", null];

  test('declares its values in T-SQL', () => {
    expect(explain({ sql: 'select @1, @2, @3, @4', parameters }, 'mssql')).toBe(
      "declare @1 datetime = '2026-01-31T08:15:00.007',\n  @2 int = 5,\n  @3 nvarchar(max) = N'o''brien',\n" +
        '  @4 nvarchar(max) = null;\nselect @1, @2, @3, @4',
    );
  });

  test('lists them in SQLite, and nothing where there are none', () => {
    expect(explain({ sql: 'select ?, ?', parameters: [5, "o'brien"] }, 'sqlite')).toBe(
      "-- 5, N'o''brien'\nselect ?, ?",
    );
    expect(explain({ sql: 'select 1', parameters: [] }, 'sqlite')).toBe('select 1');
    expect(explain({ sql: 'select 1', parameters: [] }, 'mssql')).toBe('select 1');
  });

  test('no value ends its literal or its comment', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: fc.constantFrom("'", '\n', '\r', '-', ';', 'x', '\u2028'), minLength: 1 }),
        (text) => {
          const mssql = explain({ sql: 'select 1', parameters: [text] }, 'mssql');
          expect(mssql).toMatch(/^declare @1 nvarchar\(max\) = N'([^']|'')*';\nselect 1$/);
          const lines = explain({ sql: 'select 1', parameters: [text] }, 'sqlite').split(/[\n\r]/);
          expect(lines).toHaveLength(2);
        },
      ),
    );
  });
});
