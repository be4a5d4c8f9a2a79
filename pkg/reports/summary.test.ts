import { expect, test } from '@jest/globals';
import { linesOf, noticesOf, rowsOf } from '../../tests/support/frame-rows.ts';
import { given, recordingCdr, type DatabaseOptions } from '../../tests/support/recording-cdr.ts';
import { ask } from '../../tests/support/report-queries.ts';
import { range } from '../../tests/support/selections.ts';
import { conferenceCells } from '../cdr/questions/conference-cells.ts';
import { sessionCells } from '../cdr/questions/session-cells.ts';

const [seven, eight] = [range.from, range.from + 3_600_000];
const ok = { DiagnosticId: null, ResponseCode: 200 };
const busy = { DiagnosticId: null, ResponseCode: 486 };
const timeout = { DiagnosticId: 7025, ResponseCode: 504 };
const cells = sessionCells(['Media', 'Kind', 'DiagnosticId', 'ResponseCode']);
const peer = { Media: 16, Kind: '' };
const conference = (Kind: string) => ({ Media: -1, Kind });

const counted = (options: DatabaseOptions = {}) =>
  recordingCdr('T-SQL', {
    ...options,
    answers: [
      given(cells, ({ activity }) =>
        activity === 'p2p'
          ? [
              { ...peer, ...ok, time: seven, sessions: 8 },
              { ...peer, ...timeout, time: seven, sessions: 2 },
              { ...peer, ...busy, time: eight, sessions: 3 },
            ]
          : [
              { ...conference('focus'), ...ok, time: seven, sessions: 4 },
              { ...conference('conf:audio-video'), ...timeout, time: seven, sessions: 1 },
            ],
      ),
      given(conferenceCells, [{ time: seven, conferences: 2 }]),
    ],
  });

test('counts sessions and rates of both kinds by bucket, empty buckets too', async () => {
  const [frame] = await ask(counted(), { report: 'summary', interval: 'hourly' });
  const rows = rowsOf(frame);
  expect(rows).toHaveLength(13);
  expect(rows[0]).toEqual({
    ...{ time: seven, bucketStart: seven, bucketEnd: eight },
    ...{ p2pTotalSessions: 10, p2pFailedSessions: 2, p2pFailureRate: 20, totalConferences: 2 },
    ...{ totalConferenceSessions: 5, failedConferenceSessions: 1, conferenceFailureRate: 20 },
    ...{ focusSessions: 4, failedFocusSessions: 0, focusFailureRate: 0 },
    ...{ mcuSessions: 1, failedMcuSessions: 1, mcuFailureRate: 100 },
  });
  expect(rows[1]).toMatchObject({ p2pTotalSessions: 3, p2pFailedSessions: 0, p2pFailureRate: 0, mcuFailureRate: null });
  expect(rows[12]).toMatchObject({
    totalConferences: 0,
    p2pTotalSessions: 0,
    p2pFailureRate: null,
    bucketEnd: range.to,
  });
  expect(noticesOf(frame)).toEqual([]);
});

test('counts expected failures in the rates where the settings say so', async () => {
  const cdr = counted({ settings: { failureRate: 'all' } });
  const [frame] = await ask(cdr, {
    report: 'summary',
    format: 'timeSeries',
    interval: 'hourly',
    metric: 'p2pFailureRate',
  });
  expect(linesOf(frame)).toEqual([['p2pFailureRate', '', { 0: 20, 1: 100 }]]);
});

test('is one number over the whole range for an alert rule', async () => {
  const [frame] = await ask(counted(), { report: 'summary', format: 'numeric' });
  expect(rowsOf(frame)).toEqual([{ p2pFailureRate: (100 * 2) / 13 }]);
});

test('asks for both kinds of session and for conferences, in bins of an hour', async () => {
  const cdr = counted();
  const [frame] = await ask(cdr, { report: 'summary', interval: 'hourly', filters: { pools: 'fe01', users: 'sip:a' } });
  const filters = { pools: ['fe01'], users: ['sip:a'] };
  const of = { slices: [range], binMinutes: 60, filters };
  expect(cdr.asked.map(({ question, selection }) => [question, selection])).toEqual([
    ['sessionCells', { ...of, activity: 'p2p' }],
    ['sessionCells', { ...of, activity: 'conference' }],
    ['conferenceCells', { slices: [range], binMinutes: 60, filters }],
  ]);
  expect(noticesOf(frame)).toEqual(['Total conferences does not follow the filters users.']);
});

test('asks for no sessions that the filters let not pass', async () => {
  const cdr = counted();
  await ask(cdr, { report: 'summary', filters: { modalities: 'audio', conferenceUris: 'sip:a' } });
  expect(cdr.asked.map(({ question }) => question)).toEqual(['conferenceCells']);
});
