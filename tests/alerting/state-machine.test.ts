import { describe, expect, test } from '@jest/globals';
import type { Answers } from '../../alerting/quality/state-machine.ts';
import { StateMachine } from '../../alerting/quality/state-machine.ts';
import { cdrStopped } from '../../alerting/rules/cdr-stopped.ts';
import { newDiagnosticId } from '../../alerting/rules/new-diagnostic-id.ts';
import { poolFailureSpike } from '../../alerting/rules/pool-failure-spike.ts';
import { cdrStopped as cdrThresholds, poolSpike } from '../../alerting/thresholds.ts';

const interval = poolFailureSpike.group.minutes * 60_000;
const { score, recovery } = poolSpike;
const [high, between, low] = [score + 1, (score + recovery) / 2, recovery - 0.5];

/** Feeds the rule on pools with one score per evaluation; undefined leaves the pool out, another pool is always there. */
function follow(scores: readonly (number | undefined)[], hysteresis = true) {
  const machine = new StateMachine(poolFailureSpike, hysteresis);
  scores.forEach((value, evaluation) => {
    const samples = [{ labels: { pool: 'b' }, value: 0 }];
    machine.evaluate(evaluation * interval, {
      score: value === undefined ? samples : [{ labels: { pool: 'a' }, value }, ...samples],
    });
  });
  const inEvaluations = (at: number | null) => (at === null ? null : at / interval);
  return machine.alerts.map(({ pending, alerting, ended }) => [pending, alerting, ended].map(inEvaluations));
}

describe('an alert', () => {
  test.each<[string, (number | undefined)[], (number | null)[][]]>([
    ['is pending, and fires with the evaluation after', [0, high, high, high], [[1, 2, null]]],
    ['that lasts for one evaluation never fires', [0, high, low], [[1, null, 2]]],
    ['goes on between the thresholds, firing', [high, high, between, between, low], [[0, 1, 4]]],
    ['goes on between the thresholds, pending', [high, between, low], [[0, 1, 2]]],
    ['goes on at the recovery threshold itself', [high, high, recovery, low], [[0, 1, 3]]],
    ['does not begin between the thresholds', [between, between, score], []],
    ['outlives one evaluation without its group', [high, high, undefined, high], [[0, 1, null]]],
    ['ends with the second evaluation without its group', [high, high, undefined, undefined, 0], [[0, 1, 3]]],
    [
      'begins anew after it ended',
      [high, high, low, high, high],
      [
        [0, 1, 2],
        [3, 4, null],
      ],
    ],
  ])('%s', (_, scores, alerts) => {
    expect(follow(scores)).toEqual(alerts);
  });

  test('ends below the threshold where Grafana knows no recovery threshold', () => {
    expect(follow([high, high, between, high], false)).toEqual([
      [0, 1, 2],
      [3, null, null],
    ]);
  });
});

test('without a pending period an alert fires at once', () => {
  const machine = new StateMachine(newDiagnosticId);
  machine.evaluate(7, { isNew: [{ labels: { diagnosticId: '1' }, value: 1 }] });
  expect(machine.alerts).toMatchObject([{ pending: 7, alerting: 7 }]);
});

test('no data is normal, at once and for all', () => {
  const machine = new StateMachine(poolFailureSpike);
  machine.evaluate(0, { score: [{ labels: { pool: 'a' }, value: high }] });
  expect(machine.evaluate(interval, { score: [] })).toEqual([]);
  expect(machine.alerts).toMatchObject([{ ended: interval }]);
});

describe('a condition of several parts', () => {
  const sample = (value: number) => [{ labels: { signal: 'All sessions' }, value }];
  const [missing, age] = [cdrThresholds.missing + 1, cdrThresholds.silentMinutes * 60 + 1];
  test.each<[string, Answers, number]>([
    ['holds where all parts do', { missing: sample(missing), age: sample(age) }, 1],
    ['does not hold where one fails', { missing: sample(missing), age: sample(age - 1) }, 0],
    ['nor where another fails', { missing: sample(missing - 1), age: sample(age) }, 0],
    ['is no data where a query has none', { missing: sample(missing), age: [] }, 0],
  ])('%s', (_, answers, alerts) => {
    expect(new StateMachine(cdrStopped).evaluate(0, answers)).toHaveLength(alerts);
  });
});
