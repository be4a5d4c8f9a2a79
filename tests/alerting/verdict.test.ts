import { describe, expect, test } from '@jest/globals';
import type { Detection } from '../../alerting/quality/detection.ts';
import { falseAlarms } from '../../alerting/quality/false-alarms.ts';
import { readOptions } from '../../alerting/quality/options.ts';
import { missed, tooLoud } from '../../alerting/quality/verdict.ts';
import { poolFailureSpike as rule } from '../../alerting/rules/pool-failure-spike.ts';

const hour = 3_600_000;
const window = { from: Date.UTC(2026, 10, 9, 8), to: Date.UTC(2026, 10, 9, 11) };

const detection = (evaluations: number | null, incident: Detection['incident'] = 'gateway-circuits'): Detection => ({
  ...{ incident, window, rule, group: 'a', sessions: 9, visible: window.from, pending: null, alerting: null },
  evaluations,
});

describe('an incident', () => {
  test.each<[string, Detection[], string[]]>([
    ['that one rule reports in time is not missed', [detection(5), detection(2), detection(null)], []],
    [
      'that is reported late is missed',
      [detection(3)],
      ['gateway-circuits, 2026-11-09T08:00: reported after 3 evaluations'],
    ],
    ['that no rule reports is missed', [detection(null)], ['gateway-circuits, 2026-11-09T08:00: not reported']],
    ['that grows over weeks has a day', [detection(24, 'client-creep')], []],
    ['that was visible to no rule is nothing to judge', [], []],
  ])('%s', (_, detections, complaints) => {
    expect(missed(detections)).toEqual(complaints);
  });
});

test('a rule that cries wolf more than once a month for one group is told', () => {
  const alert = (pool: string, at: number) => ({
    ...{ labels: { pool }, pending: at, alerting: at, ended: at + hour, peak: 9 },
  });
  expect(tooLoud([falseAlarms(rule, [alert('a', 0), alert('b', 0)], 30)])).toEqual([]);
  expect(tooLoud([falseAlarms(rule, [alert('a', 0), alert('a', hour)], 30)])).toEqual([
    `${rule.title}, a: 2.0 in a month`,
  ]);
  expect(tooLoud([falseAlarms(rule, [alert('a', 0), alert('a', hour)], 60)])).toEqual([]);
});

test('an alert that was pending only is no alarm', () => {
  const pending = { labels: { pool: 'a' }, pending: 0, alerting: null, ended: hour, peak: 5 };
  expect(falseAlarms(rule, [pending], 30)).toMatchObject({ fired: 0, pendingOnly: 1, peak: 5 });
});

describe('the command line', () => {
  test('takes lists and has defaults', () => {
    expect(readOptions([])).toEqual({ seeds: [1], days: 60, sessionsPerDay: [1200], step: 0, rules: [] });
    expect(readOptions(['--seed', '1,2', '--sessions-per-day=1200,12000', '--step', '15', '--rule', 'a,b'])).toEqual({
      ...{ seeds: [1, 2], days: 60, sessionsPerDay: [1200, 12000], step: 15, rules: ['a', 'b'] },
    });
  });

  test.each([[['--days', 'many']], [['--seed', '1,x']], [['--unknown']]])('refuses %j', (args) => {
    expect(() => readOptions(args)).toThrow(/days|seed|unknown/);
  });
});
