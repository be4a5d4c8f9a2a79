import { expect, test } from '@jest/globals';
import { filtersOf, range } from '../../../tests/support/selections.ts';
import { sqlOf } from '../../../tests/support/sql-of.ts';
import { errorReports } from './error-reports.ts';

test('the newest of a range, by every filter', () => {
  const filters = filtersOf(
    ...(['pools', 'diagnosticIds', 'responseCodes', 'fromUsers', 'toUsers', 'users', 'userAgents'] as const),
    ...(['requestTypes', 'sources', 'applications', 'conferenceUris', 'telemetryId'] as const),
  );
  expect(sqlOf(errorReports, { range, filters, limit: 1001 })).toMatchInlineSnapshot(`
   -- T-SQL: 2026-03-10T07:00, 2026-03-10T19:30, 7025, 504, "INVITE", "BYE", "fe01.example.com",
   --   "MediationServer", "edge01.example.com", "o'brien@example.com", "<o'brien@example.com>",
   --   "sip:o'brien@example.com", "<sip:o'brien@example.com>", "sips:o'brien@example.com",
   --   "<sips:o'brien@example.com>", "bob@example.com", "<bob@example.com>", "sip:bob@example.com",
   --   "<sip:bob@example.com>", "sips:bob@example.com", "<sips:bob@example.com>", "carol@example.com",
   --   "<carol@example.com>", "sip:carol@example.com", "<sip:carol@example.com>", "sips:carol@example.com",
   --   "<sips:carol@example.com>", "UCCAPI/16.0.4266.1001 OC/16.0.4266.1001",
   --   "ana@example.com;gruu;opaque=app:conf:focus:id:x1", "<ana@example.com;gruu;opaque=app:conf:focus:id:x1>",
   --   "sip:ana@example.com;gruu;opaque=app:conf:focus:id:x1",
   --   "<sip:ana@example.com;gruu;opaque=app:conf:focus:id:x1>",
   --   "sips:ana@example.com;gruu;opaque=app:conf:focus:id:x1",
   --   "<sips:ana@example.com;gruu;opaque=app:conf:focus:id:x1>", "0F8FAD5B-D9CB-469F-A165-70867728950E"
   select top (1001) "e"."ErrorTime", "e"."ErrorReportSeq", "e"."MsDiagId", "e"."ResponseCode",
     "e"."RequestType", "e"."Source", "e"."Application", "e"."FromUri", "e"."ToUri", "e"."ConferenceUri",
     "e"."ClientVersion", "e"."ContentType", "e"."CallType", "e"."SetupTime", "e"."MsDiagHeader",
     "e"."IsCapturedByServer", "e"."Pool", "e"."FrontEnd", "e"."TelemetryId", "e"."SessionIdTime",
     "e"."SessionIdSeq"
   from "dbo"."ErrorReportView" as "e"
   where "e"."ErrorTime" >= @1 and "e"."ErrorTime" < @2 and ("e"."MsDiagId" in (@3) or "e"."MsDiagId" is null)
     and ("e"."ResponseCode" in (@4) or "e"."ResponseCode" is null) and "e"."RequestType" in (@5, @6)
     and "e"."Source" in (@7) and "e"."Application" in (@8) and "e"."Pool" in (@7, @9)
     and ("e"."FromUri" in (@10, @11, @12, @13, @14, @15))
     and ("e"."ToUri" in (@16, @17, @18, @19, @20, @21) or "e"."ConferenceUri" in (@16, @17, @18, @19, @20, @21))
     and ("e"."FromUri" in (@22, @23, @24, @25, @26, @27) or "e"."ToUri" in (@22, @23, @24, @25, @26, @27))
     and "e"."ClientVersion" in (@28) and ("e"."ConferenceUri" in (@29, @30, @31, @32, @33, @34))
     and "e"."TelemetryId" = @35
   order by "e"."ErrorTime" desc, "e"."ErrorReportSeq" desc

   -- SQLite: 2026-03-10T07:00, 2026-03-10T19:30, 7025, 504, "invite", "bye", "fe01.example.com",
   --   "mediationserver", "fe01.example.com", "edge01.example.com", "o'brien@example.com",
   --   "<o'brien@example.com>", "sip:o'brien@example.com", "<sip:o'brien@example.com>",
   --   "sips:o'brien@example.com", "<sips:o'brien@example.com>", "bob@example.com", "<bob@example.com>",
   --   "sip:bob@example.com", "<sip:bob@example.com>", "sips:bob@example.com", "<sips:bob@example.com>",
   --   "bob@example.com", "<bob@example.com>", "sip:bob@example.com", "<sip:bob@example.com>",
   --   "sips:bob@example.com", "<sips:bob@example.com>", "carol@example.com", "<carol@example.com>",
   --   "sip:carol@example.com", "<sip:carol@example.com>", "sips:carol@example.com", "<sips:carol@example.com>",
   --   "carol@example.com", "<carol@example.com>", "sip:carol@example.com", "<sip:carol@example.com>",
   --   "sips:carol@example.com", "<sips:carol@example.com>", "uccapi/16.0.4266.1001 oc/16.0.4266.1001",
   --   "ana@example.com;gruu;opaque=app:conf:focus:id:x1", "<ana@example.com;gruu;opaque=app:conf:focus:id:x1>",
   --   "sip:ana@example.com;gruu;opaque=app:conf:focus:id:x1",
   --   "<sip:ana@example.com;gruu;opaque=app:conf:focus:id:x1>",
   --   "sips:ana@example.com;gruu;opaque=app:conf:focus:id:x1",
   --   "<sips:ana@example.com;gruu;opaque=app:conf:focus:id:x1>", "0F8FAD5B-D9CB-469F-A165-70867728950E", 1001
   select "e"."ErrorTime", "e"."ErrorReportSeq", "e"."MsDiagId", "e"."ResponseCode", "e"."RequestType",
     "e"."Source", "e"."Application", "e"."FromUri", "e"."ToUri", "e"."ConferenceUri", "e"."ClientVersion",
     "e"."ContentType", "e"."CallType", "e"."SetupTime", "e"."MsDiagHeader", "e"."IsCapturedByServer",
     "e"."Pool", "e"."FrontEnd", "e"."TelemetryId", "e"."SessionIdTime", "e"."SessionIdSeq"
   from "dbo"."ErrorReportView" as "e"
   where "e"."ErrorTime" >= ? and "e"."ErrorTime" < ? and ("e"."MsDiagId" in (?) or "e"."MsDiagId" is null)
     and ("e"."ResponseCode" in (?) or "e"."ResponseCode" is null) and "e"."RequestType" collate nocase in (?, ?)
     and "e"."Source" collate nocase in (?) and "e"."Application" collate nocase in (?)
     and "e"."Pool" collate nocase in (?, ?) and ("e"."FromUri" collate nocase in (?, ?, ?, ?, ?, ?))
     and (
       "e"."ToUri" collate nocase in (?, ?, ?, ?, ?, ?)
       or "e"."ConferenceUri" collate nocase in (?, ?, ?, ?, ?, ?)
     )
     and ("e"."FromUri" collate nocase in (?, ?, ?, ?, ?, ?) or "e"."ToUri" collate nocase in (?, ?, ?, ?, ?, ?))
     and "e"."ClientVersion" collate nocase in (?) and ("e"."ConferenceUri" collate nocase in (?, ?, ?, ?, ?, ?))
     and "e"."TelemetryId" = ?
   order by "e"."ErrorTime" desc, "e"."ErrorReportSeq" desc
   limit ?
  `);
});

