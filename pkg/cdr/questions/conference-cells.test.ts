import { expect, test } from '@jest/globals';
import { filtersOf, range } from '../../../tests/support/selections.ts';
import { sqlOf } from '../../../tests/support/sql-of.ts';
import { conferenceCells } from './conference-cells.ts';

test('counts conferences by time bin, without the synthetic ones', () => {
  expect(sqlOf(conferenceCells, { slices: [range], binMinutes: 60, filters: {} })).toMatchInlineSnapshot(`
   -- T-SQL: 2026-03-10T07:00, 2026-03-10T19:30, 2026-03-09T07:00, 2026-03-10T20:30
   select "f"."bin", count(*) as "conferences"
   from
     (
       select datediff(minute, '19700101', "c"."SessionIdTime") / 60 as "bin", "c"."SessionIdTime",
         "c"."ConferenceUri", "c"."ConfInstance"
       from "dbo"."ConferencesView" as "c"
       where "c"."SessionIdTime" >= @1 and "c"."SessionIdTime" < @2
     ) as "f"
     left join (
       select distinct "x"."SessionIdTime", "x"."ConferenceUri", "x"."ConfInstance"
       from "dbo"."ConferencesView" as "x"
       where "x"."Flag" & 1 <> 0 and "x"."ConfInstance" is not null
         and ("x"."SessionIdTime" >= @3 and "x"."SessionIdTime" < @4)
     ) as "synthetic" on "synthetic"."ConfInstance" = "f"."ConfInstance"
     and "synthetic"."ConferenceUri" = "f"."ConferenceUri"
     and datediff(minute, '19700101', "f"."SessionIdTime") / 1 - datediff(minute, '19700101', "synthetic"."SessionIdTime") / 1 > -60
     and datediff(minute, '19700101', "f"."SessionIdTime") / 1 - datediff(minute, '19700101', "synthetic"."SessionIdTime") / 1 < 1440
   where "synthetic"."ConfInstance" is null
   group by "f"."bin"

   -- SQLite: 2026-03-10T07:00, 2026-03-10T19:30, 2026-03-09T07:00, 2026-03-10T20:30
   select "f"."bin", count(*) as "conferences"
   from
     (
       select "c"."SessionIdTime" / 3600000 as "bin", "c"."SessionIdTime", "c"."ConferenceUri",
         "c"."ConfInstance"
       from "dbo"."ConferencesView" as "c"
       where "c"."SessionIdTime" >= ? and "c"."SessionIdTime" < ?
     ) as "f"
     left join (
       select distinct "x"."SessionIdTime", "x"."ConferenceUri", "x"."ConfInstance"
       from "dbo"."ConferencesView" as "x"
       where "x"."Flag" & 1 <> 0 and "x"."ConfInstance" is not null
         and ("x"."SessionIdTime" >= ? and "x"."SessionIdTime" < ?)
     ) as "synthetic" on "synthetic"."ConfInstance" = "f"."ConfInstance"
     and "synthetic"."ConferenceUri" = "f"."ConferenceUri"
     and "f"."SessionIdTime" / 60000 - "synthetic"."SessionIdTime" / 60000 > -60
     and "f"."SessionIdTime" / 60000 - "synthetic"."SessionIdTime" / 60000 < 1440
   where "synthetic"."ConfInstance" is null
   group by "f"."bin"
  `);
});

