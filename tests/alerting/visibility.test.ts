import { expect, test } from '@jest/globals';
import type { FailedSession } from '../../alerting/quality/incident-sessions.ts';
import { visibleFrom } from '../../alerting/quality/visibility.ts';
import { joinTimes } from '../../alerting/rules/join-times.ts';
import { poolFailureSpike } from '../../alerting/rules/pool-failure-spike.ts';
import { poolSpike } from '../../alerting/thresholds.ts';

const { minFailures, minUsers, windowMinutes } = poolSpike;
const window = windowMinutes * 60_000;

/** Failed sessions of a pool, one a minute, of so many users in turn. */
const sessions = (count: number, users: number, pools: readonly string[], everyMinutes = 1): FailedSession[] =>
  Array.from({ length: count }, (_, n) => ({
    at: n * everyMinutes * 60_000,
    user: `user${n % users}`,
    diagnosticId: '1010',
    pools,
  }));

test('an incident is visible with the session that completes the guards', () => {
  const visible = visibleFrom(poolFailureSpike, sessions(minFailures + 3, minUsers, ['a']));
  expect([...visible]).toEqual([['a', (minFailures - 1) * 60_000]]);
});

test('a session counts on every server it touched', () => {
  const visible = visibleFrom(poolFailureSpike, sessions(minFailures, minUsers, ['a', 'edge']));
  expect([...visible.keys()]).toEqual(['a', 'edge']);
});

test.each([
  ['too few failures', sessions(minFailures - 1, minUsers, ['a'])],
  ['too few users', sessions(minFailures + 20, minUsers - 1, ['a'])],
  ['failures too far apart', sessions(40, minUsers, ['a'], window / 60_000 / (minFailures - 1))],
  ['no user known', sessions(minFailures + 3, minUsers, ['a']).map((session) => ({ ...session, user: null }))],
])('%s are not visible', (_, failed) => {
  expect(visibleFrom(poolFailureSpike, failed).size).toBe(0);
});

test('a rule on something else sees none of it', () => {
  expect(visibleFrom(joinTimes, sessions(50, 10, ['a'])).size).toBe(0);
});
