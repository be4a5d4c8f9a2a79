import { expect, test } from '@jest/globals';
import { filtersOf, range } from '../../../tests/support/selections.ts';
import { sqlOf } from '../../../tests/support/sql-of.ts';
import { sessionsByColumns } from './sessions-by-columns.ts';

test('sessions of either kind by every filter but addresses', () => {
  const filters = filtersOf(
    ...(['activities', 'pools', 'modalities', 'conferenceTypes', 'categories', 'diagnosticIds'] as const),
    ...(['responseCodes', 'userAgents'] as const),
    ...(['requestTypes', 'sources', 'applications'] as const),
  );
  expect(sqlOf(sessionsByColumns('ResponseCode'), { range, filters })).toMatchInlineSnapshot(`
   -- T-SQL: 2026-03-10T07:00, 2026-03-10T19:30, 7025, 504, 2026-03-10T06:00, "INVITE", "BYE",
   --   "fe01.example.com", "MediationServer", "edge01.example.com", "UCCAPI/16.0.4266.1001 OC/16.0.4266.1001",
   --   2026-03-09T07:00, 2026-03-10T20:30, "conf:audio-video"
   select "f"."ResponseCode" as "ResponseCode", count(*) as "sessions"
   from (
     select "s"."ResponseCode" as "ResponseCode"
     from "dbo"."SessionDetailsView" as "s"
     where "s"."SessionIdTime" >= @1 and "s"."SessionIdTime" < @2
       and ("s"."CallFlag" is null or not ("s"."CallFlag" & 1 <> 0))
       and case
         when (
           "s"."DiagnosticId" in (4141, 5002, 5009, 5010, 21000, 51004, 52082, 52094, 52107)
           or ("s"."DiagnosticId" >= 61000 and "s"."DiagnosticId" <= 61999)
         ) then 0
         when "s"."ResponseCode" is null or "s"."ResponseCode" < 200 or "s"."ResponseCode" >= 700
         or ("s"."ResponseCode" in (401, 407)) then 1
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
         when "s"."ResponseCode" < 400 then 1
         when ("s"."ResponseCode" in (480, 486, 487, 600, 603)) then 0
         when ("s"."ResponseCode" in (404, 408)) then 1
         else 1 end = 1 and ("s"."DiagnosticId" in (@3) or "s"."DiagnosticId" is null)
       and ("s"."ResponseCode" in (@4) or "s"."ResponseCode" is null)
       and exists (
         select 1
         from "dbo"."ErrorReportView" as "e"
         where "e"."SessionIdTime" = "s"."SessionIdTime" and "e"."SessionIdSeq" = "s"."SessionIdSeq"
           and "e"."SessionIdTime" >= @1 and "e"."SessionIdTime" < @2 and "e"."ErrorTime" >= @5
           and "e"."RequestType" in (@6, @7) and "e"."Source" in (@8) and "e"."Application" in (@9)
       )
       and ("s"."Pool" in (@8, @10) or "s"."FromEdgeServer" in (@8, @10) or "s"."ToEdgeServer" in (@8, @10))
       and "s"."MediaTypes" & 17 <> 0 and "s"."FromClientVersion" in (@11)
     union all
     select "s"."ResponseCode" as "ResponseCode"
     from "dbo"."ConferenceSessionDetailsView" as "s"
       left join (
         select distinct "x"."SessionIdTime", "x"."ConferenceUri", "x"."ConfInstance"
         from "dbo"."ConferencesView" as "x"
         where "x"."Flag" & 1 <> 0 and "x"."ConfInstance" is not null
           and ("x"."SessionIdTime" >= @12 and "x"."SessionIdTime" < @13)
       ) as "synthetic" on "synthetic"."ConfInstance" = "s"."ConfInstance"
       and "synthetic"."ConferenceUri" = "s"."ConferenceUri"
       and datediff(minute, '19700101', "s"."SessionIdTime") / 1 - datediff(minute, '19700101', "synthetic"."SessionIdTime") / 1 > -60
       and datediff(minute, '19700101', "s"."SessionIdTime") / 1 - datediff(minute, '19700101', "synthetic"."SessionIdTime") / 1 < 1440
     where "s"."SessionIdTime" >= @1 and "s"."SessionIdTime" < @2
       and ("s"."CallFlag" is null or not ("s"."CallFlag" & 1 <> 0))
       and case
         when (
           "s"."DiagnosticId" in (4141, 5002, 5009, 5010, 21000, 51004, 52082, 52094, 52107)
           or ("s"."DiagnosticId" >= 61000 and "s"."DiagnosticId" <= 61999)
         ) then 0
         when "s"."ResponseCode" is null or "s"."ResponseCode" < 200 or "s"."ResponseCode" >= 700
         or ("s"."ResponseCode" in (401, 407)) then 1
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
         when "s"."ResponseCode" < 400 then 1
         when ("s"."ResponseCode" in (480, 486, 487, 600, 603)) then 0
         when ("s"."ResponseCode" in (404, 408)) then 1
         else 1 end = 1 and ("s"."DiagnosticId" in (@3) or "s"."DiagnosticId" is null)
       and ("s"."ResponseCode" in (@4) or "s"."ResponseCode" is null)
       and exists (
         select 1
         from "dbo"."ErrorReportView" as "e"
         where "e"."SessionIdTime" = "s"."SessionIdTime" and "e"."SessionIdSeq" = "s"."SessionIdSeq"
           and "e"."SessionIdTime" >= @1 and "e"."SessionIdTime" < @2 and "e"."ErrorTime" >= @5
           and "e"."RequestType" in (@6, @7) and "e"."Source" in (@8) and "e"."Application" in (@9)
       )
       and ("s"."Pool" in (@8, @10) or "s"."EdgeServer" in (@8, @10))
       and (
         "s"."McuConferenceUri" is null
         or ("s"."McuConferenceUri" is not null and "s"."McuConferenceUriType" in (@14))
       )
       and "s"."UserClientVersion" in (@11) and "synthetic"."ConfInstance" is null
   ) as "f"
   group by "f"."ResponseCode"

   -- SQLite: 2026-03-10T07:00, 2026-03-10T19:30, 7025, 504, 2026-03-10T07:00, 2026-03-10T19:30,
   --   2026-03-10T06:00, "invite", "bye", "fe01.example.com", "mediationserver", "fe01.example.com",
   --   "edge01.example.com", "fe01.example.com", "edge01.example.com", "fe01.example.com", "edge01.example.com",
   --   "uccapi/16.0.4266.1001 oc/16.0.4266.1001", 2026-03-09T07:00, 2026-03-10T20:30, 2026-03-10T07:00,
   --   2026-03-10T19:30, 7025, 504, 2026-03-10T07:00, 2026-03-10T19:30, 2026-03-10T06:00, "invite", "bye",
   --   "fe01.example.com", "mediationserver", "fe01.example.com", "edge01.example.com", "fe01.example.com",
   --   "edge01.example.com", "conf:audio-video", "uccapi/16.0.4266.1001 oc/16.0.4266.1001"
   select "f"."ResponseCode" as "ResponseCode", count(*) as "sessions"
   from (
     select "s"."ResponseCode" as "ResponseCode"
     from "dbo"."SessionDetailsView" as "s"
     where "s"."SessionIdTime" >= ? and "s"."SessionIdTime" < ?
       and ("s"."CallFlag" is null or not ("s"."CallFlag" & 1 <> 0))
       and case
         when (
           "s"."DiagnosticId" in (4141, 5002, 5009, 5010, 21000, 51004, 52082, 52094, 52107)
           or ("s"."DiagnosticId" >= 61000 and "s"."DiagnosticId" <= 61999)
         ) then 0
         when "s"."ResponseCode" is null or "s"."ResponseCode" < 200 or "s"."ResponseCode" >= 700
         or ("s"."ResponseCode" in (401, 407)) then 1
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
         when "s"."ResponseCode" < 400 then 1
         when ("s"."ResponseCode" in (480, 486, 487, 600, 603)) then 0
         when ("s"."ResponseCode" in (404, 408)) then 1
         else 1 end = 1 and ("s"."DiagnosticId" in (?) or "s"."DiagnosticId" is null)
       and ("s"."ResponseCode" in (?) or "s"."ResponseCode" is null)
       and exists (
         select 1
         from "dbo"."ErrorReportView" as "e"
         where "e"."SessionIdTime" = "s"."SessionIdTime" and "e"."SessionIdSeq" = "s"."SessionIdSeq"
           and "e"."SessionIdTime" >= ? and "e"."SessionIdTime" < ? and "e"."ErrorTime" >= ?
           and "e"."RequestType" collate nocase in (?, ?) and "e"."Source" collate nocase in (?)
           and "e"."Application" collate nocase in (?)
       )
       and (
         "s"."Pool" collate nocase in (?, ?)
         or "s"."FromEdgeServer" collate nocase in (?, ?)
         or "s"."ToEdgeServer" collate nocase in (?, ?)
       )
       and "s"."MediaTypes" & 17 <> 0 and "s"."FromClientVersion" collate nocase in (?)
     union all
     select "s"."ResponseCode" as "ResponseCode"
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
       and case
         when (
           "s"."DiagnosticId" in (4141, 5002, 5009, 5010, 21000, 51004, 52082, 52094, 52107)
           or ("s"."DiagnosticId" >= 61000 and "s"."DiagnosticId" <= 61999)
         ) then 0
         when "s"."ResponseCode" is null or "s"."ResponseCode" < 200 or "s"."ResponseCode" >= 700
         or ("s"."ResponseCode" in (401, 407)) then 1
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
         when "s"."ResponseCode" < 400 then 1
         when ("s"."ResponseCode" in (480, 486, 487, 600, 603)) then 0
         when ("s"."ResponseCode" in (404, 408)) then 1
         else 1 end = 1 and ("s"."DiagnosticId" in (?) or "s"."DiagnosticId" is null)
       and ("s"."ResponseCode" in (?) or "s"."ResponseCode" is null)
       and exists (
         select 1
         from "dbo"."ErrorReportView" as "e"
         where "e"."SessionIdTime" = "s"."SessionIdTime" and "e"."SessionIdSeq" = "s"."SessionIdSeq"
           and "e"."SessionIdTime" >= ? and "e"."SessionIdTime" < ? and "e"."ErrorTime" >= ?
           and "e"."RequestType" collate nocase in (?, ?) and "e"."Source" collate nocase in (?)
           and "e"."Application" collate nocase in (?)
       )
       and ("s"."Pool" collate nocase in (?, ?) or "s"."EdgeServer" collate nocase in (?, ?))
       and (
         "s"."McuConferenceUri" is null
         or ("s"."McuConferenceUri" is not null and "s"."McuConferenceUriType" collate nocase in (?))
       )
       and "s"."UserClientVersion" collate nocase in (?) and "synthetic"."ConfInstance" is null
   ) as "f"
   group by "f"."ResponseCode"
  `);
});

