import { expect, test } from '@jest/globals';
import { filtersOf, range } from '../../../tests/support/selections.ts';
import { sqlOf } from '../../../tests/support/sql-of.ts';
import { focusStays, mcuStays } from './conference-stays.ts';

const byUri = { range, filters: filtersOf('conferenceUris') };
const bySession = { range, filters: filtersOf('sessionIdTime', 'sessionIdSeq', 'conferenceUris') };

test('stays with the Focus, with the dialog behind each and its error reports', () => {
  expect(sqlOf(focusStays, byUri)).toMatchInlineSnapshot(`
   -- T-SQL: 2026-03-10T07:00, 2026-03-10T19:30, "ana@example.com;gruu;opaque=app:conf:focus:id:x1",
   --   "<ana@example.com;gruu;opaque=app:conf:focus:id:x1>",
   --   "sip:ana@example.com;gruu;opaque=app:conf:focus:id:x1",
   --   "<sip:ana@example.com;gruu;opaque=app:conf:focus:id:x1>",
   --   "sips:ana@example.com;gruu;opaque=app:conf:focus:id:x1",
   --   "<sips:ana@example.com;gruu;opaque=app:conf:focus:id:x1>"
   select "f"."Stay" as "Stay", "f"."UserUri" as "UserUri", "f"."UserRole" as "UserRole",
     "f"."IsUserInternal" as "IsUserInternal", "f"."UserJoinTime" as "UserJoinTime",
     "f"."UserLeaveTime" as "UserLeaveTime", "f"."UserClientVersion" as "UserClientVersion",
     "f"."DialogTime" as "DialogTime", "f"."DialogSeq" as "DialogSeq", "f"."DialogFound" as "DialogFound",
     "f"."ResponseCode" as "ResponseCode", "f"."DiagnosticId" as "DiagnosticId", "f"."Gateway" as "Gateway",
     "e"."ErrorTime"
   from
     (
       select row_number() over (order by "j"."DialogSessionIdTime", "j"."DialogSessionIdSeq") as "Stay",
         "j"."UserUri" as "UserUri", "j"."UserRole" as "UserRole", "j"."IsUserInternal" as "IsUserInternal",
         "j"."UserJoinTime" as "UserJoinTime", "j"."UserLeaveTime" as "UserLeaveTime",
         "j"."UserClientVersion" as "UserClientVersion", "j"."DialogSessionIdTime" as "DialogTime",
         "j"."DialogSessionIdSeq" as "DialogSeq", "s"."SessionIdTime" as "DialogFound", "s"."ResponseCode",
         "s"."DiagnosticId", "s"."Gateway"
       from "dbo"."ConferencesView" as "c"
         inner join "dbo"."FocusJoinsAndLeavesView" as "j" on "j"."SessionIdTime" = "c"."SessionIdTime"
         and "j"."SessionIdSeq" = "c"."SessionIdSeq"
         left join "dbo"."ConferenceSessionDetailsView" as "s" on "s"."SessionIdTime" = "j"."DialogSessionIdTime"
         and "s"."SessionIdSeq" = "j"."DialogSessionIdSeq"
       where "c"."SessionIdTime" >= @1 and "c"."SessionIdTime" < @2
         and ("c"."ConferenceUri" in (@3, @4, @5, @6, @7, @8))
     ) as "f"
     left join "dbo"."ErrorReportView" as "e" on "e"."SessionIdTime" = "f"."DialogTime"
     and "e"."SessionIdSeq" = "f"."DialogSeq"

   -- SQLite: 2026-03-10T07:00, 2026-03-10T19:30, "ana@example.com;gruu;opaque=app:conf:focus:id:x1",
   --   "<ana@example.com;gruu;opaque=app:conf:focus:id:x1>",
   --   "sip:ana@example.com;gruu;opaque=app:conf:focus:id:x1",
   --   "<sip:ana@example.com;gruu;opaque=app:conf:focus:id:x1>",
   --   "sips:ana@example.com;gruu;opaque=app:conf:focus:id:x1",
   --   "<sips:ana@example.com;gruu;opaque=app:conf:focus:id:x1>"
   select "f"."Stay" as "Stay", "f"."UserUri" as "UserUri", "f"."UserRole" as "UserRole",
     "f"."IsUserInternal" as "IsUserInternal", "f"."UserJoinTime" as "UserJoinTime",
     "f"."UserLeaveTime" as "UserLeaveTime", "f"."UserClientVersion" as "UserClientVersion",
     "f"."DialogTime" as "DialogTime", "f"."DialogSeq" as "DialogSeq", "f"."DialogFound" as "DialogFound",
     "f"."ResponseCode" as "ResponseCode", "f"."DiagnosticId" as "DiagnosticId", "f"."Gateway" as "Gateway",
     "e"."ErrorTime"
   from
     (
       select row_number() over (order by "j"."DialogSessionIdTime", "j"."DialogSessionIdSeq") as "Stay",
         "j"."UserUri" as "UserUri", "j"."UserRole" as "UserRole", "j"."IsUserInternal" as "IsUserInternal",
         "j"."UserJoinTime" as "UserJoinTime", "j"."UserLeaveTime" as "UserLeaveTime",
         "j"."UserClientVersion" as "UserClientVersion", "j"."DialogSessionIdTime" as "DialogTime",
         "j"."DialogSessionIdSeq" as "DialogSeq", "s"."SessionIdTime" as "DialogFound", "s"."ResponseCode",
         "s"."DiagnosticId", "s"."Gateway"
       from "dbo"."ConferencesView" as "c"
         inner join "dbo"."FocusJoinsAndLeavesView" as "j" on "j"."SessionIdTime" = "c"."SessionIdTime"
         and "j"."SessionIdSeq" = "c"."SessionIdSeq"
         left join "dbo"."ConferenceSessionDetailsView" as "s" on "s"."SessionIdTime" = "j"."DialogSessionIdTime"
         and "s"."SessionIdSeq" = "j"."DialogSessionIdSeq"
       where "c"."SessionIdTime" >= ? and "c"."SessionIdTime" < ?
         and ("c"."ConferenceUri" collate nocase in (?, ?, ?, ?, ?, ?))
     ) as "f"
     left join "dbo"."ErrorReportView" as "e" on "e"."SessionIdTime" = "f"."DialogTime"
     and "e"."SessionIdSeq" = "f"."DialogSeq"
  `);
});

