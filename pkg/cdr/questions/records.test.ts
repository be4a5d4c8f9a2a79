import { describe, expect, test } from '@jest/globals';
import { range } from '../../../tests/support/selections.ts';
import { sqlOf } from '../../../tests/support/sql-of.ts';
import { newestRecords, recordCounts, type RecordCount } from './records.ts';

describe('the newest records', () => {
  const selection = { sources: ['p2p', 'errorReports'], before: range.to } as const;

  test('are the last rows of their keys', () => {
    expect(sqlOf(newestRecords, selection)).toMatchInlineSnapshot(`
     -- T-SQL: 2026-03-10T19:30
     select 0 as "part", "last"."time" as "time"
     from (
       select top (1) "s"."SessionIdTime" as "time"
       from "dbo"."SessionDetailsView" as "s"
       where "s"."SessionIdTime" < @1
       order by "s"."SessionIdTime" desc
     ) as "last"
     union all
     select 1 as "part", "last"."time" as "time"
     from (
       select top (1) "s"."ErrorTime" as "time"
       from "dbo"."ErrorReportView" as "s"
       where "s"."ErrorTime" < @1
       order by "s"."ErrorTime" desc
     ) as "last"

     -- SQLite: 2026-03-10T19:30, 1, 2026-03-10T19:30, 1
     select 0 as "part", "last"."time" as "time"
     from (
       select "s"."SessionIdTime" as "time"
       from "dbo"."SessionDetailsView" as "s"
       where "s"."SessionIdTime" < ?
       order by "s"."SessionIdTime" desc
       limit ?
     ) as "last"
     union all
     select 1 as "part", "last"."time" as "time"
     from (
       select "s"."ErrorTime" as "time"
       from "dbo"."ErrorReportView" as "s"
       where "s"."ErrorTime" < ?
       order by "s"."ErrorTime" desc
       limit ?
     ) as "last"
    `);
    expect(sqlOf(newestRecords, { ...selection, sources: [] })).toMatchInlineSnapshot(`
     -- T-SQL: nothing to ask

     -- SQLite: nothing to ask
    `);
  });

  test('are told by source; the newest of several answers counts', () => {
    const rows = newestRecords.read([{ part: 1, time: 5 }], selection);
    expect(rows).toEqual([{ source: 'errorReports', time: 5 }]);
    const answers = [rows, [{ source: 'errorReports', time: 3 } as const], [{ source: 'p2p', time: 4 } as const]];
    expect(newestRecords.merge(answers, selection)).toEqual([
      { source: 'errorReports', time: 5 },
      { source: 'p2p', time: 4 },
    ]);
  });
});

describe('numbers of records', () => {
  const counts: RecordCount[] = [
    { source: 'conference', range, any: false },
    { source: 'errorReports', range: { from: range.from - 1000, to: range.from }, any: true },
  ];

  test('are counted, or looked for', () => {
    expect(sqlOf(recordCounts, counts)).toMatchInlineSnapshot(`
     -- T-SQL: 2026-03-10T07:00, 2026-03-10T19:30, 2026-03-10T06:59:59.000
     select 0 as "part", count(*) as "records"
     from "dbo"."ConferenceSessionDetailsView" as "s"
     where "s"."SessionIdTime" >= @1 and "s"."SessionIdTime" < @2
     union all
     select 1 as "part",
       case
         when exists (
           select 1
           from "dbo"."ErrorReportView" as "s"
           where "s"."ErrorTime" >= @3 and "s"."ErrorTime" < @1
         ) then 1
         else 0 end as "records"

     -- SQLite: 2026-03-10T07:00, 2026-03-10T19:30, 2026-03-10T06:59:59.000, 2026-03-10T07:00
     select 0 as "part", count(*) as "records"
     from "dbo"."ConferenceSessionDetailsView" as "s"
     where "s"."SessionIdTime" >= ? and "s"."SessionIdTime" < ?
     union all
     select 1 as "part",
       case
         when exists (
           select 1
           from "dbo"."ErrorReportView" as "s"
           where "s"."ErrorTime" >= ? and "s"."ErrorTime" < ?
         ) then 1
         else 0 end as "records"
    `);
    expect(sqlOf(recordCounts, [])).toMatchInlineSnapshot(`
     -- T-SQL: nothing to ask

     -- SQLite: nothing to ask
    `);
  });

  test('come in the order asked for, whatever the order found', () => {
    const found = [
      { part: 1, records: 1 },
      { part: 0, records: 7 },
    ];
    expect(recordCounts.read(found, counts)).toEqual([7, 1]);
    expect(recordCounts.read([], counts)).toEqual([0, 0]);
  });

  test('of several answers add up, but whether there is any', () => {
    expect(
      recordCounts.merge(
        [
          [7, 1],
          [2, 1],
          [0, 0],
        ],
        counts,
      ),
    ).toEqual([9, 1]);
    expect(recordCounts.merge([], counts)).toEqual([0, 0]);
  });
});
