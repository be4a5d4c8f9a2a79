import { expect, test } from '@jest/globals';
import { range } from '../../../tests/support/selections.ts';
import { sqlOf } from '../../../tests/support/sql-of.ts';
import { archivedRows } from './archived-rows.ts';

test('rows of a view come with every column, the oldest first', () => {
  expect(sqlOf(archivedRows('ProgressReportView'), { range, limit: 500 })).toMatchInlineSnapshot(`
   -- T-SQL: 2026-03-10T07:00, 2026-03-10T19:30
   select top (500) "s"."ErrorTime" as "ErrorTime", "s"."ErrorReportSeq" as "ErrorReportSeq",
     "s"."ProgressReportSeq" as "ProgressReportSeq", "s"."MsDiagId" as "MsDiagId", "s"."Source" as "Source",
     "s"."Application" as "Application", "s"."TelemetryId" as "TelemetryId",
     "s"."SessionSetupTime" as "SessionSetupTime", "s"."MsDiagHeader" as "MsDiagHeader"
   from "dbo"."ProgressReportView" as "s"
   where "s"."ErrorTime" >= @1 and "s"."ErrorTime" < @2
   order by "s"."ErrorTime"

   -- SQLite: 2026-03-10T07:00, 2026-03-10T19:30, 500
   select "s"."ErrorTime" as "ErrorTime", "s"."ErrorReportSeq" as "ErrorReportSeq",
     "s"."ProgressReportSeq" as "ProgressReportSeq", "s"."MsDiagId" as "MsDiagId", "s"."Source" as "Source",
     "s"."Application" as "Application", "s"."TelemetryId" as "TelemetryId",
     "s"."SessionSetupTime" as "SessionSetupTime", "s"."MsDiagHeader" as "MsDiagHeader"
   from "dbo"."ProgressReportView" as "s"
   where "s"."ErrorTime" >= ? and "s"."ErrorTime" < ?
   order by "s"."ErrorTime"
   limit ?
  `);
});

test('a dictionary comes as a whole', () => {
  expect(sqlOf(archivedRows('Pools'), { range, limit: 500 })).toMatchInlineSnapshot(`
   -- T-SQL
   select "s"."PoolId" as "PoolId", "s"."PoolFQDN" as "PoolFQDN"
   from "dbo"."Pools" as "s"

   -- SQLite
   select "s"."PoolId" as "PoolId", "s"."PoolFQDN" as "PoolFQDN"
   from "dbo"."Pools" as "s"
  `);
});
