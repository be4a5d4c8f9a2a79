import { describe, expect, it } from '@jest/globals';
import type { QueryDraft } from '../../contract/query.ts';
import { validateSettings } from '../../contract/settings.ts';
import { validateQuery } from '../../contract/validate.ts';
import { score } from './failure-spikes.ts';
import { at, rows } from './fixture.ts';
import type { TableFrame } from './frames.ts';
import { expected } from './oracle.ts';

const open = { minSessions: 0, minUsers: 0, minFailures: 0, minScore: 0 };

function table(saved: QueryDraft, to: number): Record<string, unknown[]> {
  const settings = validateSettings({ failureRate: 'all' }).counting;
  const [frame] = expected(rows, validateQuery(saved), { from: to, to }, 'UTC', settings);
  return (frame as TableFrame).columns;
}

describe('spikes of the oracle', () => {
  it('have a score that is the tail of the predicted count', () => {
    // Of one session: (p x N + 1/2) / (N + 1).
    expect(score(1, 1, 0.5, 9)).toBeCloseTo(Math.log10(2), 12);
    expect(score(1, 1, 0, 49)).toBeCloseTo(2, 12);
    // Two of two, without any rate to go by: 1.5/3 x 2.5/4.
    expect(score(2, 2, 0.5, 2)).toBeCloseTo(-Math.log10((1.5 / 3) * (2.5 / 4)), 12);
  });

  it('count the last window by pool, and a day before it where there are no weeks', () => {
    const night = table({ report: 'failureSpikes', ...open, windowMinutes: 120 }, at('25T02:00'));
    expect(night).toMatchObject({
      windowStart: [at('25T00:00'), at('25T00:00'), at('25T00:00')],
      pool: ['None', 'edge1.example.com', 'pool1.example.com'],
      sessions: [2, 1, 1],
      failures: [1, 1, 1],
      expectedVolume: [1, 0, 0],
      unexpectedVolume: [0, 1, 1],
      usersImpacted: [1, 1, 1],
      baselineRate: [null, null, null],
      baselineSessions: [null, null, null],
      score: [null, null, null],
      baseline: ['None', 'None', 'None'],
    });
    const spikes = { ...open, groupBy: ['activity', 'diagnosticId'] } as const;
    const morning = table({ report: 'failureSpikes', ...spikes }, at('25T09:30'));
    expect(morning).toMatchObject({
      activity: ['Conference'],
      diagnosticId: ['None'],
      sessions: [1],
      failures: [1],
      failureRate: [100],
      // Two sessions at eight, one of them with 1011.
      baselineRate: [0],
      baselineSessions: [2],
      ratio: [null],
      score: [Number(score(1, 1, 0, 2).toPrecision(10))],
      isNew: [0],
      baseline: ['Day'],
    });
  });

  it('tell when an ID is new', () => {
    const spikes = { ...open, groupBy: 'diagnosticId', windowMinutes: 15 } as const;
    const ids = (to: number) => {
      const { diagnosticId = [], isNew = [] } = table({ report: 'failureSpikes', ...spikes }, to);
      return diagnosticId.map((id, i) => [id, isNew[i]]);
    };
    expect(ids(at('25T01:15'))).toEqual([['1011', 1]]);
    expect(ids(at('25T01:35'))).toEqual([['51004', 1]]);
    expect(ids(at('25T08:05'))).toEqual([['1011', 0]]);
  });

  it('compare join times per component', () => {
    const spikes = { minSessions: 0, windowMinutes: 1440, groupBy: 'pool' } as const;
    expect(table({ report: 'joinTimeSpikes', ...spikes }, at('26T00:00'))).toMatchObject({
      pool: ['pool1.example.com', 'pool2.example.com', 'pool2.example.com', 'pool2.example.com'],
      application: ['Whole join', 'Whole join', 'AVMCU', 'Client'],
      count: [1, 1, 1, 1],
      p95: [1000, 3000, 500, 700],
      baseline: ['None', 'None', 'None', 'None'],
    });
  });

  it('know the newest record of each kind', () => {
    expect(table({ report: 'cdrFreshness' }, at('25T23:30'))).toEqual({
      recordType: ['Peer-to-peer sessions', 'Conference sessions', 'All sessions', 'Error reports'],
      newest: [at('25T23:00'), at('25T11:00'), at('25T23:00'), at('25T12:00')],
      age: [1800, 45_000, 1800, 41_400],
      missing: [null, null, null, null],
      store: [null, null, null, null],
    });
  });
});
