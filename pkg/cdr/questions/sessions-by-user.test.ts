import { expect, test } from '@jest/globals';
import { range } from '../../../tests/support/selections.ts';
import { sqlOf } from '../../../tests/support/sql-of.ts';
import { sessionsByUser } from './sessions-by-user.ts';

test('users that differ only in case are one', () => {
  expect(sqlOf(sessionsByUser('FromUser'), { range, filters: {} })).toMatchInlineSnapshot(`
   -- T-SQL: 2026-03-10T07:00, 2026-03-10T19:30, 2026-03-09T07:00, 2026-03-10T20:30
   select min("f"."FromUser" collate Latin1_General_BIN2) as "user", count(*) as "sessions"
   from (
     select coalesce(
       "s"."FromUri",
       (
         select min("n"."FromPhone")
         from "dbo"."VoipDetailsView" as "n"
         where "n"."SessionIdTime" = "s"."SessionIdTime" and "n"."SessionIdSeq" = "s"."SessionIdSeq"
           and "n"."SessionIdTime" >= @1 and "n"."SessionIdTime" < @2
       )
     ) as "FromUser"
     from "dbo"."SessionDetailsView" as "s"
     where "s"."SessionIdTime" >= @1 and "s"."SessionIdTime" < @2
       and ("s"."CallFlag" is null or not ("s"."CallFlag" & 1 <> 0))
     union all
     select "s"."UserUri" as "FromUser"
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
   group by lower(
     substring(
       left(
         "f"."FromUser",
         len("f"."FromUser") - case
           when left("f"."FromUser", 1) = '<' and right(rtrim("f"."FromUser"), 1) = '>'
           and len("f"."FromUser") > 1 and right(rtrim("f"."FromUser"), 12) = ';user=phone>' then 12
           when left("f"."FromUser", 1) = '<' and right(rtrim("f"."FromUser"), 1) = '>'
           and len("f"."FromUser") > 1 then 1
           when right(rtrim("f"."FromUser"), 11) = ';user=phone' then 11
           else 0
         end
       ),
       case
         when left("f"."FromUser", 4) = 'sip:' or left("f"."FromUser", 4) = 'tel:' then 5
         when left("f"."FromUser", 5) = 'sips:' then 6
         when not (
           left("f"."FromUser", 1) = '<'
           and right(rtrim("f"."FromUser"), 1) = '>'
           and len("f"."FromUser") > 1
         ) then 1
         when left("f"."FromUser", 5) = '<sip:' or left("f"."FromUser", 5) = '<tel:' then 6
         when left("f"."FromUser", 6) = '<sips:' then 7
         else 2
       end,
       450
     )
   )

   -- SQLite: 2026-03-10T07:00, 2026-03-10T19:30, 2026-03-10T07:00, 2026-03-10T19:30, 2026-03-09T07:00,
   --   2026-03-10T20:30, 2026-03-10T07:00, 2026-03-10T19:30
   select min("f"."FromUser" collate binary) as "user", count(*) as "sessions"
   from (
     select coalesce(
       "s"."FromUri",
       (
         select min("n"."FromPhone")
         from "dbo"."VoipDetailsView" as "n"
         where "n"."SessionIdTime" = "s"."SessionIdTime" and "n"."SessionIdSeq" = "s"."SessionIdSeq"
           and "n"."SessionIdTime" >= ? and "n"."SessionIdTime" < ?
       )
     ) as "FromUser"
     from "dbo"."SessionDetailsView" as "s"
     where "s"."SessionIdTime" >= ? and "s"."SessionIdTime" < ?
       and ("s"."CallFlag" is null or not ("s"."CallFlag" & 1 <> 0))
     union all
     select "s"."UserUri" as "FromUser"
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
   group by address_key("f"."FromUser")
  `);
});

