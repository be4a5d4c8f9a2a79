import { expect, test } from '@jest/globals';
import { sqlOf } from '../../../tests/support/sql-of.ts';
import { sessionSpan } from './session-span.ts';

test('looks at both ends of the key', () => {
  expect(sqlOf(sessionSpan, {})).toMatchInlineSnapshot(`
   -- T-SQL
   select min("s"."SessionIdTime") as "first", max("s"."SessionIdTime") as "last"
   from "dbo"."SessionDetailsView" as "s"

   -- SQLite
   select min("s"."SessionIdTime") as "first", max("s"."SessionIdTime") as "last"
   from "dbo"."SessionDetailsView" as "s"
  `);
});

test('is no row without any session', () => {
  expect(sessionSpan.read([{ first: null, last: null }], {})).toEqual([]);
  expect(sessionSpan.read([{ first: 1, last: 1 }], {})).toEqual([{ first: 1, last: 1 }]);
});

test('of several answers reaches from the first to the last', () => {
  const answers = [[{ first: 5, last: 9 }], [], [{ first: 2, last: 6 }]];
  expect(sessionSpan.merge(answers, {})).toEqual([{ first: 2, last: 9 }]);
  expect(sessionSpan.merge([[], []], {})).toEqual([]);
});
