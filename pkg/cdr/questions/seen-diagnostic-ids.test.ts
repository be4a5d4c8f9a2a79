import { expect, test } from '@jest/globals';
import { range } from '../../../tests/support/selections.ts';
import { sqlOf } from '../../../tests/support/sql-of.ts';
import { seenDiagnosticIds } from './seen-diagnostic-ids.ts';

test('looks for some IDs among sessions of either kind', () => {
  expect(sqlOf(seenDiagnosticIds, { range, diagnosticIds: [1003, 7025] })).toMatchInlineSnapshot(`
   -- T-SQL: 2026-03-10T07:00, 2026-03-10T19:30, 1003, 7025, 2026-03-09T07:00, 2026-03-10T20:30
   select distinct "f"."DiagnosticId" as "DiagnosticId"
   from (
     select "s"."DiagnosticId" as "DiagnosticId"
     from "dbo"."SessionDetailsView" as "s"
     where "s"."SessionIdTime" >= @1 and "s"."SessionIdTime" < @2
       and ("s"."CallFlag" is null or not ("s"."CallFlag" & 1 <> 0)) and ("s"."DiagnosticId" in (@3, @4))
     union all
     select "s"."DiagnosticId" as "DiagnosticId"
     from "dbo"."ConferenceSessionDetailsView" as "s"
       left join (
         select distinct "x"."SessionIdTime", "x"."ConferenceUri", "x"."ConfInstance"
         from "dbo"."ConferencesView" as "x"
         where "x"."Flag" & 1 <> 0 and "x"."ConfInstance" is not null
           and ("x"."SessionIdTime" >= @5 and "x"."SessionIdTime" < @6)
       ) as "synthetic" on "synthetic"."ConfInstance" = "s"."ConfInstance"
       and "synthetic"."ConferenceUri" = "s"."ConferenceUri"
       and datediff(minute, '19700101', "s"."SessionIdTime") / 1 - datediff(minute, '19700101', "synthetic"."SessionIdTime") / 1 > -60
       and datediff(minute, '19700101', "s"."SessionIdTime") / 1 - datediff(minute, '19700101', "synthetic"."SessionIdTime") / 1 < 1440
     where "s"."SessionIdTime" >= @1 and "s"."SessionIdTime" < @2
       and ("s"."CallFlag" is null or not ("s"."CallFlag" & 1 <> 0)) and ("s"."DiagnosticId" in (@3, @4))
       and "synthetic"."ConfInstance" is null
   ) as "f"

   -- SQLite: 2026-03-10T07:00, 2026-03-10T19:30, 1003, 7025, 2026-03-09T07:00, 2026-03-10T20:30,
   --   2026-03-10T07:00, 2026-03-10T19:30, 1003, 7025
   select distinct "f"."DiagnosticId" as "DiagnosticId"
   from (
     select "s"."DiagnosticId" as "DiagnosticId"
     from "dbo"."SessionDetailsView" as "s"
     where "s"."SessionIdTime" >= ? and "s"."SessionIdTime" < ?
       and ("s"."CallFlag" is null or not ("s"."CallFlag" & 1 <> 0)) and ("s"."DiagnosticId" in (?, ?))
     union all
     select "s"."DiagnosticId" as "DiagnosticId"
     from "dbo"."ConferenceSessionDetailsView" as "s"
       left join (
         select distinct "x"."SessionIdTime", "x"."ConferenceUri", "x"."ConfInstance"
         from "dbo"."ConferencesView" as "x"
         where "x"."Flag" & 1 <> 0 and "x"."ConfInstance" is not null
           and ("x"."SessionIdTime" >= ? and "x"."SessionIdTime" < ?)
       ) as "synthetic" on "synthetic"."ConfInstance" = "s"."ConfInstance"
       and "synthetic"."ConferenceUri" = "s"."ConferenceUri"
       and "s"."SessionIdTime" / 60000 - "synthetic"."SessionIdTime" / 60000 > -60
       and "s"."SessionIdTime" / 60000 - "synthetic"."SessionIdTime" / 60000 < 1440
     where "s"."SessionIdTime" >= ? and "s"."SessionIdTime" < ?
       and ("s"."CallFlag" is null or not ("s"."CallFlag" & 1 <> 0)) and ("s"."DiagnosticId" in (?, ?))
       and "synthetic"."ConfInstance" is null
   ) as "f"
  `);
});

test('asks nothing where there is none to look for', () => {
  expect(sqlOf(seenDiagnosticIds, { range, diagnosticIds: [] })).toMatchInlineSnapshot(`
   -- T-SQL: nothing to ask

   -- SQLite: nothing to ask
  `);
});

test('an ID is seen once', () => {
  const selection = { range, diagnosticIds: [1003, 7025] };
  expect(seenDiagnosticIds.read([{ DiagnosticId: 7025 }], selection)).toEqual([7025]);
  expect(seenDiagnosticIds.merge([[7025], [1003, 7025]], selection)).toEqual([7025, 1003]);
});
