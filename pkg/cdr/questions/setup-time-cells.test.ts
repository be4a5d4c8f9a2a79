import { describe, expect, test } from '@jest/globals';
import { filtersOf, range } from '../../../tests/support/selections.ts';
import { sqlOf } from '../../../tests/support/sql-of.ts';
import { setupTimeCells, type SetupTimeSelection } from './setup-time-cells.ts';

const hour = 3_600_000;
const plain: SetupTimeSelection = { slices: [range], binMinutes: 60, filters: {} };
const parties = filtersOf('pools', 'toUsers', 'userAgents');
const twoSlices = [
  { from: range.from - 168 * hour, to: range.from - 167 * hour },
  { from: range.from, to: range.from + hour },
];

describe('setup times of whole joins', () => {
  test('are counted by time bin', () => {
    expect(sqlOf(setupTimeCells('wholeJoins'), plain)).toMatchInlineSnapshot(`
     -- T-SQL: 2026-03-10T07:00, 2026-03-10T19:30
     select "f"."bin" as "bin", "f"."SetupTime" as "SetupTime", count(*) as "reports"
     from (
       select datediff(minute, '19700101', "e"."ErrorTime") / 60 as "bin", "e"."SetupTime"
       from "dbo"."ErrorReportView" as "e"
       where "e"."SetupTime" is not null and "e"."ErrorTime" >= @1 and "e"."ErrorTime" < @2
     ) as "f"
     group by "f"."bin", "f"."SetupTime"

     -- SQLite: 2026-03-10T07:00, 2026-03-10T19:30
     select "f"."bin" as "bin", "f"."SetupTime" as "SetupTime", count(*) as "reports"
     from (
       select "e"."ErrorTime" / 3600000 as "bin", "e"."SetupTime"
       from "dbo"."ErrorReportView" as "e"
       where "e"."SetupTime" is not null and "e"."ErrorTime" >= ? and "e"."ErrorTime" < ?
     ) as "f"
     group by "f"."bin", "f"."SetupTime"
    `);
  });

  test('by pool, of several slices, with every kind of filter', () => {
    const ofReports = filtersOf('requestTypes', 'sources', 'applications', 'telemetryId');
    const filters = { ...parties, ...ofReports, ...filtersOf('conferenceUris') };
    const selection = { slices: twoSlices, binMinutes: 15, filters } as const;
    expect(sqlOf(setupTimeCells('wholeJoins', true), selection)).toMatchInlineSnapshot(`
     -- T-SQL: 2026-03-03T07:00, 2026-03-03T08:00, "INVITE", "BYE", "fe01.example.com", "MediationServer",
     --   "edge01.example.com", "bob@example.com", "<bob@example.com>", "sip:bob@example.com",
     --   "<sip:bob@example.com>", "sips:bob@example.com", "<sips:bob@example.com>",
     --   "UCCAPI/16.0.4266.1001 OC/16.0.4266.1001", "ana@example.com;gruu;opaque=app:conf:focus:id:x1",
     --   "<ana@example.com;gruu;opaque=app:conf:focus:id:x1>",
     --   "sip:ana@example.com;gruu;opaque=app:conf:focus:id:x1",
     --   "<sip:ana@example.com;gruu;opaque=app:conf:focus:id:x1>",
     --   "sips:ana@example.com;gruu;opaque=app:conf:focus:id:x1",
     --   "<sips:ana@example.com;gruu;opaque=app:conf:focus:id:x1>", "0F8FAD5B-D9CB-469F-A165-70867728950E",
     --   2026-03-10T07:00, 2026-03-10T08:00
     select "f"."slice" as "slice", "f"."bin" as "bin", "f"."Pool" collate Latin1_General_BIN2 as "Pool",
       "f"."SetupTime" as "SetupTime", count(*) as "reports"
     from (
       select 0 as "slice", "e"."Pool", datediff(minute, '19700101', "e"."ErrorTime") / 15 as "bin",
         "e"."SetupTime"
       from "dbo"."ErrorReportView" as "e"
       where "e"."SetupTime" is not null and "e"."ErrorTime" >= @1 and "e"."ErrorTime" < @2
         and "e"."RequestType" in (@3, @4) and "e"."Source" in (@5) and "e"."Application" in (@6)
         and "e"."Pool" in (@5, @7)
         and ("e"."ToUri" in (@8, @9, @10, @11, @12, @13) or "e"."ConferenceUri" in (@8, @9, @10, @11, @12, @13))
         and "e"."ClientVersion" in (@14) and ("e"."ConferenceUri" in (@15, @16, @17, @18, @19, @20))
         and "e"."TelemetryId" = @21
       union all
       select 1 as "slice", "e"."Pool", datediff(minute, '19700101', "e"."ErrorTime") / 15 as "bin",
         "e"."SetupTime"
       from "dbo"."ErrorReportView" as "e"
       where "e"."SetupTime" is not null and "e"."ErrorTime" >= @22 and "e"."ErrorTime" < @23
         and "e"."RequestType" in (@3, @4) and "e"."Source" in (@5) and "e"."Application" in (@6)
         and "e"."Pool" in (@5, @7)
         and ("e"."ToUri" in (@8, @9, @10, @11, @12, @13) or "e"."ConferenceUri" in (@8, @9, @10, @11, @12, @13))
         and "e"."ClientVersion" in (@14) and ("e"."ConferenceUri" in (@15, @16, @17, @18, @19, @20))
         and "e"."TelemetryId" = @21
     ) as "f"
     group by "f"."slice", "f"."bin", "f"."Pool" collate Latin1_General_BIN2, "f"."SetupTime"

     -- SQLite: 2026-03-03T07:00, 2026-03-03T08:00, "invite", "bye", "fe01.example.com", "mediationserver",
     --   "fe01.example.com", "edge01.example.com", "bob@example.com", "<bob@example.com>", "sip:bob@example.com",
     --   "<sip:bob@example.com>", "sips:bob@example.com", "<sips:bob@example.com>", "bob@example.com",
     --   "<bob@example.com>", "sip:bob@example.com", "<sip:bob@example.com>", "sips:bob@example.com",
     --   "<sips:bob@example.com>", "uccapi/16.0.4266.1001 oc/16.0.4266.1001",
     --   "ana@example.com;gruu;opaque=app:conf:focus:id:x1", "<ana@example.com;gruu;opaque=app:conf:focus:id:x1>",
     --   "sip:ana@example.com;gruu;opaque=app:conf:focus:id:x1",
     --   "<sip:ana@example.com;gruu;opaque=app:conf:focus:id:x1>",
     --   "sips:ana@example.com;gruu;opaque=app:conf:focus:id:x1",
     --   "<sips:ana@example.com;gruu;opaque=app:conf:focus:id:x1>", "0F8FAD5B-D9CB-469F-A165-70867728950E",
     --   2026-03-10T07:00, 2026-03-10T08:00, "invite", "bye", "fe01.example.com", "mediationserver",
     --   "fe01.example.com", "edge01.example.com", "bob@example.com", "<bob@example.com>", "sip:bob@example.com",
     --   "<sip:bob@example.com>", "sips:bob@example.com", "<sips:bob@example.com>", "bob@example.com",
     --   "<bob@example.com>", "sip:bob@example.com", "<sip:bob@example.com>", "sips:bob@example.com",
     --   "<sips:bob@example.com>", "uccapi/16.0.4266.1001 oc/16.0.4266.1001",
     --   "ana@example.com;gruu;opaque=app:conf:focus:id:x1", "<ana@example.com;gruu;opaque=app:conf:focus:id:x1>",
     --   "sip:ana@example.com;gruu;opaque=app:conf:focus:id:x1",
     --   "<sip:ana@example.com;gruu;opaque=app:conf:focus:id:x1>",
     --   "sips:ana@example.com;gruu;opaque=app:conf:focus:id:x1",
     --   "<sips:ana@example.com;gruu;opaque=app:conf:focus:id:x1>", "0F8FAD5B-D9CB-469F-A165-70867728950E"
     select "f"."slice" as "slice", "f"."bin" as "bin", "f"."Pool" collate binary as "Pool",
       "f"."SetupTime" as "SetupTime", count(*) as "reports"
     from (
       select 0 as "slice", "e"."Pool", "e"."ErrorTime" / 900000 as "bin", "e"."SetupTime"
       from "dbo"."ErrorReportView" as "e"
       where "e"."SetupTime" is not null and "e"."ErrorTime" >= ? and "e"."ErrorTime" < ?
         and "e"."RequestType" collate nocase in (?, ?) and "e"."Source" collate nocase in (?)
         and "e"."Application" collate nocase in (?) and "e"."Pool" collate nocase in (?, ?)
         and (
           "e"."ToUri" collate nocase in (?, ?, ?, ?, ?, ?)
           or "e"."ConferenceUri" collate nocase in (?, ?, ?, ?, ?, ?)
         )
         and "e"."ClientVersion" collate nocase in (?)
         and ("e"."ConferenceUri" collate nocase in (?, ?, ?, ?, ?, ?)) and "e"."TelemetryId" = ?
       union all
       select 1 as "slice", "e"."Pool", "e"."ErrorTime" / 900000 as "bin", "e"."SetupTime"
       from "dbo"."ErrorReportView" as "e"
       where "e"."SetupTime" is not null and "e"."ErrorTime" >= ? and "e"."ErrorTime" < ?
         and "e"."RequestType" collate nocase in (?, ?) and "e"."Source" collate nocase in (?)
         and "e"."Application" collate nocase in (?) and "e"."Pool" collate nocase in (?, ?)
         and (
           "e"."ToUri" collate nocase in (?, ?, ?, ?, ?, ?)
           or "e"."ConferenceUri" collate nocase in (?, ?, ?, ?, ?, ?)
         )
         and "e"."ClientVersion" collate nocase in (?)
         and ("e"."ConferenceUri" collate nocase in (?, ?, ?, ?, ?, ?)) and "e"."TelemetryId" = ?
     ) as "f"
     group by "f"."slice", "f"."bin", "f"."Pool" collate binary, "f"."SetupTime"
    `);
  });
});