test('of conferences the URI is what users were invited to', () => {
  const filters = { activities: ['conference'], users: ['sip:ana@example.com'] } as const;
  expect(sqlOf(sessionsByUser('ToUser'), { range, filters })).toMatchInlineSnapshot(`
   -- T-SQL: 2026-03-09T07:00, 2026-03-10T20:30, 2026-03-10T07:00, 2026-03-10T19:30, "ana@example.com",
   --   "<ana@example.com>", "sip:ana@example.com", "<sip:ana@example.com>", "sips:ana@example.com",
   --   "<sips:ana@example.com>"
   select min("f"."ToUser" collate Latin1_General_BIN2) as "user", count(*) as "sessions"
   from (
     select "s"."ConferenceUri" as "ToUser"
     from "dbo"."ConferenceSessionDetailsView" as "s"
       left join (
         select distinct "x"."SessionIdTime", "x"."ConferenceUri", "x"."ConfInstance"
         from "dbo"."ConferencesView" as "x"
         where "x"."Flag" & 1 <> 0 and "x"."ConfInstance" is not null
           and ("x"."SessionIdTime" >= @1 and "x"."SessionIdTime" < @2)
       ) as "synthetic" on "synthetic"."ConfInstance" = "s"."ConfInstance"
       and "synthetic"."ConferenceUri" = "s"."ConferenceUri"
       and datediff(minute, '19700101', "s"."SessionIdTime") / 1 - datediff(minute, '19700101', "synthetic"."SessionIdTime") / 1 > -60
       and datediff(minute, '19700101', "s"."SessionIdTime") / 1 - datediff(minute, '19700101', "synthetic"."SessionIdTime") / 1 < 1440
     where "s"."SessionIdTime" >= @3 and "s"."SessionIdTime" < @4
       and ("s"."CallFlag" is null or not ("s"."CallFlag" & 1 <> 0))
       and ("s"."UserUri" in (@5, @6, @7, @8, @9, @10)) and "synthetic"."ConfInstance" is null
   ) as "f"
   group by lower(
     substring(
       left(
         "f"."ToUser",
         len("f"."ToUser") - case
           when left("f"."ToUser", 1) = '<' and right(rtrim("f"."ToUser"), 1) = '>' and len("f"."ToUser") > 1
           and right(rtrim("f"."ToUser"), 12) = ';user=phone>' then 12
           when left("f"."ToUser", 1) = '<' and right(rtrim("f"."ToUser"), 1) = '>'
           and len("f"."ToUser") > 1 then 1
           when right(rtrim("f"."ToUser"), 11) = ';user=phone' then 11
           else 0
         end
       ),
       case
         when left("f"."ToUser", 4) = 'sip:' or left("f"."ToUser", 4) = 'tel:' then 5
         when left("f"."ToUser", 5) = 'sips:' then 6
         when not (
           left("f"."ToUser", 1) = '<'
           and right(rtrim("f"."ToUser"), 1) = '>'
           and len("f"."ToUser") > 1
         ) then 1
         when left("f"."ToUser", 5) = '<sip:' or left("f"."ToUser", 5) = '<tel:' then 6
         when left("f"."ToUser", 6) = '<sips:' then 7
         else 2
       end,
       450
     )
   )

   -- SQLite: 2026-03-09T07:00, 2026-03-10T20:30, 2026-03-10T07:00, 2026-03-10T19:30, "ana@example.com",
   --   "<ana@example.com>", "sip:ana@example.com", "<sip:ana@example.com>", "sips:ana@example.com",
   --   "<sips:ana@example.com>"
   select min("f"."ToUser" collate binary) as "user", count(*) as "sessions"
   from (
     select "s"."ConferenceUri" as "ToUser"
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
       and ("s"."CallFlag" is null or not ("s"."CallFlag" & 1 <> 0))
       and ("s"."UserUri" collate nocase in (?, ?, ?, ?, ?, ?)) and "synthetic"."ConfInstance" is null
   ) as "f"
   group by address_key("f"."ToUser")
  `);
});
