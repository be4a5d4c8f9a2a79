import { describe, expect, test } from '@jest/globals';
import { failedCategories } from '../../contract/vocabulary.ts';
import type { SavedQueryOf } from '../../contract/query.ts';
import { columnOf, linesOf, noticesOf, rowsOf } from '../../tests/support/frame-rows.ts';
import { given, recordingCdr, type Answer } from '../../tests/support/recording-cdr.ts';
import { ask } from '../../tests/support/report-queries.ts';
import { range } from '../../tests/support/selections.ts';
import { seenDiagnosticIds } from '../cdr/questions/seen-diagnostic-ids.ts';
import { sessionCells, type SessionCell } from '../cdr/questions/session-cells.ts';
import type { SessionColumn } from '../cdr/questions/sessions.ts';

type Cell = SessionCell<SessionColumn>;

const [hour, week] = [3_600_000, 7 * 24 * 3_600_000];
/** The last window is the hour before the end of the range. */
const window = range.to - hour;
const open = { minSessions: 0, minUsers: 0, minFailures: 0, minScore: 0 };
const spikes = (rest: Partial<SavedQueryOf<'failureSpikes'>> = {}): SavedQueryOf<'failureSpikes'> => ({
  report: 'failureSpikes',
  baselineWeeks: 1,
  ...open,
  ...rest,
});

/** Peer-to-peer sessions, failed or not, and those of them that failed. */
function answers(sessions: readonly Partial<Cell>[], failures: readonly Partial<Cell>[]): Answer {
  return given(sessionCells<SessionColumn>([]), ({ activity, filters }) => {
    const rows = filters.categories ? failures : sessions;
    return (activity === 'p2p' ? rows : []) as readonly Cell[];
  });
}
const recording = (...given: Answer[]) => recordingCdr('T-SQL', { answers: given });

const none = { FromEdge: null, ToEdge: null, time: window };

describe('groups', () => {
  test('fold the case of pools and count a session in each of its own', async () => {
    const cdr = recording(
      answers(
        [
          { ...none, Pool: 'FE.example', FromEdge: 'edge.example', ToEdge: 'EDGE.example', sessions: 4 },
          { ...none, Pool: 'fe.example', sessions: 3 },
          { ...none, Pool: null, ToEdge: 'edge.example', sessions: 2 },
        ],
        [{ ...none, Pool: 'fe.example', sessions: 1, FromUser: 'sip:a@example.com' }],
      ),
    );
    const [frame] = await ask(cdr, spikes());
    expect(columnOf(frame, 'pool')).toEqual(['FE.example', 'EDGE.example', 'None']);
    expect(columnOf(frame, 'sessions')).toEqual([7, 6, 2]);
    expect(columnOf(frame, 'failures')).toEqual([1, 0, 0]);
  });

  test('beyond the limit are left out with a notice, in a table as in numbers', async () => {
    const rows = ['a', 'b', 'c'].map((Pool) => ({ ...none, Pool, sessions: 5 }));
    const cdr = recording(answers([...rows, ...rows.map((row) => ({ ...row, time: window - week }))], []));
    for (const format of ['table', 'numeric'] as const) {
      const [frame] = await ask(cdr, spikes({ format, limit: 2 }));
      expect(frame?.fields[0]?.values).toHaveLength(2);
      expect(noticesOf(frame)[0]).toMatch(/^Only the first 2 groups are shown\. There are 3/);
    }
  });

  test('never have more failures than sessions, also where one came in between the two statements', async () => {
    const some = { ...none, Pool: 'a' };
    const cdr = recording(answers([{ ...some, sessions: 1 }], [{ ...some, sessions: 2, FromUser: 'u' }]));
    const [frame] = await ask(cdr, spikes());
    expect(columnOf(frame, 'failureRate')).toEqual([100]);
  });

  test('by gateway want the view that has gateways, and nothing else does', async () => {
    const without = { without: ['VoipDetailsView'] };
    const byGateway = ask(recordingCdr('T-SQL', without), spikes({ groupBy: ['pool', 'gateway'] }));
    await expect(byGateway).rejects.toMatchObject({
      code: 'schema',
      message: expect.stringMatching(/^VoipDetailsView does not exist.* Leave gateway out of groupBy/),
    });
    for (const groupBy of ['pool', 'activity', 'modality', 'diagnosticId', 'source'] as const) {
      const cdr = recordingCdr('T-SQL', without);
      await ask(cdr, spikes({ groupBy }));
      expect(cdr.statements.filter(({ sql }) => sql.includes('FromGateway'))).toEqual([]);
    }
  });
});

