import { expect, test } from '@jest/globals';
import { range } from '../../../tests/support/selections.ts';
import { sqlOf } from '../../../tests/support/sql-of.ts';
import { sessionsByReportValue } from './sessions-by-report-value.ts';

const p2p = { range, filters: { activities: ['p2p'] } } as const;

test('sources that differ only in case are one', () => {
  expect(sqlOf(sessionsByReportValue('Source'), { range, filters: {} })).toMatchInlineSnapshot(`
   -- T-SQL: 2026-03-10T07:00, 2026-03-10T19:30, 2026-03-10T06:00, 2026-03-09T07:00, 2026-03-10T20:30
   select "r"."Source" collate Latin1_General_BIN2 as "value", count(*) as "sessions",
     sum(case when "r"."place" = 1 then 1 else 0 end) as "firstHere"
   from (
     select min("f"."Source" collate Latin1_General_BIN2) as "Source",
       row_number() over (
         partition by "f"."SessionIdTime", "f"."SessionIdSeq"
         order by case when min("f"."Source" collate Latin1_General_BIN2) is null then 1 else 0 end
       ) as "place"
     from (
       select "s"."SessionIdTime" as "SessionIdTime", "s"."SessionIdSeq" as "SessionIdSeq",
         "e"."Source" as "Source"
       from "dbo"."SessionDetailsView" as "s"
         left join "dbo"."ErrorReportView" as "e" on "e"."SessionIdTime" = "s"."SessionIdTime"
         and "e"."SessionIdSeq" = "s"."SessionIdSeq" and "e"."SessionIdTime" >= @1 and "e"."SessionIdTime" < @2
         and "e"."ErrorTime" >= @3
       where "s"."SessionIdTime" >= @1 and "s"."SessionIdTime" < @2
         and ("s"."CallFlag" is null or not ("s"."CallFlag" & 1 <> 0))
       union all
       select "s"."SessionIdTime" as "SessionIdTime", "s"."SessionIdSeq" as "SessionIdSeq",
         "e"."Source" as "Source"
       from "dbo"."ConferenceSessionDetailsView" as "s"
         left join "dbo"."ErrorReportView" as "e" on "e"."SessionIdTime" = "s"."SessionIdTime"
         and "e"."SessionIdSeq" = "s"."SessionIdSeq" and "e"."SessionIdTime" >= @1 and "e"."SessionIdTime" < @2
         and "e"."ErrorTime" >= @3
         left join (
           select distinct "x"."SessionIdTime", "x"."ConferenceUri", "x"."ConfInstance"
           from "dbo"."ConferencesView" as "x"
           where "x"."Flag" & 1 <> 0 and "x"."ConfInstance" is not null
             and ("x"."SessionIdTime" >= @4 and "x"."SessionIdTime" < @5)
         ) as "synthetic" on "synthetic"."ConfInstance" = "s"."ConfInstance"
         and "synthetic"."ConferenceUri" = "s"."ConferenceUri"
         and datediff(minute, '19700101', "s"."SessionIdTime") / 1 - datediff(minute, '19700101', "synthetic"."SessionIdTime") / 1 > -60
         and datediff(minute, '19700101', "s"."SessionIdTime") / 1 - datediff(minute, '19700101', "synthetic"."SessionIdTime") / 1 < 1440
       where "s"."SessionIdTime" >= @1 and "s"."SessionIdTime" < @2
         and ("s"."CallFlag" is null or not ("s"."CallFlag" & 1 <> 0)) and "synthetic"."ConfInstance" is null
     ) as "f"
     group by "f"."SessionIdTime", "f"."SessionIdSeq", lower(rtrim("f"."Source"))
   ) as "r"
   where ("r"."Source" is not null or "r"."place" = 1)
   group by "r"."Source" collate Latin1_General_BIN2

   -- SQLite: 2026-03-10T07:00, 2026-03-10T19:30, 2026-03-10T06:00, 2026-03-10T07:00, 2026-03-10T19:30,
   --   2026-03-10T07:00, 2026-03-10T19:30, 2026-03-10T06:00, 2026-03-09T07:00, 2026-03-10T20:30,
   --   2026-03-10T07:00, 2026-03-10T19:30
   select "r"."Source" collate binary as "value", count(*) as "sessions",
     sum(case when "r"."place" = 1 then 1 else 0 end) as "firstHere"
   from (
     select min("f"."Source" collate binary) as "Source",
       row_number() over (
         partition by "f"."SessionIdTime", "f"."SessionIdSeq"
         order by case when min("f"."Source" collate binary) is null then 1 else 0 end
       ) as "place"
     from (
       select "s"."SessionIdTime" as "SessionIdTime", "s"."SessionIdSeq" as "SessionIdSeq",
         "e"."Source" as "Source"
       from "dbo"."SessionDetailsView" as "s"
         left join "dbo"."ErrorReportView" as "e" on "e"."SessionIdTime" = "s"."SessionIdTime"
         and "e"."SessionIdSeq" = "s"."SessionIdSeq" and "e"."SessionIdTime" >= ? and "e"."SessionIdTime" < ?
         and "e"."ErrorTime" >= ?
       where "s"."SessionIdTime" >= ? and "s"."SessionIdTime" < ?
         and ("s"."CallFlag" is null or not ("s"."CallFlag" & 1 <> 0))
       union all
       select "s"."SessionIdTime" as "SessionIdTime", "s"."SessionIdSeq" as "SessionIdSeq",
         "e"."Source" as "Source"
       from "dbo"."ConferenceSessionDetailsView" as "s"
         left join "dbo"."ErrorReportView" as "e" on "e"."SessionIdTime" = "s"."SessionIdTime"
         and "e"."SessionIdSeq" = "s"."SessionIdSeq" and "e"."SessionIdTime" >= ? and "e"."SessionIdTime" < ?
         and "e"."ErrorTime" >= ?
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
     group by "f"."SessionIdTime", "f"."SessionIdSeq", name_key("f"."Source")
   ) as "r"
   where ("r"."Source" is not null or "r"."place" = 1)
   group by "r"."Source" collate binary
  `);
});

