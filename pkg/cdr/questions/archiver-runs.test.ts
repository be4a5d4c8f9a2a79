import { describe, expect, test } from '@jest/globals';
import { describingCdr, dialectNames, statementOf } from '../../../tests/support/recording-cdr.ts';
import { archiverRuns } from './archiver-runs.ts';

test('is not asked of a database without a ledger', () => {
  expect(statementOf(describingCdr('SQLite', { archive: true }), archiverRuns, {})).toBeUndefined();
});

test.each(dialectNames)('%s: reads the notes on one view, a row for each store', (name) => {
  const statement = statementOf(describingCdr(name, { archive: true, features: { ledger: true } }), archiverRuns, {});
  expect(statement?.sql.replaceAll(/["[\]]/g, '')).toMatch(
    /^select l\.Store as store, max\(l\.CopiedAt\) as copied from ArchiveSlices as l where l\.View = \S+ group by l\.Store$/,
  );
  expect(statement?.parameters).toEqual(['SessionDetailsView']);
});

describe('answers to parts', () => {
  test('are the newest of each store', () => {
    const emea = (copied: number) => ({ store: 'emea', copied });
    expect(archiverRuns.merge([[emea(1)], [emea(3), { store: 'apac', copied: 2 }], [emea(2)]], {})).toEqual([
      emea(3),
      { store: 'apac', copied: 2 },
    ]);
  });
});
