import { describe, expect, test } from '@jest/globals';
import { questionExamples } from '../../../tests/support/question-examples.ts';
import { describingCdr, dialectNames } from '../../../tests/support/recording-cdr.ts';
import { filtersOf, range } from '../../../tests/support/selections.ts';
import { DiagnosticsError } from '../../errors.ts';

/** Equalities of a column of two aliases, such as `"e"."SessionIdTime" = "s"."SessionIdTime"`. */
const joins = (sql: string, column: string) =>
  [...sql.matchAll(new RegExp(String.raw`"(\w+)"\."\w*${column}" = "(\w+)"\."\w*${column}"`, 'g'))].map(
    ([, a = '', b = '']) => [a, b].sort().join(),
  );

const everything = filtersOf('stores', 'pools', 'users', 'requestTypes', 'sources', 'modalities', 'conferenceTypes');
const overs = [
  { range, binMinutes: 60 },
  { range, binMinutes: 60, filters: everything },
] as const;

describe.each(dialectNames)('in an archive, in %s', (name) => {
  const cdr = describingCdr(name, { archive: true });

  test.each(questionExamples.map((example) => [example.title, example] as const))(
    '%s: rows of different stores never meet',
    (_, example) => {
      for (const over of overs) {
        const query = example.describe(cdr, over);
        const sql = query ? cdr.compile(query).sql : '';
        // Sequence numbers stand in every join of two keys; a conference instance is joined by its own.
        const keyed = [...joins(sql, 'Seq'), ...joins(sql, 'ConfInstance')];
        const byStore = joins(sql, 'Store');
        expect(keyed.filter((pair) => !byStore.includes(pair))).toEqual([]);
        for (const [, partition = ''] of sql.matchAll(/partition by (.*?) order/g)) {
          expect(partition).toContain('"Store"');
        }
      }
    },
  );
});

test('a single LcsCDR is asked without stores, and refuses a filter on them', () => {
  const cdr = describingCdr('T-SQL');
  for (const example of questionExamples) {
    const query = example.describe(cdr, overs[0]);
    expect(query ? cdr.compile(query).sql : '').not.toContain('Store');
  }
  const [filtered] = questionExamples;
  expect(() => filtered?.describe(cdr, overs[1])).toThrow(DiagnosticsError);
  expect(() => filtered?.describe(cdr, overs[1])).toThrow(
    'Store: this data source reads one LcsCDR, and only an archive has stores. Leave this filter empty.',
  );
});
