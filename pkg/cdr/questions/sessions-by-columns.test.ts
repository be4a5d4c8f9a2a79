import { expect, test } from '@jest/globals';
import { range } from '../../../tests/support/selections.ts';
import { sqlOf } from '../../../tests/support/sql-of.ts';
import { sessionsByColumns } from './sessions-by-columns.ts';

test('counts by codes, and by names as they are spelled', () => {
  expect(sqlOf(sessionsByColumns('DiagnosticId', 'Pool'), { range, filters: {} })).toMatchInlineSnapshot(`
   -- T-SQL: 2026-03-10T07:00, 2026-03-10T19:30, 2026-03-09T07:00, 2026-03-10T20:30
   select "f"."DiagnosticId" as "DiagnosticId", "f"."Pool" collate Latin1_General_BIN2 as "Pool",
     count(*) as "sessions"
   from (
     select "s"."DiagnosticId" as "DiagnosticId", "s"."Pool" as "Pool"
     from "dbo"."SessionDetailsView" as "s"
     where "s"."SessionIdTime" >= @1 and "s"."SessionIdTime" < @2
       and ("s"."CallFlag" is null or not ("s"."CallFlag" & 1 <> 0))
     union all
     select "s"."DiagnosticId" as "DiagnosticId", "s"."Pool" as "Pool"
     from "dbo"."ConferenceSessionDetailsView" as "s"
       left join (
         select distinct "x"."SessionIdTime", "x"."ConferenceUri", "x"."ConfInstance"
         from "dbo"."ConferencesView" as "x"
         where "x"."Flag" & 1 <> 0 and "x"."ConfInstance" is not null
           and ("x"."SessionIdTime" >= @3 and "x"."SessionIdTime" < @4)
       ) as "synthetic" on "synthetic"."ConfInstance" = "s"."ConfInstance"
       and "synthetic"."ConferenceUri" = "s"."ConferenceUri"
       and datediff(minute, '19700101', "s"."SessionIdTime") / 1 - datediff(minute, '19700101', "synthetic"."SessionIdTime") / 1 > -60
       and datediff(minute, '19700101', "s"."SessionIdTime") / 1 - datediff(minute, '19700101', "synthetic"."SessionIdTime") / 1 < 1440
     where "s"."SessionIdTime" >= @1 and "s"."SessionIdTime" < @2
       and ("s"."CallFlag" is null or not ("s"."CallFlag" & 1 <> 0)) and "synthetic"."ConfInstance" is null
   ) as "f"
   group by "f"."DiagnosticId", "f"."Pool" collate Latin1_General_BIN2

   -- SQLite: 2026-03-10T07:00, 2026-03-10T19:30, 2026-03-09T07:00, 2026-03-10T20:30, 2026-03-10T07:00,
   --   2026-03-10T19:30
   select "f"."DiagnosticId" as "DiagnosticId", "f"."Pool" collate binary as "Pool", count(*) as "sessions"
   from (
     select "s"."DiagnosticId" as "DiagnosticId", "s"."Pool" as "Pool"
     from "dbo"."SessionDetailsView" as "s"
     where "s"."SessionIdTime" >= ? and "s"."SessionIdTime" < ?
       and ("s"."CallFlag" is null or not ("s"."CallFlag" & 1 <> 0))
     union all
     select "s"."DiagnosticId" as "DiagnosticId", "s"."Pool" as "Pool"
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
       and ("s"."CallFlag" is null or not ("s"."CallFlag" & 1 <> 0)) and "synthetic"."ConfInstance" is null
   ) as "f"
   group by "f"."DiagnosticId", "f"."Pool" collate binary
  `);
});

test('of conferences by the kind of their sessions', () => {
  const selection = { range, filters: { conferenceTypes: ['mcu'] }, all: true } as const;
  expect(sqlOf(sessionsByColumns('Media', 'Kind'), selection)).toMatchInlineSnapshot(`
   -- T-SQL: 2026-03-10T07:00, 2026-03-10T19:30
   select "f"."Media" as "Media", "f"."Kind" as "Kind", count(*) as "sessions"
   from (
     select -1 as "Media",
       case when "s"."McuConferenceUri" is null then 'focus' else coalesce("s"."McuConferenceUriType", '')
       end as "Kind"
     from "dbo"."ConferenceSessionDetailsView" as "s"
     where "s"."SessionIdTime" >= @1 and "s"."SessionIdTime" < @2 and ("s"."McuConferenceUri" is not null)
   ) as "f"
   group by "f"."Media", "f"."Kind"

   -- SQLite: 2026-03-10T07:00, 2026-03-10T19:30
   select "f"."Media" as "Media", "f"."Kind" as "Kind", count(*) as "sessions"
   from (
     select -1 as "Media",
       case when "s"."McuConferenceUri" is null then 'focus' else coalesce("s"."McuConferenceUriType", '')
       end as "Kind"
     from "dbo"."ConferenceSessionDetailsView" as "s"
     where "s"."SessionIdTime" >= ? and "s"."SessionIdTime" < ? and ("s"."McuConferenceUri" is not null)
   ) as "f"
   group by "f"."Media", "f"."Kind"
  `);
});

test('of several answers adds up what agrees in all columns', () => {
  const of = (Pool: string | null, sessions: number) => ({ Pool, sessions });
  expect(
    sessionsByColumns('Pool').merge(
      [
        [of('a', 1), of('A', 2)],
        [of('a', 3), of(null, 1)],
      ],
      { filters: {} },
    ),
  ).toEqual([of('a', 4), of('A', 2), of(null, 1)]);
});