test('stays with conferencing servers, of the conference of a session', () => {
  expect(sqlOf(mcuStays, bySession)).toMatchInlineSnapshot(`
   -- T-SQL: 2026-03-10T08:14:59.993, 2026-03-10T08:15, 12, "ana@example.com;gruu;opaque=app:conf:focus:id:x1",
   --   "<ana@example.com;gruu;opaque=app:conf:focus:id:x1>",
   --   "sip:ana@example.com;gruu;opaque=app:conf:focus:id:x1",
   --   "<sip:ana@example.com;gruu;opaque=app:conf:focus:id:x1>",
   --   "sips:ana@example.com;gruu;opaque=app:conf:focus:id:x1",
   --   "<sips:ana@example.com;gruu;opaque=app:conf:focus:id:x1>"
   select "f"."Stay" as "Stay", "f"."UserUri" as "UserUri", "f"."UserJoinTime" as "UserJoinTime",
     "f"."UserLeaveTime" as "UserLeaveTime", "f"."McuUri" as "McuUri", "f"."McuUriType" as "McuUriType",
     "f"."IsUserFromPstn" as "IsUserFromPstn", "f"."DialogTime" as "DialogTime", "f"."DialogSeq" as "DialogSeq",
     "f"."DialogFound" as "DialogFound", "f"."ResponseCode" as "ResponseCode",
     "f"."DiagnosticId" as "DiagnosticId", "f"."Gateway" as "Gateway", "e"."ErrorTime"
   from
     (
       select row_number() over (order by "j"."DialogSessionIdTime", "j"."DialogSessionIdSeq") as "Stay",
         "j"."UserUri" as "UserUri", "j"."UserJoinTime" as "UserJoinTime",
         "j"."UserLeaveTime" as "UserLeaveTime", "j"."McuUri" as "McuUri", "j"."McuUriType" as "McuUriType",
         "j"."IsUserFromPstn" as "IsUserFromPstn", "j"."DialogSessionIdTime" as "DialogTime",
         "j"."DialogSessionIdSeq" as "DialogSeq", "s"."SessionIdTime" as "DialogFound", "s"."ResponseCode",
         "s"."DiagnosticId", "s"."Gateway"
       from "dbo"."ConferencesView" as "c"
         inner join (
           select distinct "k"."ConferenceUri", "k"."ConfInstance"
           from "dbo"."ConferenceSessionDetailsView" as "k"
           where "k"."SessionIdTime" > @1 and "k"."SessionIdTime" < @2 and "k"."SessionIdSeq" = @3
         ) as "k" on "k"."ConferenceUri" = "c"."ConferenceUri"
         and (
           "k"."ConfInstance" = "c"."ConfInstance"
           or ("k"."ConfInstance" is null and "c"."ConfInstance" is null)
         )
         inner join "dbo"."McuJoinsAndLeavesView" as "j" on "j"."SessionIdTime" = "c"."SessionIdTime"
         and "j"."SessionIdSeq" = "c"."SessionIdSeq"
         left join "dbo"."ConferenceSessionDetailsView" as "s" on "s"."SessionIdTime" = "j"."DialogSessionIdTime"
         and "s"."SessionIdSeq" = "j"."DialogSessionIdSeq"
       where ("c"."ConferenceUri" in (@4, @5, @6, @7, @8, @9))
     ) as "f"
     left join "dbo"."ErrorReportView" as "e" on "e"."SessionIdTime" = "f"."DialogTime"
     and "e"."SessionIdSeq" = "f"."DialogSeq"

   -- SQLite: 2026-03-10T08:14:59.993, 2026-03-10T08:15, 12, "ana@example.com;gruu;opaque=app:conf:focus:id:x1",
   --   "<ana@example.com;gruu;opaque=app:conf:focus:id:x1>",
   --   "sip:ana@example.com;gruu;opaque=app:conf:focus:id:x1",
   --   "<sip:ana@example.com;gruu;opaque=app:conf:focus:id:x1>",
   --   "sips:ana@example.com;gruu;opaque=app:conf:focus:id:x1",
   --   "<sips:ana@example.com;gruu;opaque=app:conf:focus:id:x1>"
   select "f"."Stay" as "Stay", "f"."UserUri" as "UserUri", "f"."UserJoinTime" as "UserJoinTime",
     "f"."UserLeaveTime" as "UserLeaveTime", "f"."McuUri" as "McuUri", "f"."McuUriType" as "McuUriType",
     "f"."IsUserFromPstn" as "IsUserFromPstn", "f"."DialogTime" as "DialogTime", "f"."DialogSeq" as "DialogSeq",
     "f"."DialogFound" as "DialogFound", "f"."ResponseCode" as "ResponseCode",
     "f"."DiagnosticId" as "DiagnosticId", "f"."Gateway" as "Gateway", "e"."ErrorTime"
   from
     (
       select row_number() over (order by "j"."DialogSessionIdTime", "j"."DialogSessionIdSeq") as "Stay",
         "j"."UserUri" as "UserUri", "j"."UserJoinTime" as "UserJoinTime",
         "j"."UserLeaveTime" as "UserLeaveTime", "j"."McuUri" as "McuUri", "j"."McuUriType" as "McuUriType",
         "j"."IsUserFromPstn" as "IsUserFromPstn", "j"."DialogSessionIdTime" as "DialogTime",
         "j"."DialogSessionIdSeq" as "DialogSeq", "s"."SessionIdTime" as "DialogFound", "s"."ResponseCode",
         "s"."DiagnosticId", "s"."Gateway"
       from "dbo"."ConferencesView" as "c"
         inner join (
           select distinct "k"."ConferenceUri", "k"."ConfInstance"
           from "dbo"."ConferenceSessionDetailsView" as "k"
           where "k"."SessionIdTime" > ? and "k"."SessionIdTime" < ? and "k"."SessionIdSeq" = ?
         ) as "k" on "k"."ConferenceUri" = "c"."ConferenceUri"
         and (
           "k"."ConfInstance" = "c"."ConfInstance"
           or ("k"."ConfInstance" is null and "c"."ConfInstance" is null)
         )
         inner join "dbo"."McuJoinsAndLeavesView" as "j" on "j"."SessionIdTime" = "c"."SessionIdTime"
         and "j"."SessionIdSeq" = "c"."SessionIdSeq"
         left join "dbo"."ConferenceSessionDetailsView" as "s" on "s"."SessionIdTime" = "j"."DialogSessionIdTime"
         and "s"."SessionIdSeq" = "j"."DialogSessionIdSeq"
       where ("c"."ConferenceUri" collate nocase in (?, ?, ?, ?, ?, ?))
     ) as "f"
     left join "dbo"."ErrorReportView" as "e" on "e"."SessionIdTime" = "f"."DialogTime"
     and "e"."SessionIdSeq" = "f"."DialogSeq"
  `);
});

