import type { Filters } from '../../contract/query.ts';
import { failedCategories } from '../../contract/vocabulary.ts';
import type { TimeRange } from '../../pkg/cdr/calendar.ts';
import type { CdrSql } from '../../pkg/cdr/cdr.ts';
import { archivedRows } from '../../pkg/cdr/questions/archived-rows.ts';
import { conferenceCells } from '../../pkg/cdr/questions/conference-cells.ts';
import { conferenceSessions } from '../../pkg/cdr/questions/conference-sessions.ts';
import { focusStays, mcuStays } from '../../pkg/cdr/questions/conference-stays.ts';
import { conferences } from '../../pkg/cdr/questions/conferences.ts';
import { errorReports } from '../../pkg/cdr/questions/error-reports.ts';
import { driverFailures, newestDriverFailures } from '../../pkg/cdr/questions/driver-failures.ts';
import { driverSessions } from '../../pkg/cdr/questions/driver-sessions.ts';
import { failureListRows } from '../../pkg/cdr/questions/failure-list.ts';
import { failureCounts } from '../../pkg/cdr/questions/failure-counts.ts';
import { dictionaryNames, reportValues, sessionCodes } from '../../pkg/cdr/questions/listed-values.ts';
import { p2pSessionDetails } from '../../pkg/cdr/questions/p2p-session-details.ts';
import { progressReportRows } from '../../pkg/cdr/questions/progress-reports.ts';
import type { Described, Question } from '../../pkg/cdr/questions/question.ts';
import { newestRecords, recordCounts } from '../../pkg/cdr/questions/records.ts';
import { seenDiagnosticIds } from '../../pkg/cdr/questions/seen-diagnostic-ids.ts';
import { sessionCells } from '../../pkg/cdr/questions/session-cells.ts';
import { sessionSpan } from '../../pkg/cdr/questions/session-span.ts';
import { sessionsByColumns } from '../../pkg/cdr/questions/sessions-by-columns.ts';
import { sessionsByReportValue } from '../../pkg/cdr/questions/sessions-by-report-value.ts';
import { sessionsByUser } from '../../pkg/cdr/questions/sessions-by-user.ts';
import { archiverRuns } from '../../pkg/cdr/questions/archiver-runs.ts';
import { storeNames } from '../../pkg/cdr/questions/store-names.ts';
import { storeSpans } from '../../pkg/cdr/questions/store-spans.ts';
import { setupTimeCells } from '../../pkg/cdr/questions/setup-time-cells.ts';
import type { BinWidth } from '../../pkg/cdr/time-bins.ts';
import type { DemoCdr } from './demo-cdr.ts';

/** What an example is asked about. */
export interface Over {
  readonly range: TimeRange;
  readonly binMinutes: BinWidth;
  /** Instead of the example's own. */
  readonly filters?: Filters;
}

/** A question with a selection, its types left behind: for tests over all questions. */
export interface QuestionExample {
  readonly title: string;
  /** Name of the question. */
  readonly question: string;
  /** Where a range may be cut so that the answers to its parts make up the whole; nowhere where absent. */
  readonly cut?: 'anywhere' | 'where bins begin' | undefined;
  /** A list that ends at a limit. */
  readonly isList: boolean;
  describe(cdr: CdrSql, over: Over): Described<unknown> | undefined;
  answer(cdr: DemoCdr, over: Over): readonly unknown[];
  /** The answers over each of some ranges, put together to that over the whole. */
  inParts(cdr: DemoCdr, parts: readonly TimeRange[], whole: Over): readonly unknown[];
}

function example<Selection, Row, Found>(
  question: Question<Selection, Row, Found>,
  selection: (over: Over) => Selection,
  { cut, of = '' }: { readonly cut?: QuestionExample['cut']; readonly of?: string } = {},
): QuestionExample {
  return {
    title: of ? `${question.name} of ${of}` : question.name,
    question: question.name,
    cut,
    isList: cut === 'anywhere' && Object.hasOwn(selection(somewhere) as object, 'limit'),
    describe: (cdr, over) => question.describe(cdr, selection(over)),
    answer: (cdr, over) => cdr.answer(question, selection(over)),
    inParts: (cdr, parts, whole) =>
      question.merge(
        parts.map((range) => cdr.answer(question, selection({ ...whole, range }))),
        selection(whole),
      ),
  };
}