test("the operator's map, and what the settings leave in", () => {
  const settings = {
    includeRetried: true,
    includeSynthetic: true,
    ambiguousResponses: 'expected',
    categoryMap: [
      { diagnosticId: 1003, responseCode: 404, category: 'expected' },
      { diagnosticId: null, responseCode: null, category: 'success' },
      { diagnosticId: 24, category: 'uncategorized' },
    ],
  };
  const selection = { range, filters: { activities: ['conference'], categories: ['unexpected'] } } as const;
  expect(sqlOf(sessionsByColumns('DiagnosticId'), selection, { settings })).toMatchInlineSnapshot(`
   -- T-SQL: 2026-03-10T07:00, 2026-03-10T19:30
   select "f"."DiagnosticId" as "DiagnosticId", count(*) as "sessions"
   from (
     select "s"."DiagnosticId" as "DiagnosticId"
     from "dbo"."ConferenceSessionDetailsView" as "s"
     where "s"."SessionIdTime" >= @1 and "s"."SessionIdTime" < @2
       and case
         when ("s"."DiagnosticId" in (1003)) and ("s"."ResponseCode" in (404)) then 0
         when ("s"."DiagnosticId" is null) and ("s"."ResponseCode" is null) then 0
         when ("s"."DiagnosticId" in (24)) then 0
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
         when ("s"."ResponseCode" in (404, 408)) then 0
         else 1 end = 1
   ) as "f"
   group by "f"."DiagnosticId"

   -- SQLite: 2026-03-10T07:00, 2026-03-10T19:30
   select "f"."DiagnosticId" as "DiagnosticId", count(*) as "sessions"
   from (
     select "s"."DiagnosticId" as "DiagnosticId"
     from "dbo"."ConferenceSessionDetailsView" as "s"
     where "s"."SessionIdTime" >= ? and "s"."SessionIdTime" < ?
       and case
         when ("s"."DiagnosticId" in (1003)) and ("s"."ResponseCode" in (404)) then 0
         when ("s"."DiagnosticId" is null) and ("s"."ResponseCode" is null) then 0
         when ("s"."DiagnosticId" in (24)) then 0
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
         when ("s"."ResponseCode" in (404, 408)) then 0
         else 1 end = 1
   ) as "f"
   group by "f"."DiagnosticId"
  `);
});

