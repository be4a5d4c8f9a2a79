import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { SpikeOptions } from '../../../contract/query.ts';
import { figuresOf, type Counts, type Observed } from './figures.ts';

const options: SpikeOptions = {
  groupBy: [],
  windowMinutes: 60,
  baselineWeeks: 4,
  minSessions: 20,
  minUsers: 3,
  minFailures: 5,
};
const counts = (sessions: number, failures: number): Counts => ({ sessions, failures });
const usual = counts(100, 5);
const observed = (rest: Partial<Observed> = {}): Observed => ({
  ...counts(100, 30),
  usersImpacted: 20,
  weeks: [usual, usual, usual, usual],
  day: () => counts(1000, 100),
  ...rest,
});

describe('the baseline', () => {
  test('is the median of the weeks, so that one odd week changes little', () => {
    const outage = figuresOf(
      observed({ weeks: [counts(100, 2), counts(10, 10), counts(100, 4), counts(100, 6)] }),
      options,
    );
    expect(outage).toMatchObject({ baseline: 'Weeks', baselineRate: 5, baselineSessions: 310, baselineFailures: 5, ratio: 6 });
    const holiday = figuresOf(
      observed({ weeks: [counts(100, 2), counts(0, 0), counts(100, 4), counts(100, 6)] }),
      options,
    );
    expect(holiday).toMatchObject({ baseline: 'Weeks', baselineRate: 4 });
  });

  test('is the day before where fewer than half of the weeks have sessions, else nothing', () => {
    const weeks = [usual, counts(0, 0), counts(0, 0), counts(0, 0)];
    expect(figuresOf(observed({ weeks }), options)).toMatchObject({ baseline: 'Day', baselineRate: 10 });
    expect(figuresOf(observed({ weeks: [...weeks.slice(1), usual, usual] }), options).baseline).toBe('Day');
    expect(figuresOf(observed({ weeks: [usual, ...weeks] }), options).baseline).toBe('Day');
    expect(figuresOf(observed({ weeks: [usual, ...weeks.slice(0, 3)] }), options).baseline).toBe('Weeks');
    const none = { baseline: 'None', baselineRate: null, baselineSessions: null, baselineFailures: null, ratio: null, score: null };
    expect(figuresOf(observed({ weeks: [], day: () => counts(0, 0) }), options)).toMatchObject(none);
  });

  test('says less where it comes from fewer sessions', () => {
    const few = counts(20, 1);
    const scoreOf = (week: Counts) => figuresOf(observed({ weeks: [week, week, week, week] }), options).score ?? 0;
    expect(scoreOf(usual)).toBeGreaterThan(scoreOf(few));
    expect(scoreOf(few)).toBeGreaterThan(0);
  });
});

describe('guards', () => {
  test.each<[string, Partial<Observed>]>([
    ['sessions', counts(19, 15)],
    ['failures', counts(40, 4)],
    ['users', { usersImpacted: 2 }],
  ])('too few %s: no spike, and the numbers as they are', (_what, rest) => {
    const wanted = { ...observed(rest) };
    const figures = figuresOf(wanted, options);
    expect(figures).toMatchObject({
      isFew: true,
      score: 0,
      ratio: 0,
      sessions: wanted.sessions,
      failures: wanted.failures,
    });
    expect(figures.failureRate).toBeGreaterThan(0);
    expect(figures.baselineRate).toBe(5);
    expect(figuresOf(wanted, { ...options, minSessions: 0, minFailures: 0, minUsers: 0 }).score).toBeGreaterThan(0);
  });

  test('leave null what cannot be said', () => {
    const clean = [counts(100, 0), counts(100, 0)];
    expect(figuresOf(observed({ ...counts(5, 5), weeks: clean }), options)).toMatchObject({ score: 0, ratio: null });
    const unknown = observed({ ...counts(5, 5), weeks: [], day: () => counts(0, 0) });
    expect(figuresOf(unknown, options)).toMatchObject({ score: null, ratio: null });
  });
});

test('a rate at or below the baseline is no spike, whatever the counts', () => {
  const part = fc
    .integer({ min: 1, max: 300 })
    .chain((sessions) => fc.integer({ min: 0, max: sessions }).map((failures) => counts(sessions, failures)));
  const open = { ...options, minSessions: 0, minUsers: 0, minFailures: 0 };
  fc.assert(
    fc.property(part, fc.array(part, { minLength: 1, maxLength: 8 }), (window, weeks) => {
      const { score, failureRate, baselineRate, ratio } = figuresOf(observed({ ...window, weeks }), open);
      if ((failureRate ?? 0) <= (baselineRate ?? 0)) {
        expect(score).toBe(0);
      } else {
        expect(score).toBeGreaterThan(0);
        expect(ratio === null || ratio > 1).toBe(true);
      }
    }),
  );
});