const somewhere: Over = { range: { from: 0, to: 1 }, binMinutes: 60 };
const failed: Filters = { categories: failedCategories };
const anywhere = { cut: 'anywhere' } as const;
const bins = { cut: 'where bins begin' } as const;

const of = ({ range, filters = {} }: Over) => ({ range, filters });
const ofFailures = ({ range, filters = failed }: Over) => ({ range, filters });
const list = (over: Over) => ({ ...of(over), limit: 40 });
const cells = ({ range, binMinutes, filters = {} }: Over) => ({ slices: [range], binMinutes, filters });

/** Every question, those of several kinds once for each. */
export const questionExamples: readonly QuestionExample[] = [
  example(
    sessionCells(['Media', 'DiagnosticId', 'ResponseCode']),
    (over) => ({ ...cells(over), activity: 'p2p' as const }),
    { ...bins, of: 'peer-to-peer sessions' },
  ),
  example(
    sessionCells(['Kind', 'Source'], ['FromUser']),
    (over) => ({ ...cells(over), activity: 'conference' as const, filters: over.filters ?? failed }),
    { ...bins, of: 'sources' },
  ),
  example(sessionCells(['FromGateway', 'ToGateway']), (over) => ({ ...cells(over), activity: 'p2p' as const }), {
    ...bins,
    of: 'gateways',
  }),
  example(conferenceCells, cells, bins),
  example(failureCounts, ofFailures),
  example(sessionsByColumns('Pool', 'FromEdge', 'ToEdge'), ofFailures, { ...anywhere, of: 'pools' }),
  example(sessionsByReportValue('Application'), ofFailures, { ...anywhere, of: 'applications' }),
  example(sessionsByReportValue('Source'), ofFailures, { of: 'sources' }),
  example(sessionsByUser('ToUser'), ofFailures),
  example(failureListRows, (over) => ({ ...ofFailures(over), limit: 40 }), anywhere),
  example(driverSessions, (over) => ({ ...cells(over), users: [] }), bins),
  example(driverSessions, (over) => ({ ...cells(over), users: ['sip:a*', '+4930*'] }), { ...bins, of: 'users' }),
  example(driverFailures, (over) => cells({ filters: failed, ...over }), bins),
  example(newestDriverFailures, (over) => ({ ...cells({ filters: failed, ...over }), limit: 40 })),
  example(errorReports, list, anywhere),
  example(progressReportRows, list, anywhere),
  example(p2pSessionDetails, list, anywhere),
  example(conferences, list, anywhere),
  example(setupTimeCells('wholeJoins', true), cells, { ...bins, of: 'whole joins' }),
  example(setupTimeCells('components', true), cells, { ...bins, of: 'components' }),
  example(seenDiagnosticIds, ({ range }) => ({ range, diagnosticIds: [0, 1003, 1010, 7000, 99] }), anywhere),
  example(
    recordCounts,
    ({ range }) => [
      { source: 'p2p' as const, range, any: false },
      { source: 'errorReports' as const, range, any: true },
    ],
    anywhere,
  ),
  example(newestRecords, ({ range }) => ({
    sources: ['p2p', 'conference', 'errorReports'] as const,
    before: range.to,
  })),
  example(reportValues('RequestType'), cells, bins),
  example(sessionCodes, cells, bins),
  example(sessionSpan, () => ({})),
  example(dictionaryNames, () => ({ of: 'pools' as const })),
  example(storeNames, () => ({})),
  example(archiverRuns, () => ({ before: 1_800_000_000_000 })),
  example(storeSpans, () => ({ stores: ['emea', 'apac'] })),
  example(archivedRows('SessionDetailsView'), ({ range }) => ({ range, limit: 1000 })),
  example(conferenceSessions, ({ range }) => ({ range, uri: 'sip:ana@example.com;gruu;opaque=app:conf:focus:id:X1' })),
  example(focusStays, of, anywhere),
  example(mcuStays, of, anywhere),
];
