import { expect, test } from '@jest/globals';
import { filtersOf, range } from '../../../tests/support/selections.ts';
import { sqlOf } from '../../../tests/support/sql-of.ts';
import { progressReportRows, type FoundProgressReport } from './progress-reports.ts';

test('the newest of a range', () => {
  expect(sqlOf(progressReportRows, { range, filters: {}, limit: 1001 })).toMatchInlineSnapshot(`
   -- T-SQL: 2026-03-10T07:00, 2026-03-10T19:30
   select top (1001) "p"."ErrorTime", "p"."ErrorReportSeq", "p"."ProgressReportSeq", "p"."MsDiagId",
     "p"."Source", "p"."Application", "p"."TelemetryId", "p"."SessionSetupTime", "p"."MsDiagHeader"
   from "dbo"."ProgressReportView" as "p"
   where "p"."ErrorTime" >= @1 and "p"."ErrorTime" < @2
   order by "p"."ErrorTime" desc, "p"."ErrorReportSeq" desc, "p"."ProgressReportSeq" asc

   -- SQLite: 2026-03-10T07:00, 2026-03-10T19:30, 1001
   select "p"."ErrorTime", "p"."ErrorReportSeq", "p"."ProgressReportSeq", "p"."MsDiagId", "p"."Source",
     "p"."Application", "p"."TelemetryId", "p"."SessionSetupTime", "p"."MsDiagHeader"
   from "dbo"."ProgressReportView" as "p"
   where "p"."ErrorTime" >= ? and "p"."ErrorTime" < ?
   order by "p"."ErrorTime" desc, "p"."ErrorReportSeq" desc, "p"."ProgressReportSeq" asc
   limit ?
  `);
});

test('by filters, some of which their error reports answer', () => {
  const own = filtersOf('diagnosticIds', 'sources', 'applications');
  const filters = { ...own, ...filtersOf('pools', 'fromUsers', 'toUsers', 'userAgents') };
  expect(sqlOf(progressReportRows, { range, filters, limit: 1001 })).toMatchInlineSnapshot(`
   -- T-SQL: 2026-03-10T07:00, 2026-03-10T19:30, 7025, "fe01.example.com", "MediationServer",
   --   "edge01.example.com", "o'brien@example.com", "<o'brien@example.com>", "sip:o'brien@example.com",
   --   "<sip:o'brien@example.com>", "sips:o'brien@example.com", "<sips:o'brien@example.com>", "bob@example.com",
   --   "<bob@example.com>", "sip:bob@example.com", "<sip:bob@example.com>", "sips:bob@example.com",
   --   "<sips:bob@example.com>", "UCCAPI/16.0.4266.1001 OC/16.0.4266.1001"
   select top (1001) "p"."ErrorTime", "p"."ErrorReportSeq", "p"."ProgressReportSeq", "p"."MsDiagId",
     "p"."Source", "p"."Application", "p"."TelemetryId", "p"."SessionSetupTime", "p"."MsDiagHeader"
   from "dbo"."ProgressReportView" as "p"
   where "p"."ErrorTime" >= @1 and "p"."ErrorTime" < @2 and ("p"."MsDiagId" in (@3) or "p"."MsDiagId" is null)
     and "p"."Source" in (@4) and "p"."Application" in (@5)
     and exists (
       select 1
       from "dbo"."ErrorReportView" as "e"
       where "e"."ErrorTime" = "p"."ErrorTime" and "e"."ErrorReportSeq" = "p"."ErrorReportSeq"
         and "e"."Pool" in (@4, @6) and ("e"."FromUri" in (@7, @8, @9, @10, @11, @12))
         and (
           "e"."ToUri" in (@13, @14, @15, @16, @17, @18)
           or "e"."ConferenceUri" in (@13, @14, @15, @16, @17, @18)
         )
         and "e"."ClientVersion" in (@19)
     )
   order by "p"."ErrorTime" desc, "p"."ErrorReportSeq" desc, "p"."ProgressReportSeq" asc

   -- SQLite: 2026-03-10T07:00, 2026-03-10T19:30, 7025, "fe01.example.com", "mediationserver",
   --   "fe01.example.com", "edge01.example.com", "o'brien@example.com", "<o'brien@example.com>",
   --   "sip:o'brien@example.com", "<sip:o'brien@example.com>", "sips:o'brien@example.com",
   --   "<sips:o'brien@example.com>", "bob@example.com", "<bob@example.com>", "sip:bob@example.com",
   --   "<sip:bob@example.com>", "sips:bob@example.com", "<sips:bob@example.com>", "bob@example.com",
   --   "<bob@example.com>", "sip:bob@example.com", "<sip:bob@example.com>", "sips:bob@example.com",
   --   "<sips:bob@example.com>", "uccapi/16.0.4266.1001 oc/16.0.4266.1001", 1001
   select "p"."ErrorTime", "p"."ErrorReportSeq", "p"."ProgressReportSeq", "p"."MsDiagId", "p"."Source",
     "p"."Application", "p"."TelemetryId", "p"."SessionSetupTime", "p"."MsDiagHeader"
   from "dbo"."ProgressReportView" as "p"
   where "p"."ErrorTime" >= ? and "p"."ErrorTime" < ? and ("p"."MsDiagId" in (?) or "p"."MsDiagId" is null)
     and "p"."Source" collate nocase in (?) and "p"."Application" collate nocase in (?)
     and exists (
       select 1
       from "dbo"."ErrorReportView" as "e"
       where "e"."ErrorTime" = "p"."ErrorTime" and "e"."ErrorReportSeq" = "p"."ErrorReportSeq"
         and "e"."Pool" collate nocase in (?, ?) and ("e"."FromUri" collate nocase in (?, ?, ?, ?, ?, ?))
         and (
           "e"."ToUri" collate nocase in (?, ?, ?, ?, ?, ?)
           or "e"."ConferenceUri" collate nocase in (?, ?, ?, ?, ?, ?)
         )
         and "e"."ClientVersion" collate nocase in (?)
     )
   order by "p"."ErrorTime" desc, "p"."ErrorReportSeq" desc, "p"."ProgressReportSeq" asc
   limit ?
  `);
});

