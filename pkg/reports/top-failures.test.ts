import { describe, expect, test } from '@jest/globals';
import { failedCategories } from '../../contract/vocabulary.ts';
import { columnOf, linesOf, noticesOf, rowsOf } from '../../tests/support/frame-rows.ts';
import { given, givenCells, recordingCdr } from '../../tests/support/recording-cdr.ts';
import { ask } from '../../tests/support/report-queries.ts';
import { range } from '../../tests/support/selections.ts';
import { failureCounts } from '../cdr/questions/failure-counts.ts';
import { sessionCells } from '../cdr/questions/session-cells.ts';
import { DiagnosticsError } from '../errors.ts';

const timeout = { DiagnosticId: 7025, ResponseCode: 504 };
const plain = { DiagnosticId: null, ResponseCode: 500 };
const rare = { DiagnosticId: 1003, ResponseCode: 404 };
const at = (hours: number) => ({ time: range.from + hours * 3_600_000 });
const cells = givenCells(sessionCells(['DiagnosticId', 'ResponseCode', 'FromUser']), ({ activity }) =>
  activity === 'p2p'
    ? [
        { ...timeout, ...at(0), FromUser: 'sip:ana@example.com', sessions: 2 },
        { ...timeout, ...at(0), FromUser: 'ANA@example.com', sessions: 1 },
        { ...plain, ...at(2), FromUser: 'sip:bob@example.com', sessions: 3 },
        { ...plain, ...at(3), FromUser: null, sessions: 1 },
      ]
    : [
        { ...timeout, ...at(0), FromUser: 'sip:bob@example.com', sessions: 1 },
        { ...rare, ...at(1), FromUser: 'sip:bob@example.com', sessions: 1 },
      ],
);
const failing = () => recordingCdr('T-SQL', { answers: [cells] });
const failed = { categories: failedCategories };

describe('the ranking', () => {
  test('counts sessions and users; of equal counts the lower ID comes first, none last', async () => {
    const [frame] = await ask(failing(), { report: 'topFailures' });
    const shown = ['rank', 'diagnosticId', 'responseCode', 'reportedSessions', 'usersImpacted', 'share'];
    expect(rowsOf(frame, ...shown).map((row) => shown.map((name) => row[name]))).toEqual([
      [1, 7025, 504, 4, 2, 400 / 9],
      [2, null, 500, 4, 1, 400 / 9],
      [3, 1003, 404, 1, 1, 100 / 9],
    ]);
    expect(columnOf(frame, 'failureInformation')?.[1]).toBe('No diagnostic ID (500 Server Internal Error)');
    expect(columnOf(frame, 'category')).toEqual(['Unexpected failure', 'Unexpected failure', 'Unexpected failure']);
    expect(frame?.meta?.custom).toEqual({ totalSessions: 9, pairs: 3, interval: 'quarterHourly' });
  });

  test('has the trend of half a day by the day and by quarters of an hour, of both kinds of session together', async () => {
    const [frame] = await ask(failing(), { report: 'topFailures' });
    const midnight = Date.UTC(2026, 2, 9, 23);
    expect(columnOf(frame, 'trend')).toEqual([[[midnight, 4]], [[midnight, 4]], [[midnight, 1]]]);
    const trends = columnOf(frame, 'fittedTrend') as [number, number][][];
    expect(trends.map((points) => points.length)).toEqual([50, 50, 50]);
    const filled = trends.map((points) => points.filter(([, sessions]) => sessions > 0));
    expect(filled).toEqual([
      [[at(0).time, 4]],
      [
        [at(2).time, 3],
        [at(3).time, 1],
      ],
      [[at(1).time, 1]],
    ]);
  });

  test('ends at the limit with a notice, and counts all in the shares', async () => {
    const [frame] = await ask(failing(), { report: 'topFailures', limit: 2 });
    expect(columnOf(frame, 'share')).toEqual([400 / 9, 400 / 9]);
    expect(noticesOf(frame)[0]).toMatch(/^Only the first 2 failures are shown\. There are 3:/);
  });
});

test('has a line for each failure, and a number for each in an alert rule', async () => {
  const [lines] = await ask(failing(), { report: 'topFailures', format: 'timeSeries', interval: 'hourly' });
  expect(linesOf(lines)).toEqual([
    ['reportedSessions', '7025 504', { 0: 4 }],
    ['reportedSessions', 'none 500', { 2: 3, 3: 1 }],
    ['reportedSessions', '1003 404', { 1: 1 }],
  ]);
  const [numbers] = await ask(failing(), {
    report: 'topFailures',
    format: 'numeric',
    metric: 'usersImpacted',
    limit: 1,
  });
  expect(rowsOf(numbers)).toEqual([{ diagnosticId: '7025', responseCode: '504', usersImpacted: 2 }]);
  const users = ask(failing(), { report: 'topFailures', format: 'timeSeries', metric: 'usersImpacted' });
  await expect(users).rejects.toMatchObject({
    code: 'query',
    message: expect.stringMatching(/^Metric: Users impacted/),
  });
});

describe('what is asked', () => {
  test('is all of it at once: codes and users by quarter of an hour, of both kinds of session', async () => {
    const cdr = failing();
    await ask(cdr, { report: 'topFailures', filters: { pools: 'fe01' } });
    const filters = { ...failed, pools: ['fe01'] };
    const of = { slices: [range], binMinutes: 15, filters };
    expect(cdr.asked.map(({ question, selection }) => [question, selection])).toEqual([
      ['sessionCells', { ...of, activity: 'p2p' }],
      ['sessionCells', { ...of, activity: 'conference' }],
    ]);
  });

  test('is the same for a table, a chart and a number, so that they share it', async () => {
    const asked = await Promise.all(
      (['table', 'timeSeries', 'numeric'] as const).map(async (format) => {
        const cdr = failing();
        await ask(cdr, { report: 'topFailures', format, ...(format === 'timeSeries' && { interval: 'fitted' }) });
        return cdr.asked.map(({ key, selection }) => [key, selection]);
      }),
    );
    expect(asked[1]).toEqual(asked[0]);
    expect(asked[2]).toEqual(asked[0]);
  });

  test('is counted by the database where sessions are too many to be told one by one', async () => {
    const counts = given(failureCounts, [{ ...timeout, sessions: 900_000, users: 70_000 }]);
    const trend = givenCells(sessionCells(['DiagnosticId', 'ResponseCode']), [
      { ...timeout, ...at(0), sessions: 900_000 },
    ]);
    const refused = givenCells(sessionCells(['DiagnosticId', 'ResponseCode', 'FromUser']), () => {
      throw new DiagnosticsError('tooLarge', 'The query brought more than 500000 rows.');
    });
    const cdr = recordingCdr('T-SQL', { answers: [refused, counts, trend] });
    const [frame] = await ask(cdr, { report: 'topFailures' });
    expect(rowsOf(frame, 'reportedSessions', 'usersImpacted')).toEqual([
      { reportedSessions: 900_000, usersImpacted: 70_000 },
    ]);
    expect((columnOf(frame, 'fittedTrend') as [number, number][][])[0]?.[0]).toEqual([at(0).time, 1_800_000]);
  });

  test('nothing where the filters let no session pass', async () => {
    const cdr = failing();
    const filters = { modalities: 'audio', conferenceUris: 'sip:a' };
    const [frame] = await ask(cdr, { report: 'topFailures', filters });
    expect([cdr.asked, rowsOf(frame)]).toEqual([[], []]);
  });
});
