import { expect, test } from '@jest/globals';
import { filtersOf, range } from '../../../tests/support/selections.ts';
import { sqlOf } from '../../../tests/support/sql-of.ts';
import { focusStays, mcuStays, stayReports } from './conference-stays.ts';

const byUri = { range, filters: filtersOf('conferenceUris') };
const bySession = { range, filters: filtersOf('sessionIdTime', 'sessionIdSeq', 'conferenceUris') };

test('stays with the Focus, with the dialog behind each', () => {
  expect(sqlOf(focusStays, byUri)).toMatchInlineSnapshot(`
   -- T-SQL: 2026-03-10T07:00, 2026-03-10T19:30, "sip:ana@example.com;gruu;opaque=app:conf:focus:id:X1"
   select "j"."DialogSessionIdTime" as "DialogTime", "j"."DialogSessionIdSeq" as "DialogSeq",
     "s"."SessionIdTime" as "DialogFound", "s"."ResponseCode", "s"."DiagnosticId", "s"."Gateway",
     "j"."UserUri" as "UserUri", "j"."UserRole" as "UserRole", "j"."IsUserInternal" as "IsUserInternal",
     "j"."UserJoinTime" as "UserJoinTime", "j"."UserLeaveTime" as "UserLeaveTime",
     "j"."UserClientVersion" as "UserClientVersion"
   from "dbo"."ConferencesView" as "c"
     inner join "dbo"."FocusJoinsAndLeavesView" as "j" on "j"."SessionIdTime" = "c"."SessionIdTime"
     and "j"."SessionIdSeq" = "c"."SessionIdSeq"
     left join "dbo"."ConferenceSessionDetailsView" as "s" on "s"."SessionIdTime" = "j"."DialogSessionIdTime"
     and "s"."SessionIdSeq" = "j"."DialogSessionIdSeq"
   where "c"."SessionIdTime" >= @1 and "c"."SessionIdTime" < @2 and (lower("c"."ConferenceUri") in (lower(@3)))

   -- SQLite: 2026-03-10T07:00, 2026-03-10T19:30, "sip:ana@example.com;gruu;opaque=app:conf:focus:id:X1"
   select "j"."DialogSessionIdTime" as "DialogTime", "j"."DialogSessionIdSeq" as "DialogSeq",
     "s"."SessionIdTime" as "DialogFound", "s"."ResponseCode", "s"."DiagnosticId", "s"."Gateway",
     "j"."UserUri" as "UserUri", "j"."UserRole" as "UserRole", "j"."IsUserInternal" as "IsUserInternal",
     "j"."UserJoinTime" as "UserJoinTime", "j"."UserLeaveTime" as "UserLeaveTime",
     "j"."UserClientVersion" as "UserClientVersion"
   from "dbo"."ConferencesView" as "c"
     inner join "dbo"."FocusJoinsAndLeavesView" as "j" on "j"."SessionIdTime" = "c"."SessionIdTime"
     and "j"."SessionIdSeq" = "c"."SessionIdSeq"
     left join "dbo"."ConferenceSessionDetailsView" as "s" on "s"."SessionIdTime" = "j"."DialogSessionIdTime"
     and "s"."SessionIdSeq" = "j"."DialogSessionIdSeq"
   where "c"."SessionIdTime" >= ? and "c"."SessionIdTime" < ? and (ulower("c"."ConferenceUri") in (ulower(?)))
  `);
});

