import { describe, expect, test } from '@jest/globals';
import { openDemoDatabase } from './demo-database.ts';

const end = Date.UTC(2026, 5, 17, 12, 34);
const options = { seed: 5, end, days: 2, frozen: true };

describe('keeping up with the clock', () => {
  const sql = 'SELECT COUNT(*) AS n, MAX(SessionIdTime) AS last FROM SessionDetailsView';

  test('adds the sessions that started since, at the earliest after half a minute', () => {
    let now = end;
    const live = openDemoDatabase({ ...options, frozen: false }, () => now);
    const [before = []] = live.run(sql, []).rows;
    now = end + 20_000;
    expect(live.run(sql, []).rows[0]).toEqual(before);
    for (const minutes of [10, 90, 91, 200]) {
      now = end + minutes * 60_000;
      live.run(sql, []);
    }
    const [after = []] = live.run(sql, []).rows;
    expect(Number(after[0])).toBeGreaterThan(Number(before[0]) + 50);
    expect(Number(after[1])).toBeLessThan(now);
    live.close();
  });

  test('does not move when frozen', () => {
    const frozen = openDemoDatabase(options, () => end + 86_400_000);
    expect(Number(frozen.run(sql, []).rows[0]?.[1])).toBeLessThan(end);
    frozen.close();
  });
});
