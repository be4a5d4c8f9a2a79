import { expect, test } from '@jest/globals';
import { range } from '../../../tests/support/selections.ts';
import { sqlOf } from '../../../tests/support/sql-of.ts';
import { sessionsByUser } from './sessions-by-user.ts';

test('users that differ only in case are one', () => {
  expect(sqlOf(sessionsByUser('FromUser'), { range, filters: {} })).toMatchInlineSnapshot(`
   -- T-SQL: 2026-03-10T07:00, 2026-03-10T19:30
   select min("f"."FromUser" collate Latin1_General_BIN2) as "user", count(*) as "sessions"
   from (
     select "s"."FromUri" as "FromUser"
     from "dbo"."SessionDetailsView" as "s"
     where "s"."SessionIdTime" >= @1 and "s"."SessionIdTime" < @2
       and ("s"."CallFlag" is null or not ("s"."CallFlag" & 1 <> 0))
     union all
     select "s"."UserUri" as "FromUser"
     from "dbo"."ConferenceSessionDetailsView" as "s"
       left join (
         select distinct "x"."ConferenceUri", "x"."ConfInstance"
         from "dbo"."ConferencesView" as "x"
         where "x"."Flag" & 1 <> 0 and "x"."ConfInstance" is not null
       ) as "synthetic" on "synthetic"."ConfInstance" = "s"."ConfInstance"
       and "synthetic"."ConferenceUri" = "s"."ConferenceUri"
     where "s"."SessionIdTime" >= @1 and "s"."SessionIdTime" < @2
       and ("s"."CallFlag" is null or not ("s"."CallFlag" & 1 <> 0)) and "synthetic"."ConfInstance" is null
   ) as "f"
   group by lower("f"."FromUser")

   -- SQLite: 2026-03-10T07:00, 2026-03-10T19:30, 2026-03-10T07:00, 2026-03-10T19:30
   select min("f"."FromUser" collate binary) as "user", count(*) as "sessions"
   from (
     select "s"."FromUri" as "FromUser"
     from "dbo"."SessionDetailsView" as "s"
     where "s"."SessionIdTime" >= ? and "s"."SessionIdTime" < ?
       and ("s"."CallFlag" is null or not ("s"."CallFlag" & 1 <> 0))
     union all
     select "s"."UserUri" as "FromUser"
     from "dbo"."ConferenceSessionDetailsView" as "s"
       left join (
         select distinct "x"."ConferenceUri", "x"."ConfInstance"
         from "dbo"."ConferencesView" as "x"
         where "x"."Flag" & 1 <> 0 and "x"."ConfInstance" is not null
       ) as "synthetic" on "synthetic"."ConfInstance" = "s"."ConfInstance"
       and "synthetic"."ConferenceUri" = "s"."ConferenceUri"
     where "s"."SessionIdTime" >= ? and "s"."SessionIdTime" < ?
       and ("s"."CallFlag" is null or not ("s"."CallFlag" & 1 <> 0)) and "synthetic"."ConfInstance" is null
   ) as "f"
   group by ulower("f"."FromUser")
  `);
});

test('of conferences the URI is what users were invited to', () => {
  const filters = { activities: ['conference'], users: ['sip:ana@example.com'] } as const;
  expect(sqlOf(sessionsByUser('ToUser'), { range, filters })).toMatchInlineSnapshot(`
   -- T-SQL: 2026-03-10T07:00, 2026-03-10T19:30, "sip:ana@example.com"
   select min("f"."ToUser" collate Latin1_General_BIN2) as "user", count(*) as "sessions"
   from (
     select "s"."ConferenceUri" as "ToUser"
     from "dbo"."ConferenceSessionDetailsView" as "s"
       left join (
         select distinct "x"."ConferenceUri", "x"."ConfInstance"
         from "dbo"."ConferencesView" as "x"
         where "x"."Flag" & 1 <> 0 and "x"."ConfInstance" is not null
       ) as "synthetic" on "synthetic"."ConfInstance" = "s"."ConfInstance"
       and "synthetic"."ConferenceUri" = "s"."ConferenceUri"
     where "s"."SessionIdTime" >= @1 and "s"."SessionIdTime" < @2
       and ("s"."CallFlag" is null or not ("s"."CallFlag" & 1 <> 0)) and (lower("s"."UserUri") in (lower(@3)))
       and "synthetic"."ConfInstance" is null
   ) as "f"
   group by lower("f"."ToUser")

   -- SQLite: 2026-03-10T07:00, 2026-03-10T19:30, "sip:ana@example.com"
   select min("f"."ToUser" collate binary) as "user", count(*) as "sessions"
   from (
     select "s"."ConferenceUri" as "ToUser"
     from "dbo"."ConferenceSessionDetailsView" as "s"
       left join (
         select distinct "x"."ConferenceUri", "x"."ConfInstance"
         from "dbo"."ConferencesView" as "x"
         where "x"."Flag" & 1 <> 0 and "x"."ConfInstance" is not null
       ) as "synthetic" on "synthetic"."ConfInstance" = "s"."ConfInstance"
       and "synthetic"."ConferenceUri" = "s"."ConferenceUri"
     where "s"."SessionIdTime" >= ? and "s"."SessionIdTime" < ?
       and ("s"."CallFlag" is null or not ("s"."CallFlag" & 1 <> 0)) and (ulower("s"."UserUri") in (ulower(?)))
       and "synthetic"."ConfInstance" is null
   ) as "f"
   group by ulower("f"."ToUser")
  `);
});