test('stays with conferencing servers, of the conference of a session', () => {
  expect(sqlOf(mcuStays, bySession)).toMatchInlineSnapshot(`
   -- T-SQL: 2026-03-10T08:14:59.993, 2026-03-10T08:15, 12,
   --   "sip:ana@example.com;gruu;opaque=app:conf:focus:id:X1"
   select "j"."DialogSessionIdTime" as "DialogTime", "j"."DialogSessionIdSeq" as "DialogSeq",
     "s"."SessionIdTime" as "DialogFound", "s"."ResponseCode", "s"."DiagnosticId", "s"."Gateway",
     "j"."UserUri" as "UserUri", "j"."UserJoinTime" as "UserJoinTime", "j"."UserLeaveTime" as "UserLeaveTime",
     "j"."McuUri" as "McuUri", "j"."McuUriType" as "McuUriType", "j"."IsUserFromPstn" as "IsUserFromPstn"
   from "dbo"."ConferencesView" as "c"
     inner join (
       select distinct "k"."ConferenceUri", "k"."ConfInstance"
       from "dbo"."ConferenceSessionDetailsView" as "k"
       where "k"."SessionIdTime" > @1 and "k"."SessionIdTime" < @2 and "k"."SessionIdSeq" = @3
     ) as "k" on "k"."ConferenceUri" = "c"."ConferenceUri"
     and ("k"."ConfInstance" = "c"."ConfInstance" or ("k"."ConfInstance" is null and "c"."ConfInstance" is null))
     inner join "dbo"."McuJoinsAndLeavesView" as "j" on "j"."SessionIdTime" = "c"."SessionIdTime"
     and "j"."SessionIdSeq" = "c"."SessionIdSeq"
     left join "dbo"."ConferenceSessionDetailsView" as "s" on "s"."SessionIdTime" = "j"."DialogSessionIdTime"
     and "s"."SessionIdSeq" = "j"."DialogSessionIdSeq"
   where (lower("c"."ConferenceUri") in (lower(@4)))

   -- SQLite: 2026-03-10T08:14:59.993, 2026-03-10T08:15, 12,
   --   "sip:ana@example.com;gruu;opaque=app:conf:focus:id:X1"
   select "j"."DialogSessionIdTime" as "DialogTime", "j"."DialogSessionIdSeq" as "DialogSeq",
     "s"."SessionIdTime" as "DialogFound", "s"."ResponseCode", "s"."DiagnosticId", "s"."Gateway",
     "j"."UserUri" as "UserUri", "j"."UserJoinTime" as "UserJoinTime", "j"."UserLeaveTime" as "UserLeaveTime",
     "j"."McuUri" as "McuUri", "j"."McuUriType" as "McuUriType", "j"."IsUserFromPstn" as "IsUserFromPstn"
   from "dbo"."ConferencesView" as "c"
     inner join (
       select distinct "k"."ConferenceUri", "k"."ConfInstance"
       from "dbo"."ConferenceSessionDetailsView" as "k"
       where "k"."SessionIdTime" > ? and "k"."SessionIdTime" < ? and "k"."SessionIdSeq" = ?
     ) as "k" on "k"."ConferenceUri" = "c"."ConferenceUri"
     and ("k"."ConfInstance" = "c"."ConfInstance" or ("k"."ConfInstance" is null and "c"."ConfInstance" is null))
     inner join "dbo"."McuJoinsAndLeavesView" as "j" on "j"."SessionIdTime" = "c"."SessionIdTime"
     and "j"."SessionIdSeq" = "c"."SessionIdSeq"
     left join "dbo"."ConferenceSessionDetailsView" as "s" on "s"."SessionIdTime" = "j"."DialogSessionIdTime"
     and "s"."SessionIdSeq" = "j"."DialogSessionIdSeq"
   where (ulower("c"."ConferenceUri") in (ulower(?)))
  `);
});

