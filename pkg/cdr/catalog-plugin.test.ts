import { describe, expect, test } from '@jest/globals';
import { sql } from 'kysely';
import { catalogPlugin } from './catalog-plugin.ts';
import { readCatalog, type Catalog } from './catalog.ts';
import { tsql } from './engines/sqlserver/dialect.ts';
import { viewColumns } from './schema/columns.ts';

type Name = keyof typeof viewColumns;

function catalogOf(found: Partial<Record<Name, { as: string; columns: readonly string[] }>>): Catalog {
  return readCatalog(
    Object.values(found).flatMap(({ as, columns }) =>
      columns.map((COLUMN_NAME) => ({ TABLE_SCHEMA: 'dbo', TABLE_NAME: as, COLUMN_NAME })),
    ),
  );
}

const pools = { as: 'pools', columns: ['PoolId', 'PoolFQDN'] };
const builderOf = (catalog: Catalog) => tsql.builder().withPlugin(catalogPlugin(catalog, tsql));
const poolsOf = (catalog: Catalog) => builderOf(catalog).selectFrom('Pools as p').select('p.PoolFQDN').compile().sql;

describe('a query for the objects found', () => {
  test('names them as the server does, with their schema', () => {
    expect(poolsOf(catalogOf({ Pools: pools }))).toBe('select "p"."PoolFQDN" from "dbo"."pools" as "p"');
  });

  test('takes columns that are spelled otherwise under their names, for databases whose names are case-sensitive', () => {
    const spelled = { as: 'POOLS', columns: ['poolid', 'PoolFQDN'] };
    expect(poolsOf(catalogOf({ Pools: spelled }))).toBe(
      'select "p"."PoolFQDN" from (select "v"."poolid" as "PoolId", "v"."PoolFQDN" as "PoolFQDN" from "dbo"."POOLS" as "v") as "p"',
    );
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
    expect(poolsOf(catalogOf({ Pools: { ...pools, columns: ['PoolId'] } }))).toBe(
      'select "p"."PoolFQDN" from (select "v"."PoolId" as "PoolId", cast(null as nvarchar(450)) as "PoolFQDN" from "dbo"."pools" as "v") as "p"',
    );
  });

  test('stands in with an empty table for a view that is missing, each NULL of its type', () => {
    const compiled = builderOf(readCatalog([])).selectFrom('ConferencesView as c').select('c.Flag').compile().sql;
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
    expect(query.compile(builderOf(readCatalog([]))).sql).toContain('from (select cast(null as int) as "PoolId"');
  });

  test('is the same however often the parts of a query are rewritten', () => {
    const db = builderOf(catalogOf({ Pools: pools, Gateways: { as: 'Gateways', columns: ['GatewayId'] } }));
    const inner = db.selectFrom('Gateways as g').select('g.Gateway as name');
    const both = inner.unionAll(db.selectFrom('Pools as p').select('p.PoolFQDN as name'));
    expect(db.selectFrom(both.as('n')).select('n.name').compile().sql).toBe(
      'select "n"."name" from (' +
        'select "g"."Gateway" as "name" from (select "v"."GatewayId" as "GatewayId", cast(null as nvarchar(450)) as "Gateway" from "dbo"."Gateways" as "v") as "g"' +
        ' union all select "p"."PoolFQDN" as "name" from "dbo"."pools" as "p") as "n"',
    );
  });

  test.each(['SessionDetailsView', 'ConferenceSessionDetailsView', 'ErrorReportView'] as const)(
    'is refused over %s where the database has no such view',
    (view) => {
      const query = sql`select 1 from ${sql.table(view)}`;
      expect(() => query.compile(builderOf(readCatalog([])))).toThrow(
        `${view} does not exist, or the login may not read it`,
      );
    },
  );

  test('has a type for every column, and a number is never taken for text', () => {
    // Every view is there, and lacks every column that the reports know.
    const names = Object.keys(viewColumns) as Name[];
    const empty = Object.fromEntries(names.map((name) => [name, { as: name, columns: ['Other'] }]));
    const compiled = names.map(
      (name) => sql`select * from ${sql.table(name)} as x`.compile(builderOf(catalogOf(empty))).sql,
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
