import { describe, expect, test } from '@jest/globals';
import { filtersOf, range } from '../../../tests/support/selections.ts';
import { sqlOf } from '../../../tests/support/sql-of.ts';
import { driverSessions, driverUserSessions, type DriverCell } from './driver-sessions.ts';

const week = 7 * 24 * 3_600_000;
const before = { from: range.from - week, to: range.to - week };

describe('sessions by what failures may have in common', () => {
  test('are counted over the range and a week before in one statement', () => {
    expect(sqlOf(driverSessions, { slices: [range, before], filters: {} })).toMatchInlineSnapshot(`
     -- T-SQL: 2026-03-10T07:00, 2026-03-10T19:30, 2026-03-03T07:00, 2026-03-03T19:30, 2026-03-02T07:00,
     --   2026-03-03T20:30, 2026-03-09T07:00, 2026-03-10T20:30
     select "f"."slice" as "slice", "f"."Pool" collate Latin1_General_BIN2 as "Pool",
       "f"."FrontEnd" collate Latin1_General_BIN2 as "FrontEnd",
       "f"."FromEdge" collate Latin1_General_BIN2 as "FromEdge",
       "f"."ToEdge" collate Latin1_General_BIN2 as "ToEdge",
       "f"."FromGateway" collate Latin1_General_BIN2 as "FromGateway",
       "f"."ToGateway" collate Latin1_General_BIN2 as "ToGateway",
       "f"."FromMediation" collate Latin1_General_BIN2 as "FromMediation",
       "f"."ToMediation" collate Latin1_General_BIN2 as "ToMediation",
       "f"."ConferenceGateway" collate Latin1_General_BIN2 as "ConferenceGateway",
       "f"."ConferenceMediation" collate Latin1_General_BIN2 as "ConferenceMediation",
       "f"."FromUserAgent" collate Latin1_General_BIN2 as "FromUserAgent",
       "f"."ClientType" collate Latin1_General_BIN2 as "ClientType", "f"."Media" as "Media", "f"."Kind" as "Kind",
       "f"."FromInternal" as "FromInternal", "f"."ToInternal" as "ToInternal", "f"."FromDomain" as "FromDomain",
       "f"."ToDomain" as "ToDomain", count(*) as "sessions"
     from (
       select 0 as "slice", "s"."Pool" as "Pool", "s"."FrontEnd" as "FrontEnd", "s"."FromEdgeServer" as "FromEdge",
         "s"."ToEdgeServer" as "ToEdge", "v"."FromGateway" as "FromGateway", "v"."ToGateway" as "ToGateway",
         "v"."FromMediationServer" as "FromMediation", "v"."ToMediationServer" as "ToMediation",
         cast(null as nvarchar(450)) as "ConferenceGateway", cast(null as nvarchar(450)) as "ConferenceMediation",
         "s"."FromClientVersion" as "FromUserAgent", "s"."FromClientCategory" as "ClientType",
         coalesce("s"."MediaTypes", 0) as "Media", '' as "Kind", "s"."IsFromInternal" as "FromInternal",
         "s"."IsToInternal" as "ToInternal",
         case when charindex('@', "s"."FromUri") > 0 then lower(
           rtrim(
             left(
               substring("s"."FromUri", charindex('@', "s"."FromUri") + 1, 450),
               patindex('%[;>?]%', substring("s"."FromUri", charindex('@', "s"."FromUri") + 1, 450) + ';') - 1
             )
           )
         )
         end as "FromDomain",
         case when charindex('@', "s"."ToUri") > 0 then lower(
           rtrim(
             left(
               substring("s"."ToUri", charindex('@', "s"."ToUri") + 1, 450),
               patindex('%[;>?]%', substring("s"."ToUri", charindex('@', "s"."ToUri") + 1, 450) + ';') - 1
             )
           )
         )
         end as "ToDomain"
       from "dbo"."SessionDetailsView" as "s"
         left join "dbo"."VoipDetailsView" as "v" on "v"."SessionIdTime" = "s"."SessionIdTime"
         and "v"."SessionIdSeq" = "s"."SessionIdSeq" and "v"."SessionIdTime" >= @1 and "v"."SessionIdTime" < @2
       where "s"."SessionIdTime" >= @1 and "s"."SessionIdTime" < @2
         and ("s"."CallFlag" is null or not ("s"."CallFlag" & 1 <> 0))
       union all
       select 1 as "slice", "s"."Pool" as "Pool", "s"."FrontEnd" as "FrontEnd", "s"."FromEdgeServer" as "FromEdge",
         "s"."ToEdgeServer" as "ToEdge", "v"."FromGateway" as "FromGateway", "v"."ToGateway" as "ToGateway",
         "v"."FromMediationServer" as "FromMediation", "v"."ToMediationServer" as "ToMediation",
         cast(null as nvarchar(450)) as "ConferenceGateway", cast(null as nvarchar(450)) as "ConferenceMediation",
         "s"."FromClientVersion" as "FromUserAgent", "s"."FromClientCategory" as "ClientType",
         coalesce("s"."MediaTypes", 0) as "Media", '' as "Kind", "s"."IsFromInternal" as "FromInternal",
         "s"."IsToInternal" as "ToInternal",
         case when charindex('@', "s"."FromUri") > 0 then lower(
           rtrim(
             left(
               substring("s"."FromUri", charindex('@', "s"."FromUri") + 1, 450),
               patindex('%[;>?]%', substring("s"."FromUri", charindex('@', "s"."FromUri") + 1, 450) + ';') - 1
             )
           )
         )
         end as "FromDomain",
         case when charindex('@', "s"."ToUri") > 0 then lower(
           rtrim(
             left(
               substring("s"."ToUri", charindex('@', "s"."ToUri") + 1, 450),
               patindex('%[;>?]%', substring("s"."ToUri", charindex('@', "s"."ToUri") + 1, 450) + ';') - 1
             )
           )
         )
         end as "ToDomain"
       from "dbo"."SessionDetailsView" as "s"
         left join "dbo"."VoipDetailsView" as "v" on "v"."SessionIdTime" = "s"."SessionIdTime"
         and "v"."SessionIdSeq" = "s"."SessionIdSeq" and "v"."SessionIdTime" >= @3 and "v"."SessionIdTime" < @4
       where "s"."SessionIdTime" >= @3 and "s"."SessionIdTime" < @4
         and ("s"."CallFlag" is null or not ("s"."CallFlag" & 1 <> 0))
       union all
       select "f"."slice" as "slice", "f"."Pool" as "Pool", "f"."FrontEnd" as "FrontEnd",
         "f"."FromEdge" as "FromEdge", "f"."ToEdge" as "ToEdge", "f"."FromGateway" as "FromGateway",
         "f"."ToGateway" as "ToGateway", "f"."FromMediation" as "FromMediation",
         "f"."ToMediation" as "ToMediation", "f"."ConferenceGateway" as "ConferenceGateway",
         "f"."ConferenceMediation" as "ConferenceMediation", "f"."FromUserAgent" as "FromUserAgent",
         "f"."ClientType" as "ClientType", "f"."Media" as "Media", "f"."Kind" as "Kind",
         "f"."FromInternal" as "FromInternal", "f"."ToInternal" as "ToInternal", "f"."FromDomain" as "FromDomain",
         "f"."ToDomain" as "ToDomain"
       from
         (
           select 0 as "slice", "s"."Pool" as "Pool", "s"."FrontEnd" as "FrontEnd", "s"."EdgeServer" as "FromEdge",
             "s"."EdgeServer" as "ToEdge", cast(null as nvarchar(450)) as "FromGateway",
             cast(null as nvarchar(450)) as "ToGateway", cast(null as nvarchar(450)) as "FromMediation",
             cast(null as nvarchar(450)) as "ToMediation", "s"."Gateway" as "ConferenceGateway",
             "s"."MediationServer" as "ConferenceMediation", "s"."UserClientVersion" as "FromUserAgent",
             "s"."UserClientCategory" as "ClientType", -1 as "Media",
             case when "s"."McuConferenceUri" is null then 'focus' else coalesce("s"."McuConferenceUriType", '')
             end as "Kind", "s"."IsUserInternal" as "FromInternal", cast(null as bit) as "ToInternal",
             case when charindex('@', "s"."UserUri") > 0 then lower(
               rtrim(
                 left(
                   substring("s"."UserUri", charindex('@', "s"."UserUri") + 1, 450),
                   patindex('%[;>?]%', substring("s"."UserUri", charindex('@', "s"."UserUri") + 1, 450) + ';') - 1
                 )
               )
             )
             end as "FromDomain", cast(null as nvarchar(450)) as "ToDomain",
             "s"."SessionIdTime" as "SessionIdTime", "s"."ConferenceUri" as "ConferenceUri",
             "s"."ConfInstance" as "ConfInstance"
           from "dbo"."ConferenceSessionDetailsView" as "s"
           where "s"."SessionIdTime" >= @1 and "s"."SessionIdTime" < @2
             and ("s"."CallFlag" is null or not ("s"."CallFlag" & 1 <> 0))
           union all
           select 1 as "slice", "s"."Pool" as "Pool", "s"."FrontEnd" as "FrontEnd", "s"."EdgeServer" as "FromEdge",
             "s"."EdgeServer" as "ToEdge", cast(null as nvarchar(450)) as "FromGateway",
             cast(null as nvarchar(450)) as "ToGateway", cast(null as nvarchar(450)) as "FromMediation",
             cast(null as nvarchar(450)) as "ToMediation", "s"."Gateway" as "ConferenceGateway",
             "s"."MediationServer" as "ConferenceMediation", "s"."UserClientVersion" as "FromUserAgent",
             "s"."UserClientCategory" as "ClientType", -1 as "Media",
             case when "s"."McuConferenceUri" is null then 'focus' else coalesce("s"."McuConferenceUriType", '')
             end as "Kind", "s"."IsUserInternal" as "FromInternal", cast(null as bit) as "ToInternal",
             case when charindex('@', "s"."UserUri") > 0 then lower(
               rtrim(
                 left(
                   substring("s"."UserUri", charindex('@', "s"."UserUri") + 1, 450),
                   patindex('%[;>?]%', substring("s"."UserUri", charindex('@', "s"."UserUri") + 1, 450) + ';') - 1
                 )
               )
             )
             end as "FromDomain", cast(null as nvarchar(450)) as "ToDomain",
             "s"."SessionIdTime" as "SessionIdTime", "s"."ConferenceUri" as "ConferenceUri",
             "s"."ConfInstance" as "ConfInstance"
           from "dbo"."ConferenceSessionDetailsView" as "s"
           where "s"."SessionIdTime" >= @3 and "s"."SessionIdTime" < @4
             and ("s"."CallFlag" is null or not ("s"."CallFlag" & 1 <> 0))
         ) as "f"
         left join (
           select distinct "x"."SessionIdTime", "x"."ConferenceUri", "x"."ConfInstance"
           from "dbo"."ConferencesView" as "x"
           where "x"."Flag" & 1 <> 0 and "x"."ConfInstance" is not null
             and (
               "x"."SessionIdTime" >= @5
               and "x"."SessionIdTime" < @6
               or "x"."SessionIdTime" >= @7
               and "x"."SessionIdTime" < @8
             )
         ) as "synthetic" on "synthetic"."ConfInstance" = "f"."ConfInstance"
         and "synthetic"."ConferenceUri" = "f"."ConferenceUri"
         and datediff(minute, '19700101', "f"."SessionIdTime") / 1 - datediff(minute, '19700101', "synthetic"."SessionIdTime") / 1 > -60
         and datediff(minute, '19700101', "f"."SessionIdTime") / 1 - datediff(minute, '19700101', "synthetic"."SessionIdTime") / 1 < 1440
       where "synthetic"."ConfInstance" is null
     ) as "f"
     group by "f"."slice", "f"."Pool" collate Latin1_General_BIN2, "f"."FrontEnd" collate Latin1_General_BIN2,
       "f"."FromEdge" collate Latin1_General_BIN2, "f"."ToEdge" collate Latin1_General_BIN2,
       "f"."FromGateway" collate Latin1_General_BIN2, "f"."ToGateway" collate Latin1_General_BIN2,
       "f"."FromMediation" collate Latin1_General_BIN2, "f"."ToMediation" collate Latin1_General_BIN2,
       "f"."ConferenceGateway" collate Latin1_General_BIN2, "f"."ConferenceMediation" collate Latin1_General_BIN2,
       "f"."FromUserAgent" collate Latin1_General_BIN2, "f"."ClientType" collate Latin1_General_BIN2, "f"."Media",
       "f"."Kind", "f"."FromInternal", "f"."ToInternal", "f"."FromDomain", "f"."ToDomain"

     -- SQLite: 2026-03-10T07:00, 2026-03-10T19:30, 2026-03-10T07:00, 2026-03-10T19:30, 2026-03-03T07:00,
     --   2026-03-03T19:30, 2026-03-03T07:00, 2026-03-03T19:30, 2026-03-10T07:00, 2026-03-10T19:30,
     --   2026-03-03T07:00, 2026-03-03T19:30, 2026-03-02T07:00, 2026-03-03T20:30, 2026-03-09T07:00,
     --   2026-03-10T20:30
     select "f"."slice" as "slice", "f"."Pool" collate binary as "Pool",
       "f"."FrontEnd" collate binary as "FrontEnd", "f"."FromEdge" collate binary as "FromEdge",
       "f"."ToEdge" collate binary as "ToEdge", "f"."FromGateway" collate binary as "FromGateway",
       "f"."ToGateway" collate binary as "ToGateway", "f"."FromMediation" collate binary as "FromMediation",
       "f"."ToMediation" collate binary as "ToMediation",
       "f"."ConferenceGateway" collate binary as "ConferenceGateway",
       "f"."ConferenceMediation" collate binary as "ConferenceMediation",
       "f"."FromUserAgent" collate binary as "FromUserAgent", "f"."ClientType" collate binary as "ClientType",
       "f"."Media" as "Media", "f"."Kind" as "Kind", "f"."FromInternal" as "FromInternal",
       "f"."ToInternal" as "ToInternal", "f"."FromDomain" as "FromDomain", "f"."ToDomain" as "ToDomain",
       count(*) as "sessions"
     from (
       select 0 as "slice", "s"."Pool" as "Pool", "s"."FrontEnd" as "FrontEnd", "s"."FromEdgeServer" as "FromEdge",
         "s"."ToEdgeServer" as "ToEdge", "v"."FromGateway" as "FromGateway", "v"."ToGateway" as "ToGateway",
         "v"."FromMediationServer" as "FromMediation", "v"."ToMediationServer" as "ToMediation",
         cast(null as nvarchar(450)) as "ConferenceGateway", cast(null as nvarchar(450)) as "ConferenceMediation",
         "s"."FromClientVersion" as "FromUserAgent", "s"."FromClientCategory" as "ClientType",
         coalesce("s"."MediaTypes", 0) as "Media", '' as "Kind", "s"."IsFromInternal" as "FromInternal",
         "s"."IsToInternal" as "ToInternal",
         case when instr("s"."FromUri", '@') > 0 then lower(
           rtrim(
             substr(
               replace(replace(substr("s"."FromUri", instr("s"."FromUri", '@') + 1), '>', ';'), '?', ';'),
               1,
               instr(replace(replace(substr("s"."FromUri", instr("s"."FromUri", '@') + 1), '>', ';'), '?', ';') || ';', ';') - 1
             )
           )
         )
         end as "FromDomain",
         case when instr("s"."ToUri", '@') > 0 then lower(
           rtrim(
             substr(
               replace(replace(substr("s"."ToUri", instr("s"."ToUri", '@') + 1), '>', ';'), '?', ';'),
               1,
               instr(replace(replace(substr("s"."ToUri", instr("s"."ToUri", '@') + 1), '>', ';'), '?', ';') || ';', ';') - 1
             )
           )
         )
         end as "ToDomain"
       from "dbo"."SessionDetailsView" as "s"
         left join "dbo"."VoipDetailsView" as "v" on "v"."SessionIdTime" = "s"."SessionIdTime"
         and "v"."SessionIdSeq" = "s"."SessionIdSeq" and "v"."SessionIdTime" >= ? and "v"."SessionIdTime" < ?
       where "s"."SessionIdTime" >= ? and "s"."SessionIdTime" < ?
         and ("s"."CallFlag" is null or not ("s"."CallFlag" & 1 <> 0))
       union all
       select 1 as "slice", "s"."Pool" as "Pool", "s"."FrontEnd" as "FrontEnd", "s"."FromEdgeServer" as "FromEdge",
         "s"."ToEdgeServer" as "ToEdge", "v"."FromGateway" as "FromGateway", "v"."ToGateway" as "ToGateway",
         "v"."FromMediationServer" as "FromMediation", "v"."ToMediationServer" as "ToMediation",
         cast(null as nvarchar(450)) as "ConferenceGateway", cast(null as nvarchar(450)) as "ConferenceMediation",
         "s"."FromClientVersion" as "FromUserAgent", "s"."FromClientCategory" as "ClientType",
         coalesce("s"."MediaTypes", 0) as "Media", '' as "Kind", "s"."IsFromInternal" as "FromInternal",
         "s"."IsToInternal" as "ToInternal",
         case when instr("s"."FromUri", '@') > 0 then lower(
           rtrim(
             substr(
               replace(replace(substr("s"."FromUri", instr("s"."FromUri", '@') + 1), '>', ';'), '?', ';'),
               1,
               instr(replace(replace(substr("s"."FromUri", instr("s"."FromUri", '@') + 1), '>', ';'), '?', ';') || ';', ';') - 1
             )
           )
         )
         end as "FromDomain",
         case when instr("s"."ToUri", '@') > 0 then lower(
           rtrim(
             substr(
               replace(replace(substr("s"."ToUri", instr("s"."ToUri", '@') + 1), '>', ';'), '?', ';'),
               1,
               instr(replace(replace(substr("s"."ToUri", instr("s"."ToUri", '@') + 1), '>', ';'), '?', ';') || ';', ';') - 1
             )
           )
         )
         end as "ToDomain"
       from "dbo"."SessionDetailsView" as "s"
         left join "dbo"."VoipDetailsView" as "v" on "v"."SessionIdTime" = "s"."SessionIdTime"
         and "v"."SessionIdSeq" = "s"."SessionIdSeq" and "v"."SessionIdTime" >= ? and "v"."SessionIdTime" < ?
       where "s"."SessionIdTime" >= ? and "s"."SessionIdTime" < ?
         and ("s"."CallFlag" is null or not ("s"."CallFlag" & 1 <> 0))
       union all
       select "f"."slice" as "slice", "f"."Pool" as "Pool", "f"."FrontEnd" as "FrontEnd",
         "f"."FromEdge" as "FromEdge", "f"."ToEdge" as "ToEdge", "f"."FromGateway" as "FromGateway",
         "f"."ToGateway" as "ToGateway", "f"."FromMediation" as "FromMediation",
         "f"."ToMediation" as "ToMediation", "f"."ConferenceGateway" as "ConferenceGateway",
         "f"."ConferenceMediation" as "ConferenceMediation", "f"."FromUserAgent" as "FromUserAgent",
         "f"."ClientType" as "ClientType", "f"."Media" as "Media", "f"."Kind" as "Kind",
         "f"."FromInternal" as "FromInternal", "f"."ToInternal" as "ToInternal", "f"."FromDomain" as "FromDomain",
         "f"."ToDomain" as "ToDomain"
       from
         (
           select 0 as "slice", "s"."Pool" as "Pool", "s"."FrontEnd" as "FrontEnd", "s"."EdgeServer" as "FromEdge",
             "s"."EdgeServer" as "ToEdge", cast(null as nvarchar(450)) as "FromGateway",
             cast(null as nvarchar(450)) as "ToGateway", cast(null as nvarchar(450)) as "FromMediation",
             cast(null as nvarchar(450)) as "ToMediation", "s"."Gateway" as "ConferenceGateway",
             "s"."MediationServer" as "ConferenceMediation", "s"."UserClientVersion" as "FromUserAgent",
             "s"."UserClientCategory" as "ClientType", -1 as "Media",
             case when "s"."McuConferenceUri" is null then 'focus' else coalesce("s"."McuConferenceUriType", '')
             end as "Kind", "s"."IsUserInternal" as "FromInternal", cast(null as bit) as "ToInternal",
             case when instr("s"."UserUri", '@') > 0 then lower(
               rtrim(
                 substr(
                   replace(replace(substr("s"."UserUri", instr("s"."UserUri", '@') + 1), '>', ';'), '?', ';'),
                   1,
                   instr(replace(replace(substr("s"."UserUri", instr("s"."UserUri", '@') + 1), '>', ';'), '?', ';') || ';', ';') - 1
                 )
               )
             )
             end as "FromDomain", cast(null as nvarchar(450)) as "ToDomain",
             "s"."SessionIdTime" as "SessionIdTime", "s"."ConferenceUri" as "ConferenceUri",
             "s"."ConfInstance" as "ConfInstance"
           from "dbo"."ConferenceSessionDetailsView" as "s"
           where "s"."SessionIdTime" >= ? and "s"."SessionIdTime" < ?
             and ("s"."CallFlag" is null or not ("s"."CallFlag" & 1 <> 0))
           union all
           select 1 as "slice", "s"."Pool" as "Pool", "s"."FrontEnd" as "FrontEnd", "s"."EdgeServer" as "FromEdge",
             "s"."EdgeServer" as "ToEdge", cast(null as nvarchar(450)) as "FromGateway",
             cast(null as nvarchar(450)) as "ToGateway", cast(null as nvarchar(450)) as "FromMediation",
             cast(null as nvarchar(450)) as "ToMediation", "s"."Gateway" as "ConferenceGateway",
             "s"."MediationServer" as "ConferenceMediation", "s"."UserClientVersion" as "FromUserAgent",
             "s"."UserClientCategory" as "ClientType", -1 as "Media",
             case when "s"."McuConferenceUri" is null then 'focus' else coalesce("s"."McuConferenceUriType", '')
             end as "Kind", "s"."IsUserInternal" as "FromInternal", cast(null as bit) as "ToInternal",
             case when instr("s"."UserUri", '@') > 0 then lower(
               rtrim(
                 substr(
                   replace(replace(substr("s"."UserUri", instr("s"."UserUri", '@') + 1), '>', ';'), '?', ';'),
                   1,
                   instr(replace(replace(substr("s"."UserUri", instr("s"."UserUri", '@') + 1), '>', ';'), '?', ';') || ';', ';') - 1
                 )
               )
             )
             end as "FromDomain", cast(null as nvarchar(450)) as "ToDomain",
             "s"."SessionIdTime" as "SessionIdTime", "s"."ConferenceUri" as "ConferenceUri",
             "s"."ConfInstance" as "ConfInstance"
           from "dbo"."ConferenceSessionDetailsView" as "s"
           where "s"."SessionIdTime" >= ? and "s"."SessionIdTime" < ?
             and ("s"."CallFlag" is null or not ("s"."CallFlag" & 1 <> 0))
         ) as "f"
         left join (
           select distinct "x"."SessionIdTime", "x"."ConferenceUri", "x"."ConfInstance"
           from "dbo"."ConferencesView" as "x"
           where "x"."Flag" & 1 <> 0 and "x"."ConfInstance" is not null
             and (
               "x"."SessionIdTime" >= ?
               and "x"."SessionIdTime" < ?
               or "x"."SessionIdTime" >= ?
               and "x"."SessionIdTime" < ?
             )
         ) as "synthetic" on "synthetic"."ConfInstance" = "f"."ConfInstance"
         and "synthetic"."ConferenceUri" = "f"."ConferenceUri"
         and "f"."SessionIdTime" / 60000 - "synthetic"."SessionIdTime" / 60000 > -60
         and "f"."SessionIdTime" / 60000 - "synthetic"."SessionIdTime" / 60000 < 1440
       where "synthetic"."ConfInstance" is null
     ) as "f"
     group by "f"."slice", "f"."Pool" collate binary, "f"."FrontEnd" collate binary, "f"."FromEdge" collate binary,
       "f"."ToEdge" collate binary, "f"."FromGateway" collate binary, "f"."ToGateway" collate binary,
       "f"."FromMediation" collate binary, "f"."ToMediation" collate binary,
       "f"."ConferenceGateway" collate binary, "f"."ConferenceMediation" collate binary,
       "f"."FromUserAgent" collate binary, "f"."ClientType" collate binary, "f"."Media", "f"."Kind",
       "f"."FromInternal", "f"."ToInternal", "f"."FromDomain", "f"."ToDomain"
    `);
  });

  test('by the filters of gateways, directions, places and domains', () => {
    const filters = filtersOf('frontEnds', 'gateways', 'clientTypes', 'locations', 'domains');
    expect(sqlOf(driverSessions, { slices: [range], filters })).toMatchInlineSnapshot(`
     -- T-SQL: 2026-03-10T07:00, 2026-03-10T19:30, "fe01.example.com", "OC", "partner.example", "gw01.example.com",
     --   2026-03-09T07:00, 2026-03-10T20:30
     select "f"."slice" as "slice", "f"."Pool" collate Latin1_General_BIN2 as "Pool",
       "f"."FrontEnd" collate Latin1_General_BIN2 as "FrontEnd",
       "f"."FromEdge" collate Latin1_General_BIN2 as "FromEdge",
       "f"."ToEdge" collate Latin1_General_BIN2 as "ToEdge",
       "f"."FromGateway" collate Latin1_General_BIN2 as "FromGateway",
       "f"."ToGateway" collate Latin1_General_BIN2 as "ToGateway",
       "f"."FromMediation" collate Latin1_General_BIN2 as "FromMediation",
       "f"."ToMediation" collate Latin1_General_BIN2 as "ToMediation",
       "f"."ConferenceGateway" collate Latin1_General_BIN2 as "ConferenceGateway",
       "f"."ConferenceMediation" collate Latin1_General_BIN2 as "ConferenceMediation",
       "f"."FromUserAgent" collate Latin1_General_BIN2 as "FromUserAgent",
       "f"."ClientType" collate Latin1_General_BIN2 as "ClientType", "f"."Media" as "Media", "f"."Kind" as "Kind",
       "f"."FromInternal" as "FromInternal", "f"."ToInternal" as "ToInternal", "f"."FromDomain" as "FromDomain",
       "f"."ToDomain" as "ToDomain", count(*) as "sessions"
     from (
       select 0 as "slice", "s"."Pool" as "Pool", "s"."FrontEnd" as "FrontEnd", "s"."FromEdgeServer" as "FromEdge",
         "s"."ToEdgeServer" as "ToEdge", "v"."FromGateway" as "FromGateway", "v"."ToGateway" as "ToGateway",
         "v"."FromMediationServer" as "FromMediation", "v"."ToMediationServer" as "ToMediation",
         cast(null as nvarchar(450)) as "ConferenceGateway", cast(null as nvarchar(450)) as "ConferenceMediation",
         "s"."FromClientVersion" as "FromUserAgent", "s"."FromClientCategory" as "ClientType",
         coalesce("s"."MediaTypes", 0) as "Media", '' as "Kind", "s"."IsFromInternal" as "FromInternal",
         "s"."IsToInternal" as "ToInternal",
         case when charindex('@', "s"."FromUri") > 0 then lower(
           rtrim(
             left(
               substring("s"."FromUri", charindex('@', "s"."FromUri") + 1, 450),
               patindex('%[;>?]%', substring("s"."FromUri", charindex('@', "s"."FromUri") + 1, 450) + ';') - 1
             )
           )
         )
         end as "FromDomain",
         case when charindex('@', "s"."ToUri") > 0 then lower(
           rtrim(
             left(
               substring("s"."ToUri", charindex('@', "s"."ToUri") + 1, 450),
               patindex('%[;>?]%', substring("s"."ToUri", charindex('@', "s"."ToUri") + 1, 450) + ';') - 1
             )
           )
         )
         end as "ToDomain"
       from "dbo"."SessionDetailsView" as "s"
         left join "dbo"."VoipDetailsView" as "v" on "v"."SessionIdTime" = "s"."SessionIdTime"
         and "v"."SessionIdSeq" = "s"."SessionIdSeq" and "v"."SessionIdTime" >= @1 and "v"."SessionIdTime" < @2
       where "s"."SessionIdTime" >= @1 and "s"."SessionIdTime" < @2
         and ("s"."CallFlag" is null or not ("s"."CallFlag" & 1 <> 0)) and "s"."FrontEnd" in (@3)
         and "s"."FromClientCategory" in (@4)
         and (
           case when charindex('@', "s"."FromUri") > 0 then lower(
             rtrim(
               left(
                 substring("s"."FromUri", charindex('@', "s"."FromUri") + 1, 450),
                 patindex('%[;>?]%', substring("s"."FromUri", charindex('@', "s"."FromUri") + 1, 450) + ';') - 1
               )
             )
           )
           end in (@5)
           or case when charindex('@', "s"."ToUri") > 0 then lower(
             rtrim(
               left(
                 substring("s"."ToUri", charindex('@', "s"."ToUri") + 1, 450),
                 patindex('%[;>?]%', substring("s"."ToUri", charindex('@', "s"."ToUri") + 1, 450) + ';') - 1
               )
             )
           )
           end in (@5)
         )
         and (
           (
             coalesce(cast("s"."IsFromInternal" as int), 2) <> 0
             and coalesce(cast("s"."IsToInternal" as int), 2) <> 0
             and (
               coalesce(cast("s"."IsFromInternal" as int), 2) = 1
               or coalesce(cast("s"."IsToInternal" as int), 2) = 1
             )
           )
           or (
             coalesce(cast("s"."IsFromInternal" as int), 2) = 0
             or coalesce(cast("s"."IsToInternal" as int), 2) = 0
           )
         )
         and exists (
           select 1
           from "dbo"."VoipDetailsView" as "g"
           where "g"."SessionIdTime" = "s"."SessionIdTime" and "g"."SessionIdSeq" = "s"."SessionIdSeq"
             and "g"."SessionIdTime" >= @1 and "g"."SessionIdTime" < @2
             and (
               "g"."FromGateway" in (@6)
               or "g"."ToGateway" in (@6)
               or "g"."FromMediationServer" in (@6)
               or "g"."ToMediationServer" in (@6)
             )
         )
       union all
       select "f"."slice" as "slice", "f"."Pool" as "Pool", "f"."FrontEnd" as "FrontEnd",
         "f"."FromEdge" as "FromEdge", "f"."ToEdge" as "ToEdge", "f"."FromGateway" as "FromGateway",
         "f"."ToGateway" as "ToGateway", "f"."FromMediation" as "FromMediation",
         "f"."ToMediation" as "ToMediation", "f"."ConferenceGateway" as "ConferenceGateway",
         "f"."ConferenceMediation" as "ConferenceMediation", "f"."FromUserAgent" as "FromUserAgent",
         "f"."ClientType" as "ClientType", "f"."Media" as "Media", "f"."Kind" as "Kind",
         "f"."FromInternal" as "FromInternal", "f"."ToInternal" as "ToInternal", "f"."FromDomain" as "FromDomain",
         "f"."ToDomain" as "ToDomain"
       from
         (
           select 0 as "slice", "s"."Pool" as "Pool", "s"."FrontEnd" as "FrontEnd", "s"."EdgeServer" as "FromEdge",
             "s"."EdgeServer" as "ToEdge", cast(null as nvarchar(450)) as "FromGateway",
             cast(null as nvarchar(450)) as "ToGateway", cast(null as nvarchar(450)) as "FromMediation",
             cast(null as nvarchar(450)) as "ToMediation", "s"."Gateway" as "ConferenceGateway",
             "s"."MediationServer" as "ConferenceMediation", "s"."UserClientVersion" as "FromUserAgent",
             "s"."UserClientCategory" as "ClientType", -1 as "Media",
             case when "s"."McuConferenceUri" is null then 'focus' else coalesce("s"."McuConferenceUriType", '')
             end as "Kind", "s"."IsUserInternal" as "FromInternal", cast(null as bit) as "ToInternal",
             case when charindex('@', "s"."UserUri") > 0 then lower(
               rtrim(
                 left(
                   substring("s"."UserUri", charindex('@', "s"."UserUri") + 1, 450),
                   patindex('%[;>?]%', substring("s"."UserUri", charindex('@', "s"."UserUri") + 1, 450) + ';') - 1
                 )
               )
             )
             end as "FromDomain", cast(null as nvarchar(450)) as "ToDomain",
             "s"."SessionIdTime" as "SessionIdTime", "s"."ConferenceUri" as "ConferenceUri",
             "s"."ConfInstance" as "ConfInstance"
           from "dbo"."ConferenceSessionDetailsView" as "s"
           where "s"."SessionIdTime" >= @1 and "s"."SessionIdTime" < @2
             and ("s"."CallFlag" is null or not ("s"."CallFlag" & 1 <> 0)) and "s"."FrontEnd" in (@3)
             and "s"."UserClientCategory" in (@4)
             and (
               case when charindex('@', "s"."UserUri") > 0 then lower(
                 rtrim(
                   left(
                     substring("s"."UserUri", charindex('@', "s"."UserUri") + 1, 450),
                     patindex('%[;>?]%', substring("s"."UserUri", charindex('@', "s"."UserUri") + 1, 450) + ';') - 1
                   )
                 )
               )
               end in (@5)
             )
             and (
               (
                 coalesce(cast("s"."IsUserInternal" as int), 2) <> 0
                 and 2 <> 0
                 and (coalesce(cast("s"."IsUserInternal" as int), 2) = 1 or 2 = 1)
               )
               or (coalesce(cast("s"."IsUserInternal" as int), 2) = 0 or 2 = 0)
             )
             and ("s"."Gateway" in (@6) or "s"."MediationServer" in (@6))
         ) as "f"
         left join (
           select distinct "x"."SessionIdTime", "x"."ConferenceUri", "x"."ConfInstance"
           from "dbo"."ConferencesView" as "x"
           where "x"."Flag" & 1 <> 0 and "x"."ConfInstance" is not null
             and ("x"."SessionIdTime" >= @7 and "x"."SessionIdTime" < @8)
         ) as "synthetic" on "synthetic"."ConfInstance" = "f"."ConfInstance"
         and "synthetic"."ConferenceUri" = "f"."ConferenceUri"
         and datediff(minute, '19700101', "f"."SessionIdTime") / 1 - datediff(minute, '19700101', "synthetic"."SessionIdTime") / 1 > -60
         and datediff(minute, '19700101', "f"."SessionIdTime") / 1 - datediff(minute, '19700101', "synthetic"."SessionIdTime") / 1 < 1440
       where "synthetic"."ConfInstance" is null
     ) as "f"
     group by "f"."slice", "f"."Pool" collate Latin1_General_BIN2, "f"."FrontEnd" collate Latin1_General_BIN2,
       "f"."FromEdge" collate Latin1_General_BIN2, "f"."ToEdge" collate Latin1_General_BIN2,
       "f"."FromGateway" collate Latin1_General_BIN2, "f"."ToGateway" collate Latin1_General_BIN2,
       "f"."FromMediation" collate Latin1_General_BIN2, "f"."ToMediation" collate Latin1_General_BIN2,
       "f"."ConferenceGateway" collate Latin1_General_BIN2, "f"."ConferenceMediation" collate Latin1_General_BIN2,
       "f"."FromUserAgent" collate Latin1_General_BIN2, "f"."ClientType" collate Latin1_General_BIN2, "f"."Media",
       "f"."Kind", "f"."FromInternal", "f"."ToInternal", "f"."FromDomain", "f"."ToDomain"

     -- SQLite: 2026-03-10T07:00, 2026-03-10T19:30, 2026-03-10T07:00, 2026-03-10T19:30, "fe01.example.com", "oc",
     --   "partner.example", "partner.example", 2026-03-10T07:00, 2026-03-10T19:30, "gw01.example.com",
     --   "gw01.example.com", "gw01.example.com", "gw01.example.com", 2026-03-10T07:00, 2026-03-10T19:30,
     --   "fe01.example.com", "oc", "partner.example", "gw01.example.com", "gw01.example.com", 2026-03-09T07:00,
     --   2026-03-10T20:30
     select "f"."slice" as "slice", "f"."Pool" collate binary as "Pool",
       "f"."FrontEnd" collate binary as "FrontEnd", "f"."FromEdge" collate binary as "FromEdge",
       "f"."ToEdge" collate binary as "ToEdge", "f"."FromGateway" collate binary as "FromGateway",
       "f"."ToGateway" collate binary as "ToGateway", "f"."FromMediation" collate binary as "FromMediation",
       "f"."ToMediation" collate binary as "ToMediation",
       "f"."ConferenceGateway" collate binary as "ConferenceGateway",
       "f"."ConferenceMediation" collate binary as "ConferenceMediation",
       "f"."FromUserAgent" collate binary as "FromUserAgent", "f"."ClientType" collate binary as "ClientType",
       "f"."Media" as "Media", "f"."Kind" as "Kind", "f"."FromInternal" as "FromInternal",
       "f"."ToInternal" as "ToInternal", "f"."FromDomain" as "FromDomain", "f"."ToDomain" as "ToDomain",
       count(*) as "sessions"
     from (
       select 0 as "slice", "s"."Pool" as "Pool", "s"."FrontEnd" as "FrontEnd", "s"."FromEdgeServer" as "FromEdge",
         "s"."ToEdgeServer" as "ToEdge", "v"."FromGateway" as "FromGateway", "v"."ToGateway" as "ToGateway",
         "v"."FromMediationServer" as "FromMediation", "v"."ToMediationServer" as "ToMediation",
         cast(null as nvarchar(450)) as "ConferenceGateway", cast(null as nvarchar(450)) as "ConferenceMediation",
         "s"."FromClientVersion" as "FromUserAgent", "s"."FromClientCategory" as "ClientType",
         coalesce("s"."MediaTypes", 0) as "Media", '' as "Kind", "s"."IsFromInternal" as "FromInternal",
         "s"."IsToInternal" as "ToInternal",
         case when instr("s"."FromUri", '@') > 0 then lower(
           rtrim(
             substr(
               replace(replace(substr("s"."FromUri", instr("s"."FromUri", '@') + 1), '>', ';'), '?', ';'),
               1,
               instr(replace(replace(substr("s"."FromUri", instr("s"."FromUri", '@') + 1), '>', ';'), '?', ';') || ';', ';') - 1
             )
           )
         )
         end as "FromDomain",
         case when instr("s"."ToUri", '@') > 0 then lower(
           rtrim(
             substr(
               replace(replace(substr("s"."ToUri", instr("s"."ToUri", '@') + 1), '>', ';'), '?', ';'),
               1,
               instr(replace(replace(substr("s"."ToUri", instr("s"."ToUri", '@') + 1), '>', ';'), '?', ';') || ';', ';') - 1
             )
           )
         )
         end as "ToDomain"
       from "dbo"."SessionDetailsView" as "s"
         left join "dbo"."VoipDetailsView" as "v" on "v"."SessionIdTime" = "s"."SessionIdTime"
         and "v"."SessionIdSeq" = "s"."SessionIdSeq" and "v"."SessionIdTime" >= ? and "v"."SessionIdTime" < ?
       where "s"."SessionIdTime" >= ? and "s"."SessionIdTime" < ?
         and ("s"."CallFlag" is null or not ("s"."CallFlag" & 1 <> 0)) and "s"."FrontEnd" collate nocase in (?)
         and "s"."FromClientCategory" collate nocase in (?)
         and (
           case when instr("s"."FromUri", '@') > 0 then lower(
             rtrim(
               substr(
                 replace(replace(substr("s"."FromUri", instr("s"."FromUri", '@') + 1), '>', ';'), '?', ';'),
                 1,
                 instr(replace(replace(substr("s"."FromUri", instr("s"."FromUri", '@') + 1), '>', ';'), '?', ';') || ';', ';') - 1
               )
             )
           )
           end collate nocase in (?)
           or case when instr("s"."ToUri", '@') > 0 then lower(
             rtrim(
               substr(
                 replace(replace(substr("s"."ToUri", instr("s"."ToUri", '@') + 1), '>', ';'), '?', ';'),
                 1,
                 instr(replace(replace(substr("s"."ToUri", instr("s"."ToUri", '@') + 1), '>', ';'), '?', ';') || ';', ';') - 1
               )
             )
           )
           end collate nocase in (?)
         )
         and (
           (
             coalesce(cast("s"."IsFromInternal" as int), 2) <> 0
             and coalesce(cast("s"."IsToInternal" as int), 2) <> 0
             and (
               coalesce(cast("s"."IsFromInternal" as int), 2) = 1
               or coalesce(cast("s"."IsToInternal" as int), 2) = 1
             )
           )
           or (
             coalesce(cast("s"."IsFromInternal" as int), 2) = 0
             or coalesce(cast("s"."IsToInternal" as int), 2) = 0
           )
         )
         and exists (
           select 1
           from "dbo"."VoipDetailsView" as "g"
           where "g"."SessionIdTime" = "s"."SessionIdTime" and "g"."SessionIdSeq" = "s"."SessionIdSeq"
             and "g"."SessionIdTime" >= ? and "g"."SessionIdTime" < ?
             and (
               "g"."FromGateway" collate nocase in (?)
               or "g"."ToGateway" collate nocase in (?)
               or "g"."FromMediationServer" collate nocase in (?)
               or "g"."ToMediationServer" collate nocase in (?)
             )
         )
       union all
       select "f"."slice" as "slice", "f"."Pool" as "Pool", "f"."FrontEnd" as "FrontEnd",
         "f"."FromEdge" as "FromEdge", "f"."ToEdge" as "ToEdge", "f"."FromGateway" as "FromGateway",
         "f"."ToGateway" as "ToGateway", "f"."FromMediation" as "FromMediation",
         "f"."ToMediation" as "ToMediation", "f"."ConferenceGateway" as "ConferenceGateway",
         "f"."ConferenceMediation" as "ConferenceMediation", "f"."FromUserAgent" as "FromUserAgent",
         "f"."ClientType" as "ClientType", "f"."Media" as "Media", "f"."Kind" as "Kind",
         "f"."FromInternal" as "FromInternal", "f"."ToInternal" as "ToInternal", "f"."FromDomain" as "FromDomain",
         "f"."ToDomain" as "ToDomain"
       from
         (
           select 0 as "slice", "s"."Pool" as "Pool", "s"."FrontEnd" as "FrontEnd", "s"."EdgeServer" as "FromEdge",
             "s"."EdgeServer" as "ToEdge", cast(null as nvarchar(450)) as "FromGateway",
             cast(null as nvarchar(450)) as "ToGateway", cast(null as nvarchar(450)) as "FromMediation",
             cast(null as nvarchar(450)) as "ToMediation", "s"."Gateway" as "ConferenceGateway",
             "s"."MediationServer" as "ConferenceMediation", "s"."UserClientVersion" as "FromUserAgent",
             "s"."UserClientCategory" as "ClientType", -1 as "Media",
             case when "s"."McuConferenceUri" is null then 'focus' else coalesce("s"."McuConferenceUriType", '')
             end as "Kind", "s"."IsUserInternal" as "FromInternal", cast(null as bit) as "ToInternal",
             case when instr("s"."UserUri", '@') > 0 then lower(
               rtrim(
                 substr(
                   replace(replace(substr("s"."UserUri", instr("s"."UserUri", '@') + 1), '>', ';'), '?', ';'),
                   1,
                   instr(replace(replace(substr("s"."UserUri", instr("s"."UserUri", '@') + 1), '>', ';'), '?', ';') || ';', ';') - 1
                 )
               )
             )
             end as "FromDomain", cast(null as nvarchar(450)) as "ToDomain",
             "s"."SessionIdTime" as "SessionIdTime", "s"."ConferenceUri" as "ConferenceUri",
             "s"."ConfInstance" as "ConfInstance"
           from "dbo"."ConferenceSessionDetailsView" as "s"
           where "s"."SessionIdTime" >= ? and "s"."SessionIdTime" < ?
             and ("s"."CallFlag" is null or not ("s"."CallFlag" & 1 <> 0)) and "s"."FrontEnd" collate nocase in (?)
             and "s"."UserClientCategory" collate nocase in (?)
             and (
               case when instr("s"."UserUri", '@') > 0 then lower(
                 rtrim(
                   substr(
                     replace(replace(substr("s"."UserUri", instr("s"."UserUri", '@') + 1), '>', ';'), '?', ';'),
                     1,
                     instr(replace(replace(substr("s"."UserUri", instr("s"."UserUri", '@') + 1), '>', ';'), '?', ';') || ';', ';') - 1
                   )
                 )
               )
               end collate nocase in (?)
             )
             and (
               (
                 coalesce(cast("s"."IsUserInternal" as int), 2) <> 0
                 and 2 <> 0
                 and (coalesce(cast("s"."IsUserInternal" as int), 2) = 1 or 2 = 1)
               )
               or (coalesce(cast("s"."IsUserInternal" as int), 2) = 0 or 2 = 0)
             )
             and ("s"."Gateway" collate nocase in (?) or "s"."MediationServer" collate nocase in (?))
         ) as "f"
         left join (
           select distinct "x"."SessionIdTime", "x"."ConferenceUri", "x"."ConfInstance"
           from "dbo"."ConferencesView" as "x"
           where "x"."Flag" & 1 <> 0 and "x"."ConfInstance" is not null
             and ("x"."SessionIdTime" >= ? and "x"."SessionIdTime" < ?)
         ) as "synthetic" on "synthetic"."ConfInstance" = "f"."ConfInstance"
         and "synthetic"."ConferenceUri" = "f"."ConferenceUri"
         and "f"."SessionIdTime" / 60000 - "synthetic"."SessionIdTime" / 60000 > -60
         and "f"."SessionIdTime" / 60000 - "synthetic"."SessionIdTime" / 60000 < 1440
       where "synthetic"."ConfInstance" is null
     ) as "f"
     group by "f"."slice", "f"."Pool" collate binary, "f"."FrontEnd" collate binary, "f"."FromEdge" collate binary,
       "f"."ToEdge" collate binary, "f"."FromGateway" collate binary, "f"."ToGateway" collate binary,
       "f"."FromMediation" collate binary, "f"."ToMediation" collate binary,
       "f"."ConferenceGateway" collate binary, "f"."ConferenceMediation" collate binary,
       "f"."FromUserAgent" collate binary, "f"."ClientType" collate binary, "f"."Media", "f"."Kind",
       "f"."FromInternal", "f"."ToInternal", "f"."FromDomain", "f"."ToDomain"
    `);
    expect(sqlOf(driverSessions, { slices: [range], filters: filtersOf('directions') })).toMatchInlineSnapshot(`
     -- T-SQL: 2026-03-10T07:00, 2026-03-10T19:30
     select "f"."slice" as "slice", "f"."Pool" collate Latin1_General_BIN2 as "Pool",
       "f"."FrontEnd" collate Latin1_General_BIN2 as "FrontEnd",
       "f"."FromEdge" collate Latin1_General_BIN2 as "FromEdge",
       "f"."ToEdge" collate Latin1_General_BIN2 as "ToEdge",
       "f"."FromGateway" collate Latin1_General_BIN2 as "FromGateway",
       "f"."ToGateway" collate Latin1_General_BIN2 as "ToGateway",
       "f"."FromMediation" collate Latin1_General_BIN2 as "FromMediation",
       "f"."ToMediation" collate Latin1_General_BIN2 as "ToMediation",
       "f"."ConferenceGateway" collate Latin1_General_BIN2 as "ConferenceGateway",
       "f"."ConferenceMediation" collate Latin1_General_BIN2 as "ConferenceMediation",
       "f"."FromUserAgent" collate Latin1_General_BIN2 as "FromUserAgent",
       "f"."ClientType" collate Latin1_General_BIN2 as "ClientType", "f"."Media" as "Media", "f"."Kind" as "Kind",
       "f"."FromInternal" as "FromInternal", "f"."ToInternal" as "ToInternal", "f"."FromDomain" as "FromDomain",
       "f"."ToDomain" as "ToDomain", count(*) as "sessions"
     from (
       select 0 as "slice", "s"."Pool" as "Pool", "s"."FrontEnd" as "FrontEnd", "s"."FromEdgeServer" as "FromEdge",
         "s"."ToEdgeServer" as "ToEdge", "v"."FromGateway" as "FromGateway", "v"."ToGateway" as "ToGateway",
         "v"."FromMediationServer" as "FromMediation", "v"."ToMediationServer" as "ToMediation",
         cast(null as nvarchar(450)) as "ConferenceGateway", cast(null as nvarchar(450)) as "ConferenceMediation",
         "s"."FromClientVersion" as "FromUserAgent", "s"."FromClientCategory" as "ClientType",
         coalesce("s"."MediaTypes", 0) as "Media", '' as "Kind", "s"."IsFromInternal" as "FromInternal",
         "s"."IsToInternal" as "ToInternal",
         case when charindex('@', "s"."FromUri") > 0 then lower(
           rtrim(
             left(
               substring("s"."FromUri", charindex('@', "s"."FromUri") + 1, 450),
               patindex('%[;>?]%', substring("s"."FromUri", charindex('@', "s"."FromUri") + 1, 450) + ';') - 1
             )
           )
         )
         end as "FromDomain",
         case when charindex('@', "s"."ToUri") > 0 then lower(
           rtrim(
             left(
               substring("s"."ToUri", charindex('@', "s"."ToUri") + 1, 450),
               patindex('%[;>?]%', substring("s"."ToUri", charindex('@', "s"."ToUri") + 1, 450) + ';') - 1
             )
           )
         )
         end as "ToDomain"
       from "dbo"."SessionDetailsView" as "s"
         left join "dbo"."VoipDetailsView" as "v" on "v"."SessionIdTime" = "s"."SessionIdTime"
         and "v"."SessionIdSeq" = "s"."SessionIdSeq" and "v"."SessionIdTime" >= @1 and "v"."SessionIdTime" < @2
       where "s"."SessionIdTime" >= @1 and "s"."SessionIdTime" < @2
         and ("s"."CallFlag" is null or not ("s"."CallFlag" & 1 <> 0))
         and exists (
           select 1
           from "dbo"."VoipDetailsView" as "g"
           where "g"."SessionIdTime" = "s"."SessionIdTime" and "g"."SessionIdSeq" = "s"."SessionIdSeq"
             and "g"."SessionIdTime" >= @1 and "g"."SessionIdTime" < @2
             and ("g"."ToGateway" is not null or "g"."FromGateway" is not null)
         )
     ) as "f"
     group by "f"."slice", "f"."Pool" collate Latin1_General_BIN2, "f"."FrontEnd" collate Latin1_General_BIN2,
       "f"."FromEdge" collate Latin1_General_BIN2, "f"."ToEdge" collate Latin1_General_BIN2,
       "f"."FromGateway" collate Latin1_General_BIN2, "f"."ToGateway" collate Latin1_General_BIN2,
       "f"."FromMediation" collate Latin1_General_BIN2, "f"."ToMediation" collate Latin1_General_BIN2,
       "f"."ConferenceGateway" collate Latin1_General_BIN2, "f"."ConferenceMediation" collate Latin1_General_BIN2,
       "f"."FromUserAgent" collate Latin1_General_BIN2, "f"."ClientType" collate Latin1_General_BIN2, "f"."Media",
       "f"."Kind", "f"."FromInternal", "f"."ToInternal", "f"."FromDomain", "f"."ToDomain"

     -- SQLite: 2026-03-10T07:00, 2026-03-10T19:30, 2026-03-10T07:00, 2026-03-10T19:30, 2026-03-10T07:00,
     --   2026-03-10T19:30
     select "f"."slice" as "slice", "f"."Pool" collate binary as "Pool",
       "f"."FrontEnd" collate binary as "FrontEnd", "f"."FromEdge" collate binary as "FromEdge",
       "f"."ToEdge" collate binary as "ToEdge", "f"."FromGateway" collate binary as "FromGateway",
       "f"."ToGateway" collate binary as "ToGateway", "f"."FromMediation" collate binary as "FromMediation",
       "f"."ToMediation" collate binary as "ToMediation",
       "f"."ConferenceGateway" collate binary as "ConferenceGateway",
       "f"."ConferenceMediation" collate binary as "ConferenceMediation",
       "f"."FromUserAgent" collate binary as "FromUserAgent", "f"."ClientType" collate binary as "ClientType",
       "f"."Media" as "Media", "f"."Kind" as "Kind", "f"."FromInternal" as "FromInternal",
       "f"."ToInternal" as "ToInternal", "f"."FromDomain" as "FromDomain", "f"."ToDomain" as "ToDomain",
       count(*) as "sessions"
     from (
       select 0 as "slice", "s"."Pool" as "Pool", "s"."FrontEnd" as "FrontEnd", "s"."FromEdgeServer" as "FromEdge",
         "s"."ToEdgeServer" as "ToEdge", "v"."FromGateway" as "FromGateway", "v"."ToGateway" as "ToGateway",
         "v"."FromMediationServer" as "FromMediation", "v"."ToMediationServer" as "ToMediation",
         cast(null as nvarchar(450)) as "ConferenceGateway", cast(null as nvarchar(450)) as "ConferenceMediation",
         "s"."FromClientVersion" as "FromUserAgent", "s"."FromClientCategory" as "ClientType",
         coalesce("s"."MediaTypes", 0) as "Media", '' as "Kind", "s"."IsFromInternal" as "FromInternal",
         "s"."IsToInternal" as "ToInternal",
         case when instr("s"."FromUri", '@') > 0 then lower(
           rtrim(
             substr(
               replace(replace(substr("s"."FromUri", instr("s"."FromUri", '@') + 1), '>', ';'), '?', ';'),
               1,
               instr(replace(replace(substr("s"."FromUri", instr("s"."FromUri", '@') + 1), '>', ';'), '?', ';') || ';', ';') - 1
             )
           )
         )
         end as "FromDomain",
         case when instr("s"."ToUri", '@') > 0 then lower(
           rtrim(
             substr(
               replace(replace(substr("s"."ToUri", instr("s"."ToUri", '@') + 1), '>', ';'), '?', ';'),
               1,
               instr(replace(replace(substr("s"."ToUri", instr("s"."ToUri", '@') + 1), '>', ';'), '?', ';') || ';', ';') - 1
             )
           )
         )
         end as "ToDomain"
       from "dbo"."SessionDetailsView" as "s"
         left join "dbo"."VoipDetailsView" as "v" on "v"."SessionIdTime" = "s"."SessionIdTime"
         and "v"."SessionIdSeq" = "s"."SessionIdSeq" and "v"."SessionIdTime" >= ? and "v"."SessionIdTime" < ?
       where "s"."SessionIdTime" >= ? and "s"."SessionIdTime" < ?
         and ("s"."CallFlag" is null or not ("s"."CallFlag" & 1 <> 0))
         and exists (
           select 1
           from "dbo"."VoipDetailsView" as "g"
           where "g"."SessionIdTime" = "s"."SessionIdTime" and "g"."SessionIdSeq" = "s"."SessionIdSeq"
             and "g"."SessionIdTime" >= ? and "g"."SessionIdTime" < ?
             and ("g"."ToGateway" is not null or "g"."FromGateway" is not null)
         )
     ) as "f"
     group by "f"."slice", "f"."Pool" collate binary, "f"."FrontEnd" collate binary, "f"."FromEdge" collate binary,
       "f"."ToEdge" collate binary, "f"."FromGateway" collate binary, "f"."ToGateway" collate binary,
       "f"."FromMediation" collate binary, "f"."ToMediation" collate binary,
       "f"."ConferenceGateway" collate binary, "f"."ConferenceMediation" collate binary,
       "f"."FromUserAgent" collate binary, "f"."ClientType" collate binary, "f"."Media", "f"."Kind",
       "f"."FromInternal", "f"."ToInternal", "f"."FromDomain", "f"."ToDomain"
    `);
  });

  test('of some users, beside those of the filters', () => {
    const selection = { slices: [range], filters: filtersOf('users'), parties: ['sip:ana@example.com'] };
    expect(sqlOf(driverUserSessions, selection)).toMatchInlineSnapshot(`
     -- T-SQL: 2026-03-10T07:00, 2026-03-10T19:30, "carol@example.com", "<carol@example.com>",
     --   "sip:carol@example.com", "<sip:carol@example.com>", "sips:carol@example.com", "<sips:carol@example.com>",
     --   "ana@example.com", "<ana@example.com>", "sip:ana@example.com", "<sip:ana@example.com>",
     --   "sips:ana@example.com", "<sips:ana@example.com>", 2026-03-09T07:00, 2026-03-10T20:30
     select "f"."slice" as "slice", "f"."Pool" collate Latin1_General_BIN2 as "Pool",
       "f"."FrontEnd" collate Latin1_General_BIN2 as "FrontEnd",
       "f"."FromEdge" collate Latin1_General_BIN2 as "FromEdge",
       "f"."ToEdge" collate Latin1_General_BIN2 as "ToEdge",
       "f"."FromGateway" collate Latin1_General_BIN2 as "FromGateway",
       "f"."ToGateway" collate Latin1_General_BIN2 as "ToGateway",
       "f"."FromMediation" collate Latin1_General_BIN2 as "FromMediation",
       "f"."ToMediation" collate Latin1_General_BIN2 as "ToMediation",
       "f"."ConferenceGateway" collate Latin1_General_BIN2 as "ConferenceGateway",
       "f"."ConferenceMediation" collate Latin1_General_BIN2 as "ConferenceMediation",
       "f"."FromUserAgent" collate Latin1_General_BIN2 as "FromUserAgent",
       "f"."ClientType" collate Latin1_General_BIN2 as "ClientType", "f"."Media" as "Media", "f"."Kind" as "Kind",
       "f"."FromInternal" as "FromInternal", "f"."ToInternal" as "ToInternal", "f"."FromDomain" as "FromDomain",
       "f"."ToDomain" as "ToDomain", "f"."FromUser" collate Latin1_General_BIN2 as "FromUser",
       "f"."ToUser" collate Latin1_General_BIN2 as "ToUser", count(*) as "sessions"
     from (
       select 0 as "slice", "s"."Pool" as "Pool", "s"."FrontEnd" as "FrontEnd", "s"."FromEdgeServer" as "FromEdge",
         "s"."ToEdgeServer" as "ToEdge", "v"."FromGateway" as "FromGateway", "v"."ToGateway" as "ToGateway",
         "v"."FromMediationServer" as "FromMediation", "v"."ToMediationServer" as "ToMediation",
         cast(null as nvarchar(450)) as "ConferenceGateway", cast(null as nvarchar(450)) as "ConferenceMediation",
         "s"."FromClientVersion" as "FromUserAgent", "s"."FromClientCategory" as "ClientType",
         coalesce("s"."MediaTypes", 0) as "Media", '' as "Kind", "s"."IsFromInternal" as "FromInternal",
         "s"."IsToInternal" as "ToInternal",
         case when charindex('@', "s"."FromUri") > 0 then lower(
           rtrim(
             left(
               substring("s"."FromUri", charindex('@', "s"."FromUri") + 1, 450),
               patindex('%[;>?]%', substring("s"."FromUri", charindex('@', "s"."FromUri") + 1, 450) + ';') - 1
             )
           )
         )
         end as "FromDomain",
         case when charindex('@', "s"."ToUri") > 0 then lower(
           rtrim(
             left(
               substring("s"."ToUri", charindex('@', "s"."ToUri") + 1, 450),
               patindex('%[;>?]%', substring("s"."ToUri", charindex('@', "s"."ToUri") + 1, 450) + ';') - 1
             )
           )
         )
         end as "ToDomain",
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
         and (
           ("s"."FromUri" in (@3, @4, @5, @6, @7, @8))
           or ("s"."ToUri" in (@3, @4, @5, @6, @7, @8))
           or (
             "s"."FromUri" is null
             and exists (
               select 1
               from "dbo"."VoipDetailsView" as "n"
               where "n"."SessionIdTime" = "s"."SessionIdTime" and "n"."SessionIdSeq" = "s"."SessionIdSeq"
                 and "n"."SessionIdTime" >= @1 and "n"."SessionIdTime" < @2
                 and ("n"."FromPhone" in (@3, @4, @5, @6, @7, @8))
             )
           )
           or (
             "s"."ToUri" is null
             and exists (
               select 1
               from "dbo"."VoipDetailsView" as "n"
               where "n"."SessionIdTime" = "s"."SessionIdTime" and "n"."SessionIdSeq" = "s"."SessionIdSeq"
                 and "n"."SessionIdTime" >= @1 and "n"."SessionIdTime" < @2
                 and ("n"."ToPhone" in (@3, @4, @5, @6, @7, @8))
             )
           )
         )
         and (
           ("s"."FromUri" in (@9, @10, @11, @12, @13, @14))
           or ("s"."ToUri" in (@9, @10, @11, @12, @13, @14))
           or (
             "s"."FromUri" is null
             and exists (
               select 1
               from "dbo"."VoipDetailsView" as "n"
               where "n"."SessionIdTime" = "s"."SessionIdTime" and "n"."SessionIdSeq" = "s"."SessionIdSeq"
                 and "n"."SessionIdTime" >= @1 and "n"."SessionIdTime" < @2
                 and ("n"."FromPhone" in (@9, @10, @11, @12, @13, @14))
             )
           )
           or (
             "s"."ToUri" is null
             and exists (
               select 1
               from "dbo"."VoipDetailsView" as "n"
               where "n"."SessionIdTime" = "s"."SessionIdTime" and "n"."SessionIdSeq" = "s"."SessionIdSeq"
                 and "n"."SessionIdTime" >= @1 and "n"."SessionIdTime" < @2
                 and ("n"."ToPhone" in (@9, @10, @11, @12, @13, @14))
             )
           )
         )
       union all
       select "f"."slice" as "slice", "f"."Pool" as "Pool", "f"."FrontEnd" as "FrontEnd",
         "f"."FromEdge" as "FromEdge", "f"."ToEdge" as "ToEdge", "f"."FromGateway" as "FromGateway",
         "f"."ToGateway" as "ToGateway", "f"."FromMediation" as "FromMediation",
         "f"."ToMediation" as "ToMediation", "f"."ConferenceGateway" as "ConferenceGateway",
         "f"."ConferenceMediation" as "ConferenceMediation", "f"."FromUserAgent" as "FromUserAgent",
         "f"."ClientType" as "ClientType", "f"."Media" as "Media", "f"."Kind" as "Kind",
         "f"."FromInternal" as "FromInternal", "f"."ToInternal" as "ToInternal", "f"."FromDomain" as "FromDomain",
         "f"."ToDomain" as "ToDomain", "f"."FromUser" as "FromUser", "f"."ToUser" as "ToUser"
       from
         (
           select 0 as "slice", "s"."Pool" as "Pool", "s"."FrontEnd" as "FrontEnd", "s"."EdgeServer" as "FromEdge",
             "s"."EdgeServer" as "ToEdge", cast(null as nvarchar(450)) as "FromGateway",
             cast(null as nvarchar(450)) as "ToGateway", cast(null as nvarchar(450)) as "FromMediation",
             cast(null as nvarchar(450)) as "ToMediation", "s"."Gateway" as "ConferenceGateway",
             "s"."MediationServer" as "ConferenceMediation", "s"."UserClientVersion" as "FromUserAgent",
             "s"."UserClientCategory" as "ClientType", -1 as "Media",
             case when "s"."McuConferenceUri" is null then 'focus' else coalesce("s"."McuConferenceUriType", '')
             end as "Kind", "s"."IsUserInternal" as "FromInternal", cast(null as bit) as "ToInternal",
             case when charindex('@', "s"."UserUri") > 0 then lower(
               rtrim(
                 left(
                   substring("s"."UserUri", charindex('@', "s"."UserUri") + 1, 450),
                   patindex('%[;>?]%', substring("s"."UserUri", charindex('@', "s"."UserUri") + 1, 450) + ';') - 1
                 )
               )
             )
             end as "FromDomain", cast(null as nvarchar(450)) as "ToDomain", "s"."UserUri" as "FromUser",
             "s"."ConferenceUri" as "ToUser", "s"."SessionIdTime" as "SessionIdTime",
             "s"."ConferenceUri" as "ConferenceUri", "s"."ConfInstance" as "ConfInstance"
           from "dbo"."ConferenceSessionDetailsView" as "s"
           where "s"."SessionIdTime" >= @1 and "s"."SessionIdTime" < @2
             and ("s"."CallFlag" is null or not ("s"."CallFlag" & 1 <> 0))
             and ("s"."UserUri" in (@3, @4, @5, @6, @7, @8)) and ("s"."UserUri" in (@9, @10, @11, @12, @13, @14))
         ) as "f"
         left join (
           select distinct "x"."SessionIdTime", "x"."ConferenceUri", "x"."ConfInstance"
           from "dbo"."ConferencesView" as "x"
           where "x"."Flag" & 1 <> 0 and "x"."ConfInstance" is not null
             and ("x"."SessionIdTime" >= @15 and "x"."SessionIdTime" < @16)
         ) as "synthetic" on "synthetic"."ConfInstance" = "f"."ConfInstance"
         and "synthetic"."ConferenceUri" = "f"."ConferenceUri"
         and datediff(minute, '19700101', "f"."SessionIdTime") / 1 - datediff(minute, '19700101', "synthetic"."SessionIdTime") / 1 > -60
         and datediff(minute, '19700101', "f"."SessionIdTime") / 1 - datediff(minute, '19700101', "synthetic"."SessionIdTime") / 1 < 1440
       where "synthetic"."ConfInstance" is null
     ) as "f"
     group by "f"."slice", "f"."Pool" collate Latin1_General_BIN2, "f"."FrontEnd" collate Latin1_General_BIN2,
       "f"."FromEdge" collate Latin1_General_BIN2, "f"."ToEdge" collate Latin1_General_BIN2,
       "f"."FromGateway" collate Latin1_General_BIN2, "f"."ToGateway" collate Latin1_General_BIN2,
       "f"."FromMediation" collate Latin1_General_BIN2, "f"."ToMediation" collate Latin1_General_BIN2,
       "f"."ConferenceGateway" collate Latin1_General_BIN2, "f"."ConferenceMediation" collate Latin1_General_BIN2,
       "f"."FromUserAgent" collate Latin1_General_BIN2, "f"."ClientType" collate Latin1_General_BIN2, "f"."Media",
       "f"."Kind", "f"."FromInternal", "f"."ToInternal", "f"."FromDomain", "f"."ToDomain",
       "f"."FromUser" collate Latin1_General_BIN2, "f"."ToUser" collate Latin1_General_BIN2

     -- SQLite: 2026-03-10T07:00, 2026-03-10T19:30, 2026-03-10T07:00, 2026-03-10T19:30, 2026-03-10T07:00,
     --   2026-03-10T19:30, 2026-03-10T07:00, 2026-03-10T19:30, "carol@example.com", "<carol@example.com>",
     --   "sip:carol@example.com", "<sip:carol@example.com>", "sips:carol@example.com", "<sips:carol@example.com>",
     --   "carol@example.com", "<carol@example.com>", "sip:carol@example.com", "<sip:carol@example.com>",
     --   "sips:carol@example.com", "<sips:carol@example.com>", 2026-03-10T07:00, 2026-03-10T19:30,
     --   "carol@example.com", "<carol@example.com>", "sip:carol@example.com", "<sip:carol@example.com>",
     --   "sips:carol@example.com", "<sips:carol@example.com>", 2026-03-10T07:00, 2026-03-10T19:30,
     --   "carol@example.com", "<carol@example.com>", "sip:carol@example.com", "<sip:carol@example.com>",
     --   "sips:carol@example.com", "<sips:carol@example.com>", "ana@example.com", "<ana@example.com>",
     --   "sip:ana@example.com", "<sip:ana@example.com>", "sips:ana@example.com", "<sips:ana@example.com>",
     --   "ana@example.com", "<ana@example.com>", "sip:ana@example.com", "<sip:ana@example.com>",
     --   "sips:ana@example.com", "<sips:ana@example.com>", 2026-03-10T07:00, 2026-03-10T19:30, "ana@example.com",
     --   "<ana@example.com>", "sip:ana@example.com", "<sip:ana@example.com>", "sips:ana@example.com",
     --   "<sips:ana@example.com>", 2026-03-10T07:00, 2026-03-10T19:30, "ana@example.com", "<ana@example.com>",
     --   "sip:ana@example.com", "<sip:ana@example.com>", "sips:ana@example.com", "<sips:ana@example.com>",
     --   2026-03-10T07:00, 2026-03-10T19:30, "carol@example.com", "<carol@example.com>", "sip:carol@example.com",
     --   "<sip:carol@example.com>", "sips:carol@example.com", "<sips:carol@example.com>", "ana@example.com",
     --   "<ana@example.com>", "sip:ana@example.com", "<sip:ana@example.com>", "sips:ana@example.com",
     --   "<sips:ana@example.com>", 2026-03-09T07:00, 2026-03-10T20:30
     select "f"."slice" as "slice", "f"."Pool" collate binary as "Pool",
       "f"."FrontEnd" collate binary as "FrontEnd", "f"."FromEdge" collate binary as "FromEdge",
       "f"."ToEdge" collate binary as "ToEdge", "f"."FromGateway" collate binary as "FromGateway",
       "f"."ToGateway" collate binary as "ToGateway", "f"."FromMediation" collate binary as "FromMediation",
       "f"."ToMediation" collate binary as "ToMediation",
       "f"."ConferenceGateway" collate binary as "ConferenceGateway",
       "f"."ConferenceMediation" collate binary as "ConferenceMediation",
       "f"."FromUserAgent" collate binary as "FromUserAgent", "f"."ClientType" collate binary as "ClientType",
       "f"."Media" as "Media", "f"."Kind" as "Kind", "f"."FromInternal" as "FromInternal",
       "f"."ToInternal" as "ToInternal", "f"."FromDomain" as "FromDomain", "f"."ToDomain" as "ToDomain",
       "f"."FromUser" collate binary as "FromUser", "f"."ToUser" collate binary as "ToUser", count(*) as "sessions"
     from (
       select 0 as "slice", "s"."Pool" as "Pool", "s"."FrontEnd" as "FrontEnd", "s"."FromEdgeServer" as "FromEdge",
         "s"."ToEdgeServer" as "ToEdge", "v"."FromGateway" as "FromGateway", "v"."ToGateway" as "ToGateway",
         "v"."FromMediationServer" as "FromMediation", "v"."ToMediationServer" as "ToMediation",
         cast(null as nvarchar(450)) as "ConferenceGateway", cast(null as nvarchar(450)) as "ConferenceMediation",
         "s"."FromClientVersion" as "FromUserAgent", "s"."FromClientCategory" as "ClientType",
         coalesce("s"."MediaTypes", 0) as "Media", '' as "Kind", "s"."IsFromInternal" as "FromInternal",
         "s"."IsToInternal" as "ToInternal",
         case when instr("s"."FromUri", '@') > 0 then lower(
           rtrim(
             substr(
               replace(replace(substr("s"."FromUri", instr("s"."FromUri", '@') + 1), '>', ';'), '?', ';'),
               1,
               instr(replace(replace(substr("s"."FromUri", instr("s"."FromUri", '@') + 1), '>', ';'), '?', ';') || ';', ';') - 1
             )
           )
         )
         end as "FromDomain",
         case when instr("s"."ToUri", '@') > 0 then lower(
           rtrim(
             substr(
               replace(replace(substr("s"."ToUri", instr("s"."ToUri", '@') + 1), '>', ';'), '?', ';'),
               1,
               instr(replace(replace(substr("s"."ToUri", instr("s"."ToUri", '@') + 1), '>', ';'), '?', ';') || ';', ';') - 1
             )
           )
         )
         end as "ToDomain",
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
         and (
           ("s"."FromUri" collate nocase in (?, ?, ?, ?, ?, ?))
           or ("s"."ToUri" collate nocase in (?, ?, ?, ?, ?, ?))
           or (
             "s"."FromUri" is null
             and exists (
               select 1
               from "dbo"."VoipDetailsView" as "n"
               where "n"."SessionIdTime" = "s"."SessionIdTime" and "n"."SessionIdSeq" = "s"."SessionIdSeq"
                 and "n"."SessionIdTime" >= ? and "n"."SessionIdTime" < ?
                 and ("n"."FromPhone" collate nocase in (?, ?, ?, ?, ?, ?))
             )
           )
           or (
             "s"."ToUri" is null
             and exists (
               select 1
               from "dbo"."VoipDetailsView" as "n"
               where "n"."SessionIdTime" = "s"."SessionIdTime" and "n"."SessionIdSeq" = "s"."SessionIdSeq"
                 and "n"."SessionIdTime" >= ? and "n"."SessionIdTime" < ?
                 and ("n"."ToPhone" collate nocase in (?, ?, ?, ?, ?, ?))
             )
           )
         )
         and (
           ("s"."FromUri" collate nocase in (?, ?, ?, ?, ?, ?))
           or ("s"."ToUri" collate nocase in (?, ?, ?, ?, ?, ?))
           or (
             "s"."FromUri" is null
             and exists (
               select 1
               from "dbo"."VoipDetailsView" as "n"
               where "n"."SessionIdTime" = "s"."SessionIdTime" and "n"."SessionIdSeq" = "s"."SessionIdSeq"
                 and "n"."SessionIdTime" >= ? and "n"."SessionIdTime" < ?
                 and ("n"."FromPhone" collate nocase in (?, ?, ?, ?, ?, ?))
             )
           )
           or (
             "s"."ToUri" is null
             and exists (
               select 1
               from "dbo"."VoipDetailsView" as "n"
               where "n"."SessionIdTime" = "s"."SessionIdTime" and "n"."SessionIdSeq" = "s"."SessionIdSeq"
                 and "n"."SessionIdTime" >= ? and "n"."SessionIdTime" < ?
                 and ("n"."ToPhone" collate nocase in (?, ?, ?, ?, ?, ?))
             )
           )
         )
       union all
       select "f"."slice" as "slice", "f"."Pool" as "Pool", "f"."FrontEnd" as "FrontEnd",
         "f"."FromEdge" as "FromEdge", "f"."ToEdge" as "ToEdge", "f"."FromGateway" as "FromGateway",
         "f"."ToGateway" as "ToGateway", "f"."FromMediation" as "FromMediation",
         "f"."ToMediation" as "ToMediation", "f"."ConferenceGateway" as "ConferenceGateway",
         "f"."ConferenceMediation" as "ConferenceMediation", "f"."FromUserAgent" as "FromUserAgent",
         "f"."ClientType" as "ClientType", "f"."Media" as "Media", "f"."Kind" as "Kind",
         "f"."FromInternal" as "FromInternal", "f"."ToInternal" as "ToInternal", "f"."FromDomain" as "FromDomain",
         "f"."ToDomain" as "ToDomain", "f"."FromUser" as "FromUser", "f"."ToUser" as "ToUser"
       from
         (
           select 0 as "slice", "s"."Pool" as "Pool", "s"."FrontEnd" as "FrontEnd", "s"."EdgeServer" as "FromEdge",
             "s"."EdgeServer" as "ToEdge", cast(null as nvarchar(450)) as "FromGateway",
             cast(null as nvarchar(450)) as "ToGateway", cast(null as nvarchar(450)) as "FromMediation",
             cast(null as nvarchar(450)) as "ToMediation", "s"."Gateway" as "ConferenceGateway",
             "s"."MediationServer" as "ConferenceMediation", "s"."UserClientVersion" as "FromUserAgent",
             "s"."UserClientCategory" as "ClientType", -1 as "Media",
             case when "s"."McuConferenceUri" is null then 'focus' else coalesce("s"."McuConferenceUriType", '')
             end as "Kind", "s"."IsUserInternal" as "FromInternal", cast(null as bit) as "ToInternal",
             case when instr("s"."UserUri", '@') > 0 then lower(
               rtrim(
                 substr(
                   replace(replace(substr("s"."UserUri", instr("s"."UserUri", '@') + 1), '>', ';'), '?', ';'),
                   1,
                   instr(replace(replace(substr("s"."UserUri", instr("s"."UserUri", '@') + 1), '>', ';'), '?', ';') || ';', ';') - 1
                 )
               )
             )
             end as "FromDomain", cast(null as nvarchar(450)) as "ToDomain", "s"."UserUri" as "FromUser",
             "s"."ConferenceUri" as "ToUser", "s"."SessionIdTime" as "SessionIdTime",
             "s"."ConferenceUri" as "ConferenceUri", "s"."ConfInstance" as "ConfInstance"
           from "dbo"."ConferenceSessionDetailsView" as "s"
           where "s"."SessionIdTime" >= ? and "s"."SessionIdTime" < ?
             and ("s"."CallFlag" is null or not ("s"."CallFlag" & 1 <> 0))
             and ("s"."UserUri" collate nocase in (?, ?, ?, ?, ?, ?))
             and ("s"."UserUri" collate nocase in (?, ?, ?, ?, ?, ?))
         ) as "f"
         left join (
           select distinct "x"."SessionIdTime", "x"."ConferenceUri", "x"."ConfInstance"
           from "dbo"."ConferencesView" as "x"
           where "x"."Flag" & 1 <> 0 and "x"."ConfInstance" is not null
             and ("x"."SessionIdTime" >= ? and "x"."SessionIdTime" < ?)
         ) as "synthetic" on "synthetic"."ConfInstance" = "f"."ConfInstance"
         and "synthetic"."ConferenceUri" = "f"."ConferenceUri"
         and "f"."SessionIdTime" / 60000 - "synthetic"."SessionIdTime" / 60000 > -60
         and "f"."SessionIdTime" / 60000 - "synthetic"."SessionIdTime" / 60000 < 1440
       where "synthetic"."ConfInstance" is null
     ) as "f"
     group by "f"."slice", "f"."Pool" collate binary, "f"."FrontEnd" collate binary, "f"."FromEdge" collate binary,
       "f"."ToEdge" collate binary, "f"."FromGateway" collate binary, "f"."ToGateway" collate binary,
       "f"."FromMediation" collate binary, "f"."ToMediation" collate binary,
       "f"."ConferenceGateway" collate binary, "f"."ConferenceMediation" collate binary,
       "f"."FromUserAgent" collate binary, "f"."ClientType" collate binary, "f"."Media", "f"."Kind",
       "f"."FromInternal", "f"."ToInternal", "f"."FromDomain", "f"."ToDomain", "f"."FromUser" collate binary,
       "f"."ToUser" collate binary
    `);
    expect(sqlOf(driverUserSessions, { ...selection, parties: [] })).toMatchInlineSnapshot(`
     -- T-SQL: nothing to ask

     -- SQLite: nothing to ask
    `);
  });

  test('of several stores are added up', () => {
    const cell = { slice: 0, Pool: 'a', Media: 16, Kind: '', sessions: 2 } as DriverCell;
    const other = { ...cell, Pool: 'b' };
    const selection = { slices: [range], filters: {} };
    expect(driverSessions.merge([[cell, other], [{ ...cell, sessions: 5 }]], selection)).toEqual([
      { ...cell, sessions: 7 },
      other,
    ]);
  });
});
