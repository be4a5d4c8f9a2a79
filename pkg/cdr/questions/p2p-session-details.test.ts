import { expect, test } from '@jest/globals';
import { filtersOf, range } from '../../../tests/support/selections.ts';
import { sqlOf } from '../../../tests/support/sql-of.ts';
import { p2pSessionDetails } from './p2p-session-details.ts';

test('the newest of a range', () => {
  const filters = filtersOf('pools', 'modalities', 'users');
  expect(sqlOf(p2pSessionDetails, { range, filters, limit: 1001 })).toMatchInlineSnapshot(`
   -- T-SQL: 2026-03-10T07:00, 2026-03-10T19:30, "fe01.example.com", "edge01.example.com", "carol@example.com",
   --   "<carol@example.com>", "sip:carol@example.com", "<sip:carol@example.com>", "sips:carol@example.com",
   --   "<sips:carol@example.com>"
   select top (1001) "s"."SessionIdTime", "s"."SessionIdSeq", "s"."InviteTime", "s"."ResponseTime",
     "s"."EndTime", "s"."FromUri", "s"."ToUri", "s"."FromMessageCount", "s"."ToMessageCount",
     "s"."FromClientVersion", "s"."ToClientVersion", "s"."DialogId", "s"."ResponseCode", "s"."DiagnosticId",
     "s"."FrontEnd", "s"."Pool", "s"."FromEdgeServer", "s"."ToEdgeServer", "s"."IsFromInternal",
     "s"."IsToInternal", "s"."CallPriority", "s"."FromUserFlag", "s"."ToUserFlag", "s"."CallFlag",
     "v"."FromPhone", "v"."ToPhone", "v"."FromMediationServer", "v"."ToMediationServer", "v"."FromGateway",
     "v"."ToGateway", "v"."DisconnectedByUri", "v"."DisconnectedByPhone", "s"."MediaTypes" as "Media"
   from "dbo"."SessionDetailsView" as "s"
     left join "dbo"."VoipDetailsView" as "v" on "v"."SessionIdTime" = "s"."SessionIdTime"
     and "v"."SessionIdSeq" = "s"."SessionIdSeq" and "v"."SessionIdTime" >= @1 and "v"."SessionIdTime" < @2
   where "s"."SessionIdTime" >= @1 and "s"."SessionIdTime" < @2
     and ("s"."CallFlag" is null or not ("s"."CallFlag" & 1 <> 0))
     and ("s"."Pool" in (@3, @4) or "s"."FromEdgeServer" in (@3, @4) or "s"."ToEdgeServer" in (@3, @4))
     and "s"."MediaTypes" & 17 <> 0
     and (
       ("s"."FromUri" in (@5, @6, @7, @8, @9, @10))
       or ("s"."ToUri" in (@5, @6, @7, @8, @9, @10))
       or (
         "s"."FromUri" is null
         and exists (
           select 1
           from "dbo"."VoipDetailsView" as "n"
           where "n"."SessionIdTime" = "s"."SessionIdTime" and "n"."SessionIdSeq" = "s"."SessionIdSeq"
             and "n"."SessionIdTime" >= @1 and "n"."SessionIdTime" < @2
             and ("n"."FromPhone" in (@5, @6, @7, @8, @9, @10))
         )
       )
       or (
         "s"."ToUri" is null
         and exists (
           select 1
           from "dbo"."VoipDetailsView" as "n"
           where "n"."SessionIdTime" = "s"."SessionIdTime" and "n"."SessionIdSeq" = "s"."SessionIdSeq"
             and "n"."SessionIdTime" >= @1 and "n"."SessionIdTime" < @2
             and ("n"."ToPhone" in (@5, @6, @7, @8, @9, @10))
         )
       )
     )
   order by "s"."SessionIdTime" desc, "s"."SessionIdSeq" desc

   -- SQLite: 2026-03-10T07:00, 2026-03-10T19:30, 2026-03-10T07:00, 2026-03-10T19:30, "fe01.example.com",
   --   "edge01.example.com", "fe01.example.com", "edge01.example.com", "fe01.example.com", "edge01.example.com",
   --   "carol@example.com", "<carol@example.com>", "sip:carol@example.com", "<sip:carol@example.com>",
   --   "sips:carol@example.com", "<sips:carol@example.com>", "carol@example.com", "<carol@example.com>",
   --   "sip:carol@example.com", "<sip:carol@example.com>", "sips:carol@example.com", "<sips:carol@example.com>",
   --   2026-03-10T07:00, 2026-03-10T19:30, "carol@example.com", "<carol@example.com>", "sip:carol@example.com",
   --   "<sip:carol@example.com>", "sips:carol@example.com", "<sips:carol@example.com>", 2026-03-10T07:00,
   --   2026-03-10T19:30, "carol@example.com", "<carol@example.com>", "sip:carol@example.com",
   --   "<sip:carol@example.com>", "sips:carol@example.com", "<sips:carol@example.com>", 1001
   select "s"."SessionIdTime", "s"."SessionIdSeq", "s"."InviteTime", "s"."ResponseTime", "s"."EndTime",
     "s"."FromUri", "s"."ToUri", "s"."FromMessageCount", "s"."ToMessageCount", "s"."FromClientVersion",
     "s"."ToClientVersion", "s"."DialogId", "s"."ResponseCode", "s"."DiagnosticId", "s"."FrontEnd", "s"."Pool",
     "s"."FromEdgeServer", "s"."ToEdgeServer", "s"."IsFromInternal", "s"."IsToInternal", "s"."CallPriority",
     "s"."FromUserFlag", "s"."ToUserFlag", "s"."CallFlag", "v"."FromPhone", "v"."ToPhone",
     "v"."FromMediationServer", "v"."ToMediationServer", "v"."FromGateway", "v"."ToGateway",
     "v"."DisconnectedByUri", "v"."DisconnectedByPhone", "s"."MediaTypes" as "Media"
   from "dbo"."SessionDetailsView" as "s"
     left join "dbo"."VoipDetailsView" as "v" on "v"."SessionIdTime" = "s"."SessionIdTime"
     and "v"."SessionIdSeq" = "s"."SessionIdSeq" and "v"."SessionIdTime" >= ? and "v"."SessionIdTime" < ?
   where "s"."SessionIdTime" >= ? and "s"."SessionIdTime" < ?
     and ("s"."CallFlag" is null or not ("s"."CallFlag" & 1 <> 0))
     and (
       "s"."Pool" collate nocase in (?, ?)
       or "s"."FromEdgeServer" collate nocase in (?, ?)
       or "s"."ToEdgeServer" collate nocase in (?, ?)
     )
     and "s"."MediaTypes" & 17 <> 0
     and (
       ("s"."FromUri" collate nocase in (?, ?, ?, ?, ?, ?))
       or ("s"."ToUri" collate nocase in (?, ?, ?, ?, ?, ?))
       or (
         "s"."FromUri" is null
         and exists (
           select 1
           from "dbo"."VoipDetailsView" as "n"
           where "n"."SessionIdTime" = "s"."SessionIdTime" and "n"."SessionIdSeq" = "s"."SessionIdSeq"
             and "n"."SessionIdTime" >= ? and "n"."SessionIdTime" < ?
             and ("n"."FromPhone" collate nocase in (?, ?, ?, ?, ?, ?))
         )
       )
       or (
         "s"."ToUri" is null
         and exists (
           select 1
           from "dbo"."VoipDetailsView" as "n"
           where "n"."SessionIdTime" = "s"."SessionIdTime" and "n"."SessionIdSeq" = "s"."SessionIdSeq"
             and "n"."SessionIdTime" >= ? and "n"."SessionIdTime" < ?
             and ("n"."ToPhone" collate nocase in (?, ?, ?, ?, ?, ?))
         )
       )
     )
   order by "s"."SessionIdTime" desc, "s"."SessionIdSeq" desc
   limit ?
  `);
});