describe('the figures of a window', () => {
  const at = (time: number, sessions: number) => ({ time, sessions });
  const sessions = [at(window, 100), at(window - week, 100), at(window - 24 * hour, 400)];
  const unexpected = { DiagnosticId: null, ResponseCode: 504 };
  const failures = [
    { ...at(window, 20), ...unexpected, FromUser: 'sip:a' },
    { ...at(window + 1000, 9), ...unexpected, FromUser: 'sip:b' },
    { ...at(window, 1), DiagnosticId: null, ResponseCode: 486, FromUser: 'SIP:A' },
    { ...at(window - week, 10), DiagnosticId: null, ResponseCode: null, FromUser: null },
  ];

  test('hold it against its week: counts, users, rates, and the two kinds of failure', async () => {
    const [frame] = await ask(recording(answers(sessions, failures)), spikes({ groupBy: [] }));
    const [row, ...others] = rowsOf(frame);
    expect(others).toEqual([]);
    expect(row).toMatchObject({
      ...{ windowStart: window, windowEnd: range.to, sessions: 100, failures: 30, usersImpacted: 2 },
      ...{ expectedVolume: 1, unexpectedVolume: 29, failureRate: 30, baselineRate: 10, baselineFailures: 10 },
      ...{ ratio: 3, baseline: 'Weeks', isNew: null },
    });
    expect(Number(row?.score)).toBeGreaterThan(3);
  });

  test.each<[string, Partial<SavedQueryOf<'failureSpikes'>>, number | null, string]>([
    ['as many sessions as it takes', { minSessions: 100 }, 3, ''],
    ['too few sessions', { minSessions: 101 }, null, '101 sessions, 0 failures and 0 users'],
    ['too few failures', { minFailures: 31 }, null, '0 sessions, 31 failures and 0 users'],
    ['too few users', { minUsers: 3 }, null, '0 sessions, 0 failures and 3 users'],
  ])(
    '%s: a table has no ratio rather than 0 and says why, numbers for rules are 0',
    async (_case, least, ratio, needed) => {
      const saved = spikes({ groupBy: [], minSessions: 0, minFailures: 0, minUsers: 0, ...least });
      const [frame] = await ask(recording(answers(sessions, failures)), saved);
      expect(rowsOf(frame)).toMatchObject([{ sessions: 100, failures: 30, failureRate: 30, baselineRate: 10, ratio }]);
      expect(rowsOf(frame).map(({ score }) => score === null)).toEqual([ratio === null]);
      const text = `1 of 1 rows are too small for a score and a ratio: it takes at least ${needed} in the window.`;
      expect(noticesOf(frame)).toEqual(needed ? [text] : []);
      const numeric = { ...saved, format: 'numeric', metric: 'ratio' } as const;
      const [numbers] = await ask(recording(answers(sessions, failures)), numeric);
      expect(columnOf(numbers, 'ratio')).toEqual([ratio ?? 0]);
    },
  );

  test('over time show failures against those that the baseline lets expect', async () => {
    const [frame] = await ask(recording(answers(sessions, failures)), spikes({ groupBy: [], format: 'timeSeries' }));
    // 18:30 lies in the window that begins at 18:00, the twelfth.
    expect(linesOf(frame)).toEqual([
      ['failures', '', { 11: 30 }],
      ['baselineFailures', '', { 11: 10 }],
    ]);
  });
});

