import { describe, expect, test } from '@jest/globals';
import { dimensions, failedCategories } from '../../contract/vocabulary.ts';
import { linesOf, rowsOf } from '../../tests/support/frame-rows.ts';
import { given, recordingCdr } from '../../tests/support/recording-cdr.ts';
import { ask } from '../../tests/support/report-queries.ts';
import { range } from '../../tests/support/selections.ts';
import { sessionCells } from '../cdr/questions/session-cells.ts';
import { sessionsByColumns } from '../cdr/questions/sessions-by-columns.ts';
import { sessionsByReportValue } from '../cdr/questions/sessions-by-report-value.ts';
import { sessionsByUser } from '../cdr/questions/sessions-by-user.ts';

const report = 'failureDistribution';
const none = { Pool: null, FromEdge: null, ToEdge: null };
const pools = given(sessionsByColumns('Pool', 'FromEdge', 'ToEdge'), [
  { Pool: 'fe.example', FromEdge: 'edge.example', ToEdge: 'EDGE.example', sessions: 3 },
  { ...none, Pool: 'FE.example', sessions: 2 },
  { ...none, sessions: 1 },
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
    const sources = given(sessionsByReportValue('Source'), [
      { value: 'a', sessions: 3, firstHere: 3 },
      { value: 'b', sessions: 2, firstHere: 1 },
      { value: null, sessions: 1, firstHere: 1 },
    ]);
    const [frame] = await ask(recordingCdr('T-SQL', { answers: [sources] }), { report, dimensions: ['sources'] });
    expect(rowsOf(frame)).toEqual([
      { rank: 1, item: 'a', sessions: 3, share: 60 },
      { rank: 2, item: 'b', sessions: 2, share: 40 },
    ]);
    expect(frame?.meta?.custom).toMatchObject({ totalSessions: 5, sessionsWithoutItem: 1 });
  });

  test('of modalities names the filter that narrows to each; equal counts go by name', async () => {
    const kinds = given(sessionsByColumns('Media', 'Kind'), [
      { Media: 16 | 32, Kind: '', sessions: 2 },
      { Media: -1, Kind: 'focus', sessions: 2 },
      { Media: 0, Kind: '', sessions: 1 },
    ]);
    const [frame] = await ask(recordingCdr('T-SQL', { answers: [kinds] }), { report, dimensions: ['modalities'] });
    expect(rowsOf(frame, 'item', 'modality', 'conferenceType')).toEqual([
      { item: 'Focus sessions', modality: null, conferenceType: 'focus' },
      { item: 'P2P Audio', modality: 'audio', conferenceType: null },
      { item: 'P2P Video', modality: 'video', conferenceType: null },
    ]);
  });

  test('ends at the limit, and says how many items there are', async () => {
    const users = given(
      sessionsByUser('FromUser'),
      ['c', 'a', 'b'].map((user) => ({ user, sessions: 1 })),
    );
    const saved = { report, dimensions: ['fromUsers'], limit: 2 } as const;
    const [frame] = await ask(recordingCdr('T-SQL', { answers: [users] }), saved);
    expect(rowsOf(frame, 'rank', 'item')).toEqual([
      { rank: 1, item: 'a' },
      { rank: 2, item: 'b' },
    ]);
    expect(frame?.meta?.custom).toMatchObject({ items: 3, totalSessions: 3 });
  });
});

test('every table is one question about failed sessions', async () => {
  const cdr = recordingCdr('T-SQL');
  const frames = await ask(cdr, { report });
  expect(frames.map(({ name }) => name)).toEqual(dimensions.map(({ label }) => label));
  expect(cdr.asked.map(({ question }) => question)).toEqual([
    ...['sessionsByColumns', 'sessionsByColumns', 'sessionsByColumns'],
    ...['sessionsByReportValue', 'sessionsByReportValue', 'sessionsByUser', 'sessionsByUser', 'sessionsByColumns'],
  ]);
  const selections = new Set(cdr.asked.map(({ selection }) => JSON.stringify(selection)));
  expect([...selections]).toEqual([JSON.stringify({ range, filters: { categories: failedCategories } })]);
});

test('over time there is a line per category that occurs, of both kinds of session', async () => {
  const codes = given(sessionCells(['DiagnosticId', 'ResponseCode']), ({ activity }) => [
    { DiagnosticId: null, ResponseCode: activity === 'p2p' ? 486 : 500, time: range.from, sessions: 2 },
    { DiagnosticId: null, ResponseCode: 500, time: range.from + 3_600_000, sessions: 1 },
  ]);
  const [frame] = await ask(recordingCdr('T-SQL', { answers: [codes] }), { report, format: 'timeSeries' });
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