test('of a server that lacks the view', () => {
  expect(sqlOf(mcuStays, byUri, { without: ['McuJoinsAndLeavesView'] })).toMatchInlineSnapshot(`
   -- T-SQL: 2026-03-10T07:00, 2026-03-10T19:30, "ana@example.com;gruu;opaque=app:conf:focus:id:x1",
   --   "<ana@example.com;gruu;opaque=app:conf:focus:id:x1>",
   --   "sip:ana@example.com;gruu;opaque=app:conf:focus:id:x1",
   --   "<sip:ana@example.com;gruu;opaque=app:conf:focus:id:x1>",
   --   "sips:ana@example.com;gruu;opaque=app:conf:focus:id:x1",
   --   "<sips:ana@example.com;gruu;opaque=app:conf:focus:id:x1>"
   select "f"."Stay" as "Stay", "f"."UserUri" as "UserUri", "f"."UserJoinTime" as "UserJoinTime",
     "f"."UserLeaveTime" as "UserLeaveTime", "f"."McuUri" as "McuUri", "f"."McuUriType" as "McuUriType",
     "f"."IsUserFromPstn" as "IsUserFromPstn", "f"."DialogTime" as "DialogTime", "f"."DialogSeq" as "DialogSeq",
     "f"."DialogFound" as "DialogFound", "f"."ResponseCode" as "ResponseCode",
     "f"."DiagnosticId" as "DiagnosticId", "f"."Gateway" as "Gateway", "e"."ErrorTime"
   from
     (
       select row_number() over (order by "j"."DialogSessionIdTime", "j"."DialogSessionIdSeq") as "Stay",
         "j"."UserUri" as "UserUri", "j"."UserJoinTime" as "UserJoinTime",
         "j"."UserLeaveTime" as "UserLeaveTime", "j"."McuUri" as "McuUri", "j"."McuUriType" as "McuUriType",
         "j"."IsUserFromPstn" as "IsUserFromPstn", "j"."DialogSessionIdTime" as "DialogTime",
         "j"."DialogSessionIdSeq" as "DialogSeq", "s"."SessionIdTime" as "DialogFound", "s"."ResponseCode",
         "s"."DiagnosticId", "s"."Gateway"
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
         left join "dbo"."ConferenceSessionDetailsView" as "s" on "s"."SessionIdTime" = "j"."DialogSessionIdTime"
         and "s"."SessionIdSeq" = "j"."DialogSessionIdSeq"
       where "c"."SessionIdTime" >= @1 and "c"."SessionIdTime" < @2
         and ("c"."ConferenceUri" in (@3, @4, @5, @6, @7, @8))
     ) as "f"
     left join "dbo"."ErrorReportView" as "e" on "e"."SessionIdTime" = "f"."DialogTime"
     and "e"."SessionIdSeq" = "f"."DialogSeq"

   -- SQLite: 2026-03-10T07:00, 2026-03-10T19:30, "ana@example.com;gruu;opaque=app:conf:focus:id:x1",
   --   "<ana@example.com;gruu;opaque=app:conf:focus:id:x1>",
   --   "sip:ana@example.com;gruu;opaque=app:conf:focus:id:x1",
   --   "<sip:ana@example.com;gruu;opaque=app:conf:focus:id:x1>",
   --   "sips:ana@example.com;gruu;opaque=app:conf:focus:id:x1",
   --   "<sips:ana@example.com;gruu;opaque=app:conf:focus:id:x1>"
   select "f"."Stay" as "Stay", "f"."UserUri" as "UserUri", "f"."UserJoinTime" as "UserJoinTime",
     "f"."UserLeaveTime" as "UserLeaveTime", "f"."McuUri" as "McuUri", "f"."McuUriType" as "McuUriType",
     "f"."IsUserFromPstn" as "IsUserFromPstn", "f"."DialogTime" as "DialogTime", "f"."DialogSeq" as "DialogSeq",
     "f"."DialogFound" as "DialogFound", "f"."ResponseCode" as "ResponseCode",
     "f"."DiagnosticId" as "DiagnosticId", "f"."Gateway" as "Gateway", "e"."ErrorTime"
   from
     (
       select row_number() over (order by "j"."DialogSessionIdTime", "j"."DialogSessionIdSeq") as "Stay",
         "j"."UserUri" as "UserUri", "j"."UserJoinTime" as "UserJoinTime",
         "j"."UserLeaveTime" as "UserLeaveTime", "j"."McuUri" as "McuUri", "j"."McuUriType" as "McuUriType",
         "j"."IsUserFromPstn" as "IsUserFromPstn", "j"."DialogSessionIdTime" as "DialogTime",
         "j"."DialogSessionIdSeq" as "DialogSeq", "s"."SessionIdTime" as "DialogFound", "s"."ResponseCode",
         "s"."DiagnosticId", "s"."Gateway"
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
         left join "dbo"."ConferenceSessionDetailsView" as "s" on "s"."SessionIdTime" = "j"."DialogSessionIdTime"
         and "s"."SessionIdSeq" = "j"."DialogSessionIdSeq"
       where "c"."SessionIdTime" >= ? and "c"."SessionIdTime" < ?
         and ("c"."ConferenceUri" collate nocase in (?, ?, ?, ?, ?, ?))
     ) as "f"
     left join "dbo"."ErrorReportView" as "e" on "e"."SessionIdTime" = "f"."DialogTime"
     and "e"."SessionIdSeq" = "f"."DialogSeq"
  `);
});

