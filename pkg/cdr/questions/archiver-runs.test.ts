import { describe, expect, test } from '@jest/globals';
import { describingCdr, dialectNames, statementOf } from '../../../tests/support/recording-cdr.ts';
import { archiverRuns } from './archiver-runs.ts';

test('is not asked of a database without a ledger', () => {
  expect(statementOf(describingCdr('SQLite', { archive: true }), archiverRuns, {})).toBeUndefined();
});

test.each(dialectNames)(
  '%s: reads the notes on the first and the last views of a pass, a row for each store and view',
  (name) => {
    const statement = statementOf(describingCdr(name, { archive: true, features: { ledger: true } }), archiverRuns, {});
    expect(statement?.sql.replaceAll(/["[\]]/g, '')).toMatch(
      /^select l\.Store as store, l\.View as view, max\(l\.CopiedAt\) as copied from ArchiveSlices as l where l\.View in \(\S+, \S+, \S+\) group by l\.Store, l\.View$/,
    );
    expect(statement?.parameters).toEqual(['SessionDetailsView', 'ErrorReportView', 'ProgressReportView']);
  },
);

describe('answers to parts', () => {
  test('are the oldest of each store: its last view that was copied', () => {
    const emea = (copied: number) => ({ store: 'emea', copied });
    expect(archiverRuns.merge([[emea(1)], [emea(3), { store: 'apac', copied: 2 }], [emea(2)]], {})).toEqual([
      emea(1),
      { store: 'apac', copied: 2 },
    ]);
  });
});
