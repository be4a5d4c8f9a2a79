import { expect, test } from '@jest/globals';
import { filtersOf, range } from '../../../tests/support/selections.ts';
import { sqlOf } from '../../../tests/support/sql-of.ts';
import { failureListRows, type ListedFailure } from './failure-list.ts';

test('error reports of sessions, and sessions that have none', () => {
  expect(sqlOf(failureListRows, { range, filters: {}, limit: 1001 })).toMatchInlineSnapshot(`
   -- T-SQL: 2026-03-10T07:00, 2026-03-10T19:30, 2026-03-09T07:00, 2026-03-10T20:30, 2026-03-10T06:00
   select top (1001) "f"."SessionIdTime", "f"."SessionIdSeq", "f"."Media", "f"."Kind", "f"."DiagnosticId",
     "f"."ResponseCode", "f"."FromUri", "f"."FromPhone", "f"."FromUserAgent", "f"."ToUri", "f"."ToPhone",
     "f"."ConferenceUri", "f"."Pool", "e"."ErrorTime", "e"."ErrorReportSeq", "e"."RequestType",
     "e"."ResponseCode" as "ReportCode", "e"."MsDiagId", "e"."SetupTime", "e"."FromUri" as "ReportFromUri",
     "e"."ClientVersion" as "ReportClientVersion", "e"."ToUri" as "ReportToUri",
     "e"."ConferenceUri" as "ReportConferenceUri", "e"."Source", "e"."Application"
   from
     (
       select "s"."SessionIdTime" as "SessionIdTime", "s"."SessionIdSeq" as "SessionIdSeq",
         coalesce("s"."MediaTypes", 0) as "Media", '' as "Kind", "s"."DiagnosticId" as "DiagnosticId",
         "s"."ResponseCode" as "ResponseCode", "s"."FromUri" as "FromUri",
         case when "s"."FromUri" is null then (
           select min("n"."FromPhone")
           from "dbo"."VoipDetailsView" as "n"
           where "n"."SessionIdTime" = "s"."SessionIdTime" and "n"."SessionIdSeq" = "s"."SessionIdSeq"
             and "n"."SessionIdTime" >= @1 and "n"."SessionIdTime" < @2
         )
         end as "FromPhone", "s"."FromClientVersion" as "FromUserAgent", "s"."ToUri" as "ToUri",
         case when "s"."ToUri" is null then (
           select min("n"."ToPhone")
           from "dbo"."VoipDetailsView" as "n"
           where "n"."SessionIdTime" = "s"."SessionIdTime" and "n"."SessionIdSeq" = "s"."SessionIdSeq"
             and "n"."SessionIdTime" >= @1 and "n"."SessionIdTime" < @2
         )
         end as "ToPhone", cast(null as nvarchar(450)) as "ConferenceUri", "s"."Pool" as "Pool"
       from "dbo"."SessionDetailsView" as "s"
       where "s"."SessionIdTime" >= @1 and "s"."SessionIdTime" < @2
         and ("s"."CallFlag" is null or not ("s"."CallFlag" & 1 <> 0))
       union all
       select "s"."SessionIdTime" as "SessionIdTime", "s"."SessionIdSeq" as "SessionIdSeq", -1 as "Media",
         case when "s"."McuConferenceUri" is null then 'focus' else coalesce("s"."McuConferenceUriType", '')
         end as "Kind", "s"."DiagnosticId" as "DiagnosticId", "s"."ResponseCode" as "ResponseCode",
         "s"."UserUri" as "FromUri", cast(null as nvarchar(450)) as "FromPhone",
         "s"."UserClientVersion" as "FromUserAgent", "s"."ConferenceUri" as "ToUri",
         cast(null as nvarchar(450)) as "ToPhone", "s"."ConferenceUri" as "ConferenceUri", "s"."Pool" as "Pool"
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
     left join "dbo"."ErrorReportView" as "e" on "e"."SessionIdTime" = "f"."SessionIdTime"
     and "e"."SessionIdSeq" = "f"."SessionIdSeq" and "e"."SessionIdTime" >= @1 and "e"."SessionIdTime" < @2
     and "e"."ErrorTime" >= @5
   order by coalesce("e"."ErrorTime", "f"."SessionIdTime") desc, "f"."SessionIdTime" desc,
     "f"."SessionIdSeq" desc, "e"."ErrorReportSeq" desc

   -- SQLite: 2026-03-10T07:00, 2026-03-10T19:30, 2026-03-10T07:00, 2026-03-10T19:30, 2026-03-10T07:00,
   --   2026-03-10T19:30, 2026-03-09T07:00, 2026-03-10T20:30, 2026-03-10T07:00, 2026-03-10T19:30,
   --   2026-03-10T07:00, 2026-03-10T19:30, 2026-03-10T06:00, 1001
   select "f"."SessionIdTime", "f"."SessionIdSeq", "f"."Media", "f"."Kind", "f"."DiagnosticId",
     "f"."ResponseCode", "f"."FromUri", "f"."FromPhone", "f"."FromUserAgent", "f"."ToUri", "f"."ToPhone",
     "f"."ConferenceUri", "f"."Pool", "e"."ErrorTime", "e"."ErrorReportSeq", "e"."RequestType",
     "e"."ResponseCode" as "ReportCode", "e"."MsDiagId", "e"."SetupTime", "e"."FromUri" as "ReportFromUri",
     "e"."ClientVersion" as "ReportClientVersion", "e"."ToUri" as "ReportToUri",
     "e"."ConferenceUri" as "ReportConferenceUri", "e"."Source", "e"."Application"
   from
     (
       select "s"."SessionIdTime" as "SessionIdTime", "s"."SessionIdSeq" as "SessionIdSeq",
         coalesce("s"."MediaTypes", 0) as "Media", '' as "Kind", "s"."DiagnosticId" as "DiagnosticId",
         "s"."ResponseCode" as "ResponseCode", "s"."FromUri" as "FromUri",
         case when "s"."FromUri" is null then (
           select min("n"."FromPhone")
           from "dbo"."VoipDetailsView" as "n"
           where "n"."SessionIdTime" = "s"."SessionIdTime" and "n"."SessionIdSeq" = "s"."SessionIdSeq"
             and "n"."SessionIdTime" >= ? and "n"."SessionIdTime" < ?
         )
         end as "FromPhone", "s"."FromClientVersion" as "FromUserAgent", "s"."ToUri" as "ToUri",
         case when "s"."ToUri" is null then (
           select min("n"."ToPhone")
           from "dbo"."VoipDetailsView" as "n"
           where "n"."SessionIdTime" = "s"."SessionIdTime" and "n"."SessionIdSeq" = "s"."SessionIdSeq"
             and "n"."SessionIdTime" >= ? and "n"."SessionIdTime" < ?
         )
         end as "ToPhone", cast(null as nvarchar(450)) as "ConferenceUri", "s"."Pool" as "Pool"
       from "dbo"."SessionDetailsView" as "s"
       where "s"."SessionIdTime" >= ? and "s"."SessionIdTime" < ?
         and ("s"."CallFlag" is null or not ("s"."CallFlag" & 1 <> 0))
       union all
       select "s"."SessionIdTime" as "SessionIdTime", "s"."SessionIdSeq" as "SessionIdSeq", -1 as "Media",
         case when "s"."McuConferenceUri" is null then 'focus' else coalesce("s"."McuConferenceUriType", '')
         end as "Kind", "s"."DiagnosticId" as "DiagnosticId", "s"."ResponseCode" as "ResponseCode",
         "s"."UserUri" as "FromUri", cast(null as nvarchar(450)) as "FromPhone",
         "s"."UserClientVersion" as "FromUserAgent", "s"."ConferenceUri" as "ToUri",
         cast(null as nvarchar(450)) as "ToPhone", "s"."ConferenceUri" as "ConferenceUri", "s"."Pool" as "Pool"
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
     left join "dbo"."ErrorReportView" as "e" on "e"."SessionIdTime" = "f"."SessionIdTime"
     and "e"."SessionIdSeq" = "f"."SessionIdSeq" and "e"."SessionIdTime" >= ? and "e"."SessionIdTime" < ?
     and "e"."ErrorTime" >= ?
   order by coalesce("e"."ErrorTime", "f"."SessionIdTime") desc, "f"."SessionIdTime" desc,
     "f"."SessionIdSeq" desc, "e"."ErrorReportSeq" desc
   limit ?
  `);
});

