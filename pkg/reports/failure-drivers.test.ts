import { describe, expect, test } from '@jest/globals';
import type { QueryDraft } from '../../contract/query.ts';
import { given, recordingCdr } from '../../tests/support/recording-cdr.ts';
import { ask } from '../../tests/support/report-queries.ts';
import { driverFailures, newestDriverFailures, type DriverFailure } from '../cdr/questions/driver-failures.ts';
import { driverSessions, type DriverCell } from '../cdr/questions/driver-sessions.ts';
import type { Frame } from '../plugin/frames/frame.ts';

const hour = 3_600_000;
const to = Date.UTC(2026, 2, 10, 9);
const range = { from: to - hour, to };

/** A peer-to-peer session that has nothing but its pool. */
const plain: Omit<DriverCell, 'time' | 'sessions'> = {
  ...{ Pool: 'pool1.example.com', FrontEnd: null, FromEdge: null, ToEdge: null, FromGateway: null, ToGateway: null },
  ...{ FromMediation: null, ToMediation: null, ConferenceGateway: null, ConferenceMediation: null },
  ...{ FromUserAgent: null, ClientType: null, Media: 0, Kind: '' },
  ...{ FromInternal: null, ToInternal: null, FromHost: null, ToHost: null },
  ...{ FromUser: null, ToUser: null },
};
const edge = { FromEdge: 'edge2.example.com' };
/** So many weeks before the range. */
const before = (weeks: number) => range.from - weeks * 7 * 24 * hour;
const cells = (weeks: number, sessions: number, rest: Partial<DriverCell> = {}): DriverCell => ({
  ...plain,
  ...rest,
  time: before(weeks),
  sessions,
});

let next = 0;
const failures = (
  weeks: number,
  count: number,
  rest: Partial<DriverFailure> = {},
  at: (index: number) => number = (index) => range.from + (index * hour) / count,
): DriverFailure[] =>
  Array.from({ length: count }, (_, index): DriverFailure => ({
    ...plain,
    time: before(weeks),
    ...{ Source: null, Application: null, RequestType: null, ContentType: null },
    ...{ SessionIdTime: weeks === 0 ? at(index) : before(weeks), SessionIdSeq: next++ },
    ...{ DiagnosticId: 1010, ResponseCode: 504, FromUser: `sip:user${index % 7}@example.com`, ToUser: null },
    ...rest,
  }));

/** A week before: 1,000 sessions, ten of which failed. Now 200, of which 40 over one Edge Server, where 30 failed with 1010. */
const incident = {
  cells: [cells(0, 160), cells(0, 40, edge), cells(1, 900), cells(1, 100, edge)],
  failures: [
    ...failures(0, 30, edge, (index) => range.from + hour / 2 + (index * hour) / 60),
    ...failures(0, 2, { DiagnosticId: 7, ResponseCode: 500 }),
    ...failures(1, 9, { DiagnosticId: 7, ResponseCode: 500 }),
    ...failures(1, 1, { ...edge, DiagnosticId: 7, ResponseCode: 500 }),
  ],
};

function answering(
  { cells: found, failures: failed }: { cells: DriverCell[]; failures: DriverFailure[] },
  maxRows = 1000,
) {
  const newest = [...failed].sort((a, b) => b.SessionIdTime - a.SessionIdTime);
  return recordingCdr('SQLite', {
    maxRows,
    answers: [
      given(driverSessions, found),
      given(driverFailures, failed),
      given(newestDriverFailures, ({ limit }) => newest.slice(0, limit)),
    ],
  });
}

const rowsOf = (frame: Frame | undefined) =>
  (frame?.fields[0]?.values ?? []).map((_, row) =>
    Object.fromEntries((frame?.fields ?? []).map(({ name, values }) => [name, values[row]])),
  );

async function rows(saved: Omit<QueryDraft, 'report'>, of = incident) {
  const [frame] = await ask(
    answering(of),
    { report: 'failureDrivers', baselineWeeks: 1, timezone: 'UTC', ...saved },
    range,
  );
  return rowsOf(frame);
}

