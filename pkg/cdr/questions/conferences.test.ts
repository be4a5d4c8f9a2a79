import { expect, test } from '@jest/globals';
import { filtersOf, range } from '../../../tests/support/selections.ts';
import { sqlOf } from '../../../tests/support/sql-of.ts';
import { conferences, type FoundConference } from './conferences.ts';

test('the newest of a URI in the range', () => {
  const filters = filtersOf('conferenceUris');
  expect(sqlOf(conferences, { range, filters, limit: 101 })).toMatchInlineSnapshot(`
   -- T-SQL: 2026-03-10T07:00, 2026-03-10T19:30, "ana@example.com;gruu;opaque=app:conf:focus:id:x1",
   --   "<ana@example.com;gruu;opaque=app:conf:focus:id:x1>",
   --   "sip:ana@example.com;gruu;opaque=app:conf:focus:id:x1",
   --   "<sip:ana@example.com;gruu;opaque=app:conf:focus:id:x1>",
   --   "sips:ana@example.com;gruu;opaque=app:conf:focus:id:x1",
   --   "<sips:ana@example.com;gruu;opaque=app:conf:focus:id:x1>"
   select top (101) "c"."SessionIdTime", "c"."SessionIdSeq", "c"."ConferenceUri", "c"."ConfInstance",
     "c"."ConferenceStartTime", "c"."ConferenceEndTime", "c"."OrganizerUri", "c"."Pool", "c"."Flag"
   from "dbo"."ConferencesView" as "c"
   where "c"."SessionIdTime" >= @1 and "c"."SessionIdTime" < @2
     and ("c"."ConferenceUri" in (@3, @4, @5, @6, @7, @8))
   order by "c"."SessionIdTime" desc, "c"."SessionIdSeq" desc

   -- SQLite: 2026-03-10T07:00, 2026-03-10T19:30, "ana@example.com;gruu;opaque=app:conf:focus:id:x1",
   --   "<ana@example.com;gruu;opaque=app:conf:focus:id:x1>",
   --   "sip:ana@example.com;gruu;opaque=app:conf:focus:id:x1",
   --   "<sip:ana@example.com;gruu;opaque=app:conf:focus:id:x1>",
   --   "sips:ana@example.com;gruu;opaque=app:conf:focus:id:x1",
   --   "<sips:ana@example.com;gruu;opaque=app:conf:focus:id:x1>", 101
   select "c"."SessionIdTime", "c"."SessionIdSeq", "c"."ConferenceUri", "c"."ConfInstance",
     "c"."ConferenceStartTime", "c"."ConferenceEndTime", "c"."OrganizerUri", "c"."Pool", "c"."Flag"
   from "dbo"."ConferencesView" as "c"
   where "c"."SessionIdTime" >= ? and "c"."SessionIdTime" < ?
     and ("c"."ConferenceUri" collate nocase in (?, ?, ?, ?, ?, ?))
   order by "c"."SessionIdTime" desc, "c"."SessionIdSeq" desc
   limit ?
  `);
});

test('that of a session, whenever it was', () => {
  const filters = filtersOf('sessionIdTime', 'sessionIdSeq');
  expect(sqlOf(conferences, { range, filters, limit: 101 })).toMatchInlineSnapshot(`
   -- T-SQL: 2026-03-10T08:14:59.993, 2026-03-10T08:15, 12
   select top (101) "c"."SessionIdTime", "c"."SessionIdSeq", "c"."ConferenceUri", "c"."ConfInstance",
     "c"."ConferenceStartTime", "c"."ConferenceEndTime", "c"."OrganizerUri", "c"."Pool", "c"."Flag"
   from "dbo"."ConferencesView" as "c"
     inner join (
       select distinct "k"."ConferenceUri", "k"."ConfInstance"
       from "dbo"."ConferenceSessionDetailsView" as "k"
       where "k"."SessionIdTime" > @1 and "k"."SessionIdTime" < @2 and "k"."SessionIdSeq" = @3
     ) as "k" on "k"."ConferenceUri" = "c"."ConferenceUri"
     and ("k"."ConfInstance" = "c"."ConfInstance" or ("k"."ConfInstance" is null and "c"."ConfInstance" is null))
   where 1 = 1
   order by "c"."SessionIdTime" desc, "c"."SessionIdSeq" desc

   -- SQLite: 2026-03-10T08:14:59.993, 2026-03-10T08:15, 12, 101
   select "c"."SessionIdTime", "c"."SessionIdSeq", "c"."ConferenceUri", "c"."ConfInstance",
     "c"."ConferenceStartTime", "c"."ConferenceEndTime", "c"."OrganizerUri", "c"."Pool", "c"."Flag"
   from "dbo"."ConferencesView" as "c"
     inner join (
       select distinct "k"."ConferenceUri", "k"."ConfInstance"
       from "dbo"."ConferenceSessionDetailsView" as "k"
       where "k"."SessionIdTime" > ? and "k"."SessionIdTime" < ? and "k"."SessionIdSeq" = ?
     ) as "k" on "k"."ConferenceUri" = "c"."ConferenceUri"
     and ("k"."ConfInstance" = "c"."ConfInstance" or ("k"."ConfInstance" is null and "c"."ConfInstance" is null))
   where 1 = 1
   order by "c"."SessionIdTime" desc, "c"."SessionIdSeq" desc
   limit ?
  `);
});

test('the newest of several answers, no more than the limit', () => {
  const held = (SessionIdTime: number, SessionIdSeq: number) => ({ SessionIdTime, SessionIdSeq }) as FoundConference;
  const answers = [
    [held(30, 1), held(10, 1)],
    [held(30, 2), held(20, 1)],
  ];
  expect(conferences.merge(answers, { range, filters: {}, limit: 3 })).toEqual([held(30, 2), held(30, 1), held(20, 1)]);
});
