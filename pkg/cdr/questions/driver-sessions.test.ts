import { describe, expect, test } from '@jest/globals';
import type { Filters } from '../../../contract/query.ts';
import { describingCdr, statementOf } from '../../../tests/support/recording-cdr.ts';
import { filtersOf, range } from '../../../tests/support/selections.ts';
import { sqlOf } from '../../../tests/support/sql-of.ts';
import { driverSessions, type DriverCell } from './driver-sessions.ts';

const week = 7 * 24 * 3_600_000;
const binMinutes = 60;
const before = { from: range.from - week, to: range.to - week };

describe('sessions by what failures may have in common', () => {
  test('are counted over the range and a week before in one statement', () => {
    const { sql = '' } =
      statementOf(describingCdr('T-SQL'), driverSessions, {
        slices: [range, before],
        filters: {},
        users: [],
        binMinutes,
      }) ?? {};
    // One look at the sessions of each kind for both.
    expect(sql.match(/from "dbo"."(Conference)?SessionDetailsView"/g)).toHaveLength(2);
    expect(sql.match(/case when "s"."SessionIdTime" >= @\d+ then 0 else 1 end as "slice"/g)).toHaveLength(2);
    expect(sql).toMatch(
      /\("s"."SessionIdTime" >= @\d+ and "s"."SessionIdTime" < @\d+ or "s"."SessionIdTime" >= @\d+ and /,
    );
    expect(sql.match(/"ConferencesView"/g)).toHaveLength(1);
  });

  test('ask the columns of each kind by the filters on gateways, directions, places and domains', () => {
    const asked = (filters: Filters) =>
      statementOf(describingCdr('T-SQL'), driverSessions, { slices: [range], filters, users: [], binMinutes })?.sql ??
      '';
    const names = filtersOf('frontEnds', 'gateways', 'clientTypes', 'locations', 'domains');
    for (const part of [
      '"s"."FrontEnd" in (',
      '"g"."FromMediationServer" in (',
      '("s"."Gateway" in (',
      '"s"."FromClientCategory" in (',
      '"s"."UserClientCategory" in (',
      `coalesce(cast("s"."IsToInternal" as int), 2) = 0`,
      `charindex('@', "s"."UserUri")`,
    ]) {
      expect(asked(names)).toContain(part);
    }
    const directions = asked(filtersOf('directions'));
    expect(directions).toContain('"g"."ToGateway" is not null or "g"."FromGateway" is not null');
    // Conference sessions have no direction.
    expect(directions).not.toContain('ConferenceSessionDetailsView');
  });

  test('tell some users apart, beside those of the filters, and no others', () => {
    const selection = {
      slices: [range],
      filters: filtersOf('users'),
      users: ['sip:ana@example.com'],
      binMinutes,
    } as const;
    const { sql = '', parameters = [] } = statementOf(describingCdr('T-SQL'), driverSessions, selection) ?? {};
    expect(parameters).toEqual(expect.arrayContaining(['sip:ana@example.com', 'sip:carol@example.com']));
    expect(sql).toMatch(/case when .*"u"."FromUser" .* then "u"."FromUser" end as "FromUser"/);
    expect(sql).toMatch(/case when .*"u"."ToUser" .* then "u"."ToUser" end as "ToUser"/);
    const { sql: ofAll = '' } = statementOf(describingCdr('T-SQL'), driverSessions, { ...selection, users: [] }) ?? {};
    expect(ofAll).not.toContain('as "FromUser"');
  });

  test('as SQL', () => {
    const filters = { activities: ['p2p'] } as const;
    expect(sqlOf(driverSessions, { slices: [range], filters, users: [], binMinutes })).toMatchInlineSnapshot(`
     -- T-SQL: 2026-03-10T07:00, 2026-03-10T19:30
     select "f"."FromUserAgent" collate Latin1_General_BIN2 as "FromUserAgent",
       "f"."FrontEnd" collate Latin1_General_BIN2 as "FrontEnd",
       "f"."FromHost" collate Latin1_General_BIN2 as "FromHost",
       "f"."ToHost" collate Latin1_General_BIN2 as "ToHost",
       "f"."FromEdge" collate Latin1_General_BIN2 as "FromEdge",
       "f"."ToGateway" collate Latin1_General_BIN2 as "ToGateway",
       "f"."FromGateway" collate Latin1_General_BIN2 as "FromGateway", "f"."Media" as "Media",
       "f"."Kind" as "Kind", "f"."ToEdge" collate Latin1_General_BIN2 as "ToEdge",
       "f"."FromInternal" as "FromInternal", "f"."ToInternal" as "ToInternal",
       "f"."Pool" collate Latin1_General_BIN2 as "Pool",
       "f"."FromMediation" collate Latin1_General_BIN2 as "FromMediation",
       "f"."ToMediation" collate Latin1_General_BIN2 as "ToMediation",
       "f"."ConferenceGateway" collate Latin1_General_BIN2 as "ConferenceGateway",
       "f"."ConferenceMediation" collate Latin1_General_BIN2 as "ConferenceMediation",
       "f"."ClientType" collate Latin1_General_BIN2 as "ClientType", "f"."bin" as "bin", count(*) as "sessions"
     from (
       select datediff(minute, '19700101', "s"."SessionIdTime") / 60 as "bin",
         "s"."FromClientVersion" as "FromUserAgent", "s"."FrontEnd" as "FrontEnd",
         case
           when charindex('@', "s"."FromUri") > 0 then substring("s"."FromUri", charindex('@', "s"."FromUri") + 1, 450)
         end as "FromHost",
         case
           when charindex('@', "s"."ToUri") > 0 then substring("s"."ToUri", charindex('@', "s"."ToUri") + 1, 450)
         end as "ToHost", "s"."FromEdgeServer" as "FromEdge", "v"."ToGateway" as "ToGateway",
         "v"."FromGateway" as "FromGateway", coalesce("s"."MediaTypes", 0) as "Media", '' as "Kind",
         "s"."ToEdgeServer" as "ToEdge", "s"."IsFromInternal" as "FromInternal",
         "s"."IsToInternal" as "ToInternal", "s"."Pool" as "Pool", "v"."FromMediationServer" as "FromMediation",
         "v"."ToMediationServer" as "ToMediation", cast(null as nvarchar(450)) as "ConferenceGateway",
         cast(null as nvarchar(450)) as "ConferenceMediation", "s"."FromClientCategory" as "ClientType"
       from "dbo"."SessionDetailsView" as "s"
         left join "dbo"."VoipDetailsView" as "v" on "v"."SessionIdTime" = "s"."SessionIdTime"
         and "v"."SessionIdSeq" = "s"."SessionIdSeq" and "v"."SessionIdTime" >= @1 and "v"."SessionIdTime" < @2
       where "s"."SessionIdTime" >= @1 and "s"."SessionIdTime" < @2
         and ("s"."CallFlag" is null or not ("s"."CallFlag" & 1 <> 0))
     ) as "f"
     group by "f"."FromUserAgent" collate Latin1_General_BIN2, "f"."FrontEnd" collate Latin1_General_BIN2,
       "f"."FromHost" collate Latin1_General_BIN2, "f"."ToHost" collate Latin1_General_BIN2,
       "f"."FromEdge" collate Latin1_General_BIN2, "f"."ToGateway" collate Latin1_General_BIN2,
       "f"."FromGateway" collate Latin1_General_BIN2, "f"."Media", "f"."Kind",
       "f"."ToEdge" collate Latin1_General_BIN2, "f"."FromInternal", "f"."ToInternal",
       "f"."Pool" collate Latin1_General_BIN2, "f"."FromMediation" collate Latin1_General_BIN2,
       "f"."ToMediation" collate Latin1_General_BIN2, "f"."ConferenceGateway" collate Latin1_General_BIN2,
       "f"."ConferenceMediation" collate Latin1_General_BIN2, "f"."ClientType" collate Latin1_General_BIN2,
       "f"."bin"

     -- SQLite: 2026-03-10T07:00, 2026-03-10T19:30, 2026-03-10T07:00, 2026-03-10T19:30
     select "f"."FromUserAgent" collate binary as "FromUserAgent", "f"."FrontEnd" collate binary as "FrontEnd",
       "f"."FromHost" collate binary as "FromHost", "f"."ToHost" collate binary as "ToHost",
       "f"."FromEdge" collate binary as "FromEdge", "f"."ToGateway" collate binary as "ToGateway",
       "f"."FromGateway" collate binary as "FromGateway", "f"."Media" as "Media", "f"."Kind" as "Kind",
       "f"."ToEdge" collate binary as "ToEdge", "f"."FromInternal" as "FromInternal",
       "f"."ToInternal" as "ToInternal", "f"."Pool" collate binary as "Pool",
       "f"."FromMediation" collate binary as "FromMediation", "f"."ToMediation" collate binary as "ToMediation",
       "f"."ConferenceGateway" collate binary as "ConferenceGateway",
       "f"."ConferenceMediation" collate binary as "ConferenceMediation",
       "f"."ClientType" collate binary as "ClientType", "f"."bin" as "bin", count(*) as "sessions"
     from (
       select "s"."SessionIdTime" / 3600000 as "bin", "s"."FromClientVersion" as "FromUserAgent",
         "s"."FrontEnd" as "FrontEnd",
         substr("s"."FromUri", nullif(instr("s"."FromUri", '@'), 0) + 1) as "FromHost",
         substr("s"."ToUri", nullif(instr("s"."ToUri", '@'), 0) + 1) as "ToHost",
         "s"."FromEdgeServer" as "FromEdge", "v"."ToGateway" as "ToGateway", "v"."FromGateway" as "FromGateway",
         coalesce("s"."MediaTypes", 0) as "Media", '' as "Kind", "s"."ToEdgeServer" as "ToEdge",
         "s"."IsFromInternal" as "FromInternal", "s"."IsToInternal" as "ToInternal", "s"."Pool" as "Pool",
         "v"."FromMediationServer" as "FromMediation", "v"."ToMediationServer" as "ToMediation",
         cast(null as nvarchar(450)) as "ConferenceGateway", cast(null as nvarchar(450)) as "ConferenceMediation",
         "s"."FromClientCategory" as "ClientType"
       from "dbo"."SessionDetailsView" as "s"
         left join "dbo"."VoipDetailsView" as "v" on "v"."SessionIdTime" = "s"."SessionIdTime"
         and "v"."SessionIdSeq" = "s"."SessionIdSeq" and "v"."SessionIdTime" >= ? and "v"."SessionIdTime" < ?
       where "s"."SessionIdTime" >= ? and "s"."SessionIdTime" < ?
         and ("s"."CallFlag" is null or not ("s"."CallFlag" & 1 <> 0))
     ) as "f"
     group by "f"."FromUserAgent" collate binary, "f"."FrontEnd" collate binary, "f"."FromHost" collate binary,
       "f"."ToHost" collate binary, "f"."FromEdge" collate binary, "f"."ToGateway" collate binary,
       "f"."FromGateway" collate binary, "f"."Media", "f"."Kind", "f"."ToEdge" collate binary, "f"."FromInternal",
       "f"."ToInternal", "f"."Pool" collate binary, "f"."FromMediation" collate binary,
       "f"."ToMediation" collate binary, "f"."ConferenceGateway" collate binary,
       "f"."ConferenceMediation" collate binary, "f"."ClientType" collate binary, "f"."bin"
    `);
  });

  test('lie in time bins, cut where slices begin', () => {
    const slices = [range, { from: before.from + 600_000, to: before.to }];
    const bin = range.from / 3_600_000;
    const found = [
      { bin, slice: 0, Pool: 'a', sessions: 2 },
      { bin: bin - 168, slice: 1, Pool: 'a', FromUser: 'sip:ana@example.com', sessions: 3 },
    ];
    expect(driverSessions.read(found as never, { slices, filters: {}, users: [], binMinutes })).toMatchObject([
      { time: range.from, Pool: 'a', FromUser: null, ToUser: null, sessions: 2 },
      { time: before.from + 600_000, FromUser: 'sip:ana@example.com', sessions: 3 },
    ]);
  });

  test('of several stores are added up', () => {
    const cell = { time: 0, Pool: 'a', Media: 16, Kind: '', sessions: 2 } as unknown as DriverCell;
    const other = { ...cell, Pool: 'b' };
    const selection = { slices: [range], filters: {}, users: [], binMinutes } as const;
    expect(driverSessions.merge([[cell, other], [{ ...cell, sessions: 5 }]], selection)).toEqual([
      { ...cell, sessions: 7 },
      other,
    ]);
  });
});