describe('failure drivers', () => {
  test('are told once, with figures computed by hand', async () => {
    const [first, ...others] = await rows({});
    expect(others).toEqual([]);
    // R = 10 / 1000; r = (1 + 20 R) / (100 + 20) = 0.01; 30 - 40 r = 29.6; the excess is 32 - 200 R = 30.
    expect(first).toMatchObject({
      rank: 1,
      dimension: 'Edge Server',
      value: 'edge2.example.com',
      ...{ sessions: 40, failures: 30, failureRate: 75, otherRate: 1, lift: 75, failuresBefore: 1, usersImpacted: 7 },
      ...{ diagnosticId: 1010, responseCode: 504, diagnosticShare: 100, comparedWith: 'Weeks' },
      ...{ pools: 'edge2.example.com', userAgents: null, categories: 'unexpected' },
      share: (30 / 32) * 100,
      shareOfOthers: 1000 / 168,
      since: range.from + hour / 2,
    });
    expect(first?.['explained']).toBeCloseTo(29.6, 10);
    expect(first?.['explainedShare']).toBeCloseTo((29.6 / 30) * 100, 10);
    expect(first?.['lookFirst']).toEqual(expect.any(String));
    const sentence =
      '99 % of the excess: sessions over edge2.example.com, 75.0 % of them failed, 1.0 % in the weeks before; all with diagnostic ID 1010; 7 users; since 08:30';
    expect(first?.['driver']).toBe(sentence);
    // A rule asks in nobody's zone, and gets that of the settings.
    const [told] = await rows({ timezone: '' });
    expect(told?.['driver']).toBe(sentence.replace('08:30', '09:30 (Europe/Berlin)'));
  });

  test('are the diagnostic ID where it is everywhere', async () => {
    const everywhere = {
      cells: [...Array.from({ length: 4 }, (_, pool) => cells(0, 100, { Pool: `p${pool}` })), cells(1, 4000)],
      failures: [
        ...Array.from({ length: 4 }, (_, pool) => failures(0, 8, { Pool: `p${pool}`, FromUser: null })).flat(),
        ...failures(1, 40, { DiagnosticId: 7 }),
      ],
    };
    const [first, ...others] = await rows({}, everywhere);
    expect(others).toEqual([]);
    expect(first).toMatchObject({ dimension: 'Diagnostic ID', value: '1010', diagnosticIds: '1010', sessions: 400 });
    expect(first?.['driver']).toMatch(
      /^100 % of the excess: no server, client or other value stands out, diagnostic ID 1010 everywhere: 8\.0 % of all sessions, 0\.0 % in the weeks before; 0 users; all the time$/,
    );
  });

  test('are pairs where neither value alone tells as much', async () => {
    const pool = { Pool: 'pool2.example.com' };
    const client = { FromUserAgent: 'OC/16' };
    const both = {
      cells: [
        cells(0, 300),
        cells(0, 100, pool),
        cells(0, 100, client),
        cells(0, 30, { ...pool, ...client }),
        cells(1, 2000),
      ],
      failures: [...failures(0, 24, { ...pool, ...client }), ...failures(1, 20, { DiagnosticId: 7 })],
    };
    const [first] = await rows({}, both);
    expect(first).toMatchObject({
      dimension: 'Pool and Client version',
      value: 'pool2.example.com and OC/16',
      ...{ sessions: 30, failures: 24, pools: 'pool2.example.com', userAgents: 'OC/16' },
    });
  });

  test('are users, those of the failures alone told apart', async () => {
    const user = { FromUser: 'sip:ann@example.com' };
    const failed = [...failures(0, 9, user), ...failures(1, 5, { DiagnosticId: 7 })];
    const cdr = recordingCdr('SQLite', {
      answers: [
        given(driverSessions, [...[cells(0, 390), cells(1, 2000)], { ...cells(0, 10), ...user, ToUser: null }]),
        given(driverFailures, failed),
      ],
    });
    const [frame] = await ask(cdr, { report: 'failureDrivers', baselineWeeks: 1 }, range);
    expect(rowsOf(frame)[0]).toMatchObject({
      dimension: 'User',
      users: 'sip:ann@example.com',
      sessions: 10,
      failures: 9,
    });
    expect(cdr.asked.map(({ question }) => question)).toEqual(['driverFailures', 'driverSessions']);
    expect(cdr.asked[1]?.selection).toMatchObject({ users: ['sip:ann@example.com'] });
    const value = frame?.fields.find(({ name }) => name === 'driver');
    expect(value?.parts).toEqual([[{ text: 'sip:ann@example.com', about: 'address' }]]);
  });

  test('are held against the other sessions of a long range', async () => {
    const week = { from: to - 7 * 24 * hour, to };
    const cdr = answering({
      cells: [cells(0, 900), cells(0, 100, edge)],
      failures: [...failures(0, 60, edge), ...failures(0, 9)],
    });
    const [frame] = await ask(cdr, { report: 'failureDrivers' }, week);
    expect(cdr.asked[0]?.selection).toMatchObject({ slices: [week] });
    expect(rowsOf(frame)[0]).toMatchObject({
      value: 'edge2.example.com',
      comparedWith: 'Others',
      otherRate: 1,
      failuresBefore: null,
    });
  });

  test('are held against a sample of the others beside thousands of failures, which all count', async () => {
    const week = { from: to - 7 * 24 * hour, to };
    // A minute has 545 hundredths that 11 divides.
    const inSample = (index: number) => week.from + Math.floor(index / 545) * 60_000 + (index % 545) * 110;
    const cdr = answering(
      {
        // In every eleventh hundredth of a second: 4,500 failed and 250 other sessions over the Edge Server, 10,000 others.
        cells: [cells(0, 4750, edge), cells(0, 10_000)],
        failures: [...failures(0, 4500, edge, inSample), ...failures(0, 1500, {}, (index) => inSample(index) + 10)],
      },
      10_000,
    );
    const [frame] = await ask(cdr, { report: 'failureDrivers' }, week);
    expect(cdr.asked.map(({ question }) => question)).toEqual(['driverFailures', 'driverSessions']);
    expect(cdr.asked[1]?.selection).toMatchObject({ every: 11 });
    expect(rowsOf(frame)[0]).toMatchObject({
      value: 'edge2.example.com',
      sessions: 4500 + 11 * 250,
      failures: 4500,
      failureRate: (100 * 4500) / 7250,
      otherRate: (100 * 1500) / (1500 + 11 * 10_000),
    });
    expect(frame?.meta?.notices).toEqual([
      {
        severity: 'info',
        text: 'So many sessions failed that only one in 11 of the others is counted, and stands for all 11: figures on sessions are estimates. Choose a shorter range or more filters to have all counted.',
      },
    ]);
  });

  test('are where a diagnostic ID is, too little as that may be by itself, when the ID alone is certain', async () => {
    const few = {
      cells: [cells(0, 61), cells(0, 19, edge), cells(1, 980), cells(1, 20, edge)],
      failures: failures(0, 6, edge),
    };
    const [byItself] = await rows({ minScore: 1 }, few);
    const [beyond] = await rows({ minScore: 5.5 }, few);
    expect(byItself).toMatchObject({ value: 'edge2.example.com', failures: 6, sessions: 19 });
    expect(beyond).toMatchObject({ value: 'edge2.example.com', failures: 6, sessions: 19 });
    expect(Number(byItself?.score)).toBeLessThan(5.5);
    expect(Number(beyond?.score)).toBeGreaterThan(5.5);
  });

  test('are a conferencing server where its pool has nearly all sessions of that kind', async () => {
    const av = { Media: -1, Kind: 'conf:audio-video' };
    const pool2 = { ...av, Pool: 'pool2.example.com' };
    const [driver] = await rows(
      {},
      {
        cells: [
          cells(0, 14, av),
          cells(0, 2, pool2),
          cells(0, 154),
          cells(1, 600),
          cells(1, 60, av),
          cells(1, 10, pool2),
        ],
        failures: failures(0, 9, { ...av, DiagnosticId: 7000, ResponseCode: 500 }),
      },
    );
    expect(driver).toMatchObject({
      value: 'pool1.example.com and A/V conferencing',
      pools: 'pool1.example.com',
      conferenceTypes: 'av',
      sessions: 14,
      failures: 9,
    });
  });

  test('leave out weeks of which not all failures could be read, with a notice', async () => {
    const [frame] = await ask(answering(incident, 34), { report: 'failureDrivers', baselineWeeks: 1 }, range);
    expect(frame?.meta?.notices).toEqual([
      {
        severity: 'warning',
        text: 'Only the newest 34 rows of failures were looked at, and no week before them: choose a shorter range or more filters.',
      },
    ]);
    expect(rowsOf(frame)[0]).toMatchObject({ comparedWith: 'Others', value: 'edge2.example.com' });
  });

  test('are one number each, or one for each group', async () => {
    const asked = { format: 'numeric', metric: 'failures' } as const;
    expect((await rows(asked)).map(({ failures: number }) => number)).toEqual([30]);
    const perPool = await rows({ ...asked, driverOf: 'pool' });
    expect(perPool.map(({ pool, failures: number }) => [pool, number])).toEqual([
      ['edge2.example.com', 30],
      ['pool1.example.com', 30],
    ]);
    expect(perPool[0]?.['driver']).toMatch(/^99 % of the excess: sessions over edge2/);
    const perId = await rows({ ...asked, driverOf: 'diagnosticId' });
    expect(perId.map(({ diagnosticId, failures: number }) => [diagnosticId, number])).toEqual([
      ['1010', 30],
      ['7', 0],
    ]);
    expect(perId[1]?.['driver']).toBe('Nothing stands out');
  });

  test('list all values with those that only failures have', async () => {
    const listed = await rows({ show: 'values' });
    expect(listed[0]).toMatchObject({
      dimension: 'Edge Server',
      value: 'edge2.example.com',
      sessions: 40,
      failures: 30,
    });
    const ids = listed.filter(({ dimension }) => dimension === 'Diagnostic ID');
    expect(ids).toEqual([
      expect.objectContaining({
        value: '1010',
        sessions: 200,
        failures: 30,
        failuresBefore: 0,
        shareOfOthers: null,
        explained: 30,
      }),
      expect.objectContaining({ value: '7', failures: 2, failuresBefore: 10, explained: 0, score: 0 }),
    ]);
  });
});
