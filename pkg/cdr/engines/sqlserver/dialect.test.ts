import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { sql } from 'kysely';
import { datetime, DatetimeParameter, type Parameter } from '../../parameter.ts';
import { tsql } from './dialect.ts';

describe('T-SQL parameters', () => {
  const db = tsql.builder();

  test('a value is sent once, however often it occurs', () => {
    const { sql: text, parameters } = sql`${'a'} ${1} ${'a'} ${null} ${1} ${null}`.compile(db);
    expect(text).toBe('@1 @2 @1 @3 @2 @3');
    expect(parameters).toEqual(['a', 1, null]);
  });

  test('values that only look alike stay apart', () => {
    const instant = Date.UTC(2026, 0, 1);
    const { sql: text, parameters } =
      sql`${1} ${'1'} ${null} ${'null'} ${datetime(instant)} ${instant} ${`datetime ${instant}`} ${'A'} ${'a'}`.compile(
        db,
      );
    expect(text).toBe('@1 @2 @3 @4 @5 @6 @7 @8 @9');
    expect(new Set(parameters).size).toBe(9);
  });

  test('instants on the same tick are one', () => {
    const { sql: text, parameters } = sql`${datetime(4)} ${datetime(7)} ${datetime(8)}`.compile(db);
    expect(text).toBe('@1 @1 @2');
    expect(parameters).toEqual([new DatetimeParameter(7), new DatetimeParameter(10)]);
  });

  test('one statement does not share with the next', () => {
    expect(sql`${'a'}`.compile(db)).toMatchObject({ sql: '@1', parameters: ['a'] });
    expect(sql`${'b'} ${'a'}`.compile(db)).toMatchObject({ sql: '@1 @2', parameters: ['b', 'a'] });
  });

  test('each placeholder stands for its value, whatever the values', () => {
    const values = fc.array(fc.oneof(fc.string({ maxLength: 3 }), fc.integer({ min: -2, max: 2 }), fc.constant(null)), {
      minLength: 1,
    });
    fc.assert(
      fc.property(values, (given) => {
        const { sql: text, parameters } = sql`${sql.join(given)}`.compile(db);
        const places = text.split(', ').map((place) => Number(place.slice(1)) - 1);
        expect(places.map((place) => parameters[place])).toEqual(given);
        expect(new Set(parameters).size).toBe(parameters.length);
      }),
    );
  });
});

describe('statements for the query inspector', () => {
  const parameters: Parameter[] = [new DatetimeParameter(Date.UTC(2026, 0, 31, 8, 15, 0, 7)), 5, "o'brien", null];

  test('declares its values in T-SQL', () => {
    expect(tsql.script([{ sql: 'select @1, @2, @3, @4', parameters }])).toBe(
      "declare @1 datetime = '2026-01-31T08:15:00.007',\n  @2 int = 5,\n  @3 nvarchar(max) = N'o''brien',\n" +
        '  @4 nvarchar(max) = null;\nselect @1, @2, @3, @4',
    );
  });

  test('are batches of their own', () => {
    const one = { sql: 'select 1', parameters: [] };
    expect(tsql.script([one, one])).toBe('select 1\n\ngo\n\nselect 1');
  });

  test('no value ends its literal', () => {
    const texts = fc.string({ unit: fc.constantFrom("'", '\n', '\r', '-', ';', 'x', '\u2028'), minLength: 1 });
    fc.assert(
      fc.property(texts, (text) => {
        expect(tsql.script([{ sql: 'select 1', parameters: [text] }])).toMatch(
          /^declare @1 nvarchar\(max\) = N'([^']|'')*';\nselect 1$/,
        );
      }),
    );
  });
});
