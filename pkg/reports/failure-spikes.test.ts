import { describe, expect, test } from '@jest/globals';
import type { SavedQuery } from '../../contract/query.ts';
import type { Row } from '../cdr/engine.ts';
import type { Statement } from '../cdr/sql/parameter.ts';
import type { Frame } from '../plugin/frames/frame.ts';
import { ask } from './testing/queries.ts';
import { recordingCdr } from './testing/recording-cdr.ts';

const open = { minSessions: 0, minUsers: 0, minFailures: 0, minScore: 0 };
const asked = (rest: Partial<SavedQuery> = {}): SavedQuery => ({
  report: 'failureSpikes',
  ...rest,
  spikes: { baselineWeeks: 1, ...open, ...rest.spikes },
});
/** With one week of baseline: the week, the day before, the window. */
const [week, window] = [0, 2];
const isOfFailures = ({ sql }: Statement) => sql.includes('"User"');
const column = (frame: Frame | undefined, name: string) => frame?.fields.find((field) => field.name === name)?.values;

/** Sessions and failures as rows of the two statements. */
const answers = (sessions: readonly Row[], failures: readonly Row[]) => (statement: Statement) =>
  (isOfFailures(statement) ? failures : sessions).map((row) => ({ step: 0, ...row }));

describe('groups', () => {
  test('fold the case of pools and count a session in each of its own', async () => {
    const cdr = recordingCdr('mssql', {
      answer: answers(
        [
          { piece: window, pool: 'FE.example', from: 'edge.example', to: 'EDGE.example', sessions: 4 },
          { piece: window, pool: 'fe.example', from: null, to: null, sessions: 3 },
          { piece: window, pool: null, from: null, to: 'edge.example', sessions: 2 },
        ],
        [{ piece: window, pool: 'fe.example', from: null, to: null, sessions: 1, User: 'sip:a@example.com' }],
      ),
    });
    const [frame] = await ask(cdr, asked());
    expect(column(frame, 'pool')).toEqual(['FE.example', 'EDGE.example', 'None']);
    expect(column(frame, 'sessions')).toEqual([7, 6, 2]);
    expect(column(frame, 'failures')).toEqual([1, 0, 0]);
  });

  test('beyond the limit are left out with a notice, in a table as in numbers', async () => {
    const rows = ['a', 'b', 'c'].map((pool) => ({ piece: window, pool, from: null, to: null, sessions: 5 }));
    const cdr = recordingCdr('mssql', {
      answer: answers([...rows, ...rows.map((row) => ({ ...row, piece: week }))], []),
    });
    for (const format of ['table', 'numeric'] as const) {
      const [frame] = await ask(cdr, asked({ format, limit: 2 }));
      expect(frame?.fields[0]?.values).toHaveLength(2);
      expect(frame?.meta?.notices?.[0]?.text).toMatch(/^Only the first 2 groups are shown\. There are 3/);
    }
  });

  test('never have more failures than sessions, also where one came in between the two statements', async () => {
    const some = { pool: 'a', from: null, to: null };
    const cdr = recordingCdr('mssql', {
      answer: answers([{ ...some, piece: window, sessions: 1 }], [{ ...some, piece: window, sessions: 2, User: 'u' }]),
    });
    const [frame] = await ask(cdr, asked());
    expect(column(frame, 'failureRate')).toEqual([100]);
  });

  test('by gateway want the view that has gateways, and nothing else does', async () => {
    const without = { without: ['VoipDetailsView'] };
    const byGateway = ask(recordingCdr('mssql', without), asked({ spikes: { groupBy: ['pool', 'gateway'] } }));
    await expect(byGateway).rejects.toMatchObject({
      code: 'schema',
      message: expect.stringMatching(/^VoipDetailsView does not exist.* Leave gateway out of spikes\.groupBy/),
    });
    for (const groupBy of ['pool', 'activity', 'modality', 'diagnosticId', 'source'] as const) {
      const cdr = recordingCdr('mssql', without);
      await ask(cdr, asked({ spikes: { groupBy } }));
      expect(cdr.statements.filter(({ sql }) => sql.includes('FromGateway'))).toEqual([]);
    }
  });
});