describe('new diagnostic IDs', () => {
  const id = (time: number, DiagnosticId: number | null) => ({ time, DiagnosticId, sessions: 6, FromUser: 'u' });
  const sessions = [window - week, window].map((time) => ({ time, sessions: 100 }));
  const failures = [id(window - week, 7), id(window, 7), id(window, 8), id(window, null)];
  /** The answer, and the IDs that were looked for; none was seen before. */
  const newsOf = async (saved: SavedQueryOf<'failureSpikes'>) => {
    const cdr = recording(answers(sessions, failures), given(seenDiagnosticIds, []));
    const [frame] = await ask(cdr, saved);
    const looked = cdr.asked.filter(({ question }) => question === seenDiagnosticIds.name);
    return { frame, selections: looked.map(({ selection }) => selection) };
  };

  test('are looked for among those that the baseline has not shown', async () => {
    const { frame, selections } = await newsOf(spikes({ groupBy: 'diagnosticId' }));
    const news = columnOf(frame, 'isNew');
    expect(
      Object.fromEntries(columnOf(frame, 'diagnosticId')?.map((one, row) => [String(one), news?.[row]]) ?? []),
    ).toEqual({
      7: 0,
      8: 1,
      None: 0,
    });
    expect(selections).toEqual([{ range: { from: window - 4 * week, to: window }, diagnosticIds: [8] }]);
  });

  test('are looked for again where the baseline lies before the lookback', async () => {
    const { selections } = await newsOf(spikes({ groupBy: 'diagnosticId', lookbackDays: 3 }));
    expect(selections).toEqual([{ range: { from: window - 72 * hour, to: window }, diagnosticIds: [7, 8] }]);
  });

  test('that were seen are not new', async () => {
    const cdr = recording(answers(sessions, failures), given(seenDiagnosticIds, [8]));
    const [frame] = await ask(cdr, spikes({ groupBy: 'diagnosticId', format: 'numeric', metric: 'isNew' }));
    expect(columnOf(frame, 'isNew')).toEqual([0, 0, 0]);
  });

  test('cost nothing where nobody asks, and where the guards hold', async () => {
    const numeric = await newsOf(spikes({ format: 'numeric', groupBy: 'diagnosticId' }));
    expect(numeric.selections).toEqual([]);
    const guarded = await newsOf(spikes({ groupBy: 'diagnosticId', minUsers: 2 }));
    expect(guarded.selections).toEqual([]);
    expect(columnOf(guarded.frame, 'isNew')).toEqual([0, 0, 0]);
  });

  test('have no time series', async () => {
    const series = ask(recording(), spikes({ format: 'timeSeries', metric: 'isNew' }));
    await expect(series).rejects.toMatchObject({
      code: 'query',
      message: expect.stringMatching(/^Metric: New has no time series, expected sessions, .* or score\.$/),
    });
  });
});

describe('events', () => {
  test('join neighbouring windows, and tell the worst', async () => {
    // Windows of four hours from midnight; the range cuts the first and the last.
    const starts = [7, 8, 12, 16].map((at) => Date.UTC(2026, 2, 10, at));
    const calm = starts.map((time) => ({ time: time - week, sessions: 1000 }));
    const busy = starts.map((time) => ({ time, sessions: 100 }));
    const failed = (at: number, sessions: number) => ({ time: starts[at] ?? 0, sessions, FromUser: `sip:${at}` });
    const failures = [failed(0, 10), failed(1, 30), failed(3, 5), { ...failed(1, 1), FromUser: 'SIP:1' }];
    const saved = spikes({ format: 'events', groupBy: [], windowMinutes: 240, minScore: 3 });
    const [frame] = await ask(recording(answers([...calm, ...busy], failures)), saved);
    const times = (name: string) =>
      columnOf(frame, name)?.map((time) => new Date(Number(time)).toISOString().slice(11, 16));
    expect([times('time'), times('timeEnd')]).toEqual([
      ['07:00', '16:00'],
      ['12:00', '19:30'],
    ]);
    expect(columnOf(frame, 'title')).toEqual(['Failure spike', 'Failure spike']);
    expect(columnOf(frame, 'text')?.[0]).toBe(
      '31 of 100 sessions failed from 2026-03-10 09:00 to 2026-03-10 13:00 Europe/Berlin: 31.0 % instead of 0.0 %. 1 user impacted.',
    );
    expect(columnOf(frame, 'tags')).toEqual(['failure-spike', 'failure-spike']);
  });

  test('of groups at the same time are one where the query wants it, told by the worst first', async () => {
    const at = (hours: number) => Date.UTC(2026, 2, 10, hours);
    const all = ['a', 'b', 'c', 'd', 'e'];
    const of = (Pool: string, time: number, sessions: number) => ({ ...none, Pool, time, sessions });
    const calm = all.flatMap((pool) => [12, 13, 17].map((hours) => of(pool, at(hours) - week, 1000)));
    const busy = all.flatMap((pool) => [12, 13, 17].map((hours) => of(pool, at(hours), 100)));
    // The spike of a lasts two hours, those of b, c and d fall into it; that of e comes later and stays alone.
    const failures = [
      of('a', at(12), 30),
      of('a', at(13), 20),
      of('b', at(13), 50),
      of('c', at(13), 40),
      of('d', at(12), 20),
    ];
    const cdr = recording(answers([...calm, ...busy], [...failures, of('e', at(17), 30)]));
    const [frame] = await ask(cdr, spikes({ format: 'events', minScore: 3, overlaps: 'together', timezone: 'UTC' }));
    expect(columnOf(frame, 'time')).toEqual([at(12), at(17)]);
    expect(columnOf(frame, 'timeEnd')).toEqual([at(14), at(18)]);
    expect(columnOf(frame, 'title')).toEqual(['Failure spike: b; c; a; 1 more', 'Failure spike: e']);
    const [told, alone] = columnOf(frame, 'text') ?? [];
    expect(
      String(told)
        .split('\n')
        .map((line) => line.slice(0, 24)),
    ).toEqual(['b: 50 of 100 sessions fa', 'c: 40 of 100 sessions fa', 'a: 30 of 100 sessions fa']);
    expect(alone).toMatch(/^30 of 100 sessions failed/);
    expect(columnOf(frame, 'tags')).toEqual(['failure-spike,b,c,a,d', 'failure-spike,e']);
  });

  test('tell times on the clock of the query, and name the zone where the query has none', async () => {
    const calm = [{ time: window - week, sessions: 1000 }];
    const failures = [{ time: window, sessions: 50, FromUser: 'sip:a' }];
    const text = async (timezone: string | undefined) => {
      const cdr = recording(answers([...calm, { time: window, sessions: 100 }], failures));
      const [frame] = await ask(
        cdr,
        spikes({ format: 'events', groupBy: [], minScore: 3, ...(timezone && { timezone }) }),
      );
      return columnOf(frame, 'text')?.[0];
    };
    // The window from 18:00 to 19:00 in UTC.
    expect(await text(undefined)).toMatch(/ failed from 2026-03-10 19:00 to 2026-03-10 20:00 Europe\/Berlin: /);
    expect(await text('UTC')).toMatch(/ failed from 2026-03-10 18:00 to 2026-03-10 19:00 UTC: /);
    expect(await text('Asia/Tokyo')).toMatch(/ failed from 2026-03-11 03:00 to 2026-03-11 04:00: /);
  });
});

