import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { SqliteDatabase } from '../../pkg/cdr/engines/sqlite/database.ts';
import { openDemoDatabase } from '../../pkg/cdr/engines/sqlite/demo-database.ts';
import { describeIncidents, type Incident } from './describe-incidents.ts';
import { generateCdr } from './generate.ts';
import { oneDay } from './options.ts';

const unexpected = 'ResponseCode >= 400 AND ResponseCode NOT IN (401, 407, 480, 486, 487, 600, 603)';
const time = 'SessionIdTime >= ? AND SessionIdTime < ?';

/** Failed sessions of the last week by the values of one dimension, most first. */
const distributions: Record<Incident['dimension'], (conferenceType: string | null) => string> = {
  pools: (type) => `
    SELECT item, COUNT(*) AS n FROM (
      SELECT Pool AS item FROM ConferenceSessionDetailsView WHERE ${time} AND ${unexpected}
        AND ${type ? `McuConferenceUriType = '${type}'` : '1'}
      UNION ALL
      SELECT EdgeServer FROM ConferenceSessionDetailsView WHERE ${time} AND ${unexpected}
        AND ${type ? `McuConferenceUriType = '${type}'` : '1'}
      UNION ALL
      SELECT Pool FROM SessionDetailsView WHERE ${time} AND ${unexpected} AND ${type ? '0' : '1'}
      UNION ALL
      SELECT COALESCE(FromEdgeServer, ToEdgeServer) FROM SessionDetailsView
        WHERE ${time} AND ${unexpected} AND ${type ? '0' : '1'}
    ) WHERE item IS NOT NULL GROUP BY item ORDER BY n DESC`,
  sources: () => `
    SELECT Source AS item, COUNT(DISTINCT SessionIdTime) AS n FROM ErrorReportView
    WHERE ${time} AND ${unexpected} AND Source IS NOT NULL GROUP BY Source ORDER BY n DESC`,
  userAgents: () => `
    SELECT item, COUNT(*) AS n FROM (
      SELECT FromClientVersion AS item FROM SessionDetailsView WHERE ${time} AND ${unexpected}
      UNION ALL
      SELECT UserClientVersion FROM ConferenceSessionDetailsView WHERE ${time} AND ${unexpected}
    ) GROUP BY item ORDER BY n DESC`,
};

const ends = [
  ['on a Wednesday', Date.UTC(2026, 5, 17, 12, 34)],
  ['on a Sunday night', Date.UTC(2026, 5, 21, 22, 0)],
  ['early on a Monday', Date.UTC(2026, 5, 22, 3, 0)],
] as const;

