import { expect, test } from '@jest/globals';
import { sqlOf } from '../../../tests/support/sql-of.ts';
import { conferenceSessions } from './conference-sessions.ts';

const uri = 'sip:ana@example.com;gruu;opaque=app:conf:focus:id:X1';

test('counts sessions and failures of a URI by instance and participant', () => {
  expect(sqlOf(conferenceSessions, { uri })).toMatchInlineSnapshot(`
   -- T-SQL: 51004, 1, 52082, 52094, 52107, 401, 407, 3, 12006, 13004, 13005, 13006, 13007, 15637, 15643, 25008,
   --   0, 480, 486, 487, 600, 603, 404, 408, 2, "ana@example.com;gruu;opaque=app:conf:focus:id:x1",
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
               when rtrim("s"."UserUri") like '<%;user=phone>' then 12
               when rtrim("s"."UserUri") like '<%>' then 1
               when rtrim("s"."UserUri") like '%;user=phone' then 11
               else 0
             end
           ),
           case
             when "s"."UserUri" like 'sip:%' or "s"."UserUri" like 'tel:%' then 5
             when "s"."UserUri" like 'sips:%' then 6
             when not rtrim("s"."UserUri") like '<%>' then 1
             when "s"."UserUri" like '<sip:%' or "s"."UserUri" like '<tel:%' then 6
             when "s"."UserUri" like '<sips:%' then 7
             else 2
           end,
           450
         )
       ) as "Participant",
       case
         when case
           when "s"."DiagnosticId" = @1 then @2
           when "s"."DiagnosticId" = @3 then @2
           when "s"."DiagnosticId" = @4 then @2
           when "s"."DiagnosticId" = @5 then @2
           when "s"."ResponseCode" is null or "s"."ResponseCode" < 200 or "s"."ResponseCode" >= 700
           or "s"."ResponseCode" in (@6, @7) then @8
           when "s"."ResponseCode" < 300
           and (
             "s"."DiagnosticId" is null
             or "s"."DiagnosticId" in (@9, @10, @11, @12, @13, @14, @15, @16)
           ) then @17
           when "s"."ResponseCode" < 400 then @8
           when "s"."ResponseCode" in (@18, @19, @20, @21, @22) then @2
           when "s"."ResponseCode" in (@23, @24) then @25
           else @25 end in (@2, @25) then 1
         else 0 end as "Failed"
     from "dbo"."ConferenceSessionDetailsView" as "s"
     where ("s"."ConferenceUri" in (@26, @27, @28, @29, @30, @31))
   ) as "f"
   group by "f"."ConfInstance", "f"."Participant"

   -- SQLite: 51004, 1, 52082, 1, 52094, 1, 52107, 1, 401, 407, 3, 12006, 13004, 13005, 13006, 13007, 15637,
   --   15643, 25008, 0, 3, 480, 486, 487, 600, 603, 1, 404, 408, 2, 2, 1, 2,
   --   "ana@example.com;gruu;opaque=app:conf:focus:id:x1", "<ana@example.com;gruu;opaque=app:conf:focus:id:x1>",
   --   "sip:ana@example.com;gruu;opaque=app:conf:focus:id:x1",
   --   "<sip:ana@example.com;gruu;opaque=app:conf:focus:id:x1>",
   --   "sips:ana@example.com;gruu;opaque=app:conf:focus:id:x1",
   --   "<sips:ana@example.com;gruu;opaque=app:conf:focus:id:x1>"
   select "f"."ConfInstance", "f"."Participant", count(*) as "sessions", sum("f"."Failed") as "failed"
   from (
     select "s"."ConfInstance", address_key("s"."UserUri") as "Participant",
       case
         when case
           when "s"."DiagnosticId" = ? then ?
           when "s"."DiagnosticId" = ? then ?
           when "s"."DiagnosticId" = ? then ?
           when "s"."DiagnosticId" = ? then ?
           when "s"."ResponseCode" is null or "s"."ResponseCode" < 200 or "s"."ResponseCode" >= 700
           or "s"."ResponseCode" in (?, ?) then ?
           when "s"."ResponseCode" < 300
           and ("s"."DiagnosticId" is null or "s"."DiagnosticId" in (?, ?, ?, ?, ?, ?, ?, ?)) then ?
           when "s"."ResponseCode" < 400 then ?
           when "s"."ResponseCode" in (?, ?, ?, ?, ?) then ?
           when "s"."ResponseCode" in (?, ?) then ?
           else ? end in (?, ?) then 1
         else 0 end as "Failed"
     from "dbo"."ConferenceSessionDetailsView" as "s"
     where ("s"."ConferenceUri" collate nocase in (?, ?, ?, ?, ?, ?))
   ) as "f"
   group by "f"."ConfInstance", "f"."Participant"
  `);
});

test('a participant whose sessions two answers tell of is one', () => {
  const of = (Participant: string | null, sessions: number, failed: number) => {
    return { ConfInstance: 'I', Participant, sessions, failed };
  };
  const answers = [[of('sip:a', 2, 1)], [of('sip:a', 3, 0), of(null, 1, 1)]];
  expect(conferenceSessions.merge(answers, { uri })).toEqual([of('sip:a', 5, 1), of(null, 1, 1)]);
});
