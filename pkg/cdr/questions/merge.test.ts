import { beforeAll, describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { demoCdr, type DemoCdr } from '../../../tests/support/demo-cdr.ts';
import type { TimeRange } from '../calendar.ts';
import { conferenceCells } from './conference-cells.ts';
import { conferences } from './conferences.ts';
import { errorReports } from './error-reports.ts';
import { failureListRows } from './failure-list.ts';
import { failuresByUser } from './failures-by-user.ts';
import { reportValues, sessionCodes } from './listed-values.ts';
import { p2pSessionDetails } from './p2p-session-details.ts';
import { progressReportRows } from './progress-reports.ts';
import type { Question } from './question.ts';
import { recordCounts } from './records.ts';
import { seenDiagnosticIds } from './seen-diagnostic-ids.ts';
import { sessionCells } from './session-cells.ts';
import { sessionsByColumns } from './sessions-by-columns.ts';
import { sessionsByReportValue } from './sessions-by-report-value.ts';
import { sessionsByUser } from './sessions-by-user.ts';
import { setupTimeCells } from './setup-time-cells.ts';

const hour = 3_600_000;
const end = Date.UTC(2026, 2, 12);
const range: TimeRange = { from: end - 24 * hour, to: end - 4 * hour };
const failed = { categories: ['expected', 'unexpected'] } as const;

/** A question with what to ask over a range; parts of it begin and end on whole hours. */
function asked<Selection, Row extends object | number, Found>(
  name: string,
  question: Question<Selection, Row, Found>,
  selection: (part: TimeRange) => Selection,
) {
  return {
    name,
    /** Rows without their order, the counts of equal rows added up by nobody. */
    whole: (cdr: DemoCdr) => cdr.answer(question, selection(range)),
    inParts: (cdr: DemoCdr, parts: readonly TimeRange[]) =>
      question.merge(
        parts.map((part) => cdr.answer(question, selection(part))),
        selection(range),
      ),
  };
}

const list = (part: TimeRange) => ({ range: part, filters: {}, limit: 40 });
const questions = [
  asked('sessionCells of peer-to-peer sessions', sessionCells(['Media', 'DiagnosticId', 'ResponseCode']), (part) => ({
    activity: 'p2p' as const,
    slices: [part],
    binMinutes: 60 as const,
    filters: {},
  })),
  asked('sessionCells by source', sessionCells(['Kind', 'Source'], ['FromUser']), (part) => ({
    activity: 'conference' as const,
    slices: [part],
    binMinutes: 60 as const,
    filters: failed,
  })),
  asked('conferenceCells', conferenceCells, (part) => ({ range: part, binMinutes: 60 as const, filters: {} })),
  asked('failuresByUser', failuresByUser, (part) => ({ range: part, filters: failed })),
  asked('sessionsByColumns', sessionsByColumns('Pool', 'FromEdge', 'ToEdge'), (part) => ({
    range: part,
    filters: failed,
  })),
  asked('sessionsByReportValue', sessionsByReportValue('Application'), (part) => ({ range: part, filters: failed })),
  asked('failureListRows', failureListRows, (part) => ({ ...list(part), filters: failed })),
  asked('errorReports', errorReports, list),
  asked('progressReportRows', progressReportRows, list),
  asked('p2pSessionDetails', p2pSessionDetails, list),
  asked('conferences', conferences, list),
  asked('setupTimeCells of whole joins', setupTimeCells('wholeJoins', true), (part) => ({
    slices: [part],
    binMinutes: 60 as const,
    filters: {},
  })),
  asked('setupTimeCells of components', setupTimeCells('components', true), (part) => ({
    slices: [part],
    binMinutes: 60 as const,
    filters: {},
  })),
  asked('seenDiagnosticIds', seenDiagnosticIds, (part) => ({ range: part, diagnosticIds: [0, 1003, 1010, 7000, 99] })),
  asked('recordCounts', recordCounts, (part) => [
    { source: 'p2p' as const, range: part, any: false },
    { source: 'errorReports' as const, range: part, any: true },
  ]),
  asked('reportValues', reportValues('RequestType'), (part) => ({ range: part })),
  asked('sessionCodes', sessionCodes('ResponseCode'), (part) => ({ range: part })),
];

let cdr: DemoCdr;
beforeAll(() => {
  cdr = demoCdr({ seed: 7, end, days: 2, sessionsPerDay: 600, edgeCases: true });
});

const sorted = (rows: readonly unknown[]) =>
  rows
    .map((row) =>
      JSON.stringify(
        typeof row === 'object' && row !== null ? Object.entries(row).sort(([a], [b]) => (a < b ? -1 : 1)) : row,
      ),
    )
    .sort();

describe('answers to parts of a range, put together, are the answer to the whole', () => {
  const cuts = fc.uniqueArray(fc.integer({ min: 1, max: 19 }), { maxLength: 4 });

  test.each(questions)('$name', ({ whole, inParts }) => {
    const expected = whole(cdr);
    expect(expected.length).toBeGreaterThan(0);
    fc.assert(
      fc.property(cuts, (hours) => {
        const bounds = [range.from, ...[...hours].sort((a, b) => a - b).map((at) => range.from + at * hour), range.to];
        const parts = bounds.slice(1).map((to, index) => ({ from: bounds[index] ?? to, to }));
        expect(sorted(inParts(cdr, parts))).toEqual(sorted(expected));
      }),
      { numRuns: 8 },
    );
  });

  test('lists keep their order, the newest first', () => {
    for (const { whole, inParts } of questions.filter(({ name }) => /Rows|Reports|Details|^conferences/.test(name))) {
      const middle = range.from + 11 * hour;
      const parts = [
        { from: range.from, to: middle },
        { from: middle, to: range.to },
      ];
      expect(inParts(cdr, parts)).toEqual(whole(cdr));
    }
  });
});

test('users that are spelled in two ways in two parts stay the users they are', () => {
  const question = sessionsByUser('FromUser');
  const of = (user: string | null, sessions: number) => ({ user, sessions });
  const selection = { filters: {} };
  expect(question.merge([[of('sip:a@b', 2), of(null, 1)], [of('sip:a@b', 3)]], selection)).toEqual([
    of('sip:a@b', 5),
    of(null, 1),
  ]);
});
