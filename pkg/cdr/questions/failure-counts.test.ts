import { describe, expect, test } from '@jest/globals';
import { range } from '../../../tests/support/selections.ts';
import { sqlOf } from '../../../tests/support/sql-of.ts';
import { failureCounts } from './failure-counts.ts';

describe('users that the database counts', () => {
  test('come with the sessions of a failure, in one row', () => {
    const selection = { range, filters: { activities: ['p2p'] } } as const;
    expect(sqlOf(failureCounts, selection)).toMatchInlineSnapshot(`
     -- T-SQL: 2026-03-10T07:00, 2026-03-10T19:30
     select "f"."DiagnosticId", "f"."ResponseCode", count(*) as "sessions",
       count(
         distinct lower(
           substring(
             left(
               "f"."FromUser",
               len("f"."FromUser") - case
                 when left("f"."FromUser", 1) = '<' and right(rtrim("f"."FromUser"), 1) = '>'
                 and len("f"."FromUser") > 1 and right(rtrim("f"."FromUser"), 12) = ';user=phone>' then 12
                 when left("f"."FromUser", 1) = '<' and right(rtrim("f"."FromUser"), 1) = '>'
                 and len("f"."FromUser") > 1 then 1
                 when right(rtrim("f"."FromUser"), 11) = ';user=phone' then 11
                 else 0
               end
             ),
             case
               when left("f"."FromUser", 4) = 'sip:' or left("f"."FromUser", 4) = 'tel:' then 5
               when left("f"."FromUser", 5) = 'sips:' then 6
               when not (
                 left("f"."FromUser", 1) = '<'
                 and right(rtrim("f"."FromUser"), 1) = '>'
                 and len("f"."FromUser") > 1
               ) then 1
               when left("f"."FromUser", 5) = '<sip:' or left("f"."FromUser", 5) = '<tel:' then 6
               when left("f"."FromUser", 6) = '<sips:' then 7
               else 2
             end,
             450
           )
         )
       ) as "users"
     from (
       select "s"."DiagnosticId" as "DiagnosticId", "s"."ResponseCode" as "ResponseCode",
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
     ) as "f"
     group by "f"."DiagnosticId", "f"."ResponseCode"

     -- SQLite: 2026-03-10T07:00, 2026-03-10T19:30, 2026-03-10T07:00, 2026-03-10T19:30
     select "f"."DiagnosticId", "f"."ResponseCode", count(*) as "sessions",
       count(distinct address_key("f"."FromUser")) as "users"
     from (
       select "s"."DiagnosticId" as "DiagnosticId", "s"."ResponseCode" as "ResponseCode",
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
     ) as "f"
     group by "f"."DiagnosticId", "f"."ResponseCode"
    `);
  });

  test('cannot be added up over parts', () => {
    const failure = { DiagnosticId: 7025, ResponseCode: 504, sessions: 1, users: 1 };
    const selection = { range, filters: {} };
    expect(failureCounts.merge([[failure]], selection)).toEqual([failure]);
    expect(failureCounts.merge([], selection)).toEqual([]);
    expect(() => failureCounts.merge([[failure], [failure]], selection)).toThrow(/do not add up/);
  });
});
