import { describe, expect, test } from '@jest/globals';
import type { Filters } from '../../../contract/query.ts';
import { describingCdr, statementOf } from '../../../tests/support/recording-cdr.ts';
import { range } from '../../../tests/support/selections.ts';
import { sqlOf } from '../../../tests/support/sql-of.ts';
import { sessionsByColumns } from './sessions-by-columns.ts';
import { sessionsByUser } from './sessions-by-user.ts';

const selection = (filters: Filters) => ({ range, filters: { activities: ['p2p'] as const, ...filters } });

describe('addresses of peer-to-peer sessions', () => {
  test('are compared in all spellings, and with the telephone number where there is none', () => {
    const users = selection({ fromUsers: ['SIP:Carol@example.com'], toUsers: ['+4930123'] });
    expect(sqlOf(sessionsByColumns('Pool'), users)).toMatchInlineSnapshot(`
     -- T-SQL: 2026-03-10T07:00, 2026-03-10T19:30, "carol@example.com", "<carol@example.com>",
     --   "sip:carol@example.com", "<sip:carol@example.com>", "sips:carol@example.com", "<sips:carol@example.com>",
     --   "+4930123", "<+4930123>", "+4930123;user=phone", "<+4930123;user=phone>", "sip:+4930123",
     --   "<sip:+4930123>", "sip:+4930123;user=phone", "<sip:+4930123;user=phone>", "sips:+4930123",
     --   "<sips:+4930123>", "sips:+4930123;user=phone", "<sips:+4930123;user=phone>", "tel:+4930123",
     --   "<tel:+4930123>", "tel:+4930123;user=phone", "<tel:+4930123;user=phone>"
     select "f"."Pool" collate Latin1_General_BIN2 as "Pool", count(*) as "sessions"
     from (
       select "s"."Pool" as "Pool"
       from "dbo"."SessionDetailsView" as "s"
       where "s"."SessionIdTime" >= @1 and "s"."SessionIdTime" < @2
         and ("s"."CallFlag" is null or not ("s"."CallFlag" & 1 <> 0))
         and (
           ("s"."FromUri" in (@3, @4, @5, @6, @7, @8))
           or (
             "s"."FromUri" is null
             and exists (
               select 1
               from "dbo"."VoipDetailsView" as "n"
               where "n"."SessionIdTime" = "s"."SessionIdTime" and "n"."SessionIdSeq" = "s"."SessionIdSeq"
                 and "n"."SessionIdTime" >= @1 and "n"."SessionIdTime" < @2
                 and ("n"."FromPhone" in (@3, @4, @5, @6, @7, @8))
             )
           )
         )
         and (
           ("s"."ToUri" in (@9, @10, @11, @12, @13, @14, @15, @16, @17, @18, @19, @20, @21, @22, @23, @24))
           or (
             "s"."ToUri" is null
             and exists (
               select 1
               from "dbo"."VoipDetailsView" as "n"
               where "n"."SessionIdTime" = "s"."SessionIdTime" and "n"."SessionIdSeq" = "s"."SessionIdSeq"
                 and "n"."SessionIdTime" >= @1 and "n"."SessionIdTime" < @2
                 and ("n"."ToPhone" in (@9, @10, @11, @12, @13, @14, @15, @16, @17, @18, @19, @20, @21, @22, @23, @24))
             )
           )
         )
     ) as "f"
     group by "f"."Pool" collate Latin1_General_BIN2

     -- SQLite: 2026-03-10T07:00, 2026-03-10T19:30, "carol@example.com", "<carol@example.com>",
     --   "sip:carol@example.com", "<sip:carol@example.com>", "sips:carol@example.com", "<sips:carol@example.com>",
     --   2026-03-10T07:00, 2026-03-10T19:30, "carol@example.com", "<carol@example.com>", "sip:carol@example.com",
     --   "<sip:carol@example.com>", "sips:carol@example.com", "<sips:carol@example.com>", "+4930123",
     --   "<+4930123>", "+4930123;user=phone", "<+4930123;user=phone>", "sip:+4930123", "<sip:+4930123>",
     --   "sip:+4930123;user=phone", "<sip:+4930123;user=phone>", "sips:+4930123", "<sips:+4930123>",
     --   "sips:+4930123;user=phone", "<sips:+4930123;user=phone>", "tel:+4930123", "<tel:+4930123>",
     --   "tel:+4930123;user=phone", "<tel:+4930123;user=phone>", 2026-03-10T07:00, 2026-03-10T19:30, "+4930123",
     --   "<+4930123>", "+4930123;user=phone", "<+4930123;user=phone>", "sip:+4930123", "<sip:+4930123>",
     --   "sip:+4930123;user=phone", "<sip:+4930123;user=phone>", "sips:+4930123", "<sips:+4930123>",
     --   "sips:+4930123;user=phone", "<sips:+4930123;user=phone>", "tel:+4930123", "<tel:+4930123>",
     --   "tel:+4930123;user=phone", "<tel:+4930123;user=phone>"
     select "f"."Pool" collate binary as "Pool", count(*) as "sessions"
     from (
       select "s"."Pool" as "Pool"
       from "dbo"."SessionDetailsView" as "s"
       where "s"."SessionIdTime" >= ? and "s"."SessionIdTime" < ?
         and ("s"."CallFlag" is null or not ("s"."CallFlag" & 1 <> 0))
         and (
           ("s"."FromUri" collate nocase in (?, ?, ?, ?, ?, ?))
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
         )
         and (
           ("s"."ToUri" collate nocase in (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?))
           or (
             "s"."ToUri" is null
             and exists (
               select 1
               from "dbo"."VoipDetailsView" as "n"
               where "n"."SessionIdTime" = "s"."SessionIdTime" and "n"."SessionIdSeq" = "s"."SessionIdSeq"
                 and "n"."SessionIdTime" >= ? and "n"."SessionIdTime" < ?
                 and ("n"."ToPhone" collate nocase in (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?))
             )
           )
         )
     ) as "f"
     group by "f"."Pool" collate binary
    `);
  });

  test('begin with a prefix in all spellings, unless it may be the beginning of a scheme', () => {
    const users = selection({ fromUsers: ['tel:+49_30*', 's*'] });
    const withoutPhones = { without: ['VoipDetailsView'] };
    expect(sqlOf(sessionsByColumns('Pool'), users, withoutPhones)).toMatchInlineSnapshot(`
     -- T-SQL: 2026-03-10T07:00, 2026-03-10T19:30, "+49\\\\_30%", "<+49\\\\_30%", "sip:+49\\\\_30%", "<sip:+49\\\\_30%",
     --   "sips:+49\\\\_30%", "<sips:+49\\\\_30%", "tel:+49\\\\_30%", "<tel:+49\\\\_30%", "s%"
     select "f"."Pool" collate Latin1_General_BIN2 as "Pool", count(*) as "sessions"
     from (
       select "s"."Pool" as "Pool"
       from "dbo"."SessionDetailsView" as "s"
       where "s"."SessionIdTime" >= @1 and "s"."SessionIdTime" < @2
         and ("s"."CallFlag" is null or not ("s"."CallFlag" & 1 <> 0))
         and (
           (
             (
               "s"."FromUri" like @3 escape '\\'
               or "s"."FromUri" like @4 escape '\\'
               or "s"."FromUri" like @5 escape '\\'
               or "s"."FromUri" like @6 escape '\\'
               or "s"."FromUri" like @7 escape '\\'
               or "s"."FromUri" like @8 escape '\\'
               or "s"."FromUri" like @9 escape '\\'
               or "s"."FromUri" like @10 escape '\\'
             )
             or (
               lower(
                 substring(
                   left(
                     "s"."FromUri",
                     len("s"."FromUri") - case
                       when left("s"."FromUri", 1) = '<' and right(rtrim("s"."FromUri"), 1) = '>'
                       and len("s"."FromUri") > 1 and right(rtrim("s"."FromUri"), 12) = ';user=phone>' then 12
                       when left("s"."FromUri", 1) = '<' and right(rtrim("s"."FromUri"), 1) = '>'
                       and len("s"."FromUri") > 1 then 1
                       when right(rtrim("s"."FromUri"), 11) = ';user=phone' then 11
                       else 0
                     end
                   ),
                   case
                     when left("s"."FromUri", 4) = 'sip:' or left("s"."FromUri", 4) = 'tel:' then 5
                     when left("s"."FromUri", 5) = 'sips:' then 6
                     when not (
                       left("s"."FromUri", 1) = '<'
                       and right(rtrim("s"."FromUri"), 1) = '>'
                       and len("s"."FromUri") > 1
                     ) then 1
                     when left("s"."FromUri", 5) = '<sip:' or left("s"."FromUri", 5) = '<tel:' then 6
                     when left("s"."FromUri", 6) = '<sips:' then 7
                     else 2
                   end,
                   450
                 )
               ) like @11 escape '\\'
             )
           )
         )
     ) as "f"
     group by "f"."Pool" collate Latin1_General_BIN2

     -- SQLite: 2026-03-10T07:00, 2026-03-10T19:30, "+49\\\\_30%", "<+49\\\\_30%", "sip:+49\\\\_30%", "<sip:+49\\\\_30%",
     --   "sips:+49\\\\_30%", "<sips:+49\\\\_30%", "tel:+49\\\\_30%", "<tel:+49\\\\_30%", "s%"
     select "f"."Pool" collate binary as "Pool", count(*) as "sessions"
     from (
       select "s"."Pool" as "Pool"
       from "dbo"."SessionDetailsView" as "s"
       where "s"."SessionIdTime" >= ? and "s"."SessionIdTime" < ?
         and ("s"."CallFlag" is null or not ("s"."CallFlag" & 1 <> 0))
         and (
           (
             (
               (
                 "s"."FromUri" like ? escape '\\'
                 or "s"."FromUri" like ? escape '\\'
                 or "s"."FromUri" like ? escape '\\'
                 or "s"."FromUri" like ? escape '\\'
                 or "s"."FromUri" like ? escape '\\'
                 or "s"."FromUri" like ? escape '\\'
                 or "s"."FromUri" like ? escape '\\'
                 or "s"."FromUri" like ? escape '\\'
               )
             )
             or ((address_key("s"."FromUri") like ? escape '\\'))
           )
         )
     ) as "f"
     group by "f"."Pool" collate binary
    `);
  });

  test('are brought into one form where they are many', () => {
    const cdr = describingCdr('T-SQL', { without: ['VoipDetailsView'] });
    const many = Array.from({ length: 500 }, (_, index) => `sip:user${index}@example.com`);
    const all = { fromUsers: many, toUsers: many, users: many };
    const statement = statementOf(cdr, sessionsByColumns('Pool'), selection(all));
    // SQL Server takes 2,100 parameters: each address is one, and so are the ends of the range.
    expect(statement?.parameters.length).toBe(502);
    expect(statement?.parameters.slice(2, 4)).toEqual(['user0@example.com', 'user1@example.com']);
  });
});

