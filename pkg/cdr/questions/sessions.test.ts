import { describe, expect, test } from '@jest/globals';
import type { Filters } from '../../../contract/query.ts';
import { filtersOf, range } from '../../../tests/support/selections.ts';
import { sqlOf } from '../../../tests/support/sql-of.ts';
import { asFound, type Question } from './question.ts';
import { passes, sessionsOfEitherKind, type SessionColumn, type SessionSelection } from './sessions.ts';

/** What questions about sessions begin with, as a question of its own. */
function sessions(...names: SessionColumn[]): Question<SessionSelection, object> {
  return {
    name: 'sessions',
    describe: (cdr, selection) => {
      const rows = sessionsOfEitherKind(cdr, selection, names);
      return rows && cdr.db.selectFrom(rows.as('f')).selectAll();
    },
    read: asFound,
    merge: (answers) => answers.flat(),
  };
}

describe('sessions of either kind', () => {
  test('have the same columns, wherever each kind keeps them', () => {
    const own = sessions('SessionIdTime', 'SessionIdSeq', 'Media', 'Kind', 'DiagnosticId', 'ResponseCode', 'FromUser');
    expect(sqlOf(own, { range, filters: {} })).toMatchInlineSnapshot(`
     -- T-SQL: 2026-03-10T07:00, 2026-03-10T19:30, 2026-03-09T07:00, 2026-03-10T20:30
     select *
     from (
       select "s"."SessionIdTime" as "SessionIdTime", "s"."SessionIdSeq" as "SessionIdSeq",
         coalesce("s"."MediaTypes", 0) as "Media", '' as "Kind", "s"."DiagnosticId" as "DiagnosticId",
         "s"."ResponseCode" as "ResponseCode",
         coalesce(
           "s"."FromUri",
           (
             select min("n"."FromPhone")
             from "dbo"."VoipDetailsView" as "n"
             where "n"."SessionIdTime" = "s"."SessionIdTime" and "n"."SessionIdSeq" = "s"."SessionIdSeq"
               and "n"."SessionIdTime" >= @1 and "n"."SessionIdTime" < @2
           )
         ) as "FromUser"
       from "dbo"."SessionDetailsView" as "s"
       where "s"."SessionIdTime" >= @1 and "s"."SessionIdTime" < @2
         and ("s"."CallFlag" is null or not ("s"."CallFlag" & 1 <> 0))
       union all
       select "s"."SessionIdTime" as "SessionIdTime", "s"."SessionIdSeq" as "SessionIdSeq", -1 as "Media",
         case when "s"."McuConferenceUri" is null then 'focus' else coalesce("s"."McuConferenceUriType", '')
         end as "Kind", "s"."DiagnosticId" as "DiagnosticId", "s"."ResponseCode" as "ResponseCode",
         "s"."UserUri" as "FromUser"
       from "dbo"."ConferenceSessionDetailsView" as "s"
         left join (
           select distinct "x"."SessionIdTime", "x"."ConferenceUri", "x"."ConfInstance"
           from "dbo"."ConferencesView" as "x"
           where "x"."Flag" & 1 <> 0 and "x"."ConfInstance" is not null
             and ("x"."SessionIdTime" >= @3 and "x"."SessionIdTime" < @4)
         ) as "synthetic" on "synthetic"."ConfInstance" = "s"."ConfInstance"
         and "synthetic"."ConferenceUri" = "s"."ConferenceUri"
         and datediff(minute, '19700101', "s"."SessionIdTime") / 1 - datediff(minute, '19700101', "synthetic"."SessionIdTime") / 1 > -60
         and datediff(minute, '19700101', "s"."SessionIdTime") / 1 - datediff(minute, '19700101', "synthetic"."SessionIdTime") / 1 < 1440
       where "s"."SessionIdTime" >= @1 and "s"."SessionIdTime" < @2
         and ("s"."CallFlag" is null or not ("s"."CallFlag" & 1 <> 0)) and "synthetic"."ConfInstance" is null
     ) as "f"

     -- SQLite: 2026-03-10T07:00, 2026-03-10T19:30, 2026-03-10T07:00, 2026-03-10T19:30, 2026-03-09T07:00,
     --   2026-03-10T20:30, 2026-03-10T07:00, 2026-03-10T19:30
     select *
     from (
       select "s"."SessionIdTime" as "SessionIdTime", "s"."SessionIdSeq" as "SessionIdSeq",
         coalesce("s"."MediaTypes", 0) as "Media", '' as "Kind", "s"."DiagnosticId" as "DiagnosticId",
         "s"."ResponseCode" as "ResponseCode",
         coalesce(
           "s"."FromUri",
           (
             select min("n"."FromPhone")
             from "dbo"."VoipDetailsView" as "n"
             where "n"."SessionIdTime" = "s"."SessionIdTime" and "n"."SessionIdSeq" = "s"."SessionIdSeq"
               and "n"."SessionIdTime" >= ? and "n"."SessionIdTime" < ?
           )
         ) as "FromUser"
       from "dbo"."SessionDetailsView" as "s"
       where "s"."SessionIdTime" >= ? and "s"."SessionIdTime" < ?
         and ("s"."CallFlag" is null or not ("s"."CallFlag" & 1 <> 0))
       union all
       select "s"."SessionIdTime" as "SessionIdTime", "s"."SessionIdSeq" as "SessionIdSeq", -1 as "Media",
         case when "s"."McuConferenceUri" is null then 'focus' else coalesce("s"."McuConferenceUriType", '')
         end as "Kind", "s"."DiagnosticId" as "DiagnosticId", "s"."ResponseCode" as "ResponseCode",
         "s"."UserUri" as "FromUser"
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
         and ("s"."CallFlag" is null or not ("s"."CallFlag" & 1 <> 0)) and "synthetic"."ConfInstance" is null
     ) as "f"
    `);
    const others = sessions('FromUserAgent', 'ToUser', 'ConferenceUri', 'ConfInstance', 'Pool', 'FromEdge', 'ToEdge');
    expect(sqlOf(others, { range, filters: {}, all: true })).toMatchInlineSnapshot(`
     -- T-SQL: 2026-03-10T07:00, 2026-03-10T19:30
     select *
     from (
       select "s"."FromClientVersion" as "FromUserAgent",
         coalesce(
           "s"."ToUri",
           (
             select min("n"."ToPhone")
             from "dbo"."VoipDetailsView" as "n"
             where "n"."SessionIdTime" = "s"."SessionIdTime" and "n"."SessionIdSeq" = "s"."SessionIdSeq"
               and "n"."SessionIdTime" >= @1 and "n"."SessionIdTime" < @2
           )
         ) as "ToUser",
         cast(null as nvarchar(450)) as "ConferenceUri", cast(null as uniqueidentifier) as "ConfInstance",
         "s"."Pool" as "Pool", "s"."FromEdgeServer" as "FromEdge", "s"."ToEdgeServer" as "ToEdge"
       from "dbo"."SessionDetailsView" as "s"
       where "s"."SessionIdTime" >= @1 and "s"."SessionIdTime" < @2
       union all
       select "s"."UserClientVersion" as "FromUserAgent", "s"."ConferenceUri" as "ToUser",
         "s"."ConferenceUri" as "ConferenceUri", "s"."ConfInstance" as "ConfInstance", "s"."Pool" as "Pool",
         "s"."EdgeServer" as "FromEdge", "s"."EdgeServer" as "ToEdge"
       from "dbo"."ConferenceSessionDetailsView" as "s"
       where "s"."SessionIdTime" >= @1 and "s"."SessionIdTime" < @2
     ) as "f"

     -- SQLite: 2026-03-10T07:00, 2026-03-10T19:30, 2026-03-10T07:00, 2026-03-10T19:30, 2026-03-10T07:00,
     --   2026-03-10T19:30
     select *
     from (
       select "s"."FromClientVersion" as "FromUserAgent",
         coalesce(
           "s"."ToUri",
           (
             select min("n"."ToPhone")
             from "dbo"."VoipDetailsView" as "n"
             where "n"."SessionIdTime" = "s"."SessionIdTime" and "n"."SessionIdSeq" = "s"."SessionIdSeq"
               and "n"."SessionIdTime" >= ? and "n"."SessionIdTime" < ?
           )
         ) as "ToUser",
         cast(null as nvarchar(450)) as "ConferenceUri", cast(null as uniqueidentifier) as "ConfInstance",
         "s"."Pool" as "Pool", "s"."FromEdgeServer" as "FromEdge", "s"."ToEdgeServer" as "ToEdge"
       from "dbo"."SessionDetailsView" as "s"
       where "s"."SessionIdTime" >= ? and "s"."SessionIdTime" < ?
       union all
       select "s"."UserClientVersion" as "FromUserAgent", "s"."ConferenceUri" as "ToUser",
         "s"."ConferenceUri" as "ConferenceUri", "s"."ConfInstance" as "ConfInstance", "s"."Pool" as "Pool",
         "s"."EdgeServer" as "FromEdge", "s"."EdgeServer" as "ToEdge"
       from "dbo"."ConferenceSessionDetailsView" as "s"
       where "s"."SessionIdTime" >= ? and "s"."SessionIdTime" < ?
     ) as "f"
    `);
  });

  test('take gateways and error reports from the rows with their key, within the same range', () => {
    const joined = sessions('FromGateway', 'ToGateway', 'Source', 'Application');
    expect(sqlOf(joined, { range, filters: {}, all: true })).toMatchInlineSnapshot(`
     -- T-SQL: 2026-03-10T07:00, 2026-03-10T19:30, 2026-03-10T06:00
     select *
     from (
       select "v"."FromGateway" as "FromGateway", "v"."ToGateway" as "ToGateway", "e"."Source" as "Source",
         "e"."Application" as "Application"
       from "dbo"."SessionDetailsView" as "s"
         left join "dbo"."VoipDetailsView" as "v" on "v"."SessionIdTime" = "s"."SessionIdTime"
         and "v"."SessionIdSeq" = "s"."SessionIdSeq" and "v"."SessionIdTime" >= @1 and "v"."SessionIdTime" < @2
         left join "dbo"."ErrorReportView" as "e" on "e"."SessionIdTime" = "s"."SessionIdTime"
         and "e"."SessionIdSeq" = "s"."SessionIdSeq" and "e"."SessionIdTime" >= @1 and "e"."SessionIdTime" < @2
         and "e"."ErrorTime" >= @3
       where "s"."SessionIdTime" >= @1 and "s"."SessionIdTime" < @2
       union all
       select cast(null as nvarchar(450)) as "FromGateway", cast(null as nvarchar(450)) as "ToGateway",
         "e"."Source" as "Source", "e"."Application" as "Application"
       from "dbo"."ConferenceSessionDetailsView" as "s"
         left join "dbo"."ErrorReportView" as "e" on "e"."SessionIdTime" = "s"."SessionIdTime"
         and "e"."SessionIdSeq" = "s"."SessionIdSeq" and "e"."SessionIdTime" >= @1 and "e"."SessionIdTime" < @2
         and "e"."ErrorTime" >= @3
       where "s"."SessionIdTime" >= @1 and "s"."SessionIdTime" < @2
     ) as "f"

     -- SQLite: 2026-03-10T07:00, 2026-03-10T19:30, 2026-03-10T07:00, 2026-03-10T19:30, 2026-03-10T06:00,
     --   2026-03-10T07:00, 2026-03-10T19:30, 2026-03-10T07:00, 2026-03-10T19:30, 2026-03-10T06:00,
     --   2026-03-10T07:00, 2026-03-10T19:30
     select *
     from (
       select "v"."FromGateway" as "FromGateway", "v"."ToGateway" as "ToGateway", "e"."Source" as "Source",
         "e"."Application" as "Application"
       from "dbo"."SessionDetailsView" as "s"
         left join "dbo"."VoipDetailsView" as "v" on "v"."SessionIdTime" = "s"."SessionIdTime"
         and "v"."SessionIdSeq" = "s"."SessionIdSeq" and "v"."SessionIdTime" >= ? and "v"."SessionIdTime" < ?
         left join "dbo"."ErrorReportView" as "e" on "e"."SessionIdTime" = "s"."SessionIdTime"
         and "e"."SessionIdSeq" = "s"."SessionIdSeq" and "e"."SessionIdTime" >= ? and "e"."SessionIdTime" < ?
         and "e"."ErrorTime" >= ?
       where "s"."SessionIdTime" >= ? and "s"."SessionIdTime" < ?
       union all
       select cast(null as nvarchar(450)) as "FromGateway", cast(null as nvarchar(450)) as "ToGateway",
         "e"."Source" as "Source", "e"."Application" as "Application"
       from "dbo"."ConferenceSessionDetailsView" as "s"
         left join "dbo"."ErrorReportView" as "e" on "e"."SessionIdTime" = "s"."SessionIdTime"
         and "e"."SessionIdSeq" = "s"."SessionIdSeq" and "e"."SessionIdTime" >= ? and "e"."SessionIdTime" < ?
         and "e"."ErrorTime" >= ?
       where "s"."SessionIdTime" >= ? and "s"."SessionIdTime" < ?
     ) as "f"
    `);
  });

  test('by key', () => {
    const filters = filtersOf('sessionIdTime', 'sessionIdSeq');
    expect(sqlOf(sessions('Pool'), { filters, all: true })).toMatchInlineSnapshot(`
     -- T-SQL: 2026-03-10T08:14:59.993, 2026-03-10T08:15, 12
     select *
     from (
       select "s"."Pool" as "Pool"
       from "dbo"."SessionDetailsView" as "s"
       where "s"."SessionIdTime" > @1 and "s"."SessionIdTime" < @2 and "s"."SessionIdSeq" = @3
       union all
       select "s"."Pool" as "Pool"
       from "dbo"."ConferenceSessionDetailsView" as "s"
       where "s"."SessionIdTime" > @1 and "s"."SessionIdTime" < @2 and "s"."SessionIdSeq" = @3
     ) as "f"

     -- SQLite: 2026-03-10T08:14:59.993, 2026-03-10T08:15, 12, 2026-03-10T08:14:59.993, 2026-03-10T08:15, 12
     select *
     from (
       select "s"."Pool" as "Pool"
       from "dbo"."SessionDetailsView" as "s"
       where "s"."SessionIdTime" > ? and "s"."SessionIdTime" < ? and "s"."SessionIdSeq" = ?
       union all
       select "s"."Pool" as "Pool"
       from "dbo"."ConferenceSessionDetailsView" as "s"
       where "s"."SessionIdTime" > ? and "s"."SessionIdTime" < ? and "s"."SessionIdSeq" = ?
     ) as "f"
    `);
  });
});

