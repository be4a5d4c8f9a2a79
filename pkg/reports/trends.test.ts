import { describe, expect, test } from '@jest/globals';
import { columnOf, linesOf, noticesOf, rowsOf } from '../../tests/support/frame-rows.ts';
import { givenCells, recordingCdr, type DatabaseOptions } from '../../tests/support/recording-cdr.ts';
import { ask } from '../../tests/support/report-queries.ts';
import { sessionCells } from '../cdr/questions/session-cells.ts';
import type { SessionCell } from '../cdr/questions/session-cells.ts';
import { DiagnosticsError } from '../errors.ts';

/** Berlin: January to the 20th of April. */
const months = [
  Date.UTC(2025, 11, 31, 23),
  Date.UTC(2026, 0, 31, 23),
  Date.UTC(2026, 1, 28, 23),
  Date.UTC(2026, 2, 31, 22),
];
const [january, february, march, april] = months as [number, number, number, number];
const year = { from: january, to: Date.UTC(2026, 3, 20) };

const ok = { DiagnosticId: null, ResponseCode: 200 };
const timeout = { DiagnosticId: 7025, ResponseCode: 504 };
const busy = { DiagnosticId: null, ResponseCode: 486 };
const [old, young] = ['UCCAPI/15.0 OC', 'UCCAPI/16.0 OC'];

type Cell = SessionCell<'DiagnosticId' | 'ResponseCode' | 'Store' | 'FromUserAgent'>;
const cells: readonly Cell[] = [
  { ...ok, time: february, Store: 'emea', FromUserAgent: old, sessions: 8 },
  { ...timeout, time: february, Store: 'EMEA', FromUserAgent: young, sessions: 2 },
  { ...busy, time: march, Store: 'emea', FromUserAgent: young, sessions: 3 },
  { ...ok, time: march, Store: 'apac', FromUserAgent: null, sessions: 3 },
  { ...timeout, time: march, Store: 'apac', FromUserAgent: young.toLowerCase(), sessions: 1 },
];
/** Ann in two spellings and two stores is one, and so is a session of nobody none. */
const users = [
  { time: february, Store: 'emea', FromUser: 'sip:ann@contoso.com', sessions: 1 },
  { time: february, Store: 'emea', FromUser: 'sip:bob@contoso.com', sessions: 1 },
  { time: march, Store: 'emea', FromUser: 'SIP:Ann@contoso.com', sessions: 1 },
  { time: march, Store: 'apac', FromUser: 'sip:ann@contoso.com', sessions: 1 },
  { time: march, Store: 'apac', FromUser: null, sessions: 1 },
];

const counted = (options: DatabaseOptions = {}) => {
  const stores = options.archive === false ? [] : (['Store'] as const);
  return recordingCdr('SQLite', {
    archive: true,
    ...options,
    answers: [
      givenCells(sessionCells(['FromUserAgent', ...stores, 'DiagnosticId', 'ResponseCode']), ({ activity }) =>
        activity === 'p2p' ? cells : [],
      ),
      givenCells(sessionCells([...stores, 'FromUser']), ({ activity }) => (activity === 'p2p' ? users : [])),
    ],
  });
};
const monthly = { report: 'trends', interval: 'monthly' } as const;

test('a row for each month with sessions: counts, rate and distinct users', async () => {
  const [frame] = await ask(counted(), monthly, year);
  expect(rowsOf(frame, 'time', 'store', 'sessions', 'failedSessions', 'failureRate', 'usersImpacted')).toEqual([
    { time: february, store: null, sessions: 10, failedSessions: 2, failureRate: 20, usersImpacted: 2 },
    { time: march, store: null, sessions: 7, failedSessions: 1, failureRate: 100 / 7, usersImpacted: 1 },
  ]);
  expect(rowsOf(frame, 'bucketStart', 'bucketEnd')[1]).toEqual({ bucketStart: march, bucketEnd: april });
});

test('says which months are unknown, and shows no zero there', async () => {
  const [frame] = await ask(counted(), { ...monthly, format: 'timeSeries', metric: 'failedSessions' }, year);
  expect(columnOf(frame, 'failedSessions')).toEqual([null, 2, 1, null]);
  expect(noticesOf(frame)).toEqual(['The data source has no session of the first 1 of 4 intervals: they stay empty.']);
});

