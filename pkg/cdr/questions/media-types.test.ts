import { describe, expect, test } from '@jest/globals';
import { range } from '../../../tests/support/selections.ts';
import { sqlOf } from '../../../tests/support/sql-of.ts';
import { sessionsByColumns } from './sessions-by-columns.ts';
import type { SessionSelection } from './sessions.ts';

describe('media bits', () => {
  const audio: SessionSelection = { range, filters: { modalities: ['audio'] } };

  test('come from the table where the view lacks them', () => {
    expect(sqlOf(sessionsByColumns('Media'), audio, { features: { mediaTypes: 'table' } })).toMatchInlineSnapshot(`
     -- T-SQL: 2026-03-10T07:00, 2026-03-10T19:30
     select "f"."Media" as "Media", count(*) as "sessions"
     from (
       select coalesce(
         (
           select "t"."MediaTypes"
           from "dbo"."SessionDetails" as "t"
           where "t"."SessionIdTime" = "s"."SessionIdTime" and "t"."SessionIdSeq" = "s"."SessionIdSeq"
         ),
         0
       ) as "Media"
       from "dbo"."SessionDetailsView" as "s"
       where "s"."SessionIdTime" >= @1 and "s"."SessionIdTime" < @2
         and ("s"."CallFlag" is null or not ("s"."CallFlag" & 1 <> 0))
         and (
           select "t"."MediaTypes"
           from "dbo"."SessionDetails" as "t"
           where "t"."SessionIdTime" = "s"."SessionIdTime" and "t"."SessionIdSeq" = "s"."SessionIdSeq"
         ) & 16 <> 0
     ) as "f"
     group by "f"."Media"

     -- SQLite: 2026-03-10T07:00, 2026-03-10T19:30
     select "f"."Media" as "Media", count(*) as "sessions"
     from (
       select coalesce(
         (
           select "t"."MediaTypes"
           from "dbo"."SessionDetails" as "t"
           where "t"."SessionIdTime" = "s"."SessionIdTime" and "t"."SessionIdSeq" = "s"."SessionIdSeq"
         ),
         0
       ) as "Media"
       from "dbo"."SessionDetailsView" as "s"
       where "s"."SessionIdTime" >= ? and "s"."SessionIdTime" < ?
         and ("s"."CallFlag" is null or not ("s"."CallFlag" & 1 <> 0))
         and (
           select "t"."MediaTypes"
           from "dbo"."SessionDetails" as "t"
           where "t"."SessionIdTime" = "s"."SessionIdTime" and "t"."SessionIdSeq" = "s"."SessionIdSeq"
         ) & 16 <> 0
     ) as "f"
     group by "f"."Media"
    `);
  });

  test('come from the Media view where the table is hidden', () => {
    expect(sqlOf(sessionsByColumns('Media'), audio, { features: { mediaTypes: 'mediaView' } })).toMatchInlineSnapshot(`
     -- T-SQL: "IM", 1, "File Transfer", 2, "Application Sharing", 8, "Audio", 16, "Video", 32, 2026-03-10T07:00,
     --   2026-03-10T19:30
     select "f"."Media" as "Media", count(*) as "sessions"
     from (
       select coalesce(
         (
           select sum(
             distinct case "m"."Media"
               when @1 then @2
               when @3 then @4
               when @5 then @6
               when @7 then @8
               when @9 then @10
               else 0
             end
           )
           from "dbo"."MediaView" as "m"
           where "m"."SessionIdTime" = "s"."SessionIdTime" and "m"."SessionIdSeq" = "s"."SessionIdSeq"
         ),
         0
       ) as "Media"
       from "dbo"."SessionDetailsView" as "s"
       where "s"."SessionIdTime" >= @11 and "s"."SessionIdTime" < @12
         and ("s"."CallFlag" is null or not ("s"."CallFlag" & 1 <> 0))
         and (
           select sum(
             distinct case "m"."Media"
               when @1 then @2
               when @3 then @4
               when @5 then @6
               when @7 then @8
               when @9 then @10
               else 0
             end
           )
           from "dbo"."MediaView" as "m"
           where "m"."SessionIdTime" = "s"."SessionIdTime" and "m"."SessionIdSeq" = "s"."SessionIdSeq"
         ) & 16 <> 0
     ) as "f"
     group by "f"."Media"

     -- SQLite: "IM", 1, "File Transfer", 2, "Application Sharing", 8, "Audio", 16, "Video", 32, 2026-03-10T07:00,
     --   2026-03-10T19:30, "IM", 1, "File Transfer", 2, "Application Sharing", 8, "Audio", 16, "Video", 32
     select "f"."Media" as "Media", count(*) as "sessions"
     from (
       select coalesce(
         (
           select sum(
             distinct case "m"."Media" when ? then ? when ? then ? when ? then ? when ? then ? when ? then ? else 0
             end
           )
           from "dbo"."MediaView" as "m"
           where "m"."SessionIdTime" = "s"."SessionIdTime" and "m"."SessionIdSeq" = "s"."SessionIdSeq"
         ),
         0
       ) as "Media"
       from "dbo"."SessionDetailsView" as "s"
       where "s"."SessionIdTime" >= ? and "s"."SessionIdTime" < ?
         and ("s"."CallFlag" is null or not ("s"."CallFlag" & 1 <> 0))
         and (
           select sum(
             distinct case "m"."Media" when ? then ? when ? then ? when ? then ? when ? then ? when ? then ? else 0
             end
           )
           from "dbo"."MediaView" as "m"
           where "m"."SessionIdTime" = "s"."SessionIdTime" and "m"."SessionIdSeq" = "s"."SessionIdSeq"
         ) & 16 <> 0
     ) as "f"
     group by "f"."Media"
    `);
  });

  test('are unknown where nothing tells them', () => {
    expect(sqlOf(sessionsByColumns('Media'), audio, { features: { mediaTypes: 'none' } })).toMatchInlineSnapshot(`
     -- T-SQL: 2026-03-10T07:00, 2026-03-10T19:30
     select "f"."Media" as "Media", count(*) as "sessions"
     from (
       select coalesce(cast(null as int), 0) as "Media"
       from "dbo"."SessionDetailsView" as "s"
       where "s"."SessionIdTime" >= @1 and "s"."SessionIdTime" < @2
         and ("s"."CallFlag" is null or not ("s"."CallFlag" & 1 <> 0)) and cast(null as int) & 16 <> 0
     ) as "f"
     group by "f"."Media"

     -- SQLite: 2026-03-10T07:00, 2026-03-10T19:30
     select "f"."Media" as "Media", count(*) as "sessions"
     from (
       select coalesce(cast(null as int), 0) as "Media"
       from "dbo"."SessionDetailsView" as "s"
       where "s"."SessionIdTime" >= ? and "s"."SessionIdTime" < ?
         and ("s"."CallFlag" is null or not ("s"."CallFlag" & 1 <> 0)) and cast(null as int) & 16 <> 0
     ) as "f"
     group by "f"."Media"
    `);
  });
});