describe('sessions of one kind', () => {
  const nothing: Filters = {};
  test.each<[string, Filters, boolean, boolean]>([
    ['no filter', nothing, true, true],
    ['peer-to-peer activity', { activities: ['p2p'] }, true, false],
    ['conference activity', { activities: ['conference'] }, false, true],
    ['a modality', { modalities: ['audio'] }, true, false],
    ['a conference type', { conferenceTypes: ['focus'] }, false, true],
    ['a modality and a conference type', { modalities: ['audio'], conferenceTypes: ['focus'] }, true, true],
    ['a conference URI', { conferenceUris: ['sip:a'] }, false, true],
    ['a modality of a conference URI', { modalities: ['audio'], conferenceUris: ['sip:a'] }, false, false],
  ])('pass or not: %s', (_, filters, p2p, conference) => {
    expect([passes('p2p', filters), passes('conference', filters)]).toEqual([p2p, conference]);
  });

  test('are asked for without the other, or not at all', () => {
    expect(sqlOf(sessions('ResponseCode'), { range, filters: { activities: ['p2p'] } })).toMatchInlineSnapshot(`
     -- T-SQL: 2026-03-10T07:00, 2026-03-10T19:30
     select *
     from (
       select "s"."ResponseCode" as "ResponseCode"
       from "dbo"."SessionDetailsView" as "s"
       where "s"."SessionIdTime" >= @1 and "s"."SessionIdTime" < @2
         and ("s"."CallFlag" is null or not ("s"."CallFlag" & 1 <> 0))
     ) as "f"

     -- SQLite: 2026-03-10T07:00, 2026-03-10T19:30
     select *
     from (
       select "s"."ResponseCode" as "ResponseCode"
       from "dbo"."SessionDetailsView" as "s"
       where "s"."SessionIdTime" >= ? and "s"."SessionIdTime" < ?
         and ("s"."CallFlag" is null or not ("s"."CallFlag" & 1 <> 0))
     ) as "f"
    `);
    const neither: Filters = { modalities: ['im'], conferenceUris: ['sip:a'] };
    expect(sqlOf(sessions('ResponseCode'), { range, filters: neither })).toMatchInlineSnapshot(`
     -- T-SQL: nothing to ask

     -- SQLite: nothing to ask
    `);
  });
});