describe('a line for each', () => {
  const lines = async (query: object, options: DatabaseOptions = {}) => {
    const [frame] = await ask(counted(options), { ...monthly, format: 'timeSeries', ...query }, year);
    return frame?.fields.slice(1).map(({ labels, values }) => [labels ?? {}, values]);
  };

  test('store, whatever the case of its name; one is unknown before it has sessions', async () => {
    expect(await lines({ trendOf: 'store', metric: 'failureRate' })).toEqual([
      [{ store: 'EMEA' }, [null, 20, 0, null]],
      [{ store: 'apac' }, [null, null, 25, null]],
    ]);
  });

  test('store of a single LcsCDR: one line without a label', async () => {
    expect(await lines({ trendOf: 'store', metric: 'failureRate' }, { archive: false })).toEqual([
      [{}, [null, 20, 100 / 7, null]],
    ]);
  });

  test('failure: a share of all sessions, both kinds of failure where these are asked for', async () => {
    const query = { trendOf: 'failure', metric: 'failureRate', filters: { categories: ['expected', 'unexpected'] } };
    expect(await lines(query)).toEqual([
      [{ diagnosticId: '7025', responseCode: '504' }, [null, 20, 100 / 7, null]],
      [{ diagnosticId: 'none', responseCode: '486' }, [null, 0, 300 / 7, null]],
    ]);
  });

  test('client version, the largest first, in one spelling', async () => {
    expect(await lines({ trendOf: 'userAgent', metric: 'sessions' })).toEqual([
      [{ userAgent: old }, [null, 8, 0, null]],
      [{ userAgent: young }, [null, 2, 4, null]],
      [{ userAgent: 'none' }, [null, 0, 3, null]],
    ]);
  });

  test('no more than asked for, and it says so', async () => {
    const [frame] = await ask(counted(), { ...monthly, trendOf: 'userAgent', limit: 1 }, year);
    expect(columnOf(frame, 'userAgent')).toEqual([old]);
    expect(noticesOf(frame)[0]).toMatch(/^Only the first 1 lines are shown\. There are 3:/);
  });
});

test('codes choose failures, and leave all sessions to be a share of', async () => {
  const [frame] = await ask(counted(), { ...monthly, filters: { diagnosticIds: 'none' } }, year);
  expect(columnOf(frame, 'sessions')).toEqual([10, 7]);
  expect(columnOf(frame, 'failedSessions')).toEqual([0, 0]);
});

test('a failure is named in words', async () => {
  const query = { ...monthly, format: 'timeSeries', trendOf: 'failure', metric: 'failedSessions' } as const;
  const [frame] = await ask(counted(), query, year);
  expect(frame?.fields[1]?.config?.displayNameFromDS).toMatch(/^7025: .+ \(504 Server Time-out\)$/);
  expect(linesOf(frame)).toHaveLength(1);
});

test('months and the whole range are made of the same cells, and users are read where they are asked for alone', async () => {
  const cdr = counted();
  await ask(cdr, { ...monthly, format: 'timeSeries', metric: 'failureRate' }, year);
  await ask(cdr, { report: 'trends', interval: 'total', trendOf: 'store' }, year);
  const slices = cdr.asked.map(({ selection }) => (selection as { slices: readonly { from: number }[] }).slices);
  // Two kinds of session; the table asks for users, too.
  expect(slices).toHaveLength(2 + 4);
  for (const asked of slices) {
    expect(asked.map(({ from }) => from)).toEqual(months);
  }
});

test('where all that tells lines apart is too much, reads what the query needs', async () => {
  const narrow = recordingCdr('SQLite', {
    archive: true,
    answers: [
      givenCells(sessionCells(['FromUserAgent', 'Store', 'DiagnosticId', 'ResponseCode']), () => {
        throw new DiagnosticsError('tooLarge', 'Too many rows.');
      }),
      givenCells(sessionCells(['DiagnosticId', 'ResponseCode', 'Store']), ({ activity }) =>
        activity === 'p2p' ? [{ ...ok, time: march, Store: 'emea', sessions: 5 }] : [],
      ),
    ],
  });
  const [frame] = await ask(narrow, { ...monthly, format: 'timeSeries', metric: 'sessions' }, year);
  expect(columnOf(frame, 'sessions')).toEqual([null, null, 5, null]);
});
