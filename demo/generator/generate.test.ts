import { describe, expect, test } from '@jest/globals';
import { emptyRows, appendRows, type CdrRows } from './rows.ts';
import { generateBetween, generateCdr, generateHours, spanStart } from './generate.ts';
import { oneDay, oneHour, hourOf } from './options.ts';
import { onTick } from './ticks.ts';

const end = Date.UTC(2026, 5, 17, 12, 34, 56);
const options = { seed: 7, end, days: 3, edgeCases: true };

function collect(parts: Iterable<CdrRows>): CdrRows {
  const rows = emptyRows();
  for (const part of parts) {
    appendRows(rows, part);
  }
  return rows;
}

const counts = (rows: CdrRows) => Object.fromEntries(Object.entries(rows).map(([name, list]) => [name, list.length]));

describe('generateCdr', () => {
  test('gives the same rows for the same options, others for another seed', () => {
    expect(generateCdr(options)).toEqual(generateCdr(options));
    expect(counts(generateCdr({ ...options, seed: 8 }))).not.toEqual(counts(generateCdr(options)));
  });

  test('lets nobody leave a conference after its end', () => {
    const { conferences, conferenceSessions } = generateCdr({ ...options, edgeCases: false });
    const ends = new Map(conferences.map((one) => [one.ConfInstance, one.ConferenceEndTime ?? Infinity]));
    const known = conferenceSessions.filter(({ ConfInstance }) => ConfInstance !== null && ends.has(ConfInstance));
    expect(known.length).toBeGreaterThan(100);
    const late = known.filter(({ ConfInstance, EndTime }) => (EndTime ?? 0) > (ends.get(ConfInstance) ?? 0));
    expect(late).toEqual([]);
  });

  test('gives the same rows at once and in pieces', () => {
    const rows = collect(
      [0, 0.4, 1, 17.3, 17.31, 40].flatMap((hours, i, cuts) => {
        const at = (h: number | undefined) => (h === undefined ? end : spanStart(options) + h * oneHour);
        return [...generateBetween(options, at(hours), at(cuts[i + 1]))];
      }),
    );
    expect(sorted(rows)).toEqual(sorted(generateCdr(options)));
  });

  test('goes on after the end with the same rules', () => {
    const later = collect(generateHours(options, hourOf(end) + 1, hourOf(end) + 3));
    expect(later.sessions.length).toBeGreaterThan(20);
    expect(later).toEqual(collect(generateHours(options, hourOf(end) + 1, hourOf(end) + 3)));
  });

  test('keeps sessions within the span', () => {
    const { sessions, conferenceSessions } = generateCdr(options);
    const times = [...sessions, ...conferenceSessions].map(({ SessionIdTime }) => SessionIdTime);
    expect(Math.min(...times)).toBeGreaterThanOrEqual(spanStart(options));
    expect(Math.max(...times)).toBeLessThan(end);
  });

  test('puts every instant on a tick of datetime', () => {
    for (const list of Object.values(generateCdr(options)) as Record<string, unknown>[][]) {
      for (const row of list) {
        for (const [name, value] of Object.entries(row)) {
          if (!/Time$/.test(name) || name === 'SetupTime' || name === 'SessionSetupTime' || value === null) {
            continue;
          }
          expect([name, value]).toEqual([name, onTick(Number(value))]);
        }
      }
    }
  });

  test('hands out every key once', () => {
    const rows = generateCdr({ ...options, days: 12 });
    const unique = (keys: string[]) => expect(new Set(keys).size).toBe(keys.length);
    unique([...rows.sessions, ...rows.conferenceSessions].map((r) => `${r.SessionIdTime}/${r.SessionIdSeq}`));
    unique(rows.conferences.map((r) => `${r.SessionIdTime}/${r.SessionIdSeq}`));
    unique(rows.errorReports.map((r) => `${r.ErrorTime}/${r.ErrorReportSeq}`));
    expect(rows.sessions.some((r) => r.SessionIdSeq > 1)).toBe(true);
  });
});

describe('volume and rates', () => {
  test('60 days hold about 60,000 sessions, mostly on workdays', () => {
    const { sessions, conferenceSessions } = generateCdr({ seed: 1, end, incidents: false });
    const all = [...sessions, ...conferenceSessions];
    expect(all.length).toBeGreaterThan(50_000);
    expect(all.length).toBeLessThan(70_000);
    const share = (part: typeof all) => part.length / all.length;
    const failed = all.filter(
      ({ ResponseCode }) => ResponseCode !== null && ResponseCode >= 400 && ResponseCode !== 401,
    );
    const expected = failed.filter(({ ResponseCode }) => [480, 486, 487, 603].includes(ResponseCode ?? 0));
    expect(share(expected)).toBeGreaterThan(0.04);
    expect(share(expected)).toBeLessThan(0.05);
    expect(share(failed) - share(expected)).toBeGreaterThan(0.014);
    expect(share(failed) - share(expected)).toBeLessThan(0.021);
    const clean = all.filter(({ ResponseCode, DiagnosticId }) => ResponseCode === 200 && DiagnosticId === null);
    expect(share(clean)).toBeGreaterThan(0.92);
    expect(share(clean)).toBeLessThan(0.945);
    // Answered, and then no path for the media.
    const withoutMedia = all.filter(
      ({ ResponseCode, DiagnosticId }) => ResponseCode === 200 && [22, 23, 24, 25].includes(DiagnosticId ?? 0),
    );
    expect(new Set(withoutMedia.map(({ DiagnosticId }) => DiagnosticId)).size).toBe(4);
    expect(share(withoutMedia)).toBeGreaterThan(0.001);
    expect(share(withoutMedia)).toBeLessThan(0.005);
    const night = all.filter(({ SessionIdTime }) => new Date(SessionIdTime).getUTCHours() < 4);
    expect(share(night)).toBeLessThan(0.05);
    const sundays = all.filter(({ SessionIdTime }) => new Date(SessionIdTime).getUTCDay() === 0);
    expect(share(sundays)).toBeLessThan(0.06);
  });

  test('most failed sessions have a report, some have none', () => {
    const { sessions, errorReports } = generateCdr({ seed: 1, end, days: 14 });
    const reported = new Set(errorReports.map((r) => `${r.SessionIdTime}/${r.SessionIdSeq}`));
    const failed = sessions.filter(({ ResponseCode }) => (ResponseCode ?? 0) >= 400);
    const share = failed.filter((r) => reported.has(`${r.SessionIdTime}/${r.SessionIdSeq}`)).length / failed.length;
    expect(share).toBeGreaterThan(0.85);
    expect(share).toBeLessThan(0.97);
    expect(errorReports.some(({ SessionIdTime }) => SessionIdTime === null)).toBe(true);
    expect(end - 14 * oneDay).toBeLessThan(Math.min(...errorReports.map(({ ErrorTime }) => ErrorTime)) + oneHour);
  });
});

function sorted(rows: CdrRows): Record<string, string[]> {
  return Object.fromEntries(
    Object.entries(rows).map(([name, list]) => [name, list.map((r: object) => JSON.stringify(r)).sort()]),
  );
}