describe('setup times of components', () => {
  test('are counted by time bin and application', () => {
    expect(sqlOf(setupTimeCells('components'), plain)).toMatchInlineSnapshot(`
     -- T-SQL: 2026-03-10T07:00, 2026-03-10T19:30
     select "f"."bin" as "bin", "f"."Application" collate Latin1_General_BIN2 as "Application",
       "f"."SetupTime" as "SetupTime", count(*) as "reports"
     from (
       select datediff(minute, '19700101', "p"."ErrorTime") / 60 as "bin", "p"."Application",
         "p"."SessionSetupTime" as "SetupTime"
       from "dbo"."ProgressReportView" as "p"
       where "p"."SessionSetupTime" is not null and "p"."ErrorTime" >= @1 and "p"."ErrorTime" < @2
     ) as "f"
     group by "f"."bin", "f"."Application" collate Latin1_General_BIN2, "f"."SetupTime"

     -- SQLite: 2026-03-10T07:00, 2026-03-10T19:30
     select "f"."bin" as "bin", "f"."Application" collate binary as "Application", "f"."SetupTime" as "SetupTime",
       count(*) as "reports"
     from (
       select "p"."ErrorTime" / 3600000 as "bin", "p"."Application", "p"."SessionSetupTime" as "SetupTime"
       from "dbo"."ProgressReportView" as "p"
       where "p"."SessionSetupTime" is not null and "p"."ErrorTime" >= ? and "p"."ErrorTime" < ?
     ) as "f"
     group by "f"."bin", "f"."Application" collate binary, "f"."SetupTime"
    `);
  });

  test('by pool, with filters that their error reports answer', () => {
    const filters = { ...parties, ...filtersOf('sources', 'applications', 'telemetryId') };
    expect(sqlOf(setupTimeCells('components', true), { ...plain, filters })).toMatchInlineSnapshot(`
     -- T-SQL: 2026-03-10T07:00, 2026-03-10T19:30, "fe01.example.com", "MediationServer",
     --   "0F8FAD5B-D9CB-469F-A165-70867728950E", "edge01.example.com", "bob@example.com", "<bob@example.com>",
     --   "sip:bob@example.com", "<sip:bob@example.com>", "sips:bob@example.com", "<sips:bob@example.com>",
     --   "UCCAPI/16.0.4266.1001 OC/16.0.4266.1001"
     select "f"."bin" as "bin", "f"."Pool" collate Latin1_General_BIN2 as "Pool",
       "f"."Application" collate Latin1_General_BIN2 as "Application", "f"."SetupTime" as "SetupTime",
       count(*) as "reports"
     from (
       select "r"."Pool" as "Pool", datediff(minute, '19700101', "p"."ErrorTime") / 60 as "bin", "p"."Application",
         "p"."SessionSetupTime" as "SetupTime"
       from "dbo"."ProgressReportView" as "p"
         left join "dbo"."ErrorReportView" as "r" on "r"."ErrorTime" = "p"."ErrorTime"
         and "r"."ErrorReportSeq" = "p"."ErrorReportSeq" and "r"."ErrorTime" >= @1 and "r"."ErrorTime" < @2
       where "p"."SessionSetupTime" is not null and "p"."ErrorTime" >= @1 and "p"."ErrorTime" < @2
         and "p"."Source" in (@3) and "p"."Application" in (@4) and "p"."TelemetryId" = @5
         and exists (
           select 1
           from "dbo"."ErrorReportView" as "e"
           where "e"."ErrorTime" = "p"."ErrorTime" and "e"."ErrorReportSeq" = "p"."ErrorReportSeq"
             and "e"."Pool" in (@3, @6)
             and ("e"."ToUri" in (@7, @8, @9, @10, @11, @12) or "e"."ConferenceUri" in (@7, @8, @9, @10, @11, @12))
             and "e"."ClientVersion" in (@13)
         )
     ) as "f"
     group by "f"."bin", "f"."Pool" collate Latin1_General_BIN2, "f"."Application" collate Latin1_General_BIN2,
       "f"."SetupTime"

     -- SQLite: 2026-03-10T07:00, 2026-03-10T19:30, 2026-03-10T07:00, 2026-03-10T19:30, "fe01.example.com",
     --   "mediationserver", "0F8FAD5B-D9CB-469F-A165-70867728950E", "fe01.example.com", "edge01.example.com",
     --   "bob@example.com", "<bob@example.com>", "sip:bob@example.com", "<sip:bob@example.com>",
     --   "sips:bob@example.com", "<sips:bob@example.com>", "bob@example.com", "<bob@example.com>",
     --   "sip:bob@example.com", "<sip:bob@example.com>", "sips:bob@example.com", "<sips:bob@example.com>",
     --   "uccapi/16.0.4266.1001 oc/16.0.4266.1001"
     select "f"."bin" as "bin", "f"."Pool" collate binary as "Pool",
       "f"."Application" collate binary as "Application", "f"."SetupTime" as "SetupTime", count(*) as "reports"
     from (
       select "r"."Pool" as "Pool", "p"."ErrorTime" / 3600000 as "bin", "p"."Application",
         "p"."SessionSetupTime" as "SetupTime"
       from "dbo"."ProgressReportView" as "p"
         left join "dbo"."ErrorReportView" as "r" on "r"."ErrorTime" = "p"."ErrorTime"
         and "r"."ErrorReportSeq" = "p"."ErrorReportSeq" and "r"."ErrorTime" >= ? and "r"."ErrorTime" < ?
       where "p"."SessionSetupTime" is not null and "p"."ErrorTime" >= ? and "p"."ErrorTime" < ?
         and "p"."Source" collate nocase in (?) and "p"."Application" collate nocase in (?)
         and "p"."TelemetryId" = ?
         and exists (
           select 1
           from "dbo"."ErrorReportView" as "e"
           where "e"."ErrorTime" = "p"."ErrorTime" and "e"."ErrorReportSeq" = "p"."ErrorReportSeq"
             and "e"."Pool" collate nocase in (?, ?)
             and (
               "e"."ToUri" collate nocase in (?, ?, ?, ?, ?, ?)
               or "e"."ConferenceUri" collate nocase in (?, ?, ?, ?, ?, ?)
             )
             and "e"."ClientVersion" collate nocase in (?)
         )
     ) as "f"
     group by "f"."bin", "f"."Pool" collate binary, "f"."Application" collate binary, "f"."SetupTime"
    `);
  });
});