describe('what is asked', () => {
  const selectionsOf = async (saved: SavedQueryOf<'failureSpikes'>) => {
    const cdr = recording();
    await ask(cdr, saved);
    return cdr.asked.map(({ selection }) => selection);
  };

  test('sessions and failures of each kind: the window, its week and its day, of which the last two are told briefly', async () => {
    const slices = [
      { from: window - week, to: range.to - week, brief: true },
      { from: window - 24 * hour, to: window, brief: true },
      { from: window, to: range.to, brief: false },
    ];
    const filters = { pools: ['a'], diagnosticIds: [7025] };
    const of = { slices, binMinutes: 60 };
    const asked = await selectionsOf(spikes({ filters }));
    expect(asked).toHaveLength(4);
    for (const activity of ['p2p', 'conference']) {
      // What chooses failures does not choose the sessions that they are a share of.
      expect(asked).toContainEqual({ ...of, activity, filters: { pools: ['a'] } });
      expect(asked).toContainEqual({ ...of, activity, filters: { categories: ['unexpected'], ...filters } });
    }
  });

  test('failures as the settings rate them, or as the query wants them', async () => {
    const cdr = recordingCdr('T-SQL', { settings: { failureRate: 'all' } });
    await ask(cdr, spikes());
    expect(cdr.asked[1]?.selection).toMatchObject({ filters: { categories: failedCategories } });
    const asked = await selectionsOf(spikes({ filters: { categories: 'expected', activities: 'p2p' } }));
    expect(asked).toEqual([
      expect.objectContaining({ filters: { activities: ['p2p'] } }),
      expect.objectContaining({ filters: { activities: ['p2p'], categories: ['expected'] } }),
    ]);
  });

  test('no baseline where nobody compares, and nothing where no session can pass', async () => {
    const [first] = await selectionsOf(spikes({ format: 'timeSeries', metric: 'failureRate' }));
    expect(first).toMatchObject({ slices: [{ ...range, brief: false }], binMinutes: 60 });
    expect(await selectionsOf(spikes({ filters: { modalities: 'im', conferenceUris: 'sip:a' } }))).toEqual([]);
  });
});