test('a stay comes once, with the number of its error reports', () => {
  const dialog = {
    DialogTime: 10,
    DialogSeq: 1,
    DialogFound: 10,
    ResponseCode: 504,
    DiagnosticId: 7025,
    Gateway: null,
  };
  const user = { UserRole: null, UserJoinTime: 10, UserLeaveTime: 20, UserClientVersion: null };
  const ana = { ...dialog, ...user, UserUri: 'sip:ana', IsUserInternal: 1 } as const;
  // The second stay of the same user is told apart from the first by its number alone.
  const found = [
    { ...ana, Stay: 2, ErrorTime: 11 },
    { ...ana, Stay: 1, ErrorTime: 11 },
    { ...ana, Stay: 2, ErrorTime: 12 },
    { ...ana, Stay: 1, ErrorTime: 12 },
    { ...ana, Stay: 3, UserUri: 'sip:bob', DialogTime: null, DialogSeq: null, ErrorTime: null },
  ];
  expect(focusStays.read(found, byUri)).toEqual([
    { ...ana, Reports: 2 },
    { ...ana, Reports: 2 },
    { ...ana, UserUri: 'sip:bob', DialogTime: null, DialogSeq: null, Reports: 0 },
  ]);
  const stay = { ...ana, Reports: 1 };
  expect(focusStays.merge([[stay], [stay]], byUri)).toEqual([stay, stay]);
});