test('counts those of some pools and URIs, synthetic ones among them where the settings say so', () => {
  const filters = filtersOf('pools', 'conferenceUris');
  const settings = { includeSynthetic: true };
  expect(sqlOf(conferenceCells, { slices: [range], binMinutes: 15, filters }, { settings })).toMatchInlineSnapshot(`
   -- T-SQL: 2026-03-10T07:00, 2026-03-10T19:30, "fe01.example.com", "edge01.example.com",
   --   "ana@example.com;gruu;opaque=app:conf:focus:id:x1", "<ana@example.com;gruu;opaque=app:conf:focus:id:x1>",
   --   "sip:ana@example.com;gruu;opaque=app:conf:focus:id:x1",
   --   "<sip:ana@example.com;gruu;opaque=app:conf:focus:id:x1>",
   --   "sips:ana@example.com;gruu;opaque=app:conf:focus:id:x1",
   --   "<sips:ana@example.com;gruu;opaque=app:conf:focus:id:x1>"
   select "f"."bin", count(*) as "conferences"
   from (
     select datediff(minute, '19700101', "c"."SessionIdTime") / 15 as "bin"
     from "dbo"."ConferencesView" as "c"
     where "c"."SessionIdTime" >= @1 and "c"."SessionIdTime" < @2 and "c"."Pool" in (@3, @4)
       and ("c"."ConferenceUri" in (@5, @6, @7, @8, @9, @10))
   ) as "f"
   group by "f"."bin"

   -- SQLite: 2026-03-10T07:00, 2026-03-10T19:30, "fe01.example.com", "edge01.example.com",
   --   "ana@example.com;gruu;opaque=app:conf:focus:id:x1", "<ana@example.com;gruu;opaque=app:conf:focus:id:x1>",
   --   "sip:ana@example.com;gruu;opaque=app:conf:focus:id:x1",
   --   "<sip:ana@example.com;gruu;opaque=app:conf:focus:id:x1>",
   --   "sips:ana@example.com;gruu;opaque=app:conf:focus:id:x1",
   --   "<sips:ana@example.com;gruu;opaque=app:conf:focus:id:x1>"
   select "f"."bin", count(*) as "conferences"
   from (
     select "c"."SessionIdTime" / 900000 as "bin"
     from "dbo"."ConferencesView" as "c"
     where "c"."SessionIdTime" >= ? and "c"."SessionIdTime" < ? and "c"."Pool" collate nocase in (?, ?)
       and ("c"."ConferenceUri" collate nocase in (?, ?, ?, ?, ?, ?))
   ) as "f"
   group by "f"."bin"
  `);
});

test('a database without conferences is asked all the same', () => {
  const without = ['ConferencesView'];
  const settings = { includeSynthetic: true };
  expect(sqlOf(conferenceCells, { slices: [range], binMinutes: 30, filters: {} }, { without, settings }))
    .toMatchInlineSnapshot(`
   -- T-SQL: 2026-03-10T07:00, 2026-03-10T19:30
   select "f"."bin", count(*) as "conferences"
   from (
     select datediff(minute, '19700101', "c"."SessionIdTime") / 30 as "bin"
     from (
       select cast(null as datetime) as "SessionIdTime", cast(null as int) as "SessionIdSeq",
         cast(null as nvarchar(450)) as "ConferenceUri", cast(null as uniqueidentifier) as "ConfInstance",
         cast(null as datetime) as "ConferenceStartTime", cast(null as datetime) as "ConferenceEndTime",
         cast(null as nvarchar(450)) as "OrganizerUri", cast(null as nvarchar(450)) as "Pool",
         cast(null as int) as "Flag"
       where 1 = 0
     ) as "c"
     where "c"."SessionIdTime" >= @1 and "c"."SessionIdTime" < @2
   ) as "f"
   group by "f"."bin"

   -- SQLite: 2026-03-10T07:00, 2026-03-10T19:30
   select "f"."bin", count(*) as "conferences"
   from (
     select "c"."SessionIdTime" / 1800000 as "bin"
     from (
       select cast(null as datetime) as "SessionIdTime", cast(null as int) as "SessionIdSeq",
         cast(null as nvarchar(450)) as "ConferenceUri", cast(null as uniqueidentifier) as "ConfInstance",
         cast(null as datetime) as "ConferenceStartTime", cast(null as datetime) as "ConferenceEndTime",
         cast(null as nvarchar(450)) as "OrganizerUri", cast(null as nvarchar(450)) as "Pool",
         cast(null as int) as "Flag"
       where 1 = 0
     ) as "c"
     where "c"."SessionIdTime" >= ? and "c"."SessionIdTime" < ?
   ) as "f"
   group by "f"."bin"
  `);
});

test('a bin that the range cuts stands where the range begins', () => {
  const [half, hour] = [30 * 60_000, 3_600_000];
  const selection = { slices: [{ ...range, from: range.from + half }], binMinutes: 60, filters: {} } as const;
  const bin = range.from / hour;
  const found = [
    { bin, conferences: 2 },
    { bin: bin + 1, conferences: 1 },
  ];
  expect(conferenceCells.read(found, selection)).toEqual([
    { time: range.from + half, conferences: 2 },
    { time: range.from + hour, conferences: 1 },
  ]);
});
