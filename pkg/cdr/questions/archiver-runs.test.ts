import { describe, expect, test } from '@jest/globals';
import { describingCdr, dialectNames, given, recordingCdr, statementOf } from '../../../tests/support/recording-cdr.ts';
import { archiverRuns, lastCopies } from './archiver-runs.ts';

test('is not asked of a database without a ledger', () => {
  expect(statementOf(describingCdr('SQLite', { archive: true }), archiverRuns, { before: 9 })).toBeUndefined();
});

test.each(dialectNames)(
  '%s: reads the notes on the first and the last views of a pass, a row for each store and view',
  (name) => {
    const statement = statementOf(describingCdr(name, { archive: true, features: { ledger: true } }), archiverRuns, {
      before: 9,
    });
    expect(statement?.sql.replaceAll(/["[\]]/g, '')).toMatch(
      /^select l\.Store as store, l\.View as view, max\(l\.CopiedAt\) as copied from ArchiveSlices as l where l\.View in \(\S+, \S+, \S+\) and l\.CopiedAt < \S+ group by l\.Store, l\.View$/,
    );
    expect(statement?.parameters).toEqual(['SessionDetailsView', 'ErrorReportView', 'ProgressReportView', 9]);
  },
);

describe('answers to parts', () => {
  test('are the oldest of each store: its last view that was copied', () => {
    const emea = (copied: number) => ({ store: 'emea', copied });
    expect(archiverRuns.merge([[emea(1)], [emea(3), { store: 'apac', copied: 2 }], [emea(2)]], { before: 9 })).toEqual([
      emea(1),
      { store: 'apac', copied: 2 },
    ]);
  });
});

test('what was noted by a clock that was ahead is left out: of copies in the next hours and later', async () => {
  const now = Date.UTC(2026, 10, 12, 9, 30);
  const asked: number[] = [];
  const cdr = recordingCdr('SQLite', {
    archive: true,
    features: { ledger: true },
    answers: [
      given(archiverRuns, ({ before }) => {
        asked.push(before);
        return [{ store: 'EMEA', copied: 5 }];
      }),
    ],
  });
  const copied = await lastCopies(cdr, now);
  expect([copied('emea'), copied('apac')]).toEqual([5, undefined]);
  expect(asked).toEqual([Date.UTC(2026, 10, 12, 11)]);
});
