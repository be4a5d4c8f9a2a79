import { expect, test } from '@jest/globals';
import { range } from '../../../tests/support/selections.ts';
import { sqlOf } from '../../../tests/support/sql-of.ts';
import { conferenceSessions } from './conference-sessions.ts';

const uri = 'sip:ana@example.com;gruu;opaque=app:conf:focus:id:X1';

test('counts sessions and failures of a URI by instance and participant', () => {
  expect(sqlOf(conferenceSessions, { uri, range })).toMatchInlineSnapshot(`
   -- T-SQL: 2026-03-10T07:00, 2026-03-10T19:30, "ana@example.com;gruu;opaque=app:conf:focus:id:x1",
   --   "<ana@example.com;gruu;opaque=app:conf:focus:id:x1>",
   --   "sip:ana@example.com;gruu;opaque=app:conf:focus:id:x1",
   --   "<sip:ana@example.com;gruu;opaque=app:conf:focus:id:x1>",
   --   "sips:ana@example.com;gruu;opaque=app:conf:focus:id:x1",
   --   "<sips:ana@example.com;gruu;opaque=app:conf:focus:id:x1>"
   select "f"."ConfInstance", "f"."Participant", count(*) as "sessions", sum("f"."Failed") as "failed"
   from (
     select "s"."ConfInstance",
       lower(
         substring(
           left(
             "s"."UserUri",
             len("s"."UserUri") - case
               when left("s"."UserUri", 1) = '<' and right(rtrim("s"."UserUri"), 1) = '>'
               and len("s"."UserUri") > 1 and right(rtrim("s"."UserUri"), 12) = ';user=phone>' then 12
               when left("s"."UserUri", 1) = '<' and right(rtrim("s"."UserUri"), 1) = '>'
               and len("s"."UserUri") > 1 then 1
               when right(rtrim("s"."UserUri"), 11) = ';user=phone' then 11
               else 0
             end
           ),
           case
             when left("s"."UserUri", 4) = 'sip:' or left("s"."UserUri", 4) = 'tel:' then 5
             when left("s"."UserUri", 5) = 'sips:' then 6
             when not (
               left("s"."UserUri", 1) = '<'
               and right(rtrim("s"."UserUri"), 1) = '>'
               and len("s"."UserUri") > 1
             ) then 1
             when left("s"."UserUri", 5) = '<sip:' or left("s"."UserUri", 5) = '<tel:' then 6
             when left("s"."UserUri", 6) = '<sips:' then 7
             else 2
           end,
           450
         )
       ) as "Participant",
       case
         when case
           when (
             "s"."DiagnosticId" in (4141, 5002, 5009, 5010, 21000, 51004, 52082, 52094, 52107)
             or ("s"."DiagnosticId" >= 61000 and "s"."DiagnosticId" <= 61999)
           ) then 1
           when "s"."ResponseCode" is null or "s"."ResponseCode" < 200 or "s"."ResponseCode" >= 700
           or ("s"."ResponseCode" in (401, 407)) then 0
           when "s"."ResponseCode" < 300
           and (
             "s"."DiagnosticId" is null
             or (
               "s"."DiagnosticId" in (2139, 5011, 12006, 13004, 13005, 13006, 13007, 15637, 15643, 17004, 25008, 51007, 51017)
               or ("s"."DiagnosticId" >= 60000 and "s"."DiagnosticId" <= 60999)
             )
           ) then 0
           when "s"."ResponseCode" < 300
           and (
             "s"."DiagnosticId" in (0, 1, 4 and 142 more)
             or ("s"."DiagnosticId" >= 62000 and "s"."DiagnosticId" <= 62999)
           ) then 1
           when "s"."ResponseCode" < 400 then 0
           when ("s"."ResponseCode" in (480, 486, 487, 600, 603)) then 1
           when ("s"."ResponseCode" in (404, 408)) then 1
           else 1 end = 1 then 1
         else 0 end as "Failed"
     from "dbo"."ConferenceSessionDetailsView" as "s"
     where "s"."SessionIdTime" >= @1 and "s"."SessionIdTime" < @2
       and ("s"."ConferenceUri" in (@3, @4, @5, @6, @7, @8))
   ) as "f"
   group by "f"."ConfInstance", "f"."Participant"

   -- SQLite: 2026-03-10T07:00, 2026-03-10T19:30, "ana@example.com;gruu;opaque=app:conf:focus:id:x1",
   --   "<ana@example.com;gruu;opaque=app:conf:focus:id:x1>",
   --   "sip:ana@example.com;gruu;opaque=app:conf:focus:id:x1",
   --   "<sip:ana@example.com;gruu;opaque=app:conf:focus:id:x1>",
   --   "sips:ana@example.com;gruu;opaque=app:conf:focus:id:x1",
   --   "<sips:ana@example.com;gruu;opaque=app:conf:focus:id:x1>"
   select "f"."ConfInstance", "f"."Participant", count(*) as "sessions", sum("f"."Failed") as "failed"
   from (
     select "s"."ConfInstance", address_key("s"."UserUri") as "Participant",
       case
         when case
           when (
             "s"."DiagnosticId" in (4141, 5002, 5009, 5010, 21000, 51004, 52082, 52094, 52107)
             or ("s"."DiagnosticId" >= 61000 and "s"."DiagnosticId" <= 61999)
           ) then 1
           when "s"."ResponseCode" is null or "s"."ResponseCode" < 200 or "s"."ResponseCode" >= 700
           or ("s"."ResponseCode" in (401, 407)) then 0
           when "s"."ResponseCode" < 300
           and (
             "s"."DiagnosticId" is null
             or (
               "s"."DiagnosticId" in (2139, 5011, 12006, 13004, 13005, 13006, 13007, 15637, 15643, 17004, 25008, 51007, 51017)
               or ("s"."DiagnosticId" >= 60000 and "s"."DiagnosticId" <= 60999)
             )
           ) then 0
           when "s"."ResponseCode" < 300
           and (
             "s"."DiagnosticId" in (0, 1, 4 and 142 more)
             or ("s"."DiagnosticId" >= 62000 and "s"."DiagnosticId" <= 62999)
           ) then 1
           when "s"."ResponseCode" < 400 then 0
           when ("s"."ResponseCode" in (480, 486, 487, 600, 603)) then 1
           when ("s"."ResponseCode" in (404, 408)) then 1
           else 1 end = 1 then 1
         else 0 end as "Failed"
     from "dbo"."ConferenceSessionDetailsView" as "s"
     where "s"."SessionIdTime" >= ? and "s"."SessionIdTime" < ?
       and ("s"."ConferenceUri" collate nocase in (?, ?, ?, ?, ?, ?))
   ) as "f"
   group by "f"."ConfInstance", "f"."Participant"
  `);
});

test('a participant whose sessions two answers tell of is one', () => {
  const of = (Participant: string | null, sessions: number, failed: number) => {
    return { ConfInstance: 'I', Participant, sessions, failed };
  };
  const answers = [[of('sip:a', 2, 1)], [of('sip:a', 3, 0), of(null, 1, 1)]];
  expect(conferenceSessions.merge(answers, { uri, range })).toEqual([of('sip:a', 5, 1), of(null, 1, 1)]);
});
