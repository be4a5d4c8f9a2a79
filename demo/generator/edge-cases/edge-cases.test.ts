import { describe, expect, test } from '@jest/globals';
import { generateCdr } from '../generate.ts';
import { longAgent, strangeHeaders, strangeTexts } from './strange-texts.ts';

const end = Date.UTC(2026, 2, 30, 9);
const { sessions, conferenceSessions, conferences, media, errorReports } = generateCdr({
  seed: 2,
  end,
  days: 4,
  edgeCases: true,
});
const all = [...sessions, ...conferenceSessions];
const key = (row: { SessionIdTime: number | null; SessionIdSeq: number | null }) =>
  `${row.SessionIdTime}/${row.SessionIdSeq}`;

describe('edge cases', () => {
  test.each([0, 100, 183, 302, 401, 407, 699, null])('hold response code %s', (code) => {
    expect(all.some(({ ResponseCode }) => ResponseCode === code)).toBe(true);
  });

  test('hold diagnostic ID 0, and answered sessions with an ID', () => {
    expect(all.some(({ DiagnosticId }) => DiagnosticId === 0)).toBe(true);
    expect(all.some(({ ResponseCode, DiagnosticId }) => ResponseCode === 202 && DiagnosticId === null)).toBe(true);
    expect(all.some(({ ResponseCode, DiagnosticId }) => ResponseCode === 200 && DiagnosticId !== null)).toBe(true);
  });

  test('hold texts that are hard to quote, within the width of their columns', () => {
    expect(sessions.some(({ FromUri }) => strangeTexts.some((text) => FromUri?.includes(text)))).toBe(true);
    expect(sessions.some(({ FromClientVersion }) => FromClientVersion === longAgent)).toBe(true);
    expect(longAgent).toHaveLength(256);
    for (const header of strangeHeaders) {
      expect(Buffer.from(header, 'latin1').toString('latin1')).toBe(header);
    }
  });

  test('hold sessions on midnights in UTC and in Berlin and within the clock change', () => {
    for (const at of [
      Date.UTC(2026, 2, 28),
      Date.UTC(2026, 2, 27, 23),
      Date.UTC(2026, 2, 29, 1),
      Date.UTC(2026, 2, 29, 22),
    ]) {
      expect(sessions.some(({ SessionIdTime }) => SessionIdTime === at)).toBe(true);
      expect(sessions.some(({ SessionIdTime }) => SessionIdTime === at - 3)).toBe(true);
    }
  });

  test('hold NULLs, equal Edge Servers and an Edge Server named like a pool', () => {
    expect(sessions.some(({ Pool }) => Pool === null)).toBe(true);
    expect(sessions.some(({ FromUri }) => FromUri === null)).toBe(true);
    expect(sessions.some((s) => s.FromEdgeServer !== null && s.FromEdgeServer === s.ToEdgeServer)).toBe(true);
    expect(sessions.some((s) => s.FromEdgeServer !== null && s.FromEdgeServer === s.Pool)).toBe(true);
  });

  test('hold a repeated modality', () => {
    const seen = media.map((row) => `${key(row)}/${row.Media}`);
    expect(new Set(seen).size).toBeLessThan(seen.length);
  });

  test('hold reports before their session, days after it, and without one', () => {
    const lags = errorReports.map((r) => (r.SessionIdTime === null ? 0 : r.ErrorTime - r.SessionIdTime));
    expect(Math.min(...lags)).toBeLessThan(0);
    expect(Math.max(...lags)).toBeGreaterThan(4 * 86_400_000);
    const known = new Set(all.map(key));
    expect(errorReports.some((r) => r.SessionIdTime !== null && !known.has(key(r)))).toBe(true);
  });

  test('hold one instance with and without the synthetic flag, and URIs in two spellings', () => {
    const withFlag = (flag: number | null) => conferences.filter(({ Flag }) => Flag === flag);
    const synthetic = new Set(withFlag(1).map(({ ConfInstance }) => ConfInstance));
    expect(withFlag(null).some(({ ConfInstance }) => ConfInstance !== null && synthetic.has(ConfInstance))).toBe(true);
    const uris = new Set(conferenceSessions.map(({ ConferenceUri }) => ConferenceUri));
    const folded = new Set([...uris].map((uri) => uri?.toLowerCase()));
    expect(folded.size).toBeLessThan(uris.size);
  });
});