test('by key of an error report, of a session or of a join, whenever they were', () => {
  const ofKey = { range, filters: filtersOf('errorTime', 'errorReportSeq'), limit: 11 };
  expect(sqlOf(progressReportRows, ofKey)).toMatchInlineSnapshot(`
   -- T-SQL: 2026-03-10T08:15:00.003, 2026-03-10T08:15:00.010, 3
   select top (11) "p"."ErrorTime", "p"."ErrorReportSeq", "p"."ProgressReportSeq", "p"."MsDiagId", "p"."Source",
     "p"."Application", "p"."TelemetryId", "p"."SessionSetupTime", "p"."MsDiagHeader"
   from "dbo"."ProgressReportView" as "p"
   where "p"."ErrorTime" > @1 and "p"."ErrorTime" < @2 and "p"."ErrorReportSeq" = @3
   order by "p"."ErrorTime" desc, "p"."ErrorReportSeq" desc, "p"."ProgressReportSeq" asc

   -- SQLite: 2026-03-10T08:15:00.003, 2026-03-10T08:15:00.010, 3, 11
   select "p"."ErrorTime", "p"."ErrorReportSeq", "p"."ProgressReportSeq", "p"."MsDiagId", "p"."Source",
     "p"."Application", "p"."TelemetryId", "p"."SessionSetupTime", "p"."MsDiagHeader"
   from "dbo"."ProgressReportView" as "p"
   where "p"."ErrorTime" > ? and "p"."ErrorTime" < ? and "p"."ErrorReportSeq" = ?
   order by "p"."ErrorTime" desc, "p"."ErrorReportSeq" desc, "p"."ProgressReportSeq" asc
   limit ?
  `);
  const ofSession = { range, filters: filtersOf('sessionIdTime', 'sessionIdSeq', 'telemetryId'), limit: 11 };
  expect(sqlOf(progressReportRows, ofSession)).toMatchInlineSnapshot(`
   -- T-SQL: "0F8FAD5B-D9CB-469F-A165-70867728950E", 2026-03-10T08:14:59.993, 2026-03-10T08:15, 12
   select top (11) "p"."ErrorTime", "p"."ErrorReportSeq", "p"."ProgressReportSeq", "p"."MsDiagId", "p"."Source",
     "p"."Application", "p"."TelemetryId", "p"."SessionSetupTime", "p"."MsDiagHeader"
   from "dbo"."ProgressReportView" as "p"
   where "p"."TelemetryId" = @1
     and exists (
       select 1
       from "dbo"."ErrorReportView" as "e"
       where "e"."ErrorTime" = "p"."ErrorTime" and "e"."ErrorReportSeq" = "p"."ErrorReportSeq"
         and "e"."SessionIdTime" > @2 and "e"."SessionIdTime" < @3 and "e"."SessionIdSeq" = @4
     )
   order by "p"."ErrorTime" desc, "p"."ErrorReportSeq" desc, "p"."ProgressReportSeq" asc

   -- SQLite: "0F8FAD5B-D9CB-469F-A165-70867728950E", 2026-03-10T08:14:59.993, 2026-03-10T08:15, 12, 11
   select "p"."ErrorTime", "p"."ErrorReportSeq", "p"."ProgressReportSeq", "p"."MsDiagId", "p"."Source",
     "p"."Application", "p"."TelemetryId", "p"."SessionSetupTime", "p"."MsDiagHeader"
   from "dbo"."ProgressReportView" as "p"
   where "p"."TelemetryId" = ?
     and exists (
       select 1
       from "dbo"."ErrorReportView" as "e"
       where "e"."ErrorTime" = "p"."ErrorTime" and "e"."ErrorReportSeq" = "p"."ErrorReportSeq"
         and "e"."SessionIdTime" > ? and "e"."SessionIdTime" < ? and "e"."SessionIdSeq" = ?
     )
   order by "p"."ErrorTime" desc, "p"."ErrorReportSeq" desc, "p"."ProgressReportSeq" asc
   limit ?
  `);
});

test('of several answers the newest error report comes first, its steps in their order', () => {
  const step = (ErrorTime: number, ErrorReportSeq: number, ProgressReportSeq: number) =>
    ({ ErrorTime, ErrorReportSeq, ProgressReportSeq }) as FoundProgressReport;
  const answers = [
    [step(10, 1, 1), step(10, 1, 2)],
    [step(20, 1, 2), step(10, 2, 1)],
  ];
  expect(progressReportRows.merge(answers, { range, filters: {}, limit: 3 })).toEqual([
    step(20, 1, 2),
    step(10, 2, 1),
    step(10, 1, 1),
  ]);
});