test('nothing is asked where there is no time to read', () => {
  expect(sqlOf(setupTimeCells('components'), { ...plain, slices: [] })).toMatchInlineSnapshot(`
   -- T-SQL: nothing to ask

   -- SQLite: nothing to ask
  `);
});

describe('the rows', () => {
  const bin = range.from / hour;

  test('carry the start of their bin, and null for what was not asked', () => {
    const found = [{ slice: 1, bin, SetupTime: 1500, reports: 2 }];
    expect(setupTimeCells('wholeJoins').read(found, { ...plain, slices: twoSlices })).toEqual([
      { time: range.from, Pool: null, Application: null, SetupTime: 1500, reports: 2 },
    ]);
    const named = [{ bin, Pool: 'a', Application: 'ASMCU', SetupTime: 10, reports: 1 }];
    expect(setupTimeCells('components', true).read(named, plain)).toEqual([
      { time: range.from, Pool: 'a', Application: 'ASMCU', SetupTime: 10, reports: 1 },
    ]);
  });

  test('of several answers add up where the times agree', () => {
    const cell = { time: range.from, Pool: null, Application: null, SetupTime: 1500, reports: 2 };
    const other = { ...cell, SetupTime: 1501 };
    expect(setupTimeCells('wholeJoins').merge([[cell], [other, cell]], plain)).toEqual([
      { ...cell, reports: 4 },
      other,
    ]);
  });
});
