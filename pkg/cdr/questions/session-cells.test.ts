import { describe, expect, test } from '@jest/globals';
import { describingCdr, dialectNames, statementOf } from '../../../tests/support/recording-cdr.ts';
import { range } from '../../../tests/support/selections.ts';
import { sqlOf } from '../../../tests/support/sql-of.ts';
import { wholeSlices } from '../time-bins.ts';
import { sessionCells, type SessionCellSelection } from './session-cells.ts';

const hour = 3_600_000;
const p2p: SessionCellSelection = { activity: 'p2p', slices: [range], binMinutes: 60, filters: {} };
/** A window of an hour, and the same hour a week before, of which less is told. */
const week = { from: range.from - 168 * hour, to: range.from - 167 * hour, brief: true };
const window = { from: range.from, to: range.from + hour, brief: false };

describe('the query', () => {
  test('counts by time bin and columns', () => {
    expect(sqlOf(sessionCells(['Media', 'DiagnosticId', 'ResponseCode']), p2p)).toMatchInlineSnapshot(`
     -- T-SQL: 2026-03-10T07:00, 2026-03-10T19:30
     select "f"."bin" as "bin", "f"."Media" as "Media", "f"."DiagnosticId" as "DiagnosticId",
       "f"."ResponseCode" as "ResponseCode", count(*) as "sessions"
     from (
       select datediff(minute, '19700101', "s"."SessionIdTime") / 60 as "bin",
         coalesce("s"."MediaTypes", 0) as "Media", "s"."DiagnosticId" as "DiagnosticId",
         "s"."ResponseCode" as "ResponseCode"
       from "dbo"."SessionDetailsView" as "s"
       where "s"."SessionIdTime" >= @1 and "s"."SessionIdTime" < @2
         and ("s"."CallFlag" is null or not ("s"."CallFlag" & 1 <> 0))
     ) as "f"
     group by "f"."bin", "f"."Media", "f"."DiagnosticId", "f"."ResponseCode"

     -- SQLite: 2026-03-10T07:00, 2026-03-10T19:30
     select "f"."bin" as "bin", "f"."Media" as "Media", "f"."DiagnosticId" as "DiagnosticId",
       "f"."ResponseCode" as "ResponseCode", count(*) as "sessions"
     from (
       select "s"."SessionIdTime" / 3600000 as "bin", coalesce("s"."MediaTypes", 0) as "Media",
         "s"."DiagnosticId" as "DiagnosticId", "s"."ResponseCode" as "ResponseCode"
       from "dbo"."SessionDetailsView" as "s"
       where "s"."SessionIdTime" >= ? and "s"."SessionIdTime" < ?
         and ("s"."CallFlag" is null or not ("s"."CallFlag" & 1 <> 0))
     ) as "f"
     group by "f"."bin", "f"."Media", "f"."DiagnosticId", "f"."ResponseCode"
    `);
  });

  test('reads several slices, tells less of those that are brief, and leaves out synthetic conferences once', () => {
    const selection = { ...p2p, activity: 'conference', slices: [week, window], binMinutes: 15 } as const;
    expect(sqlOf(sessionCells(['Kind'], ['FromUser', 'DiagnosticId']), selection)).toMatchInlineSnapshot(`
     -- T-SQL: 2026-03-03T07:00, 2026-03-03T08:00, 2026-03-10T07:00, 2026-03-10T08:00, 2026-03-02T07:00,
     --   2026-03-03T09:00, 2026-03-09T07:00, 2026-03-10T09:00
     select "f"."bin" as "bin", "f"."slice" as "slice", "f"."Kind" as "Kind",
       "f"."FromUser" collate Latin1_General_BIN2 as "FromUser", "f"."DiagnosticId" as "DiagnosticId",
       count(*) as "sessions"
     from
       (
         select datediff(minute, '19700101', "s"."SessionIdTime") / 15 as "bin", 0 as "slice",
           case when "s"."McuConferenceUri" is null then 'focus' else coalesce("s"."McuConferenceUriType", '')
           end as "Kind", cast(null as nvarchar(450)) as "FromUser", cast(null as int) as "DiagnosticId",
           "s"."SessionIdTime" as "SessionIdTime", "s"."ConferenceUri" as "ConferenceUri",
           "s"."ConfInstance" as "ConfInstance"
         from "dbo"."ConferenceSessionDetailsView" as "s"
         where "s"."SessionIdTime" >= @1 and "s"."SessionIdTime" < @2
           and ("s"."CallFlag" is null or not ("s"."CallFlag" & 1 <> 0))
         union all
         select datediff(minute, '19700101', "s"."SessionIdTime") / 15 as "bin", 1 as "slice",
           case when "s"."McuConferenceUri" is null then 'focus' else coalesce("s"."McuConferenceUriType", '')
           end as "Kind", "s"."UserUri" as "FromUser", "s"."DiagnosticId" as "DiagnosticId",
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
     group by "f"."bin", "f"."slice", "f"."Kind", "f"."FromUser" collate Latin1_General_BIN2, "f"."DiagnosticId"

     -- SQLite: 2026-03-03T07:00, 2026-03-03T08:00, 2026-03-10T07:00, 2026-03-10T08:00, 2026-03-02T07:00,
     --   2026-03-03T09:00, 2026-03-09T07:00, 2026-03-10T09:00
     select "f"."bin" as "bin", "f"."slice" as "slice", "f"."Kind" as "Kind",
       "f"."FromUser" collate binary as "FromUser", "f"."DiagnosticId" as "DiagnosticId", count(*) as "sessions"
     from
       (
         select "s"."SessionIdTime" / 900000 as "bin", 0 as "slice",
           case when "s"."McuConferenceUri" is null then 'focus' else coalesce("s"."McuConferenceUriType", '')
           end as "Kind", cast(null as nvarchar(450)) as "FromUser", cast(null as int) as "DiagnosticId",
           "s"."SessionIdTime" as "SessionIdTime", "s"."ConferenceUri" as "ConferenceUri",
           "s"."ConfInstance" as "ConfInstance"
         from "dbo"."ConferenceSessionDetailsView" as "s"
         where "s"."SessionIdTime" >= ? and "s"."SessionIdTime" < ?
           and ("s"."CallFlag" is null or not ("s"."CallFlag" & 1 <> 0))
         union all
         select "s"."SessionIdTime" / 900000 as "bin", 1 as "slice",
           case when "s"."McuConferenceUri" is null then 'focus' else coalesce("s"."McuConferenceUriType", '')
           end as "Kind", "s"."UserUri" as "FromUser", "s"."DiagnosticId" as "DiagnosticId",
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
     group by "f"."bin", "f"."slice", "f"."Kind", "f"."FromUser" collate binary, "f"."DiagnosticId"
    `);
  });

  test('counts a session once per value of its error reports', () => {
    const selection = { ...p2p, binMinutes: 30, filters: { sources: ['fe01.example.com'] } } as const;
    expect(sqlOf(sessionCells(['FromGateway', 'Source']), selection)).toMatchInlineSnapshot(`
     -- T-SQL: 2026-03-10T07:00, 2026-03-10T19:30, 2026-03-10T06:00, "fe01.example.com"
     select "r"."bin" as "bin", "r"."FromGateway" collate Latin1_General_BIN2 as "FromGateway",
       "r"."Source" collate Latin1_General_BIN2 as "Source", count(*) as "sessions"
     from (
       select "f"."bin" as "bin", "f"."FromGateway" collate Latin1_General_BIN2 as "FromGateway",
         min("f"."Source" collate Latin1_General_BIN2) as "Source",
         row_number() over (
           partition by "f"."SessionIdTime", "f"."SessionIdSeq"
           order by case when min("f"."Source" collate Latin1_General_BIN2) is null then 1 else 0 end
         ) as "place"
       from (
         select datediff(minute, '19700101', "s"."SessionIdTime") / 30 as "bin",
           "v"."FromGateway" as "FromGateway", "e"."Source" as "Source", "s"."SessionIdTime" as "SessionIdTime",
           "s"."SessionIdSeq" as "SessionIdSeq"
         from "dbo"."SessionDetailsView" as "s"
           left join "dbo"."VoipDetailsView" as "v" on "v"."SessionIdTime" = "s"."SessionIdTime"
           and "v"."SessionIdSeq" = "s"."SessionIdSeq" and "v"."SessionIdTime" >= @1 and "v"."SessionIdTime" < @2
           left join "dbo"."ErrorReportView" as "e" on "e"."SessionIdTime" = "s"."SessionIdTime"
           and "e"."SessionIdSeq" = "s"."SessionIdSeq" and "e"."SessionIdTime" >= @1 and "e"."SessionIdTime" < @2
           and "e"."ErrorTime" >= @3
         where "s"."SessionIdTime" >= @1 and "s"."SessionIdTime" < @2
           and ("s"."CallFlag" is null or not ("s"."CallFlag" & 1 <> 0))
           and exists (
             select 1
             from "dbo"."ErrorReportView" as "e"
             where "e"."SessionIdTime" = "s"."SessionIdTime" and "e"."SessionIdSeq" = "s"."SessionIdSeq"
               and "e"."SessionIdTime" >= @1 and "e"."SessionIdTime" < @2 and "e"."ErrorTime" >= @3
               and "e"."Source" in (@4)
           )
       ) as "f"
       group by "f"."bin", "f"."FromGateway" collate Latin1_General_BIN2, "f"."SessionIdTime", "f"."SessionIdSeq",
         lower(rtrim("f"."Source"))
     ) as "r"
     where ("r"."Source" is not null or "r"."place" = 1)
     group by "r"."bin", "r"."FromGateway" collate Latin1_General_BIN2, "r"."Source" collate Latin1_General_BIN2

     -- SQLite: 2026-03-10T07:00, 2026-03-10T19:30, 2026-03-10T07:00, 2026-03-10T19:30, 2026-03-10T06:00,
     --   2026-03-10T07:00, 2026-03-10T19:30, 2026-03-10T07:00, 2026-03-10T19:30, 2026-03-10T06:00,
     --   "fe01.example.com"
     select "r"."bin" as "bin", "r"."FromGateway" collate binary as "FromGateway",
       "r"."Source" collate binary as "Source", count(*) as "sessions"
     from (
       select "f"."bin" as "bin", "f"."FromGateway" collate binary as "FromGateway",
         min("f"."Source" collate binary) as "Source",
         row_number() over (
           partition by "f"."SessionIdTime", "f"."SessionIdSeq"
           order by case when min("f"."Source" collate binary) is null then 1 else 0 end
         ) as "place"
       from (
         select "s"."SessionIdTime" / 1800000 as "bin", "v"."FromGateway" as "FromGateway",
           "e"."Source" as "Source", "s"."SessionIdTime" as "SessionIdTime", "s"."SessionIdSeq" as "SessionIdSeq"
         from "dbo"."SessionDetailsView" as "s"
           left join "dbo"."VoipDetailsView" as "v" on "v"."SessionIdTime" = "s"."SessionIdTime"
           and "v"."SessionIdSeq" = "s"."SessionIdSeq" and "v"."SessionIdTime" >= ? and "v"."SessionIdTime" < ?
           left join "dbo"."ErrorReportView" as "e" on "e"."SessionIdTime" = "s"."SessionIdTime"
           and "e"."SessionIdSeq" = "s"."SessionIdSeq" and "e"."SessionIdTime" >= ? and "e"."SessionIdTime" < ?
           and "e"."ErrorTime" >= ?
         where "s"."SessionIdTime" >= ? and "s"."SessionIdTime" < ?
           and ("s"."CallFlag" is null or not ("s"."CallFlag" & 1 <> 0))
           and exists (
             select 1
             from "dbo"."ErrorReportView" as "e"
             where "e"."SessionIdTime" = "s"."SessionIdTime" and "e"."SessionIdSeq" = "s"."SessionIdSeq"
               and "e"."SessionIdTime" >= ? and "e"."SessionIdTime" < ? and "e"."ErrorTime" >= ?
               and "e"."Source" collate nocase in (?)
           )
       ) as "f"
       group by "f"."bin", "f"."FromGateway" collate binary, "f"."SessionIdTime", "f"."SessionIdSeq",
         name_key("f"."Source")
     ) as "r"
     where ("r"."Source" is not null or "r"."place" = 1)
     group by "r"."bin", "r"."FromGateway" collate binary, "r"."Source" collate binary
    `);
  });

  test('groups nothing that is the same in all of a slice, where slices are the bins', () => {
    const selection = { ...p2p, slices: [week, window], binMinutes: wholeSlices } as const;
    expect(sqlOf(sessionCells(['FromUserAgent', 'DiagnosticId']), selection)).toMatchInlineSnapshot(`
     -- T-SQL: 2026-03-03T07:00, 2026-03-03T08:00, 2026-03-10T07:00, 2026-03-10T08:00
     select 0 as "bin", 0 as "slice", "f"."FromUserAgent" collate Latin1_General_BIN2 as "FromUserAgent",
       "f"."DiagnosticId" as "DiagnosticId", count(*) as "sessions"
     from (
       select "s"."FromClientVersion" as "FromUserAgent", "s"."DiagnosticId" as "DiagnosticId"
       from "dbo"."SessionDetailsView" as "s"
       where "s"."SessionIdTime" >= @1 and "s"."SessionIdTime" < @2
         and ("s"."CallFlag" is null or not ("s"."CallFlag" & 1 <> 0))
     ) as "f"
     group by "f"."FromUserAgent" collate Latin1_General_BIN2, "f"."DiagnosticId"
     union all
     select 0 as "bin", 1 as "slice", "f"."FromUserAgent" collate Latin1_General_BIN2 as "FromUserAgent",
       "f"."DiagnosticId" as "DiagnosticId", count(*) as "sessions"
     from (
       select "s"."FromClientVersion" as "FromUserAgent", "s"."DiagnosticId" as "DiagnosticId"
       from "dbo"."SessionDetailsView" as "s"
       where "s"."SessionIdTime" >= @3 and "s"."SessionIdTime" < @4
         and ("s"."CallFlag" is null or not ("s"."CallFlag" & 1 <> 0))
     ) as "f"
     group by "f"."FromUserAgent" collate Latin1_General_BIN2, "f"."DiagnosticId"

     -- SQLite: 2026-03-03T07:00, 2026-03-03T08:00, 2026-03-10T07:00, 2026-03-10T08:00
     select 0 as "bin", 0 as "slice", "f"."FromUserAgent" collate binary as "FromUserAgent",
       "f"."DiagnosticId" as "DiagnosticId", count(*) as "sessions"
     from (
       select "s"."FromClientVersion" as "FromUserAgent", "s"."DiagnosticId" as "DiagnosticId"
       from "dbo"."SessionDetailsView" as "s"
       where "s"."SessionIdTime" >= ? and "s"."SessionIdTime" < ?
         and ("s"."CallFlag" is null or not ("s"."CallFlag" & 1 <> 0))
     ) as "f"
     group by "f"."FromUserAgent" collate binary, "f"."DiagnosticId"
     union all
     select 0 as "bin", 1 as "slice", "f"."FromUserAgent" collate binary as "FromUserAgent",
       "f"."DiagnosticId" as "DiagnosticId", count(*) as "sessions"
     from (
       select "s"."FromClientVersion" as "FromUserAgent", "s"."DiagnosticId" as "DiagnosticId"
       from "dbo"."SessionDetailsView" as "s"
       where "s"."SessionIdTime" >= ? and "s"."SessionIdTime" < ?
         and ("s"."CallFlag" is null or not ("s"."CallFlag" & 1 <> 0))
     ) as "f"
     group by "f"."FromUserAgent" collate binary, "f"."DiagnosticId"
    `);
  });

  test('counts synthetic conferences where the settings say so', () => {
    const settings = { includeSynthetic: true, includeRetried: true };
    const selection = { ...p2p, activity: 'conference' } as const;
    expect(sqlOf(sessionCells([]), selection, { settings })).toMatchInlineSnapshot(`
     -- T-SQL: 2026-03-10T07:00, 2026-03-10T19:30
     select "f"."bin" as "bin", count(*) as "sessions"
     from (
       select datediff(minute, '19700101', "s"."SessionIdTime") / 60 as "bin"
       from "dbo"."ConferenceSessionDetailsView" as "s"
       where "s"."SessionIdTime" >= @1 and "s"."SessionIdTime" < @2
     ) as "f"
     group by "f"."bin"

     -- SQLite: 2026-03-10T07:00, 2026-03-10T19:30
     select "f"."bin" as "bin", count(*) as "sessions"
     from (
       select "s"."SessionIdTime" / 3600000 as "bin"
       from "dbo"."ConferenceSessionDetailsView" as "s"
       where "s"."SessionIdTime" >= ? and "s"."SessionIdTime" < ?
     ) as "f"
     group by "f"."bin"
    `);
  });

  test('is none where nothing can pass, or there is no time to read', () => {
    for (const name of dialectNames) {
      const cdr = describingCdr(name);
      const ofConferences = { ...p2p, filters: { conferenceTypes: ['focus'] } } as const;
      expect(statementOf(cdr, sessionCells(['Media']), ofConferences)).toBeUndefined();
      expect(statementOf(cdr, sessionCells(['Media']), { ...p2p, slices: [] })).toBeUndefined();
    }
  });

  test('by gateway wants the view that has gateways', () => {
    const cdr = describingCdr('SQLite', { without: ['VoipDetailsView'] });
    expect(() => statementOf(cdr, sessionCells(['Media'], ['FromGateway']), p2p)).toThrow(
      expect.objectContaining({
        code: 'schema',
        message: expect.stringMatching(/^VoipDetailsView does not exist.* Leave gateway out of groupBy/),
      }),
    );
    expect(statementOf(cdr, sessionCells(['Media']), p2p)).toBeDefined();
  });
});

