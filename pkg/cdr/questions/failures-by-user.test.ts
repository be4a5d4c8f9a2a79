import { describe, expect, test } from '@jest/globals';
import { range } from '../../../tests/support/selections.ts';
import { sqlOf } from '../../../tests/support/sql-of.ts';
import { failureCounts, failuresByUser } from './failures-by-user.ts';

test('counts sessions by pair of codes and user', () => {
  expect(sqlOf(failuresByUser, { range, filters: {} })).toMatchInlineSnapshot(`
   -- T-SQL: 2026-03-10T07:00, 2026-03-10T19:30, 2026-03-09T07:00, 2026-03-10T20:30
   select "f"."DiagnosticId", "f"."ResponseCode",
     lower(
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
     ) as "User",
     count(*) as "sessions"
   from (
     select "s"."DiagnosticId" as "DiagnosticId", "s"."ResponseCode" as "ResponseCode",
       coalesce(
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
     select "s"."DiagnosticId" as "DiagnosticId", "s"."ResponseCode" as "ResponseCode",
       "s"."UserUri" as "FromUser"
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
   group by "f"."DiagnosticId", "f"."ResponseCode",
     lower(
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
   select "f"."DiagnosticId", "f"."ResponseCode", address_key("f"."FromUser") as "User", count(*) as "sessions"
   from (
     select "s"."DiagnosticId" as "DiagnosticId", "s"."ResponseCode" as "ResponseCode",
       coalesce(
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
     select "s"."DiagnosticId" as "DiagnosticId", "s"."ResponseCode" as "ResponseCode",
       "s"."UserUri" as "FromUser"
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
   group by "f"."DiagnosticId", "f"."ResponseCode", address_key("f"."FromUser")
  `);
});

test('of one kind and some categories', () => {
  const filters = { modalities: ['video'], categories: ['expected', 'unexpected'] } as const;
  expect(sqlOf(failuresByUser, { range, filters })).toMatchInlineSnapshot(`
   -- T-SQL: 2026-03-10T07:00, 2026-03-10T19:30
   select "f"."DiagnosticId", "f"."ResponseCode",
     lower(
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
     ) as "User",
     count(*) as "sessions"
   from (
     select "s"."DiagnosticId" as "DiagnosticId", "s"."ResponseCode" as "ResponseCode",
       coalesce(
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
       and case
         when (
           "s"."DiagnosticId" in (4141, 5002, 5009, 5010, 21000, 51004, 52082, 52094, 52107)
           or ("s"."DiagnosticId" >= 61000 and "s"."DiagnosticId" <= 61999)
         ) then 1
         when "s"."ResponseCode" is null or "s"."ResponseCode" < 200 or "s"."ResponseCode" >= 700
         or ("s"."ResponseCode" in (401, 407)) then 0
         when "s"."ResponseCode" < 300
         and (
           "s"."DiagnosticId" is null
           or (
             "s"."DiagnosticId" in (2139, 5011, 12006, 13004, 13005, 13006, 13007, 15637, 15643, 17004, 25008, 51007, 51017)
             or ("s"."DiagnosticId" >= 60000 and "s"."DiagnosticId" <= 60999)
           )
         ) then 0
         when "s"."ResponseCode" < 300
         and (
           "s"."DiagnosticId" in (0, 1, 4 and 142 more)
           or ("s"."DiagnosticId" >= 62000 and "s"."DiagnosticId" <= 62999)
         ) then 1
         when "s"."ResponseCode" < 400 then 0
         when ("s"."ResponseCode" in (480, 486, 487, 600, 603)) then 1
         when ("s"."ResponseCode" in (404, 408)) then 1
         else 1 end = 1 and "s"."MediaTypes" & 32 <> 0
   ) as "f"
   group by "f"."DiagnosticId", "f"."ResponseCode",
     lower(
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

   -- SQLite: 2026-03-10T07:00, 2026-03-10T19:30, 2026-03-10T07:00, 2026-03-10T19:30
   select "f"."DiagnosticId", "f"."ResponseCode", address_key("f"."FromUser") as "User", count(*) as "sessions"
   from (
     select "s"."DiagnosticId" as "DiagnosticId", "s"."ResponseCode" as "ResponseCode",
       coalesce(
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
       and case
         when (
           "s"."DiagnosticId" in (4141, 5002, 5009, 5010, 21000, 51004, 52082, 52094, 52107)
           or ("s"."DiagnosticId" >= 61000 and "s"."DiagnosticId" <= 61999)
         ) then 1
         when "s"."ResponseCode" is null or "s"."ResponseCode" < 200 or "s"."ResponseCode" >= 700
         or ("s"."ResponseCode" in (401, 407)) then 0
         when "s"."ResponseCode" < 300
         and (
           "s"."DiagnosticId" is null
           or (
             "s"."DiagnosticId" in (2139, 5011, 12006, 13004, 13005, 13006, 13007, 15637, 15643, 17004, 25008, 51007, 51017)
             or ("s"."DiagnosticId" >= 60000 and "s"."DiagnosticId" <= 60999)
           )
         ) then 0
         when "s"."ResponseCode" < 300
         and (
           "s"."DiagnosticId" in (0, 1, 4 and 142 more)
           or ("s"."DiagnosticId" >= 62000 and "s"."DiagnosticId" <= 62999)
         ) then 1
         when "s"."ResponseCode" < 400 then 0
         when ("s"."ResponseCode" in (480, 486, 487, 600, 603)) then 1
         when ("s"."ResponseCode" in (404, 408)) then 1
         else 1 end = 1 and "s"."MediaTypes" & 32 <> 0
   ) as "f"
   group by "f"."DiagnosticId", "f"."ResponseCode", address_key("f"."FromUser")
  `);
});