test('error reports of the dialogs', () => {
  expect(sqlOf(stayReports('focus'), byUri)).toMatchInlineSnapshot(`
   -- T-SQL: 2026-03-10T07:00, 2026-03-10T19:30, "sip:ana@example.com;gruu;opaque=app:conf:focus:id:X1"
   select distinct "j"."DialogSessionIdTime" as "DialogTime", "j"."DialogSessionIdSeq" as "DialogSeq",
     "e"."ErrorTime", "e"."ErrorReportSeq"
   from "dbo"."ConferencesView" as "c"
     inner join "dbo"."FocusJoinsAndLeavesView" as "j" on "j"."SessionIdTime" = "c"."SessionIdTime"
     and "j"."SessionIdSeq" = "c"."SessionIdSeq"
     inner join "dbo"."ErrorReportView" as "e" on "e"."SessionIdTime" = "j"."DialogSessionIdTime"
     and "e"."SessionIdSeq" = "j"."DialogSessionIdSeq"
   where "c"."SessionIdTime" >= @1 and "c"."SessionIdTime" < @2 and (lower("c"."ConferenceUri") in (lower(@3)))

   -- SQLite: 2026-03-10T07:00, 2026-03-10T19:30, "sip:ana@example.com;gruu;opaque=app:conf:focus:id:X1"
   select distinct "j"."DialogSessionIdTime" as "DialogTime", "j"."DialogSessionIdSeq" as "DialogSeq",
     "e"."ErrorTime", "e"."ErrorReportSeq"
   from "dbo"."ConferencesView" as "c"
     inner join "dbo"."FocusJoinsAndLeavesView" as "j" on "j"."SessionIdTime" = "c"."SessionIdTime"
     and "j"."SessionIdSeq" = "c"."SessionIdSeq"
     inner join "dbo"."ErrorReportView" as "e" on "e"."SessionIdTime" = "j"."DialogSessionIdTime"
     and "e"."SessionIdSeq" = "j"."DialogSessionIdSeq"
   where "c"."SessionIdTime" >= ? and "c"."SessionIdTime" < ? and (ulower("c"."ConferenceUri") in (ulower(?)))
  `);
  expect(sqlOf(stayReports('mcu'), byUri, { without: ['McuJoinsAndLeavesView'] })).toMatchInlineSnapshot(`
   -- T-SQL: 2026-03-10T07:00, 2026-03-10T19:30, "sip:ana@example.com;gruu;opaque=app:conf:focus:id:X1"
   select distinct "j"."DialogSessionIdTime" as "DialogTime", "j"."DialogSessionIdSeq" as "DialogSeq",
     "e"."ErrorTime", "e"."ErrorReportSeq"
   from "dbo"."ConferencesView" as "c"
     inner join (
       select cast(null as datetime) as "SessionIdTime", cast(null as int) as "SessionIdSeq",
         cast(null as datetime) as "DialogSessionIdTime", cast(null as int) as "DialogSessionIdSeq",
         cast(null as nvarchar(450)) as "McuUri", cast(null as nvarchar(450)) as "McuUriType",
         cast(null as nvarchar(450)) as "UserUri", cast(null as nvarchar(450)) as "UserClientVersion",
         cast(null as bit) as "IsUserFromPstn", cast(null as datetime) as "UserJoinTime",
         cast(null as datetime) as "UserLeaveTime"
       where 1 = 0
     ) as "j" on "j"."SessionIdTime" = "c"."SessionIdTime"
     and "j"."SessionIdSeq" = "c"."SessionIdSeq"
     inner join "dbo"."ErrorReportView" as "e" on "e"."SessionIdTime" = "j"."DialogSessionIdTime"
     and "e"."SessionIdSeq" = "j"."DialogSessionIdSeq"
   where "c"."SessionIdTime" >= @1 and "c"."SessionIdTime" < @2 and (lower("c"."ConferenceUri") in (lower(@3)))

   -- SQLite: 2026-03-10T07:00, 2026-03-10T19:30, "sip:ana@example.com;gruu;opaque=app:conf:focus:id:X1"
   select distinct "j"."DialogSessionIdTime" as "DialogTime", "j"."DialogSessionIdSeq" as "DialogSeq",
     "e"."ErrorTime", "e"."ErrorReportSeq"
   from "dbo"."ConferencesView" as "c"
     inner join (
       select cast(null as datetime) as "SessionIdTime", cast(null as int) as "SessionIdSeq",
         cast(null as datetime) as "DialogSessionIdTime", cast(null as int) as "DialogSessionIdSeq",
         cast(null as nvarchar(450)) as "McuUri", cast(null as nvarchar(450)) as "McuUriType",
         cast(null as nvarchar(450)) as "UserUri", cast(null as nvarchar(450)) as "UserClientVersion",
         cast(null as bit) as "IsUserFromPstn", cast(null as datetime) as "UserJoinTime",
         cast(null as datetime) as "UserLeaveTime"
       where 1 = 0
     ) as "j" on "j"."SessionIdTime" = "c"."SessionIdTime"
     and "j"."SessionIdSeq" = "c"."SessionIdSeq"
     inner join "dbo"."ErrorReportView" as "e" on "e"."SessionIdTime" = "j"."DialogSessionIdTime"
     and "e"."SessionIdSeq" = "j"."DialogSessionIdSeq"
   where "c"."SessionIdTime" >= ? and "c"."SessionIdTime" < ? and (ulower("c"."ConferenceUri") in (ulower(?)))
  `);
});