test('applications are told apart as they are spelled', () => {
  expect(sqlOf(sessionsByReportValue('Application'), p2p)).toMatchInlineSnapshot(`
   -- T-SQL: 2026-03-10T07:00, 2026-03-10T19:30, 2026-03-10T06:00
   select "r"."Application" collate Latin1_General_BIN2 as "value", count(*) as "sessions",
     sum(case when "r"."place" = 1 then 1 else 0 end) as "firstHere"
   from (
     select min("f"."Application" collate Latin1_General_BIN2) as "Application",
       row_number() over (
         partition by "f"."SessionIdTime", "f"."SessionIdSeq"
         order by case when min("f"."Application" collate Latin1_General_BIN2) is null then 1 else 0 end
       ) as "place"
     from (
       select "s"."SessionIdTime" as "SessionIdTime", "s"."SessionIdSeq" as "SessionIdSeq",
         "e"."Application" as "Application"
       from "dbo"."SessionDetailsView" as "s"
         left join "dbo"."ErrorReportView" as "e" on "e"."SessionIdTime" = "s"."SessionIdTime"
         and "e"."SessionIdSeq" = "s"."SessionIdSeq" and "e"."SessionIdTime" >= @1 and "e"."SessionIdTime" < @2
         and "e"."ErrorTime" >= @3
       where "s"."SessionIdTime" >= @1 and "s"."SessionIdTime" < @2
         and ("s"."CallFlag" is null or not ("s"."CallFlag" & 1 <> 0))
     ) as "f"
     group by "f"."SessionIdTime", "f"."SessionIdSeq", lower(rtrim("f"."Application"))
   ) as "r"
   where ("r"."Application" is not null or "r"."place" = 1)
   group by "r"."Application" collate Latin1_General_BIN2

   -- SQLite: 2026-03-10T07:00, 2026-03-10T19:30, 2026-03-10T06:00, 2026-03-10T07:00, 2026-03-10T19:30
   select "r"."Application" collate binary as "value", count(*) as "sessions",
     sum(case when "r"."place" = 1 then 1 else 0 end) as "firstHere"
   from (
     select min("f"."Application" collate binary) as "Application",
       row_number() over (
         partition by "f"."SessionIdTime", "f"."SessionIdSeq"
         order by case when min("f"."Application" collate binary) is null then 1 else 0 end
       ) as "place"
     from (
       select "s"."SessionIdTime" as "SessionIdTime", "s"."SessionIdSeq" as "SessionIdSeq",
         "e"."Application" as "Application"
       from "dbo"."SessionDetailsView" as "s"
         left join "dbo"."ErrorReportView" as "e" on "e"."SessionIdTime" = "s"."SessionIdTime"
         and "e"."SessionIdSeq" = "s"."SessionIdSeq" and "e"."SessionIdTime" >= ? and "e"."SessionIdTime" < ?
         and "e"."ErrorTime" >= ?
       where "s"."SessionIdTime" >= ? and "s"."SessionIdTime" < ?
         and ("s"."CallFlag" is null or not ("s"."CallFlag" & 1 <> 0))
     ) as "f"
     group by "f"."SessionIdTime", "f"."SessionIdSeq", name_key("f"."Application")
   ) as "r"
   where ("r"."Application" is not null or "r"."place" = 1)
   group by "r"."Application" collate binary
  `);
});

test('of several answers adds up the sessions of a value, and those that no other counts', () => {
  const of = (value: string | null, sessions: number, firstHere: number) => ({ value, sessions, firstHere });
  const answers = [
    [of('a', 3, 3), of(null, 1, 1)],
    [of('a', 2, 1), of('b', 2, 2)],
  ];
  expect(sessionsByReportValue('Source').merge(answers, p2p)).toEqual([of('a', 5, 4), of(null, 1, 1), of('b', 2, 2)]);
});
