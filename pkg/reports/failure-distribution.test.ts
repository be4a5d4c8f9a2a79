import { describe, expect, test } from '@jest/globals';
import { dimensions, failedCategories } from '../../contract/vocabulary.ts';
import { linesOf, rowsOf } from '../../tests/support/frame-rows.ts';
import { given, givenCells, recordingCdr } from '../../tests/support/recording-cdr.ts';
import { ask } from '../../tests/support/report-queries.ts';
import { range } from '../../tests/support/selections.ts';
import { sessionCells, type SessionCell } from '../cdr/questions/session-cells.ts';
import { sessionsByColumns } from '../cdr/questions/sessions-by-columns.ts';
import { sessionsByReportValue } from '../cdr/questions/sessions-by-report-value.ts';
import { sessionsByUser } from '../cdr/questions/sessions-by-user.ts';
import { DiagnosticsError } from '../errors.ts';

const report = 'failureDistribution';
const blank = {
  ...{ DiagnosticId: null, Media: 0, Kind: '', Pool: null, FromEdge: null, ToEdge: null },
  ...{ FromUser: null, ToUser: null, FromUserAgent: null, time: range.from },
};
type Cell = SessionCell<keyof Omit<typeof blank, 'time'>>;
const ranked = sessionCells([
  ...(['DiagnosticId', 'Media', 'Kind', 'Pool', 'FromEdge', 'ToEdge'] as const),
  ...(['FromUser', 'ToUser', 'FromUserAgent'] as const),
]);
/** Failed sessions, peer-to-peer where their media say so. */
const failing = (cells: readonly (Partial<Cell> & { readonly sessions: number })[]) =>
  givenCells(ranked, ({ activity }) =>
    cells
      .map((cell): Cell => ({ ...blank, ...cell }))
      .filter(({ Media }) => (activity === 'conference' ? Media < 0 : Media >= 0)),
  );
const pools = failing([
  { Pool: 'fe.example', FromEdge: 'edge.example', ToEdge: 'EDGE.example', sessions: 3 },
  { Pool: 'FE.example', sessions: 2 },
  { sessions: 1 },
]);

describe('a ranked table', () => {
  test('of pools counts a session in each of its own, whatever the case of their names', async () => {
    const [frame] = await ask(recordingCdr('T-SQL', { answers: [pools] }), { report, dimensions: ['pools'] });
    expect(rowsOf(frame)).toEqual([
      { rank: 1, item: 'FE.example', sessions: 5, share: 500 / 6 },
      { rank: 2, item: 'EDGE.example', sessions: 3, share: 50 },
    ]);
    const stats = { totalSessions: 6, sessionsWithoutItem: 1, items: 2 };
    expect(frame?.meta?.custom).toEqual({ dimension: 'pools', ...stats });
    expect(frame?.meta?.stats?.map(({ value }) => value)).toEqual([6, 1]);
  });

  test('of sources counts a session once in the total, though several of its sources do', async () => {
    const sources = givenCells(sessionCells(['Source']), ({ activity }) =>
      activity === 'p2p'
        ? [
            { Source: 'a', time: range.from, sessions: 2 },
            { Source: 'A', time: range.from + 3_600_000, sessions: 1 },
            { Source: 'b', time: range.from, sessions: 2 },
            { Source: null, time: range.from, sessions: 1 },
          ]
        : [],
    );
    const answers = [sources, failing([{ sessions: 4 }, { Media: -1, sessions: 1 }])];
    const [frame] = await ask(recordingCdr('T-SQL', { answers }), { report, dimensions: ['sources'] });
    expect(rowsOf(frame)).toEqual([
      { rank: 1, item: 'A', sessions: 3, share: 60 },
      { rank: 2, item: 'b', sessions: 2, share: 40 },
    ]);
    expect(frame?.meta?.custom).toMatchObject({ totalSessions: 5, sessionsWithoutItem: 1 });
  });

  test('of modalities names the filter that narrows to each; equal counts go by name', async () => {
    const kinds = failing([
      { Media: 16 | 32, sessions: 2 },
      { Media: -1, Kind: 'focus', sessions: 2 },
      { Media: 0, sessions: 1 },
    ]);
    const [frame] = await ask(recordingCdr('T-SQL', { answers: [kinds] }), { report, dimensions: ['modalities'] });
    expect(rowsOf(frame, 'item', 'modality', 'conferenceType')).toEqual([
      { item: 'Focus sessions', modality: null, conferenceType: 'focus' },
      { item: 'P2P Audio', modality: 'audio', conferenceType: null },
      { item: 'P2P Video', modality: 'video', conferenceType: null },
    ]);
  });

  test('ends at the limit, and says how many items there are', async () => {
    const users = failing(['c', 'a', 'b'].map((FromUser) => ({ FromUser, sessions: 1 })));
    const saved = { report, dimensions: ['fromUsers'], limit: 2 } as const;
    const [frame] = await ask(recordingCdr('T-SQL', { answers: [users] }), saved);
    expect(rowsOf(frame, 'rank', 'item')).toEqual([
      { rank: 1, item: 'a' },
      { rank: 2, item: 'b' },
    ]);
    expect(frame?.meta?.custom).toMatchObject({ items: 3, totalSessions: 3 });
  });
});

