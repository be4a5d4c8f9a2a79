import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { sql } from 'kysely';
import { sqlite } from './dialect.ts';

test('takes names and values as they are', () => {
  const { sql: text, parameters } = sql`select ${'a'}, ${'a'} from ${sql.table('Pools')}`.compile(sqlite.builder());
  expect(text).toBe('select ?, ? from "Pools"');
  expect(parameters).toEqual(['a', 'a']);
});

describe('statements for the query inspector', () => {
  test('list their values, and nothing where there are none', () => {
    const some = { sql: 'select ?, ?', parameters: [5, "o'brien"] };
    const none = { sql: 'select 1', parameters: [] };
    expect(sqlite.script([some, none])).toBe("-- 5, N'o''brien'\nselect ?, ?;\n\nselect 1");
  });

  test('no value ends its comment', () => {
    const texts = fc.string({ unit: fc.constantFrom("'", '\n', '\r', '-', ';', 'x', '\u2028'), minLength: 1 });
    fc.assert(
      fc.property(texts, (text) => {
        expect(sqlite.script([{ sql: 'select 1', parameters: [text] }]).split(/[\n\r]/)).toHaveLength(2);
      }),
    );
  });
});