test('with filters on error reports only those that pass', () => {
  const ofReports = filtersOf('requestTypes', 'sources', 'applications');
  const filters = { activities: ['p2p'], categories: ['unexpected'], ...ofReports } as const;
  expect(sqlOf(failureListRows, { range, filters, limit: 51 })).toMatchInlineSnapshot(`
   -- T-SQL: 2026-03-10T07:00, 2026-03-10T19:30, 2026-03-10T06:00, "INVITE", "BYE", "fe01.example.com",
   --   "MediationServer"
   select top (51) "f"."SessionIdTime", "f"."SessionIdSeq", "f"."Media", "f"."Kind", "f"."DiagnosticId",
     "f"."ResponseCode", "f"."FromUri", "f"."FromPhone", "f"."FromUserAgent", "f"."ToUri", "f"."ToPhone",
     "f"."ConferenceUri", "f"."Pool", "e"."ErrorTime", "e"."ErrorReportSeq", "e"."RequestType",
     "e"."ResponseCode" as "ReportCode", "e"."MsDiagId", "e"."SetupTime", "e"."FromUri" as "ReportFromUri",
     "e"."ClientVersion" as "ReportClientVersion", "e"."ToUri" as "ReportToUri",
     "e"."ConferenceUri" as "ReportConferenceUri", "e"."Source", "e"."Application"
   from
     (
       select "s"."SessionIdTime" as "SessionIdTime", "s"."SessionIdSeq" as "SessionIdSeq",
         coalesce("s"."MediaTypes", 0) as "Media", '' as "Kind", "s"."DiagnosticId" as "DiagnosticId",
         "s"."ResponseCode" as "ResponseCode", "s"."FromUri" as "FromUri",
         case when "s"."FromUri" is null then (
           select min("n"."FromPhone")
           from "dbo"."VoipDetailsView" as "n"
           where "n"."SessionIdTime" = "s"."SessionIdTime" and "n"."SessionIdSeq" = "s"."SessionIdSeq"
             and "n"."SessionIdTime" >= @1 and "n"."SessionIdTime" < @2
         )
         end as "FromPhone", "s"."FromClientVersion" as "FromUserAgent", "s"."ToUri" as "ToUri",
         case when "s"."ToUri" is null then (
           select min("n"."ToPhone")
           from "dbo"."VoipDetailsView" as "n"
           where "n"."SessionIdTime" = "s"."SessionIdTime" and "n"."SessionIdSeq" = "s"."SessionIdSeq"
             and "n"."SessionIdTime" >= @1 and "n"."SessionIdTime" < @2
         )
         end as "ToPhone", cast(null as nvarchar(450)) as "ConferenceUri", "s"."Pool" as "Pool"
       from "dbo"."SessionDetailsView" as "s"
       where "s"."SessionIdTime" >= @1 and "s"."SessionIdTime" < @2
         and ("s"."CallFlag" is null or not ("s"."CallFlag" & 1 <> 0))
         and case
           when (
             "s"."DiagnosticId" in (4141, 5002, 5009, 5010, 21000, 51004, 52082, 52094, 52107)
             or ("s"."DiagnosticId" >= 61000 and "s"."DiagnosticId" <= 61999)
           ) then 0
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
           when ("s"."ResponseCode" in (480, 486, 487, 600, 603)) then 0
           when ("s"."ResponseCode" in (404, 408)) then 1
           else 1 end = 1
         and exists (
           select 1
           from "dbo"."ErrorReportView" as "e"
           where "e"."SessionIdTime" = "s"."SessionIdTime" and "e"."SessionIdSeq" = "s"."SessionIdSeq"
             and "e"."SessionIdTime" >= @1 and "e"."SessionIdTime" < @2 and "e"."ErrorTime" >= @3
             and "e"."RequestType" in (@4, @5) and "e"."Source" in (@6) and "e"."Application" in (@7)
         )
     ) as "f"
     inner join "dbo"."ErrorReportView" as "e" on "e"."SessionIdTime" = "f"."SessionIdTime"
     and "e"."SessionIdSeq" = "f"."SessionIdSeq" and "e"."SessionIdTime" >= @1 and "e"."SessionIdTime" < @2
     and "e"."ErrorTime" >= @3 and "e"."RequestType" in (@4, @5) and "e"."Source" in (@6)
     and "e"."Application" in (@7)
   order by coalesce("e"."ErrorTime", "f"."SessionIdTime") desc, "f"."SessionIdTime" desc,
     "f"."SessionIdSeq" desc, "e"."ErrorReportSeq" desc

   -- SQLite: 2026-03-10T07:00, 2026-03-10T19:30, 2026-03-10T07:00, 2026-03-10T19:30, 2026-03-10T07:00,
   --   2026-03-10T19:30, 2026-03-10T07:00, 2026-03-10T19:30, 2026-03-10T06:00, "invite", "bye",
   --   "fe01.example.com", "mediationserver", 2026-03-10T07:00, 2026-03-10T19:30, 2026-03-10T06:00, "invite",
   --   "bye", "fe01.example.com", "mediationserver", 51
   select "f"."SessionIdTime", "f"."SessionIdSeq", "f"."Media", "f"."Kind", "f"."DiagnosticId",
     "f"."ResponseCode", "f"."FromUri", "f"."FromPhone", "f"."FromUserAgent", "f"."ToUri", "f"."ToPhone",
     "f"."ConferenceUri", "f"."Pool", "e"."ErrorTime", "e"."ErrorReportSeq", "e"."RequestType",
     "e"."ResponseCode" as "ReportCode", "e"."MsDiagId", "e"."SetupTime", "e"."FromUri" as "ReportFromUri",
     "e"."ClientVersion" as "ReportClientVersion", "e"."ToUri" as "ReportToUri",
     "e"."ConferenceUri" as "ReportConferenceUri", "e"."Source", "e"."Application"
   from
     (
       select "s"."SessionIdTime" as "SessionIdTime", "s"."SessionIdSeq" as "SessionIdSeq",
         coalesce("s"."MediaTypes", 0) as "Media", '' as "Kind", "s"."DiagnosticId" as "DiagnosticId",
         "s"."ResponseCode" as "ResponseCode", "s"."FromUri" as "FromUri",
         case when "s"."FromUri" is null then (
           select min("n"."FromPhone")
           from "dbo"."VoipDetailsView" as "n"
           where "n"."SessionIdTime" = "s"."SessionIdTime" and "n"."SessionIdSeq" = "s"."SessionIdSeq"
             and "n"."SessionIdTime" >= ? and "n"."SessionIdTime" < ?
         )
         end as "FromPhone", "s"."FromClientVersion" as "FromUserAgent", "s"."ToUri" as "ToUri",
         case when "s"."ToUri" is null then (
           select min("n"."ToPhone")
           from "dbo"."VoipDetailsView" as "n"
           where "n"."SessionIdTime" = "s"."SessionIdTime" and "n"."SessionIdSeq" = "s"."SessionIdSeq"
             and "n"."SessionIdTime" >= ? and "n"."SessionIdTime" < ?
         )
         end as "ToPhone", cast(null as nvarchar(450)) as "ConferenceUri", "s"."Pool" as "Pool"
       from "dbo"."SessionDetailsView" as "s"
       where "s"."SessionIdTime" >= ? and "s"."SessionIdTime" < ?
         and ("s"."CallFlag" is null or not ("s"."CallFlag" & 1 <> 0))
         and case
           when (
             "s"."DiagnosticId" in (4141, 5002, 5009, 5010, 21000, 51004, 52082, 52094, 52107)
             or ("s"."DiagnosticId" >= 61000 and "s"."DiagnosticId" <= 61999)
           ) then 0
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
           when ("s"."ResponseCode" in (480, 486, 487, 600, 603)) then 0
           when ("s"."ResponseCode" in (404, 408)) then 1
           else 1 end = 1
         and exists (
           select 1
           from "dbo"."ErrorReportView" as "e"
           where "e"."SessionIdTime" = "s"."SessionIdTime" and "e"."SessionIdSeq" = "s"."SessionIdSeq"
             and "e"."SessionIdTime" >= ? and "e"."SessionIdTime" < ? and "e"."ErrorTime" >= ?
             and "e"."RequestType" collate nocase in (?, ?) and "e"."Source" collate nocase in (?)
             and "e"."Application" collate nocase in (?)
         )
     ) as "f"
     inner join "dbo"."ErrorReportView" as "e" on "e"."SessionIdTime" = "f"."SessionIdTime"
     and "e"."SessionIdSeq" = "f"."SessionIdSeq" and "e"."SessionIdTime" >= ? and "e"."SessionIdTime" < ?
     and "e"."ErrorTime" >= ? and "e"."RequestType" collate nocase in (?, ?)
     and "e"."Source" collate nocase in (?) and "e"."Application" collate nocase in (?)
   order by coalesce("e"."ErrorTime", "f"."SessionIdTime") desc, "f"."SessionIdTime" desc,
     "f"."SessionIdSeq" desc, "e"."ErrorReportSeq" desc
   limit ?
  `);
});

