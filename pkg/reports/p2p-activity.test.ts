import { expect, test } from '@jest/globals';
import { columnOf, linesOf, rowsOf } from '../../tests/support/frame-rows.ts';
import { given, recordingCdr } from '../../tests/support/recording-cdr.ts';
import { ask } from '../../tests/support/report-queries.ts';
import { range } from '../../tests/support/selections.ts';
import { sessionCells } from '../cdr/questions/session-cells.ts';

const [seven, eight] = [range.from, range.from + 3_600_000];
const cells = given(sessionCells(['Media', 'DiagnosticId', 'ResponseCode']), [
  { Media: 16 | 32, DiagnosticId: null, ResponseCode: 200, time: seven, sessions: 4 },
  { Media: 16, DiagnosticId: 7025, ResponseCode: 504, time: seven, sessions: 2 },
  { Media: 0, DiagnosticId: null, ResponseCode: null, time: seven, sessions: 1 },
  { Media: 1, DiagnosticId: null, ResponseCode: 487, time: eight, sessions: 3 },
]);
const counted = () => recordingCdr('T-SQL', { answers: [cells] });

test('counts a session once in each of its modalities and once in All', async () => {
  const [frame] = await ask(counted(), { report: 'p2pActivity', interval: 'total' });
  const rows = rowsOf(frame);
  expect(rows.map(({ modality, totalSessions }) => [modality, totalSessions])).toEqual([
    ['All', 10],
    ['Instant messaging', 3],
    ['File transfer', 0],
    ['Application sharing', 0],
    ['Audio', 6],
    ['Video', 4],
  ]);
  expect(rows[0]).toEqual({
    ...{ modality: 'All', time: range.from, bucketStart: range.from, bucketEnd: range.to },
    ...{ successVolume: 4, expectedVolume: 3, unexpectedVolume: 2, uncategorizedVolume: 1, totalSessions: 10 },
    ...{ successPercentage: 40, expectedPercentage: 30, unexpectedPercentage: 20, uncategorizedPercentage: 10 },
    ...{ failureRate: 20 },
  });
  expect(rows[2]).toMatchObject({ successVolume: 0, successPercentage: null, failureRate: null });
  expect(rows[4]).toMatchObject({ unexpectedVolume: 2, unexpectedPercentage: 100 / 3 });
});

test('has a line for every modality that occurs', async () => {
  const [frame] = await ask(counted(), {
    report: 'p2pActivity',
    format: 'timeSeries',
    interval: 'hourly',
    metric: 'totalSessions',
  });
  expect(linesOf(frame)).toEqual([
    ['totalSessions', 'All', { 0: 7, 1: 3 }],
    ['totalSessions', 'Instant messaging', { 1: 3 }],
    ['totalSessions', 'Audio', { 0: 6 }],
    ['totalSessions', 'Video', { 0: 4 }],
  ]);
});

test('shows the modalities asked for alone, and asks for their sessions alone', async () => {
  const cdr = counted();
  const [frame] = await ask(cdr, {
    report: 'p2pActivity',
    format: 'numeric',
    filters: { modalities: ['video', 'im'] },
  });
  expect(columnOf(frame, 'modality')).toEqual(['All', 'Instant messaging', 'Video']);
  expect(columnOf(frame, 'unexpectedPercentage')).toEqual([20, 0, 0]);
  expect(cdr.asked.map(({ question, selection }) => [question, selection])).toEqual([
    ['sessionCells', { activity: 'p2p', slices: [range], binMinutes: 60, filters: { modalities: ['video', 'im'] } }],
  ]);
});

test('reads finer bins where the zone begins its days within an hour', async () => {
  const cdr = counted();
  await ask(cdr, { report: 'p2pActivity', interval: 'daily', timezone: 'Asia/Kathmandu' });
  expect(cdr.asked[0]?.selection).toMatchObject({ binMinutes: 15 });
});
