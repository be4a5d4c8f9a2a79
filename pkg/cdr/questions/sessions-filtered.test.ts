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
   -- T-SQL: 2026-03-10T07:00, 2026-03-10T19:30, 51004, 1, 52082, 52094, 52107, 401, 407, 3, 12006, 13004, 13005,
   --   13006, 13007, 15637, 15643, 25008, 0, 480, 486, 487, 600, 603, 404, 408, 2, 7025, 504, "INVITE", "BYE",
   --   "fe01.example.com", "MediationServer", "edge01.example.com", "UCCAPI/16.0.4266.1001 OC/16.0.4266.1001",
   --   "conf:audio-video"
   select "f"."ResponseCode" as "ResponseCode", count(*) as "sessions"
   from (
     select "s"."ResponseCode" as "ResponseCode"
     from "dbo"."SessionDetailsView" as "s"
     where "s"."SessionIdTime" >= @1 and "s"."SessionIdTime" < @2
       and ("s"."CallFlag" is null or not ("s"."CallFlag" & 1 <> 0))
       and case
         when "s"."DiagnosticId" = @3 then @4
         when "s"."DiagnosticId" = @5 then @4
         when "s"."DiagnosticId" = @6 then @4
         when "s"."DiagnosticId" = @7 then @4
         when "s"."ResponseCode" is null or "s"."ResponseCode" < 200 or "s"."ResponseCode" >= 700
         or "s"."ResponseCode" in (@8, @9) then @10
         when "s"."ResponseCode" < 300
         and (
           "s"."DiagnosticId" is null
           or "s"."DiagnosticId" in (@11, @12, @13, @14, @15, @16, @17, @18)
         ) then @19
         when "s"."ResponseCode" < 400 then @10
         when "s"."ResponseCode" in (@20, @21, @22, @23, @24) then @4
         when "s"."ResponseCode" in (@25, @26) then @27
         else @27 end in (@27, @10) and ("s"."DiagnosticId" in (@28) or "s"."DiagnosticId" is null)
       and ("s"."ResponseCode" in (@29) or "s"."ResponseCode" is null)
       and exists (
         select 1
         from "dbo"."ErrorReportView" as "e"
         where "e"."SessionIdTime" = "s"."SessionIdTime" and "e"."SessionIdSeq" = "s"."SessionIdSeq"
           and "e"."SessionIdTime" >= @1 and "e"."SessionIdTime" < @2 and "e"."RequestType" in (@30, @31)
           and "e"."Source" in (@32) and "e"."Application" in (@33)
       )
       and ("s"."Pool" in (@32, @34) or "s"."FromEdgeServer" in (@32, @34) or "s"."ToEdgeServer" in (@32, @34))
       and "s"."MediaTypes" & 17 <> 0 and "s"."FromClientVersion" in (@35)
     union all
     select "s"."ResponseCode" as "ResponseCode"
     from "dbo"."ConferenceSessionDetailsView" as "s"
       left join (
         select distinct "x"."ConferenceUri", "x"."ConfInstance"
         from "dbo"."ConferencesView" as "x"
         where "x"."Flag" & 1 <> 0 and "x"."ConfInstance" is not null
       ) as "synthetic" on "synthetic"."ConfInstance" = "s"."ConfInstance"
       and "synthetic"."ConferenceUri" = "s"."ConferenceUri"
     where "s"."SessionIdTime" >= @1 and "s"."SessionIdTime" < @2
       and ("s"."CallFlag" is null or not ("s"."CallFlag" & 1 <> 0))
       and case
         when "s"."DiagnosticId" = @3 then @4
         when "s"."DiagnosticId" = @5 then @4
         when "s"."DiagnosticId" = @6 then @4
         when "s"."DiagnosticId" = @7 then @4
         when "s"."ResponseCode" is null or "s"."ResponseCode" < 200 or "s"."ResponseCode" >= 700
         or "s"."ResponseCode" in (@8, @9) then @10
         when "s"."ResponseCode" < 300
         and (
           "s"."DiagnosticId" is null
           or "s"."DiagnosticId" in (@11, @12, @13, @14, @15, @16, @17, @18)
         ) then @19
         when "s"."ResponseCode" < 400 then @10
         when "s"."ResponseCode" in (@20, @21, @22, @23, @24) then @4
         when "s"."ResponseCode" in (@25, @26) then @27
         else @27 end in (@27, @10) and ("s"."DiagnosticId" in (@28) or "s"."DiagnosticId" is null)
       and ("s"."ResponseCode" in (@29) or "s"."ResponseCode" is null)
       and exists (
         select 1
         from "dbo"."ErrorReportView" as "e"
         where "e"."SessionIdTime" = "s"."SessionIdTime" and "e"."SessionIdSeq" = "s"."SessionIdSeq"
           and "e"."SessionIdTime" >= @1 and "e"."SessionIdTime" < @2 and "e"."RequestType" in (@30, @31)
           and "e"."Source" in (@32) and "e"."Application" in (@33)
       )
       and ("s"."Pool" in (@32, @34) or "s"."EdgeServer" in (@32, @34))
       and (
         "s"."McuConferenceUri" is null
         or ("s"."McuConferenceUri" is not null and "s"."McuConferenceUriType" in (@36))
       )
       and "s"."UserClientVersion" in (@35) and "synthetic"."ConfInstance" is null
   ) as "f"
   group by "f"."ResponseCode"

   -- SQLite: 2026-03-10T07:00, 2026-03-10T19:30, 51004, 1, 52082, 1, 52094, 1, 52107, 1, 401, 407, 3, 12006,
   --   13004, 13005, 13006, 13007, 15637, 15643, 25008, 0, 3, 480, 486, 487, 600, 603, 1, 404, 408, 2, 2, 2, 3,
   --   7025, 504, 2026-03-10T07:00, 2026-03-10T19:30, "invite", "bye", "fe01.example.com", "mediationserver",
   --   "fe01.example.com", "edge01.example.com", "fe01.example.com", "edge01.example.com", "fe01.example.com",
   --   "edge01.example.com", "uccapi/16.0.4266.1001 oc/16.0.4266.1001", 2026-03-10T07:00, 2026-03-10T19:30,
   --   51004, 1, 52082, 1, 52094, 1, 52107, 1, 401, 407, 3, 12006, 13004, 13005, 13006, 13007, 15637, 15643,
   --   25008, 0, 3, 480, 486, 487, 600, 603, 1, 404, 408, 2, 2, 2, 3, 7025, 504, 2026-03-10T07:00,
   --   2026-03-10T19:30, "invite", "bye", "fe01.example.com", "mediationserver", "fe01.example.com",
   --   "edge01.example.com", "fe01.example.com", "edge01.example.com", "conf:audio-video",
   --   "uccapi/16.0.4266.1001 oc/16.0.4266.1001"
   select "f"."ResponseCode" as "ResponseCode", count(*) as "sessions"
   from (
     select "s"."ResponseCode" as "ResponseCode"
     from "dbo"."SessionDetailsView" as "s"
     where "s"."SessionIdTime" >= ? and "s"."SessionIdTime" < ?
       and ("s"."CallFlag" is null or not ("s"."CallFlag" & 1 <> 0))
       and case
         when "s"."DiagnosticId" = ? then ?
         when "s"."DiagnosticId" = ? then ?
         when "s"."DiagnosticId" = ? then ?
         when "s"."DiagnosticId" = ? then ?
         when "s"."ResponseCode" is null or "s"."ResponseCode" < 200 or "s"."ResponseCode" >= 700
         or "s"."ResponseCode" in (?, ?) then ?
         when "s"."ResponseCode" < 300
         and ("s"."DiagnosticId" is null or "s"."DiagnosticId" in (?, ?, ?, ?, ?, ?, ?, ?)) then ?
         when "s"."ResponseCode" < 400 then ?
         when "s"."ResponseCode" in (?, ?, ?, ?, ?) then ?
         when "s"."ResponseCode" in (?, ?) then ?
         else ? end in (?, ?) and ("s"."DiagnosticId" in (?) or "s"."DiagnosticId" is null)
       and ("s"."ResponseCode" in (?) or "s"."ResponseCode" is null)
       and exists (
         select 1
         from "dbo"."ErrorReportView" as "e"
         where "e"."SessionIdTime" = "s"."SessionIdTime" and "e"."SessionIdSeq" = "s"."SessionIdSeq"
           and "e"."SessionIdTime" >= ? and "e"."SessionIdTime" < ?
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
         select distinct "x"."ConferenceUri", "x"."ConfInstance"
         from "dbo"."ConferencesView" as "x"
         where "x"."Flag" & 1 <> 0 and "x"."ConfInstance" is not null
       ) as "synthetic" on "synthetic"."ConfInstance" = "s"."ConfInstance"
       and "synthetic"."ConferenceUri" = "s"."ConferenceUri"
     where "s"."SessionIdTime" >= ? and "s"."SessionIdTime" < ?
       and ("s"."CallFlag" is null or not ("s"."CallFlag" & 1 <> 0))
       and case
         when "s"."DiagnosticId" = ? then ?
         when "s"."DiagnosticId" = ? then ?
         when "s"."DiagnosticId" = ? then ?
         when "s"."DiagnosticId" = ? then ?
         when "s"."ResponseCode" is null or "s"."ResponseCode" < 200 or "s"."ResponseCode" >= 700
         or "s"."ResponseCode" in (?, ?) then ?
         when "s"."ResponseCode" < 300
         and ("s"."DiagnosticId" is null or "s"."DiagnosticId" in (?, ?, ?, ?, ?, ?, ?, ?)) then ?
         when "s"."ResponseCode" < 400 then ?
         when "s"."ResponseCode" in (?, ?, ?, ?, ?) then ?
         when "s"."ResponseCode" in (?, ?) then ?
         else ? end in (?, ?) and ("s"."DiagnosticId" in (?) or "s"."DiagnosticId" is null)
       and ("s"."ResponseCode" in (?) or "s"."ResponseCode" is null)
       and exists (
         select 1
         from "dbo"."ErrorReportView" as "e"
         where "e"."SessionIdTime" = "s"."SessionIdTime" and "e"."SessionIdSeq" = "s"."SessionIdSeq"
           and "e"."SessionIdTime" >= ? and "e"."SessionIdTime" < ?
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
   -- T-SQL: 2026-03-10T07:00, 2026-03-10T19:30, 1003, 404, 1, 0, 24, 3, 51004, 52082, 52094, 52107, 401, 407,
   --   12006, 13004, 13005, 13006, 13007, 15637, 15643, 25008, 480, 486, 487, 600, 603, 408, 2
   select "f"."DiagnosticId" as "DiagnosticId", count(*) as "sessions"
   from (
     select "s"."DiagnosticId" as "DiagnosticId"
     from "dbo"."ConferenceSessionDetailsView" as "s"
     where "s"."SessionIdTime" >= @1 and "s"."SessionIdTime" < @2
       and case
         when "s"."DiagnosticId" = @3 and "s"."ResponseCode" = @4 then @5
         when "s"."DiagnosticId" is null and "s"."ResponseCode" is null then @6
         when "s"."DiagnosticId" = @7 then @8
         when "s"."DiagnosticId" = @9 then @5
         when "s"."DiagnosticId" = @10 then @5
         when "s"."DiagnosticId" = @11 then @5
         when "s"."DiagnosticId" = @12 then @5
         when "s"."ResponseCode" is null or "s"."ResponseCode" < 200 or "s"."ResponseCode" >= 700
         or "s"."ResponseCode" in (@13, @14) then @8
         when "s"."ResponseCode" < 300
         and (
           "s"."DiagnosticId" is null
           or "s"."DiagnosticId" in (@15, @16, @17, @18, @19, @20, @21, @22)
         ) then @6
         when "s"."ResponseCode" < 400 then @8
         when "s"."ResponseCode" in (@23, @24, @25, @26, @27) then @5
         when "s"."ResponseCode" in (@4, @28) then @5
         else @29 end in (@29)
   ) as "f"
   group by "f"."DiagnosticId"

   -- SQLite: 2026-03-10T07:00, 2026-03-10T19:30, 1003, 404, 1, 0, 24, 3, 51004, 1, 52082, 1, 52094, 1, 52107, 1,
   --   401, 407, 3, 12006, 13004, 13005, 13006, 13007, 15637, 15643, 25008, 0, 3, 480, 486, 487, 600, 603, 1,
   --   404, 408, 1, 2, 2
   select "f"."DiagnosticId" as "DiagnosticId", count(*) as "sessions"
   from (
     select "s"."DiagnosticId" as "DiagnosticId"
     from "dbo"."ConferenceSessionDetailsView" as "s"
     where "s"."SessionIdTime" >= ? and "s"."SessionIdTime" < ?
       and case
         when "s"."DiagnosticId" = ? and "s"."ResponseCode" = ? then ?
         when "s"."DiagnosticId" is null and "s"."ResponseCode" is null then ?
         when "s"."DiagnosticId" = ? then ?
         when "s"."DiagnosticId" = ? then ?
         when "s"."DiagnosticId" = ? then ?
         when "s"."DiagnosticId" = ? then ?
         when "s"."DiagnosticId" = ? then ?
         when "s"."ResponseCode" is null or "s"."ResponseCode" < 200 or "s"."ResponseCode" >= 700
         or "s"."ResponseCode" in (?, ?) then ?
         when "s"."ResponseCode" < 300
         and ("s"."DiagnosticId" is null or "s"."DiagnosticId" in (?, ?, ?, ?, ?, ?, ?, ?)) then ?
         when "s"."ResponseCode" < 400 then ?
         when "s"."ResponseCode" in (?, ?, ?, ?, ?) then ?
         when "s"."ResponseCode" in (?, ?) then ?
         else ? end in (?)
   ) as "f"
   group by "f"."DiagnosticId"
  `);
});

test('a server that lacks the view of conferences, and a column', () => {
  const selection = { range, filters: { activities: ['conference'] } } as const;
  const without = ['ConferencesView', 'ConferenceSessionDetailsView.EdgeServer'];
  expect(sqlOf(sessionsByColumns('FromEdge'), selection, { without })).toMatchInlineSnapshot(`
   -- T-SQL: 2026-03-10T07:00, 2026-03-10T19:30
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
         select distinct "x"."ConferenceUri", "x"."ConfInstance"
         from (
           select cast(null as datetime) as "SessionIdTime", cast(null as int) as "SessionIdSeq",
             cast(null as nvarchar(450)) as "ConferenceUri", cast(null as uniqueidentifier) as "ConfInstance",
             cast(null as datetime) as "ConferenceStartTime", cast(null as datetime) as "ConferenceEndTime",
             cast(null as nvarchar(450)) as "OrganizerUri", cast(null as nvarchar(450)) as "Pool",
             cast(null as int) as "Flag"
           where 1 = 0
         ) as "x"
         where "x"."Flag" & 1 <> 0 and "x"."ConfInstance" is not null
       ) as "synthetic" on "synthetic"."ConfInstance" = "s"."ConfInstance"
       and "synthetic"."ConferenceUri" = "s"."ConferenceUri"
     where "s"."SessionIdTime" >= @1 and "s"."SessionIdTime" < @2
       and ("s"."CallFlag" is null or not ("s"."CallFlag" & 1 <> 0)) and "synthetic"."ConfInstance" is null
   ) as "f"
   group by "f"."FromEdge" collate Latin1_General_BIN2

   -- SQLite: 2026-03-10T07:00, 2026-03-10T19:30
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
         select distinct "x"."ConferenceUri", "x"."ConfInstance"
         from (
           select cast(null as datetime) as "SessionIdTime", cast(null as int) as "SessionIdSeq",
             cast(null as nvarchar(450)) as "ConferenceUri", cast(null as uniqueidentifier) as "ConfInstance",
             cast(null as datetime) as "ConferenceStartTime", cast(null as datetime) as "ConferenceEndTime",
             cast(null as nvarchar(450)) as "OrganizerUri", cast(null as nvarchar(450)) as "Pool",
             cast(null as int) as "Flag"
           where 1 = 0
         ) as "x"
         where "x"."Flag" & 1 <> 0 and "x"."ConfInstance" is not null
       ) as "synthetic" on "synthetic"."ConfInstance" = "s"."ConfInstance"
       and "synthetic"."ConferenceUri" = "s"."ConferenceUri"
     where "s"."SessionIdTime" >= ? and "s"."SessionIdTime" < ?
       and ("s"."CallFlag" is null or not ("s"."CallFlag" & 1 <> 0)) and "synthetic"."ConfInstance" is null
   ) as "f"
   group by "f"."FromEdge" collate binary
  `);
});