test('one by its key, and those of a session, whenever they were', () => {
  const ofKey = { range, filters: filtersOf('errorTime', 'errorReportSeq'), limit: 2 };
  expect(sqlOf(errorReports, ofKey)).toMatchInlineSnapshot(`
   -- T-SQL: 2026-03-10T08:15:00.003, 2026-03-10T08:15:00.010, 3
   select top (2) "e"."ErrorTime", "e"."ErrorReportSeq", "e"."MsDiagId", "e"."ResponseCode", "e"."RequestType",
     "e"."Source", "e"."Application", "e"."FromUri", "e"."ToUri", "e"."ConferenceUri", "e"."ClientVersion",
     "e"."ContentType", "e"."CallType", "e"."SetupTime", "e"."MsDiagHeader", "e"."IsCapturedByServer",
     "e"."Pool", "e"."FrontEnd", "e"."TelemetryId", "e"."SessionIdTime", "e"."SessionIdSeq"
   from "dbo"."ErrorReportView" as "e"
   where "e"."ErrorTime" > @1 and "e"."ErrorTime" < @2 and "e"."ErrorReportSeq" = @3
   order by "e"."ErrorTime" desc, "e"."ErrorReportSeq" desc

   -- SQLite: 2026-03-10T08:15:00.003, 2026-03-10T08:15:00.010, 3, 2
   select "e"."ErrorTime", "e"."ErrorReportSeq", "e"."MsDiagId", "e"."ResponseCode", "e"."RequestType",
     "e"."Source", "e"."Application", "e"."FromUri", "e"."ToUri", "e"."ConferenceUri", "e"."ClientVersion",
     "e"."ContentType", "e"."CallType", "e"."SetupTime", "e"."MsDiagHeader", "e"."IsCapturedByServer",
     "e"."Pool", "e"."FrontEnd", "e"."TelemetryId", "e"."SessionIdTime", "e"."SessionIdSeq"
   from "dbo"."ErrorReportView" as "e"
   where "e"."ErrorTime" > ? and "e"."ErrorTime" < ? and "e"."ErrorReportSeq" = ?
   order by "e"."ErrorTime" desc, "e"."ErrorReportSeq" desc
   limit ?
  `);
  const ofSession = { range, filters: filtersOf('sessionIdTime', 'sessionIdSeq'), limit: 1001 };
  expect(sqlOf(errorReports, ofSession)).toMatchInlineSnapshot(`
   -- T-SQL: 2026-03-10T08:14:59.993, 2026-03-10T08:15, 12
   select top (1001) "e"."ErrorTime", "e"."ErrorReportSeq", "e"."MsDiagId", "e"."ResponseCode",
     "e"."RequestType", "e"."Source", "e"."Application", "e"."FromUri", "e"."ToUri", "e"."ConferenceUri",
     "e"."ClientVersion", "e"."ContentType", "e"."CallType", "e"."SetupTime", "e"."MsDiagHeader",
     "e"."IsCapturedByServer", "e"."Pool", "e"."FrontEnd", "e"."TelemetryId", "e"."SessionIdTime",
     "e"."SessionIdSeq"
   from "dbo"."ErrorReportView" as "e"
   where "e"."SessionIdTime" > @1 and "e"."SessionIdTime" < @2 and "e"."SessionIdSeq" = @3
   order by "e"."ErrorTime" desc, "e"."ErrorReportSeq" desc

   -- SQLite: 2026-03-10T08:14:59.993, 2026-03-10T08:15, 12, 1001
   select "e"."ErrorTime", "e"."ErrorReportSeq", "e"."MsDiagId", "e"."ResponseCode", "e"."RequestType",
     "e"."Source", "e"."Application", "e"."FromUri", "e"."ToUri", "e"."ConferenceUri", "e"."ClientVersion",
     "e"."ContentType", "e"."CallType", "e"."SetupTime", "e"."MsDiagHeader", "e"."IsCapturedByServer",
     "e"."Pool", "e"."FrontEnd", "e"."TelemetryId", "e"."SessionIdTime", "e"."SessionIdSeq"
   from "dbo"."ErrorReportView" as "e"
   where "e"."SessionIdTime" > ? and "e"."SessionIdTime" < ? and "e"."SessionIdSeq" = ?
   order by "e"."ErrorTime" desc, "e"."ErrorReportSeq" desc
   limit ?
  `);
});