test('of one session', () => {
  const filters = { activities: ['p2p'], ...filtersOf('sessionIdTime', 'sessionIdSeq') } as const;
  expect(sqlOf(failureListRows, { range, filters, limit: 51 })).toMatchInlineSnapshot(`
   -- T-SQL: 2026-03-10T07:00, 2026-03-10T19:30, 2026-03-10T08:14:59.993, 2026-03-10T08:15, 12, 2026-03-10T06:00
   select top (51) "f"."SessionIdTime", "f"."SessionIdSeq", "f"."Media", "f"."Kind", "f"."DiagnosticId",
     "f"."ResponseCode", "f"."FromUri", "f"."FromPhone", "f"."FromUserAgent", "f"."ToUri", "f"."ToPhone",
     "f"."ConferenceUri", "f"."Pool", "e"."ErrorTime", "e"."ErrorReportSeq", "e"."RequestType",
     "e"."ResponseCode" as "ReportCode", "e"."MsDiagId", "e"."SetupTime", "e"."FromUri" as "ReportFromUri",
     "e"."ClientVersion" as "ReportClientVersion", "e"."ToUri" as "ReportToUri",
     "e"."ConferenceUri" as "ReportConferenceUri", "e"."Source", "e"."Application"
   from
     (
       select "s"."SessionIdTime" as "SessionIdTime", "s"."SessionIdSeq" as "SessionIdSeq",
         coalesce("s"."MediaTypes", 0) as "Media", '' as "Kind", "s"."DiagnosticId" as "DiagnosticId",
         "s"."ResponseCode" as "ResponseCode", "s"."FromUri" as "FromUri",
         case when "s"."FromUri" is null then (
           select min("n"."FromPhone")
           from "dbo"."VoipDetailsView" as "n"
           where "n"."SessionIdTime" = "s"."SessionIdTime" and "n"."SessionIdSeq" = "s"."SessionIdSeq"
             and "n"."SessionIdTime" >= @1 and "n"."SessionIdTime" < @2
         )
         end as "FromPhone", "s"."FromClientVersion" as "FromUserAgent", "s"."ToUri" as "ToUri",
         case when "s"."ToUri" is null then (
           select min("n"."ToPhone")
           from "dbo"."VoipDetailsView" as "n"
           where "n"."SessionIdTime" = "s"."SessionIdTime" and "n"."SessionIdSeq" = "s"."SessionIdSeq"
             and "n"."SessionIdTime" >= @1 and "n"."SessionIdTime" < @2
         )
         end as "ToPhone", cast(null as nvarchar(450)) as "ConferenceUri", "s"."Pool" as "Pool"
       from "dbo"."SessionDetailsView" as "s"
       where "s"."SessionIdTime" >= @1 and "s"."SessionIdTime" < @2 and "s"."SessionIdTime" > @3
         and "s"."SessionIdTime" < @4 and "s"."SessionIdSeq" = @5
         and ("s"."CallFlag" is null or not ("s"."CallFlag" & 1 <> 0))
     ) as "f"
     left join "dbo"."ErrorReportView" as "e" on "e"."SessionIdTime" = "f"."SessionIdTime"
     and "e"."SessionIdSeq" = "f"."SessionIdSeq" and "e"."SessionIdTime" >= @1 and "e"."SessionIdTime" < @2
     and "e"."ErrorTime" >= @6
   order by coalesce("e"."ErrorTime", "f"."SessionIdTime") desc, "f"."SessionIdTime" desc,
     "f"."SessionIdSeq" desc, "e"."ErrorReportSeq" desc

   -- SQLite: 2026-03-10T07:00, 2026-03-10T19:30, 2026-03-10T07:00, 2026-03-10T19:30, 2026-03-10T07:00,
   --   2026-03-10T19:30, 2026-03-10T08:14:59.993, 2026-03-10T08:15, 12, 2026-03-10T07:00, 2026-03-10T19:30,
   --   2026-03-10T06:00, 51
   select "f"."SessionIdTime", "f"."SessionIdSeq", "f"."Media", "f"."Kind", "f"."DiagnosticId",
     "f"."ResponseCode", "f"."FromUri", "f"."FromPhone", "f"."FromUserAgent", "f"."ToUri", "f"."ToPhone",
     "f"."ConferenceUri", "f"."Pool", "e"."ErrorTime", "e"."ErrorReportSeq", "e"."RequestType",
     "e"."ResponseCode" as "ReportCode", "e"."MsDiagId", "e"."SetupTime", "e"."FromUri" as "ReportFromUri",
     "e"."ClientVersion" as "ReportClientVersion", "e"."ToUri" as "ReportToUri",
     "e"."ConferenceUri" as "ReportConferenceUri", "e"."Source", "e"."Application"
   from
     (
       select "s"."SessionIdTime" as "SessionIdTime", "s"."SessionIdSeq" as "SessionIdSeq",
         coalesce("s"."MediaTypes", 0) as "Media", '' as "Kind", "s"."DiagnosticId" as "DiagnosticId",
         "s"."ResponseCode" as "ResponseCode", "s"."FromUri" as "FromUri",
         case when "s"."FromUri" is null then (
           select min("n"."FromPhone")
           from "dbo"."VoipDetailsView" as "n"
           where "n"."SessionIdTime" = "s"."SessionIdTime" and "n"."SessionIdSeq" = "s"."SessionIdSeq"
             and "n"."SessionIdTime" >= ? and "n"."SessionIdTime" < ?
         )
         end as "FromPhone", "s"."FromClientVersion" as "FromUserAgent", "s"."ToUri" as "ToUri",
         case when "s"."ToUri" is null then (
           select min("n"."ToPhone")
           from "dbo"."VoipDetailsView" as "n"
           where "n"."SessionIdTime" = "s"."SessionIdTime" and "n"."SessionIdSeq" = "s"."SessionIdSeq"
             and "n"."SessionIdTime" >= ? and "n"."SessionIdTime" < ?
         )
         end as "ToPhone", cast(null as nvarchar(450)) as "ConferenceUri", "s"."Pool" as "Pool"
       from "dbo"."SessionDetailsView" as "s"
       where "s"."SessionIdTime" >= ? and "s"."SessionIdTime" < ? and "s"."SessionIdTime" > ?
         and "s"."SessionIdTime" < ? and "s"."SessionIdSeq" = ?
         and ("s"."CallFlag" is null or not ("s"."CallFlag" & 1 <> 0))
     ) as "f"
     left join "dbo"."ErrorReportView" as "e" on "e"."SessionIdTime" = "f"."SessionIdTime"
     and "e"."SessionIdSeq" = "f"."SessionIdSeq" and "e"."SessionIdTime" >= ? and "e"."SessionIdTime" < ?
     and "e"."ErrorTime" >= ?
   order by coalesce("e"."ErrorTime", "f"."SessionIdTime") desc, "f"."SessionIdTime" desc,
     "f"."SessionIdSeq" desc, "e"."ErrorReportSeq" desc
   limit ?
  `);
});

test('the newest of several answers: what was reported last comes first, a session without a report by its own time', () => {
  const row = (ReportedTime: number, SessionIdTime: number, ErrorReportSeq: number | null) =>
    ({ ReportedTime, SessionIdTime, SessionIdSeq: 1, ErrorReportSeq }) as ListedFailure;
  const answers = [
    [row(50, 40, 1), row(30, 30, null)],
    [row(50, 40, 2), row(40, 40, null), row(20, 10, 7)],
  ];
  expect(failureListRows.merge(answers, { range, filters: {}, limit: 4 })).toEqual([
    row(50, 40, 2),
    row(50, 40, 1),
    row(40, 40, null),
    row(30, 30, null),
  ]);
});