test('a database that heeds case is told how to compare, in filters and in groups', () => {
  const filters = selection({ fromUsers: ['carol@example.com'], pools: ['fe01.example.com'] });
  const options = { features: { caseless: false }, without: ['VoipDetailsView'] };
  expect(sqlOf(sessionsByUser('FromUser'), filters, options)).toMatchInlineSnapshot(`
   -- T-SQL: 2026-03-10T07:00, 2026-03-10T19:30, "fe01.example.com", "carol@example.com", "<carol@example.com>",
   --   "sip:carol@example.com", "<sip:carol@example.com>", "sips:carol@example.com", "<sips:carol@example.com>"
   select min("f"."FromUser" collate Latin1_General_BIN2) as "user", count(*) as "sessions"
   from (
     select "s"."FromUri" as "FromUser"
     from "dbo"."SessionDetailsView" as "s"
     where "s"."SessionIdTime" >= @1 and "s"."SessionIdTime" < @2
       and ("s"."CallFlag" is null or not ("s"."CallFlag" & 1 <> 0))
       and (
         "s"."Pool" collate Latin1_General_CI_AS in (@3)
         or "s"."FromEdgeServer" collate Latin1_General_CI_AS in (@3)
         or "s"."ToEdgeServer" collate Latin1_General_CI_AS in (@3)
       )
       and (("s"."FromUri" collate Latin1_General_CI_AS in (@4, @5, @6, @7, @8, @9)))
   ) as "f"
   group by lower(
     substring(
       left(
         "f"."FromUser" collate Latin1_General_CI_AS,
         len("f"."FromUser" collate Latin1_General_CI_AS) - case
           when left("f"."FromUser" collate Latin1_General_CI_AS, 1) = '<'
           and right(rtrim("f"."FromUser" collate Latin1_General_CI_AS), 1) = '>'
           and len("f"."FromUser" collate Latin1_General_CI_AS) > 1
           and right(rtrim("f"."FromUser" collate Latin1_General_CI_AS), 12) = ';user=phone>' then 12
           when left("f"."FromUser" collate Latin1_General_CI_AS, 1) = '<'
           and right(rtrim("f"."FromUser" collate Latin1_General_CI_AS), 1) = '>'
           and len("f"."FromUser" collate Latin1_General_CI_AS) > 1 then 1
           when right(rtrim("f"."FromUser" collate Latin1_General_CI_AS), 11) = ';user=phone' then 11
           else 0
         end
       ),
       case
         when left("f"."FromUser" collate Latin1_General_CI_AS, 4) = 'sip:'
         or left("f"."FromUser" collate Latin1_General_CI_AS, 4) = 'tel:' then 5
         when left("f"."FromUser" collate Latin1_General_CI_AS, 5) = 'sips:' then 6
         when not (
           left("f"."FromUser" collate Latin1_General_CI_AS, 1) = '<'
           and right(rtrim("f"."FromUser" collate Latin1_General_CI_AS), 1) = '>'
           and len("f"."FromUser" collate Latin1_General_CI_AS) > 1
         ) then 1
         when left("f"."FromUser" collate Latin1_General_CI_AS, 5) = '<sip:'
         or left("f"."FromUser" collate Latin1_General_CI_AS, 5) = '<tel:' then 6
         when left("f"."FromUser" collate Latin1_General_CI_AS, 6) = '<sips:' then 7
         else 2
       end,
       450
     )
   )

   -- SQLite: 2026-03-10T07:00, 2026-03-10T19:30, "fe01.example.com", "fe01.example.com", "fe01.example.com",
   --   "carol@example.com", "<carol@example.com>", "sip:carol@example.com", "<sip:carol@example.com>",
   --   "sips:carol@example.com", "<sips:carol@example.com>"
   select min("f"."FromUser" collate binary) as "user", count(*) as "sessions"
   from (
     select "s"."FromUri" as "FromUser"
     from "dbo"."SessionDetailsView" as "s"
     where "s"."SessionIdTime" >= ? and "s"."SessionIdTime" < ?
       and ("s"."CallFlag" is null or not ("s"."CallFlag" & 1 <> 0))
       and (
         "s"."Pool" collate nocase collate nocase in (?)
         or "s"."FromEdgeServer" collate nocase collate nocase in (?)
         or "s"."ToEdgeServer" collate nocase collate nocase in (?)
       )
       and (("s"."FromUri" collate nocase collate nocase in (?, ?, ?, ?, ?, ?)))
   ) as "f"
   group by address_key("f"."FromUser" collate nocase)
  `);
});
