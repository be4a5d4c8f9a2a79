import { describe, expect, test } from '@jest/globals';
import { range } from '../../../tests/support/selections.ts';
import { sqlOf } from '../../../tests/support/sql-of.ts';
import { describingCdr } from '../../../tests/support/recording-cdr.ts';
import { dictionaryNames, reportValues, sessionCodes, storeNames } from './listed-values.ts';

describe('names of dictionaries', () => {
  test('come from one table or two', () => {
    expect(sqlOf(dictionaryNames, { of: 'pools' })).toMatchInlineSnapshot(`
     -- T-SQL
     select distinct "t"."PoolFQDN" as "value"
     from "dbo"."Pools" as "t"
     where "t"."PoolFQDN" is not null
     union all
     select distinct "t"."EdgeServer" as "value"
     from "dbo"."EdgeServers" as "t"
     where "t"."EdgeServer" is not null

     -- SQLite
     select distinct "t"."PoolFQDN" as "value"
     from "dbo"."Pools" as "t"
     where "t"."PoolFQDN" is not null
     union all
     select distinct "t"."EdgeServer" as "value"
     from "dbo"."EdgeServers" as "t"
     where "t"."EdgeServer" is not null
    `);
    expect(sqlOf(dictionaryNames, { of: 'userAgents' })).toMatchInlineSnapshot(`
     -- T-SQL
     select distinct "t"."Version" as "value"
     from "dbo"."ClientVersions" as "t"
     where "t"."Version" is not null

     -- SQLite
     select distinct "t"."Version" as "value"
     from "dbo"."ClientVersions" as "t"
     where "t"."Version" is not null
    `);
    expect(sqlOf(dictionaryNames, { of: 'gateways' }, { without: ['Gateways'] })).toMatchInlineSnapshot(`
     -- T-SQL
     select distinct "t"."Gateway" as "value"
     from (select cast(null as int) as "GatewayId", cast(null as nvarchar(450)) as "Gateway" where 1 = 0) as "t"
     where "t"."Gateway" is not null

     -- SQLite
     select distinct "t"."Gateway" as "value"
     from (select cast(null as int) as "GatewayId", cast(null as nvarchar(450)) as "Gateway" where 1 = 0) as "t"
     where "t"."Gateway" is not null
    `);
  });

  test('are listed once, and without the empty one', () => {
    const found = ['a', '', 'b', 'a'].map((value) => ({ value }));
    expect(dictionaryNames.read(found, { of: 'pools' })).toEqual(['a', 'b']);
    expect(dictionaryNames.merge([['a', 'b'], ['c', 'a'], []], { of: 'pools' })).toEqual(['a', 'b', 'c']);
  });
});

describe('values of error reports', () => {
  test('are counted', () => {
    expect(sqlOf(reportValues('Source'), { range })).toMatchInlineSnapshot(`
     -- T-SQL: 2026-03-10T07:00, 2026-03-10T19:30
     select "e"."Source" as "value", count(*) as "count"
     from "dbo"."ErrorReportView" as "e"
     where "e"."ErrorTime" >= @1 and "e"."ErrorTime" < @2 and "e"."Source" is not null
     group by "e"."Source"

     -- SQLite: 2026-03-10T07:00, 2026-03-10T19:30
     select "e"."Source" as "value", count(*) as "count"
     from "dbo"."ErrorReportView" as "e"
     where "e"."ErrorTime" >= ? and "e"."ErrorTime" < ? and "e"."Source" is not null
     group by "e"."Source"
    `);
  });

  test('of several answers add up', () => {
    const answers = [
      [{ value: 'INVITE', count: 2 }],
      [
        { value: 'BYE', count: 1 },
        { value: 'INVITE', count: 3 },
      ],
    ];
    expect(reportValues('RequestType').merge(answers, { range })).toEqual([
      { value: 'INVITE', count: 5 },
      { value: 'BYE', count: 1 },
    ]);
  });
});

test('codes of sessions are counted, whatever their sessions', () => {
  expect(sqlOf(sessionCodes('DiagnosticId'), { range })).toMatchInlineSnapshot(`
   -- T-SQL: 2026-03-10T07:00, 2026-03-10T19:30
   select "f"."DiagnosticId" as "value", count(*) as "count"
   from (
     select "s"."DiagnosticId" as "DiagnosticId"
     from "dbo"."SessionDetailsView" as "s"
     where "s"."SessionIdTime" >= @1 and "s"."SessionIdTime" < @2
     union all
     select "s"."DiagnosticId" as "DiagnosticId"
     from "dbo"."ConferenceSessionDetailsView" as "s"
     where "s"."SessionIdTime" >= @1 and "s"."SessionIdTime" < @2
   ) as "f"
   where "f"."DiagnosticId" is not null
   group by "f"."DiagnosticId"

   -- SQLite: 2026-03-10T07:00, 2026-03-10T19:30, 2026-03-10T07:00, 2026-03-10T19:30
   select "f"."DiagnosticId" as "value", count(*) as "count"
   from (
     select "s"."DiagnosticId" as "DiagnosticId"
     from "dbo"."SessionDetailsView" as "s"
     where "s"."SessionIdTime" >= ? and "s"."SessionIdTime" < ?
     union all
     select "s"."DiagnosticId" as "DiagnosticId"
     from "dbo"."ConferenceSessionDetailsView" as "s"
     where "s"."SessionIdTime" >= ? and "s"."SessionIdTime" < ?
   ) as "f"
   where "f"."DiagnosticId" is not null
   group by "f"."DiagnosticId"
  `);
});

describe('names of stores', () => {
  test('come from the dictionaries of an archive', () => {
    expect(sqlOf(storeNames, {}, { archive: true })).toMatchInlineSnapshot(`
     -- T-SQL
     select distinct "t"."Store" as "value"
     from "dbo"."Pools" as "t"
     union all
     select distinct "t"."Store" as "value"
     from "dbo"."EdgeServers" as "t"
     union all
     select distinct "t"."Store" as "value"
     from "dbo"."ClientVersions" as "t"

     -- SQLite
     select distinct "t"."Store" as "value"
     from "dbo"."Pools" as "t"
     union all
     select distinct "t"."Store" as "value"
     from "dbo"."EdgeServers" as "t"
     union all
     select distinct "t"."Store" as "value"
     from "dbo"."ClientVersions" as "t"
    `);
  });

  test('are not asked for where there is one LcsCDR', () => {
    expect(storeNames.describe(describingCdr('SQLite'), {})).toBeUndefined();
    expect(storeNames.merge([], {})).toEqual([]);
  });

  test('are each told once', () => {
    expect(storeNames.read([{ value: 'emea' }, { value: 'apac' }, { value: 'emea' }], {})).toEqual(['emea', 'apac']);
    expect(storeNames.merge([['emea'], ['apac', 'emea']], {})).toEqual(['emea', 'apac']);
  });
});