describe('new diagnostic IDs', () => {
  const id = (piece: number, DiagnosticId: number | null) => ({ piece, DiagnosticId, sessions: 6, User: 'u' });
  const sessions = [week, window].map((piece) => ({ piece, sessions: 100 }));
  const statementsOf = async (saved: SavedQuery) => {
    const answer = answers(sessions, [id(week, 7), id(window, 7), id(window, 8), id(window, null)]);
    // The last statement asks about IDs: none was seen before.
    const cdr = recordingCdr('mssql', {
      answer: (statement) => (statement.sql.includes('count') ? answer(statement) : []),
    });
    const [frame] = await ask(cdr, saved);
    return {
      frame,
      parameters: cdr.statements.map(({ parameters }) => parameters.filter((one) => one === 7 || one === 8)),
    };
  };

  test('are looked for among those that the baseline has not shown', async () => {
    const { frame, parameters } = await statementsOf(asked({ spikes: { groupBy: 'diagnosticId' } }));
    const news = column(frame, 'isNew');
    expect(
      Object.fromEntries(column(frame, 'diagnosticId')?.map((one, row) => [String(one), news?.[row]]) ?? []),
    ).toEqual({
      7: 0,
      8: 1,
      None: 0,
    });
    expect(parameters).toEqual([[], [], [8]]);
  });

  test('are looked for again where the baseline lies before the lookback', async () => {
    const { parameters } = await statementsOf(asked({ spikes: { groupBy: 'diagnosticId', lookbackDays: 3 } }));
    expect(parameters).toEqual([[], [], [7, 8]]);
  });

  test('cost nothing where nobody asks, and where the guards hold', async () => {
    const numeric = await statementsOf(asked({ format: 'numeric', spikes: { groupBy: 'diagnosticId' } }));
    expect(numeric.parameters).toEqual([[], []]);
    const guarded = await statementsOf(asked({ spikes: { groupBy: 'diagnosticId', minUsers: 2 } }));
    expect(guarded.parameters).toEqual([[], []]);
    expect(column(guarded.frame, 'isNew')).toEqual([0, 0, 0]);
  });

  test('have no time series', async () => {
    const series = ask(recordingCdr('mssql'), asked({ format: 'timeSeries', metric: 'isNew' }));
    await expect(series).rejects.toMatchObject({
      code: 'query',
      message: expect.stringMatching(/^metric: New has no time series, expected sessions, .* or score\.$/),
    });
  });
});

describe('events', () => {
  test('join neighbouring windows, and tell the worst', async () => {
    // Windows of four hours from 07:00 to 19:30; the steps of the range, its week before and the day before it.
    const calm = [0, 1, 2, 3].map((step) => ({ piece: week, step, sessions: 1000 }));
    const busy = [0, 1, 2, 3].map((step) => ({ piece: window, step, sessions: 100 }));
    const failed = (step: number, sessions: number) => ({ piece: window, step, sessions, User: `sip:${step}` });
    const cdr = recordingCdr('mssql', {
      answer: answers(
        [...calm, ...busy],
        [failed(0, 10), failed(1, 30), failed(3, 5), { ...failed(1, 1), User: 'SIP:1' }],
      ),
    });
    const [frame] = await ask(
      cdr,
      asked({ format: 'events', spikes: { groupBy: [], windowMinutes: 240, minScore: 3 } }),
    );
    const times = (name: string) =>
      column(frame, name)?.map((time) => new Date(Number(time)).toISOString().slice(11, 16));
    expect([times('time'), times('timeEnd')]).toEqual([
      ['07:00', '16:00'],
      ['12:00', '19:30'],
    ]);
    expect(column(frame, 'title')).toEqual(['Failure spike', 'Failure spike']);
    expect(column(frame, 'text')?.[0]).toBe(
      '31 of 100 sessions failed from 2026-03-10 08:00 to 2026-03-10 12:00 UTC: 31.0 % instead of 0.0 %. 1 user impacted.',
    );
    expect(column(frame, 'tags')).toEqual(['failure-spike', 'failure-spike']);
  });
});