test('one by its key, retried or not, of a server without phones and gateways', () => {
  const selection = { filters: filtersOf('sessionIdTime', 'sessionIdSeq'), all: true, limit: 2 };
  expect(sqlOf(p2pSessionDetails, selection, { without: ['VoipDetailsView'] })).toMatchInlineSnapshot(`
   -- T-SQL: 2026-03-10T08:14:59.993, 2026-03-10T08:15, 12
   select top (2) "s"."SessionIdTime", "s"."SessionIdSeq", "s"."InviteTime", "s"."ResponseTime", "s"."EndTime",
     "s"."FromUri", "s"."ToUri", "s"."FromMessageCount", "s"."ToMessageCount", "s"."FromClientVersion",
     "s"."ToClientVersion", "s"."DialogId", "s"."ResponseCode", "s"."DiagnosticId", "s"."FrontEnd", "s"."Pool",
     "s"."FromEdgeServer", "s"."ToEdgeServer", "s"."IsFromInternal", "s"."IsToInternal", "s"."CallPriority",
     "s"."FromUserFlag", "s"."ToUserFlag", "s"."CallFlag", "v"."FromPhone", "v"."ToPhone",
     "v"."FromMediationServer", "v"."ToMediationServer", "v"."FromGateway", "v"."ToGateway",
     "v"."DisconnectedByUri", "v"."DisconnectedByPhone", "s"."MediaTypes" as "Media"
   from "dbo"."SessionDetailsView" as "s"
     left join (
       select cast(null as datetime) as "SessionIdTime", cast(null as int) as "SessionIdSeq",
         cast(null as nvarchar(450)) as "FromPhone", cast(null as nvarchar(450)) as "ToPhone",
         cast(null as nvarchar(450)) as "DisconnectedByUri",
         cast(null as nvarchar(450)) as "DisconnectedByPhone",
         cast(null as nvarchar(450)) as "FromMediationServer",
         cast(null as nvarchar(450)) as "ToMediationServer", cast(null as nvarchar(450)) as "FromGateway",
         cast(null as nvarchar(450)) as "ToGateway"
       where 1 = 0
     ) as "v" on "v"."SessionIdTime" = "s"."SessionIdTime"
     and "v"."SessionIdSeq" = "s"."SessionIdSeq" and "v"."SessionIdTime" > @1 and "v"."SessionIdTime" < @2
     and "v"."SessionIdSeq" = @3
   where "s"."SessionIdTime" > @1 and "s"."SessionIdTime" < @2 and "s"."SessionIdSeq" = @3
   order by "s"."SessionIdTime" desc, "s"."SessionIdSeq" desc

   -- SQLite: 2026-03-10T08:14:59.993, 2026-03-10T08:15, 12, 2026-03-10T08:14:59.993, 2026-03-10T08:15, 12, 2
   select "s"."SessionIdTime", "s"."SessionIdSeq", "s"."InviteTime", "s"."ResponseTime", "s"."EndTime",
     "s"."FromUri", "s"."ToUri", "s"."FromMessageCount", "s"."ToMessageCount", "s"."FromClientVersion",
     "s"."ToClientVersion", "s"."DialogId", "s"."ResponseCode", "s"."DiagnosticId", "s"."FrontEnd", "s"."Pool",
     "s"."FromEdgeServer", "s"."ToEdgeServer", "s"."IsFromInternal", "s"."IsToInternal", "s"."CallPriority",
     "s"."FromUserFlag", "s"."ToUserFlag", "s"."CallFlag", "v"."FromPhone", "v"."ToPhone",
     "v"."FromMediationServer", "v"."ToMediationServer", "v"."FromGateway", "v"."ToGateway",
     "v"."DisconnectedByUri", "v"."DisconnectedByPhone", "s"."MediaTypes" as "Media"
   from "dbo"."SessionDetailsView" as "s"
     left join (
       select cast(null as datetime) as "SessionIdTime", cast(null as int) as "SessionIdSeq",
         cast(null as nvarchar(450)) as "FromPhone", cast(null as nvarchar(450)) as "ToPhone",
         cast(null as nvarchar(450)) as "DisconnectedByUri",
         cast(null as nvarchar(450)) as "DisconnectedByPhone",
         cast(null as nvarchar(450)) as "FromMediationServer",
         cast(null as nvarchar(450)) as "ToMediationServer", cast(null as nvarchar(450)) as "FromGateway",
         cast(null as nvarchar(450)) as "ToGateway"
       where 1 = 0
     ) as "v" on "v"."SessionIdTime" = "s"."SessionIdTime"
     and "v"."SessionIdSeq" = "s"."SessionIdSeq" and "v"."SessionIdTime" > ? and "v"."SessionIdTime" < ?
     and "v"."SessionIdSeq" = ?
   where "s"."SessionIdTime" > ? and "s"."SessionIdTime" < ? and "s"."SessionIdSeq" = ?
   order by "s"."SessionIdTime" desc, "s"."SessionIdSeq" desc
   limit ?
  `);
});

test('none of a conference', () => {
  const filters = { conferenceUris: ['sip:a'] };
  expect(sqlOf(p2pSessionDetails, { range, filters, limit: 2 })).toMatchInlineSnapshot(`
   -- T-SQL: nothing to ask

   -- SQLite: nothing to ask
  `);
});