test('of a server whose reports have no telemetry ID', () => {
  const without = ['ErrorReportView.TelemetryId'];
  expect(sqlOf(errorReports, { range, filters: {}, limit: 11 }, { without })).toMatchInlineSnapshot(`
   -- T-SQL: 2026-03-10T07:00, 2026-03-10T19:30
   select top (11) "e"."ErrorTime", "e"."ErrorReportSeq", "e"."MsDiagId", "e"."ResponseCode", "e"."RequestType",
     "e"."Source", "e"."Application", "e"."FromUri", "e"."ToUri", "e"."ConferenceUri", "e"."ClientVersion",
     "e"."ContentType", "e"."CallType", "e"."SetupTime", "e"."MsDiagHeader", "e"."IsCapturedByServer",
     "e"."Pool", "e"."FrontEnd", "e"."TelemetryId", "e"."SessionIdTime", "e"."SessionIdSeq"
   from (
     select "v"."ErrorTime" as "ErrorTime", "v"."ErrorReportSeq" as "ErrorReportSeq",
       "v"."MsDiagId" as "MsDiagId", "v"."FromUri" as "FromUri", "v"."ToUri" as "ToUri",
       "v"."ConferenceUri" as "ConferenceUri", "v"."SessionIdTime" as "SessionIdTime",
       "v"."SessionIdSeq" as "SessionIdSeq", "v"."DialogId" as "DialogId",
       "v"."ClientVersion" as "ClientVersion", "v"."ClientType" as "ClientType",
       "v"."ClientCategory" as "ClientCategory", "v"."Source" as "Source", "v"."Application" as "Application",
       "v"."ResponseCode" as "ResponseCode", "v"."RequestType" as "RequestType",
       "v"."ContentType" as "ContentType", "v"."CallType" as "CallType",
       cast(null as uniqueidentifier) as "TelemetryId", "v"."SetupTime" as "SetupTime",
       "v"."IsCapturedByServer" as "IsCapturedByServer", "v"."MsDiagHeader" as "MsDiagHeader",
       "v"."FrontEnd" as "FrontEnd", "v"."Pool" as "Pool"
     from "dbo"."ErrorReportView" as "v"
   ) as "e"
   where "e"."ErrorTime" >= @1 and "e"."ErrorTime" < @2
   order by "e"."ErrorTime" desc, "e"."ErrorReportSeq" desc

   -- SQLite: 2026-03-10T07:00, 2026-03-10T19:30, 11
   select "e"."ErrorTime", "e"."ErrorReportSeq", "e"."MsDiagId", "e"."ResponseCode", "e"."RequestType",
     "e"."Source", "e"."Application", "e"."FromUri", "e"."ToUri", "e"."ConferenceUri", "e"."ClientVersion",
     "e"."ContentType", "e"."CallType", "e"."SetupTime", "e"."MsDiagHeader", "e"."IsCapturedByServer",
     "e"."Pool", "e"."FrontEnd", "e"."TelemetryId", "e"."SessionIdTime", "e"."SessionIdSeq"
   from (
     select "v"."ErrorTime" as "ErrorTime", "v"."ErrorReportSeq" as "ErrorReportSeq",
       "v"."MsDiagId" as "MsDiagId", "v"."FromUri" as "FromUri", "v"."ToUri" as "ToUri",
       "v"."ConferenceUri" as "ConferenceUri", "v"."SessionIdTime" as "SessionIdTime",
       "v"."SessionIdSeq" as "SessionIdSeq", "v"."DialogId" as "DialogId",
       "v"."ClientVersion" as "ClientVersion", "v"."ClientType" as "ClientType",
       "v"."ClientCategory" as "ClientCategory", "v"."Source" as "Source", "v"."Application" as "Application",
       "v"."ResponseCode" as "ResponseCode", "v"."RequestType" as "RequestType",
       "v"."ContentType" as "ContentType", "v"."CallType" as "CallType",
       cast(null as uniqueidentifier) as "TelemetryId", "v"."SetupTime" as "SetupTime",
       "v"."IsCapturedByServer" as "IsCapturedByServer", "v"."MsDiagHeader" as "MsDiagHeader",
       "v"."FrontEnd" as "FrontEnd", "v"."Pool" as "Pool"
     from "dbo"."ErrorReportView" as "v"
   ) as "e"
   where "e"."ErrorTime" >= ? and "e"."ErrorTime" < ?
   order by "e"."ErrorTime" desc, "e"."ErrorReportSeq" desc
   limit ?
  `);
});
