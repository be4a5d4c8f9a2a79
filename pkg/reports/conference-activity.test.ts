import { expect, test } from '@jest/globals';
import { columnOf, rowsOf } from '../../tests/support/frame-rows.ts';
import { given, recordingCdr, type DatabaseOptions } from '../../tests/support/recording-cdr.ts';
import { ask } from '../../tests/support/report-queries.ts';
import { range } from '../../tests/support/selections.ts';
import { sessionCells } from '../cdr/questions/session-cells.ts';

const none = { DiagnosticId: null, time: range.from };
const cells = given(sessionCells(['Kind', 'DiagnosticId', 'ResponseCode']), [
  { ...none, Kind: 'focus', ResponseCode: 200, sessions: 5 },
  { ...none, Kind: 'conf:chat', ResponseCode: 487, sessions: 1 },
  { ...none, Kind: 'Conf:Audio-Video', ResponseCode: 500, sessions: 2 },
  { ...none, Kind: '', ResponseCode: 200, sessions: 2 },
]);
const counted = (options: DatabaseOptions = {}) => recordingCdr('T-SQL', { ...options, answers: [cells] });

test('counts kinds of session, those of any MCU together', async () => {
  const [frame] = await ask(counted(), { report: 'conferenceActivity', interval: 'total' });
  const volumes = ['conferenceType', 'successVolume', 'expectedVolume', 'unexpectedVolume', 'totalSessions'];
  expect(rowsOf(frame, ...volumes).map((row) => volumes.map((name) => row[name]))).toEqual([
    ['All', 7, 1, 2, 10],
    ['Focus sessions', 5, 0, 0, 5],
    ['All MCU sessions', 2, 1, 2, 5],
    ['IM conferencing', 0, 1, 0, 1],
    ['Application sharing', 0, 0, 0, 0],
    ['A/V conferencing', 0, 0, 2, 2],
  ]);
  expect(rowsOf(frame)[0]).toMatchObject({ successPercentage: 70, expectedPercentage: 10, failureRate: 20 });
  expect(rowsOf(frame)[4]).toMatchObject({ successPercentage: null, failureRate: null });
});

test('rates expected failures too where the settings say so; kinds without sessions have no number', async () => {
  const settings = { failureRate: 'all' };
  const [frame] = await ask(counted({ settings }), {
    report: 'conferenceActivity',
    format: 'numeric',
    metric: 'failureRate',
  });
  expect(rowsOf(frame)).toEqual([
    { conferenceType: 'All', failureRate: 30 },
    { conferenceType: 'Focus sessions', failureRate: 0 },
    { conferenceType: 'All MCU sessions', failureRate: 60 },
    { conferenceType: 'IM conferencing', failureRate: 100 },
    { conferenceType: 'A/V conferencing', failureRate: 100 },
  ]);
});

test('asks for the kinds of the filter, and shows these alone', async () => {
  const cdr = counted();
  const filters = { conferenceTypes: ['av'], conferenceUris: ['sip:a'] };
  const [frame] = await ask(cdr, { report: 'conferenceActivity', interval: 'total', filters });
  expect(columnOf(frame, 'conferenceType')).toEqual(['All', 'A/V conferencing']);
  expect(cdr.asked.map(({ question, selection }) => [question, selection])).toEqual([
    ['sessionCells', { activity: 'conference', slices: [range], binMinutes: 60, filters }],
  ]);
});