test('a server that lacks the view of conferences, and a column', () => {
  const selection = { range, filters: { activities: ['conference'] } } as const;
  const without = ['ConferencesView', 'ConferenceSessionDetailsView.EdgeServer'];
  expect(sqlOf(sessionsByColumns('FromEdge'), selection, { without })).toMatchInlineSnapshot(`
   -- T-SQL: 2026-03-09T07:00, 2026-03-10T20:30, 2026-03-10T07:00, 2026-03-10T19:30
   select "f"."FromEdge" collate Latin1_General_BIN2 as "FromEdge", count(*) as "sessions"
   from (
     select "s"."EdgeServer" as "FromEdge"
     from
       (
         select "v"."SessionIdTime" as "SessionIdTime", "v"."SessionIdSeq" as "SessionIdSeq",
           "v"."InviteTime" as "InviteTime", "v"."ResponseTime" as "ResponseTime", "v"."EndTime" as "EndTime",
           "v"."ConferenceUri" as "ConferenceUri", "v"."ConfInstance" as "ConfInstance",
           "v"."McuConferenceUri" as "McuConferenceUri", "v"."McuConferenceUriType" as "McuConferenceUriType",
           "v"."UserUri" as "UserUri", "v"."UserClientVersion" as "UserClientVersion",
           "v"."UserClientType" as "UserClientType", "v"."UserClientCategory" as "UserClientCategory",
           "v"."ConferenceClientVersion" as "ConferenceClientVersion", "v"."DialogId" as "DialogId",
           "v"."IsStartedByConfServer" as "IsStartedByConfServer",
           "v"."IsEndedByConfServer" as "IsEndedByConfServer", "v"."IsUserInternal" as "IsUserInternal",
           "v"."ResponseCode" as "ResponseCode", "v"."DiagnosticId" as "DiagnosticId",
           "v"."ContentType" as "ContentType", "v"."FrontEnd" as "FrontEnd", "v"."Pool" as "Pool",
           "v"."MediationServer" as "MediationServer", "v"."Gateway" as "Gateway",
           cast(null as nvarchar(450)) as "EdgeServer", "v"."UserFlag" as "UserFlag",
           "v"."CallFlag" as "CallFlag"
         from "dbo"."ConferenceSessionDetailsView" as "v"
       ) as "s"
       left join (
         select distinct "x"."SessionIdTime", "x"."ConferenceUri", "x"."ConfInstance"
         from (
           select cast(null as datetime) as "SessionIdTime", cast(null as int) as "SessionIdSeq",
             cast(null as nvarchar(450)) as "ConferenceUri", cast(null as uniqueidentifier) as "ConfInstance",
             cast(null as datetime) as "ConferenceStartTime", cast(null as datetime) as "ConferenceEndTime",
             cast(null as nvarchar(450)) as "OrganizerUri", cast(null as nvarchar(450)) as "Pool",
             cast(null as int) as "Flag"
           where 1 = 0
         ) as "x"
         where "x"."Flag" & 1 <> 0 and "x"."ConfInstance" is not null
           and ("x"."SessionIdTime" >= @1 and "x"."SessionIdTime" < @2)
       ) as "synthetic" on "synthetic"."ConfInstance" = "s"."ConfInstance"
       and "synthetic"."ConferenceUri" = "s"."ConferenceUri"
       and datediff(minute, '19700101', "s"."SessionIdTime") / 1 - datediff(minute, '19700101', "synthetic"."SessionIdTime") / 1 > -60
       and datediff(minute, '19700101', "s"."SessionIdTime") / 1 - datediff(minute, '19700101', "synthetic"."SessionIdTime") / 1 < 1440
     where "s"."SessionIdTime" >= @3 and "s"."SessionIdTime" < @4
       and ("s"."CallFlag" is null or not ("s"."CallFlag" & 1 <> 0)) and "synthetic"."ConfInstance" is null
   ) as "f"
   group by "f"."FromEdge" collate Latin1_General_BIN2

   -- SQLite: 2026-03-09T07:00, 2026-03-10T20:30, 2026-03-10T07:00, 2026-03-10T19:30
   select "f"."FromEdge" collate binary as "FromEdge", count(*) as "sessions"
   from (
     select "s"."EdgeServer" as "FromEdge"
     from
       (
         select "v"."SessionIdTime" as "SessionIdTime", "v"."SessionIdSeq" as "SessionIdSeq",
           "v"."InviteTime" as "InviteTime", "v"."ResponseTime" as "ResponseTime", "v"."EndTime" as "EndTime",
           "v"."ConferenceUri" as "ConferenceUri", "v"."ConfInstance" as "ConfInstance",
           "v"."McuConferenceUri" as "McuConferenceUri", "v"."McuConferenceUriType" as "McuConferenceUriType",
           "v"."UserUri" as "UserUri", "v"."UserClientVersion" as "UserClientVersion",
           "v"."UserClientType" as "UserClientType", "v"."UserClientCategory" as "UserClientCategory",
           "v"."ConferenceClientVersion" as "ConferenceClientVersion", "v"."DialogId" as "DialogId",
           "v"."IsStartedByConfServer" as "IsStartedByConfServer",
           "v"."IsEndedByConfServer" as "IsEndedByConfServer", "v"."IsUserInternal" as "IsUserInternal",
           "v"."ResponseCode" as "ResponseCode", "v"."DiagnosticId" as "DiagnosticId",
           "v"."ContentType" as "ContentType", "v"."FrontEnd" as "FrontEnd", "v"."Pool" as "Pool",
           "v"."MediationServer" as "MediationServer", "v"."Gateway" as "Gateway",
           cast(null as nvarchar(450)) as "EdgeServer", "v"."UserFlag" as "UserFlag",
           "v"."CallFlag" as "CallFlag"
         from "dbo"."ConferenceSessionDetailsView" as "v"
       ) as "s"
       left join (
         select distinct "x"."SessionIdTime", "x"."ConferenceUri", "x"."ConfInstance"
         from (
           select cast(null as datetime) as "SessionIdTime", cast(null as int) as "SessionIdSeq",
             cast(null as nvarchar(450)) as "ConferenceUri", cast(null as uniqueidentifier) as "ConfInstance",
             cast(null as datetime) as "ConferenceStartTime", cast(null as datetime) as "ConferenceEndTime",
             cast(null as nvarchar(450)) as "OrganizerUri", cast(null as nvarchar(450)) as "Pool",
             cast(null as int) as "Flag"
           where 1 = 0
         ) as "x"
         where "x"."Flag" & 1 <> 0 and "x"."ConfInstance" is not null
           and ("x"."SessionIdTime" >= ? and "x"."SessionIdTime" < ?)
       ) as "synthetic" on "synthetic"."ConfInstance" = "s"."ConfInstance"
       and "synthetic"."ConferenceUri" = "s"."ConferenceUri"
       and "s"."SessionIdTime" / 60000 - "synthetic"."SessionIdTime" / 60000 > -60
       and "s"."SessionIdTime" / 60000 - "synthetic"."SessionIdTime" / 60000 < 1440
     where "s"."SessionIdTime" >= ? and "s"."SessionIdTime" < ?
       and ("s"."CallFlag" is null or not ("s"."CallFlag" & 1 <> 0)) and "synthetic"."ConfInstance" is null
   ) as "f"
   group by "f"."FromEdge" collate binary
  `);
});