describe('all tables', () => {
  test('are out of the same failed sessions, but for those of error reports', async () => {
    const cdr = recordingCdr('T-SQL');
    const frames = await ask(cdr, { report });
    expect(frames.map(({ name }) => name)).toEqual(dimensions.map(({ label }) => label));
    expect(new Set(cdr.asked.map(({ key }) => key))).toEqual(
      new Set([ranked.key, sessionCells(['Source']).key, sessionCells(['Application']).key]),
    );
    const of = { slices: [range], binMinutes: 60, filters: { categories: failedCategories } };
    expect(new Set(cdr.asked.map(({ selection }) => JSON.stringify(selection)))).toEqual(
      new Set(['p2p', 'conference'].map((activity) => JSON.stringify({ ...of, activity }))),
    );
  });

  test('are counted by the database where sessions are too many to be told one by one', async () => {
    const tooMany = givenCells(ranked, () => {
      throw new DiagnosticsError('tooLarge', 'The query brought more than 500000 rows.');
    });
    const answers = [
      tooMany,
      given(sessionsByColumns('Pool', 'FromEdge', 'ToEdge'), (_, { statement }) =>
        statement.sql.includes('"ToEdge"')
          ? [{ Pool: 'fe.example', FromEdge: null, ToEdge: 'edge.example', sessions: 700_000 }]
          : [],
      ),
      given(sessionsByUser('FromUser'), (_, { statement }) =>
        statement.sql.includes('FromUri') ? [{ user: 'sip:ana@example.com', sessions: 9 }] : [],
      ),
      given(sessionsByReportValue('Source'), [
        { value: 'a', sessions: 3, firstHere: 3 },
        { value: 'b', sessions: 2, firstHere: 1 },
        { value: null, sessions: 1, firstHere: 1 },
      ]),
    ];
    const cdr = recordingCdr('T-SQL', { answers });
    const frames = await ask(cdr, { report, dimensions: ['pools', 'fromUsers', 'sources'] });
    expect(frames.map((frame) => rowsOf(frame, 'item', 'sessions'))).toEqual([
      [
        { item: 'edge.example', sessions: 700_000 },
        { item: 'fe.example', sessions: 700_000 },
      ],
      [{ item: 'sip:ana@example.com', sessions: 9 }],
      [
        { item: 'a', sessions: 3 },
        { item: 'b', sessions: 2 },
      ],
    ]);
    expect(frames[2]?.meta?.custom).toMatchObject({ totalSessions: 5, sessionsWithoutItem: 1 });
  });
});

test('over time there is a line per category that occurs, of both kinds of session', async () => {
  const codes = given(sessionCells(['DiagnosticId', 'ResponseCode']), ({ activity }) => [
    { DiagnosticId: null, ResponseCode: activity === 'p2p' ? 486 : 500, time: range.from, sessions: 2 },
    { DiagnosticId: null, ResponseCode: 500, time: range.from + 3_600_000, sessions: 1 },
  ]);
  const [frame] = await ask(recordingCdr('T-SQL', { answers: [codes] }), {
    report,
    format: 'timeSeries',
    interval: 'hourly',
  });
  expect(linesOf(frame)).toEqual([
    ['sessions', 'Expected failure', { 0: 2 }],
    ['sessions', 'Unexpected failure', { 0: 2, 1: 2 }],
  ]);
  expect(frame?.fields[1]?.config?.displayNameFromDS).toBe('Expected failure');
});

test('an alert rule takes one table', async () => {
  const cdr = recordingCdr('T-SQL', { answers: [pools] });
  const [frame] = await ask(cdr, { report, format: 'numeric', dimensions: ['pools'] });
  expect(rowsOf(frame)).toEqual([
    { item: 'FE.example', sessions: 5 },
    { item: 'EDGE.example', sessions: 3 },
  ]);
  await expect(ask(cdr, { report, format: 'numeric' })).rejects.toThrow(/^dimensions: .* exactly one table/);
});

test('nothing is asked where the filters let no session pass', async () => {
  const cdr = recordingCdr('T-SQL');
  const frames = await ask(cdr, { report, filters: { modalities: 'audio', conferenceUris: 'sip:a' } });
  expect([cdr.asked.length, frames.flatMap((frame) => rowsOf(frame))]).toEqual([0, []]);
});