describe('the rows', () => {
  const cells = sessionCells(['Kind'], ['FromUser']);
  const bin = range.from / hour;
  const cell = { Kind: 'focus', FromUser: null, sessions: 2 };

  test('carry the start of their bin, or of their slice where that begins within it', () => {
    const slices = [
      { from: range.from - 168 * hour, to: range.from - 167 * hour },
      { from: range.from + 60_000, to: range.to },
    ];
    const found = [
      { ...cell, slice: 0, bin: bin - 168 },
      { ...cell, slice: 1, bin },
      { ...cell, slice: 1, bin: bin + 1 },
    ];
    expect(cells.read(found, { ...p2p, slices })).toEqual([
      { ...cell, time: range.from - 168 * hour },
      { ...cell, time: range.from + 60_000 },
      { ...cell, time: range.from + hour },
    ]);
    expect(cells.read([{ ...cell, bin }], p2p)).toEqual([{ ...cell, time: range.from }]);
  });

  test('of several answers add up where they agree in everything else', () => {
    const one = { ...cell, time: range.from };
    const merged = cells.merge([[one], [one, { ...one, FromUser: 'sip:a' }], [{ ...one, time: range.to }]], p2p);
    expect(merged).toEqual([
      { ...one, sessions: 4 },
      { ...one, FromUser: 'sip:a' },
      { ...one, time: range.to },
    ]);
  });
});