test('a user of whom two answers tell is one, by pair of codes', () => {
  const of = (ResponseCode: number | null, User: string | null, sessions: number) => {
    return { DiagnosticId: 7025, ResponseCode, User, sessions };
  };
  const answers = [[of(504, 'sip:a', 1), of(null, null, 2)], [of(504, 'sip:a', 3)], [of(null, 'sip:a', 1)]];
  expect(failuresByUser.merge(answers, { range, filters: {} })).toEqual([
    of(504, 'sip:a', 4),
    of(null, null, 2),
    of(null, 'sip:a', 1),
  ]);
});

describe('users that the database counts', () => {
  test('come with the sessions of a failure, in one row', () => {
    const selection = { range, filters: { activities: ['p2p'] } } as const;
    expect(sqlOf(failureCounts, selection)).toMatchInlineSnapshot(`
     -- T-SQL: 2026-03-10T07:00, 2026-03-10T19:30
     select "f"."DiagnosticId", "f"."ResponseCode", count(*) as "sessions",
       count(
         distinct lower(
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
       ) as "users"
     from (
       select "s"."DiagnosticId" as "DiagnosticId", "s"."ResponseCode" as "ResponseCode",
         coalesce(
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
     ) as "f"
     group by "f"."DiagnosticId", "f"."ResponseCode"

     -- SQLite: 2026-03-10T07:00, 2026-03-10T19:30, 2026-03-10T07:00, 2026-03-10T19:30
     select "f"."DiagnosticId", "f"."ResponseCode", count(*) as "sessions",
       count(distinct address_key("f"."FromUser")) as "users"
     from (
       select "s"."DiagnosticId" as "DiagnosticId", "s"."ResponseCode" as "ResponseCode",
         coalesce(
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
     ) as "f"
     group by "f"."DiagnosticId", "f"."ResponseCode"
    `);
  });

  test('cannot be added up over parts', () => {
    const failure = { DiagnosticId: 7025, ResponseCode: 504, sessions: 1, users: 1 };
    const selection = { range, filters: {} };
    expect(failureCounts.merge([[failure]], selection)).toEqual([failure]);
    expect(failureCounts.merge([], selection)).toEqual([]);
    expect(() => failureCounts.merge([[failure], [failure]], selection)).toThrow(/do not add up/);
  });
});