describe.each(ends)('incidents of a span that ends %s', (_name, end) => {
  const options = { seed: 1, end, days: 30, frozen: true };
  let database: SqliteDatabase;
  beforeAll(() => {
    database = openDemoDatabase(options);
  });
  afterAll(() => database.close());

  test.each(describeIncidents(options))('$name is the top of its dimension in the last week', (incident) => {
    const sql = distributions[incident.dimension](incident.conferenceType);
    const ranges = sql.match(/SessionIdTime >= \?/g)?.flatMap(() => [end - 7 * oneDay, end]) ?? [];
    const [first, second] = database.run(sql, ranges).rows;
    expect(first?.[0]).toBe(incident.value);
    expect(Number(first?.[1])).toBeGreaterThan(1.3 * Number(second?.[1]));
    expect(Number(first?.[1])).toBeGreaterThan(30);
  });

  test.each(describeIncidents(options))('$name has its diagnostic IDs within its windows', (incident) => {
    const ids = incident.diagnosticIds.join(', ');
    const inWindows = incident.windows.map(({ from, to }) => count(`DiagnosticId IN (${ids})`, from, to));
    expect(inWindows.reduce((a, b) => a + b, 0)).toBeGreaterThan(15);
    for (const { from, to } of incident.windows) {
      expect(from).toBeLessThan(to);
    }
  });

  test('the client version gets worse from week to week', () => {
    const creep = describeIncidents(options).find(({ name }) => name === 'client-creep');
    const weeks = [3, 2, 1].map((week) =>
      count(
        `FromClientVersion = '${creep?.value}' AND DiagnosticId = 52063`,
        end - week * 7 * oneDay,
        end - (week - 1) * 7 * oneDay,
      ),
    );
    expect(weeks[1]).toBeGreaterThan(weeks[0] ?? 0);
    expect(weeks[2]).toBeGreaterThan(weeks[1] ?? 0);
  });

  test('the gateway and its ISUP cause stand in the headers', () => {
    const header = `SELECT COUNT(*) FROM ErrorReportView WHERE MsDiagHeader LIKE '%gw-ber-01%IsupCause="34"%' AND Source LIKE 'med1-ber%'`;
    expect(Number(database.run(header, []).rows[0]?.[0])).toBeGreaterThan(30);
  });

  function count(condition: string, from: number, to: number): number {
    const views = condition.includes('From')
      ? ['SessionDetailsView']
      : ['SessionDetailsView', 'ConferenceSessionDetailsView'];
    return views
      .map(
        (view) => database.run(`SELECT COUNT(*) FROM ${view} WHERE ${time} AND ${condition}`, [from, to]).rows[0]?.[0],
      )
      .reduce<number>((sum, n) => sum + Number(n), 0);
  }
});

describe('incidents of earlier months', () => {
  const end = ends[0][1];
  /** Failures with the IDs of an incident, per week before `end`. */
  const perWeek = (region: 'emea' | 'apac', ids: readonly number[]) => {
    const rows = generateCdr({ seed: 1, end, days: 110, sessionsPerDay: 500, region });
    const weeks = Array.from({ length: 15 }, () => 0);
    for (const { SessionIdTime, DiagnosticId } of [...rows.sessions, ...rows.conferenceSessions]) {
      const week = Math.floor((end - SessionIdTime) / (7 * oneDay));
      if (DiagnosticId !== null && ids.includes(DiagnosticId) && week in weeks) {
        weeks[week] = (weeks[week] ?? 0) + 1;
      }
    }
    return weeks;
  };

  test('are those of 13 weeks later, with quiet weeks between', () => {
    const circuits = perWeek('emea', [10003, 12000]);
    expect(circuits[0]).toBeGreaterThan(30);
    expect(circuits[13]).toBeGreaterThan(30);
    expect(Math.max(...circuits.slice(1, 12))).toBeLessThan(20);
  });

  test('happen at other times in another region', () => {
    const circuits = perWeek('apac', [10003, 12000]);
    // The newest ended 40 days before: in the sixth and the seventh week.
    expect((circuits[5] ?? 0) + (circuits[6] ?? 0)).toBeGreaterThan(40);
    expect(Math.max(...circuits.slice(0, 5), ...circuits.slice(7, 15))).toBeLessThan(20);
  });

  test('the regions share people and no server', () => {
    const [emea, apac] = (['emea', 'apac'] as const).map((region) =>
      generateCdr({ seed: 1, end, days: 10, sessionsPerDay: 500, region }),
    );
    const servers = (rows = emea) =>
      new Set(rows?.sessions.flatMap(({ Pool, FromEdgeServer }) => [Pool, FromEdgeServer]));
    const people = (rows = emea) => new Set(rows?.sessions.map(({ FromUri }) => FromUri?.toLowerCase()));
    expect([...servers(emea)].filter((name) => name !== null && servers(apac).has(name))).toEqual([]);
    expect([...people(emea)].filter((uri) => people(apac).has(uri)).length).toBeGreaterThan(100);
  });
});

test('there are none when they are switched off', () => {
  expect(describeIncidents({ seed: 1, end: ends[0][1], incidents: false })).toEqual([]);
});
