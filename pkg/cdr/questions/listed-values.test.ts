import { describe, expect, test } from '@jest/globals';
import { range } from '../../../tests/support/selections.ts';
import { sqlOf } from '../../../tests/support/sql-of.ts';
import { dictionaryNames, reportValues, sessionCodes } from './listed-values.ts';

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

const cells = { slices: [range], binMinutes: 60 } as const;

describe('values of error reports', () => {
  test('are counted by time bin', () => {
    expect(sqlOf(reportValues('Source'), cells)).toMatchInlineSnapshot(`
     -- T-SQL: 2026-03-10T07:00, 2026-03-10T19:30
     select "f"."bin" as "bin", "f"."value" collate Latin1_General_BIN2 as "value", count(*) as "count"
     from (
       select datediff(minute, '19700101', "e"."ErrorTime") / 60 as "bin", "e"."Source" as "value"
       from "dbo"."ErrorReportView" as "e"
       where "e"."ErrorTime" >= @1 and "e"."ErrorTime" < @2 and "e"."Source" is not null
     ) as "f"
     group by "f"."bin", "f"."value" collate Latin1_General_BIN2

     -- SQLite: 2026-03-10T07:00, 2026-03-10T19:30
     select "f"."bin" as "bin", "f"."value" collate binary as "value", count(*) as "count"
     from (
       select "e"."ErrorTime" / 3600000 as "bin", "e"."Source" as "value"
       from "dbo"."ErrorReportView" as "e"
       where "e"."ErrorTime" >= ? and "e"."ErrorTime" < ? and "e"."Source" is not null
     ) as "f"
     group by "f"."bin", "f"."value" collate binary
    `);
  });

  test('of several answers add up by time bin', () => {
    const answers = [
      [{ time: 0, value: 'INVITE', count: 2 }],
      [
        { time: 0, value: 'BYE', count: 1 },
        { time: 0, value: 'INVITE', count: 3 },
        { time: 3_600_000, value: 'INVITE', count: 4 },
      ],
    ];
    expect(reportValues('RequestType').merge(answers, cells)).toEqual([
      { time: 0, value: 'INVITE', count: 5 },
      { time: 0, value: 'BYE', count: 1 },
      { time: 3_600_000, value: 'INVITE', count: 4 },
    ]);
  });

  test('of no slice are none', () => {
    expect(sqlOf(reportValues('Source'), { ...cells, slices: [] })).toMatchInlineSnapshot(`
     -- T-SQL: nothing to ask

     -- SQLite: nothing to ask
    `);
  });
});

test('codes of sessions are counted by time bin, whatever their sessions', () => {
  const [from, to] = [range.from, range.to];
  const slices = [
    { from, to: from + 3_600_000 },
    { from: to - 1_800_000, to },
  ];
  expect(sqlOf(sessionCodes, { ...cells, slices })).toMatchInlineSnapshot(`
   -- T-SQL: 2026-03-10T07:00, 2026-03-10T08:00, 2026-03-10T19:00, 2026-03-10T19:30
   select "f"."slice" as "slice", "f"."bin" as "bin", "f"."DiagnosticId" as "DiagnosticId",
     "f"."ResponseCode" as "ResponseCode", count(*) as "count"
   from (
     select 0 as "slice", datediff(minute, '19700101', "s"."SessionIdTime") / 60 as "bin",
       "s"."DiagnosticId" as "DiagnosticId", "s"."ResponseCode" as "ResponseCode"
     from "dbo"."SessionDetailsView" as "s"
     where "s"."SessionIdTime" >= @1 and "s"."SessionIdTime" < @2
     union all
     select 0 as "slice", datediff(minute, '19700101', "s"."SessionIdTime") / 60 as "bin",
       "s"."DiagnosticId" as "DiagnosticId", "s"."ResponseCode" as "ResponseCode"
     from "dbo"."ConferenceSessionDetailsView" as "s"
     where "s"."SessionIdTime" >= @1 and "s"."SessionIdTime" < @2
     union all
     select 1 as "slice", datediff(minute, '19700101', "s"."SessionIdTime") / 60 as "bin",
       "s"."DiagnosticId" as "DiagnosticId", "s"."ResponseCode" as "ResponseCode"
     from "dbo"."SessionDetailsView" as "s"
     where "s"."SessionIdTime" >= @3 and "s"."SessionIdTime" < @4
     union all
     select 1 as "slice", datediff(minute, '19700101', "s"."SessionIdTime") / 60 as "bin",
       "s"."DiagnosticId" as "DiagnosticId", "s"."ResponseCode" as "ResponseCode"
     from "dbo"."ConferenceSessionDetailsView" as "s"
     where "s"."SessionIdTime" >= @3 and "s"."SessionIdTime" < @4
   ) as "f"
   group by "f"."slice", "f"."bin", "f"."DiagnosticId", "f"."ResponseCode"

   -- SQLite: 2026-03-10T07:00, 2026-03-10T08:00, 2026-03-10T07:00, 2026-03-10T08:00, 2026-03-10T19:00,
   --   2026-03-10T19:30, 2026-03-10T19:00, 2026-03-10T19:30
   select "f"."slice" as "slice", "f"."bin" as "bin", "f"."DiagnosticId" as "DiagnosticId",
     "f"."ResponseCode" as "ResponseCode", count(*) as "count"
   from (
     select 0 as "slice", "s"."SessionIdTime" / 3600000 as "bin", "s"."DiagnosticId" as "DiagnosticId",
       "s"."ResponseCode" as "ResponseCode"
     from "dbo"."SessionDetailsView" as "s"
     where "s"."SessionIdTime" >= ? and "s"."SessionIdTime" < ?
     union all
     select 0 as "slice", "s"."SessionIdTime" / 3600000 as "bin", "s"."DiagnosticId" as "DiagnosticId",
       "s"."ResponseCode" as "ResponseCode"
     from "dbo"."ConferenceSessionDetailsView" as "s"
     where "s"."SessionIdTime" >= ? and "s"."SessionIdTime" < ?
     union all
     select 1 as "slice", "s"."SessionIdTime" / 3600000 as "bin", "s"."DiagnosticId" as "DiagnosticId",
       "s"."ResponseCode" as "ResponseCode"
     from "dbo"."SessionDetailsView" as "s"
     where "s"."SessionIdTime" >= ? and "s"."SessionIdTime" < ?
     union all
     select 1 as "slice", "s"."SessionIdTime" / 3600000 as "bin", "s"."DiagnosticId" as "DiagnosticId",
       "s"."ResponseCode" as "ResponseCode"
     from "dbo"."ConferenceSessionDetailsView" as "s"
     where "s"."SessionIdTime" >= ? and "s"."SessionIdTime" < ?
   ) as "f"
   group by "f"."slice", "f"."bin", "f"."DiagnosticId", "f"."ResponseCode"
  `);
});
