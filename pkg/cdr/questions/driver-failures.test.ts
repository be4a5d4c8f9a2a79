import { expect, test } from '@jest/globals';
import { filtersOf, range } from '../../../tests/support/selections.ts';
import { sqlOf } from '../../../tests/support/sql-of.ts';
import { driverFailures, newestDriverFailures, type DriverFailure } from './driver-failures.ts';

const selection = { slices: [range], binMinutes: 60, filters: filtersOf('sources', 'activities') } as const;

const newest = /order by\s+"f"."SessionIdTime" desc,\s+"f"."SessionIdSeq" desc/;

test('failures are ordered where the newest are asked for alone', () => {
  expect(sqlOf(driverFailures, selection).text).not.toMatch(newest);
  expect(sqlOf(newestDriverFailures, { ...selection, limit: 7 }).text).toMatch(newest);
  expect(sqlOf(newestDriverFailures, { ...selection, limit: 7 }).text).toMatch(/select top \(7\)[^]*limit \?/);
});

test('failures come with their error reports', () => {
  expect(sqlOf(driverFailures, selection)).toMatchInlineSnapshot(`
   -- T-SQL: 2026-03-10T07:00, 2026-03-10T19:30, 2026-03-10T06:00, "fe01.example.com", 2026-03-09T07:00,
   --   2026-03-10T20:30
   select "f"."SessionIdTime" as "SessionIdTime", "f"."SessionIdSeq" as "SessionIdSeq",
     "f"."FromUserAgent" as "FromUserAgent", "f"."FrontEnd" as "FrontEnd", "f"."FromHost" as "FromHost",
     "f"."ToHost" as "ToHost", "f"."FromEdge" as "FromEdge", "f"."ToGateway" as "ToGateway",
     "f"."FromGateway" as "FromGateway", "f"."Media" as "Media", "f"."Kind" as "Kind", "f"."ToEdge" as "ToEdge",
     "f"."FromInternal" as "FromInternal", "f"."ToInternal" as "ToInternal", "f"."Pool" as "Pool",
     "f"."FromMediation" as "FromMediation", "f"."ToMediation" as "ToMediation",
     "f"."ConferenceGateway" as "ConferenceGateway", "f"."ConferenceMediation" as "ConferenceMediation",
     "f"."ClientType" as "ClientType", "f"."DiagnosticId" as "DiagnosticId",
     "f"."ResponseCode" as "ResponseCode", "f"."FromUser" as "FromUser", "f"."ToUser" as "ToUser",
     "e"."Source" as "Source", "e"."Application" as "Application", "e"."RequestType" as "RequestType",
     "e"."ContentType" as "ContentType"
   from
     (
       select "s"."SessionIdTime" as "SessionIdTime", "s"."SessionIdSeq" as "SessionIdSeq",
         "s"."FromClientVersion" as "FromUserAgent", "s"."FrontEnd" as "FrontEnd",
         case
           when charindex('@', "s"."FromUri") > 0 then substring("s"."FromUri", charindex('@', "s"."FromUri") + 1, 450)
         end as "FromHost",
         case
           when charindex('@', "s"."ToUri") > 0 then substring("s"."ToUri", charindex('@', "s"."ToUri") + 1, 450)
         end as "ToHost", "s"."FromEdgeServer" as "FromEdge", "v"."ToGateway" as "ToGateway",
         "v"."FromGateway" as "FromGateway", coalesce("s"."MediaTypes", 0) as "Media", '' as "Kind",
         "s"."ToEdgeServer" as "ToEdge", "s"."IsFromInternal" as "FromInternal",
         "s"."IsToInternal" as "ToInternal", "s"."Pool" as "Pool", "v"."FromMediationServer" as "FromMediation",
         "v"."ToMediationServer" as "ToMediation", cast(null as nvarchar(450)) as "ConferenceGateway",
         cast(null as nvarchar(450)) as "ConferenceMediation", "s"."FromClientCategory" as "ClientType",
         "s"."DiagnosticId" as "DiagnosticId", "s"."ResponseCode" as "ResponseCode",
         coalesce(
           "s"."FromUri",
           (
             select min("n"."FromPhone")
             from "dbo"."VoipDetailsView" as "n"
             where "n"."SessionIdTime" = "s"."SessionIdTime" and "n"."SessionIdSeq" = "s"."SessionIdSeq"
               and "n"."SessionIdTime" >= @1 and "n"."SessionIdTime" < @2
           )
         ) as "FromUser",
         coalesce(
           "s"."ToUri",
           (
             select min("n"."ToPhone")
             from "dbo"."VoipDetailsView" as "n"
             where "n"."SessionIdTime" = "s"."SessionIdTime" and "n"."SessionIdSeq" = "s"."SessionIdSeq"
               and "n"."SessionIdTime" >= @1 and "n"."SessionIdTime" < @2
           )
         ) as "ToUser"
       from "dbo"."SessionDetailsView" as "s"
         left join "dbo"."VoipDetailsView" as "v" on "v"."SessionIdTime" = "s"."SessionIdTime"
         and "v"."SessionIdSeq" = "s"."SessionIdSeq" and "v"."SessionIdTime" >= @1 and "v"."SessionIdTime" < @2
       where "s"."SessionIdTime" >= @1 and "s"."SessionIdTime" < @2
         and ("s"."CallFlag" is null or not ("s"."CallFlag" & 1 <> 0))
         and exists (
           select 1
           from "dbo"."ErrorReportView" as "e"
           where "e"."SessionIdTime" = "s"."SessionIdTime" and "e"."SessionIdSeq" = "s"."SessionIdSeq"
             and "e"."SessionIdTime" >= @1 and "e"."SessionIdTime" < @2 and "e"."ErrorTime" >= @3
             and "e"."Source" in (@4)
         )
       union all
       select "s"."SessionIdTime" as "SessionIdTime", "s"."SessionIdSeq" as "SessionIdSeq",
         "s"."UserClientVersion" as "FromUserAgent", "s"."FrontEnd" as "FrontEnd",
         case
           when charindex('@', "s"."UserUri") > 0 then substring("s"."UserUri", charindex('@', "s"."UserUri") + 1, 450)
         end as "FromHost", cast(null as nvarchar(450)) as "ToHost", "s"."EdgeServer" as "FromEdge",
         cast(null as nvarchar(450)) as "ToGateway", cast(null as nvarchar(450)) as "FromGateway", -1 as "Media",
         case when "s"."McuConferenceUri" is null then 'focus' else coalesce("s"."McuConferenceUriType", '')
         end as "Kind", "s"."EdgeServer" as "ToEdge", "s"."IsUserInternal" as "FromInternal",
         cast(null as bit) as "ToInternal", "s"."Pool" as "Pool", cast(null as nvarchar(450)) as "FromMediation",
         cast(null as nvarchar(450)) as "ToMediation", "s"."Gateway" as "ConferenceGateway",
         "s"."MediationServer" as "ConferenceMediation", "s"."UserClientCategory" as "ClientType",
         "s"."DiagnosticId" as "DiagnosticId", "s"."ResponseCode" as "ResponseCode", "s"."UserUri" as "FromUser",
         cast(null as nvarchar(450)) as "ToUser"
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
         and ("s"."CallFlag" is null or not ("s"."CallFlag" & 1 <> 0))
         and exists (
           select 1
           from "dbo"."ErrorReportView" as "e"
           where "e"."SessionIdTime" = "s"."SessionIdTime" and "e"."SessionIdSeq" = "s"."SessionIdSeq"
             and "e"."SessionIdTime" >= @1 and "e"."SessionIdTime" < @2 and "e"."ErrorTime" >= @3
             and "e"."Source" in (@4)
         )
         and "synthetic"."ConfInstance" is null
     ) as "f"
     left join "dbo"."ErrorReportView" as "e" on "e"."SessionIdTime" = "f"."SessionIdTime"
     and "e"."SessionIdSeq" = "f"."SessionIdSeq" and "e"."SessionIdTime" >= @1 and "e"."SessionIdTime" < @2
     and "e"."ErrorTime" >= @3

   -- SQLite: 2026-03-10T07:00, 2026-03-10T19:30, 2026-03-10T07:00, 2026-03-10T19:30, 2026-03-10T07:00,
   --   2026-03-10T19:30, 2026-03-10T07:00, 2026-03-10T19:30, 2026-03-10T07:00, 2026-03-10T19:30,
   --   2026-03-10T06:00, "fe01.example.com", 2026-03-09T07:00, 2026-03-10T20:30, 2026-03-10T07:00,
   --   2026-03-10T19:30, 2026-03-10T07:00, 2026-03-10T19:30, 2026-03-10T06:00, "fe01.example.com",
   --   2026-03-10T07:00, 2026-03-10T19:30, 2026-03-10T06:00
   select "f"."SessionIdTime" as "SessionIdTime", "f"."SessionIdSeq" as "SessionIdSeq",
     "f"."FromUserAgent" as "FromUserAgent", "f"."FrontEnd" as "FrontEnd", "f"."FromHost" as "FromHost",
     "f"."ToHost" as "ToHost", "f"."FromEdge" as "FromEdge", "f"."ToGateway" as "ToGateway",
     "f"."FromGateway" as "FromGateway", "f"."Media" as "Media", "f"."Kind" as "Kind", "f"."ToEdge" as "ToEdge",
     "f"."FromInternal" as "FromInternal", "f"."ToInternal" as "ToInternal", "f"."Pool" as "Pool",
     "f"."FromMediation" as "FromMediation", "f"."ToMediation" as "ToMediation",
     "f"."ConferenceGateway" as "ConferenceGateway", "f"."ConferenceMediation" as "ConferenceMediation",
     "f"."ClientType" as "ClientType", "f"."DiagnosticId" as "DiagnosticId",
     "f"."ResponseCode" as "ResponseCode", "f"."FromUser" as "FromUser", "f"."ToUser" as "ToUser",
     "e"."Source" as "Source", "e"."Application" as "Application", "e"."RequestType" as "RequestType",
     "e"."ContentType" as "ContentType"
   from
     (
       select "s"."SessionIdTime" as "SessionIdTime", "s"."SessionIdSeq" as "SessionIdSeq",
         "s"."FromClientVersion" as "FromUserAgent", "s"."FrontEnd" as "FrontEnd",
         substr("s"."FromUri", nullif(instr("s"."FromUri", '@'), 0) + 1) as "FromHost",
         substr("s"."ToUri", nullif(instr("s"."ToUri", '@'), 0) + 1) as "ToHost",
         "s"."FromEdgeServer" as "FromEdge", "v"."ToGateway" as "ToGateway", "v"."FromGateway" as "FromGateway",
         coalesce("s"."MediaTypes", 0) as "Media", '' as "Kind", "s"."ToEdgeServer" as "ToEdge",
         "s"."IsFromInternal" as "FromInternal", "s"."IsToInternal" as "ToInternal", "s"."Pool" as "Pool",
         "v"."FromMediationServer" as "FromMediation", "v"."ToMediationServer" as "ToMediation",
         cast(null as nvarchar(450)) as "ConferenceGateway",
         cast(null as nvarchar(450)) as "ConferenceMediation", "s"."FromClientCategory" as "ClientType",
         "s"."DiagnosticId" as "DiagnosticId", "s"."ResponseCode" as "ResponseCode",
         coalesce(
           "s"."FromUri",
           (
             select min("n"."FromPhone")
             from "dbo"."VoipDetailsView" as "n"
             where "n"."SessionIdTime" = "s"."SessionIdTime" and "n"."SessionIdSeq" = "s"."SessionIdSeq"
               and "n"."SessionIdTime" >= ? and "n"."SessionIdTime" < ?
           )
         ) as "FromUser",
         coalesce(
           "s"."ToUri",
           (
             select min("n"."ToPhone")
             from "dbo"."VoipDetailsView" as "n"
             where "n"."SessionIdTime" = "s"."SessionIdTime" and "n"."SessionIdSeq" = "s"."SessionIdSeq"
               and "n"."SessionIdTime" >= ? and "n"."SessionIdTime" < ?
           )
         ) as "ToUser"
       from "dbo"."SessionDetailsView" as "s"
         left join "dbo"."VoipDetailsView" as "v" on "v"."SessionIdTime" = "s"."SessionIdTime"
         and "v"."SessionIdSeq" = "s"."SessionIdSeq" and "v"."SessionIdTime" >= ? and "v"."SessionIdTime" < ?
       where "s"."SessionIdTime" >= ? and "s"."SessionIdTime" < ?
         and ("s"."CallFlag" is null or not ("s"."CallFlag" & 1 <> 0))
         and exists (
           select 1
           from "dbo"."ErrorReportView" as "e"
           where "e"."SessionIdTime" = "s"."SessionIdTime" and "e"."SessionIdSeq" = "s"."SessionIdSeq"
             and "e"."SessionIdTime" >= ? and "e"."SessionIdTime" < ? and "e"."ErrorTime" >= ?
             and "e"."Source" collate nocase in (?)
         )
       union all
       select "s"."SessionIdTime" as "SessionIdTime", "s"."SessionIdSeq" as "SessionIdSeq",
         "s"."UserClientVersion" as "FromUserAgent", "s"."FrontEnd" as "FrontEnd",
         substr("s"."UserUri", nullif(instr("s"."UserUri", '@'), 0) + 1) as "FromHost",
         cast(null as nvarchar(450)) as "ToHost", "s"."EdgeServer" as "FromEdge",
         cast(null as nvarchar(450)) as "ToGateway", cast(null as nvarchar(450)) as "FromGateway", -1 as "Media",
         case when "s"."McuConferenceUri" is null then 'focus' else coalesce("s"."McuConferenceUriType", '')
         end as "Kind", "s"."EdgeServer" as "ToEdge", "s"."IsUserInternal" as "FromInternal",
         cast(null as bit) as "ToInternal", "s"."Pool" as "Pool", cast(null as nvarchar(450)) as "FromMediation",
         cast(null as nvarchar(450)) as "ToMediation", "s"."Gateway" as "ConferenceGateway",
         "s"."MediationServer" as "ConferenceMediation", "s"."UserClientCategory" as "ClientType",
         "s"."DiagnosticId" as "DiagnosticId", "s"."ResponseCode" as "ResponseCode", "s"."UserUri" as "FromUser",
         cast(null as nvarchar(450)) as "ToUser"
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
         and exists (
           select 1
           from "dbo"."ErrorReportView" as "e"
           where "e"."SessionIdTime" = "s"."SessionIdTime" and "e"."SessionIdSeq" = "s"."SessionIdSeq"
             and "e"."SessionIdTime" >= ? and "e"."SessionIdTime" < ? and "e"."ErrorTime" >= ?
             and "e"."Source" collate nocase in (?)
         )
         and "synthetic"."ConfInstance" is null
     ) as "f"
     left join "dbo"."ErrorReportView" as "e" on "e"."SessionIdTime" = "f"."SessionIdTime"
     and "e"."SessionIdSeq" = "f"."SessionIdSeq" and "e"."SessionIdTime" >= ? and "e"."SessionIdTime" < ?
     and "e"."ErrorTime" >= ?
  `);
});

test('of several stores the newest are kept', () => {
  const at = (SessionIdTime: number) => ({ SessionIdTime, SessionIdSeq: 1 }) as DriverFailure;
  expect(newestDriverFailures.merge([[at(9), at(4)], [at(7)]], { ...selection, limit: 2 })).toEqual([at(9), at(7)]);
});

test('failures lie in the bin, or in the part of it, that their session begins in', () => {
  const slices = [
    { from: Date.UTC(2026, 2, 3, 7, 40), to: Date.UTC(2026, 2, 3, 9) },
    { from: Date.UTC(2026, 2, 10, 7, 40), to: Date.UTC(2026, 2, 10, 9) },
  ];
  const at = (...[hour, minute]: [number, number]) => ({ SessionIdTime: Date.UTC(2026, 2, 10, hour, minute) });
  const found = driverFailures.read([at(7, 40), at(7, 59), at(8, 0), at(8, 59)] as never, { ...selection, slices });
  const [part, whole] = [Date.UTC(2026, 2, 10, 7, 40), Date.UTC(2026, 2, 10, 8)];
  expect(found.map(({ time }) => time)).toEqual([part, part, whole, whole]);
});
