import { describe, expect, it } from '@jest/globals';
import type { SavedQuery } from '../../contract/query.ts';
import { validateSettings } from '../../contract/settings.ts';
import { validateQuery } from '../../contract/validate.ts';
import { at, instance, rows } from './fixture.ts';
import type { NumericFrame, SeriesFrame, TableFrame } from './frames.ts';
import { expected } from './oracle.ts';

const sunday = { from: at('24T22:00'), to: at('25T23:00') };

function ask(saved: SavedQuery, settings: object = {}, range = sunday) {
  return expected(rows, validateQuery(saved), range, 'Europe/Berlin', validateSettings(settings).counting);
}
function table(saved: SavedQuery, settings?: object, range?: typeof sunday): Record<string, unknown[]> {
  return (ask(saved, settings, range)[0] as TableFrame).columns;
}
/** Rows of some columns. */
function rowsOf(columns: Record<string, unknown[]>, ...ids: string[]): unknown[][] {
  return (columns[ids[0] ?? ''] ?? []).map((_, i) => ids.map((id) => columns[id]?.[i]));
}

describe('Call Diagnostic Summary', () => {
  const daily = { report: 'summary', interval: 'daily' } as const;

  it('counts sessions and conferences, without retried and synthetic ones', () => {
    expect(table(daily)).toEqual({
      time: [sunday.from],
      p2pTotalSessions: [5],
      p2pFailureRate: [20],
      p2pFailedSessions: [1],
      totalConferences: [3], // one instance recorded twice, and one of no instance
      totalConferenceSessions: [4],
      conferenceFailureRate: [25],
      failedConferenceSessions: [1],
      focusSessions: [2],
      focusFailureRate: [0],
      failedFocusSessions: [0],
      mcuSessions: [2],
      mcuFailureRate: [50],
      failedMcuSessions: [1],
      bucketStart: [sunday.from],
      bucketEnd: [sunday.to],
    });
  });

  it('follows the settings', () => {
    const columns = table(daily, { failureRate: 'all', includeRetried: true, includeSynthetic: true });
    expect(columns).toMatchObject({
      p2pTotalSessions: [6],
      p2pFailedSessions: [3],
      totalConferences: [4],
      totalConferenceSessions: [6],
      failedConferenceSessions: [4],
    });
  });

  it('leaves out rates without sessions from numeric', () => {
    const none = ask({ report: 'summary', format: 'numeric', filters: { pools: 'none.example' } })[0] as NumericFrame;
    expect(none.rows).toEqual([]);
    const pool = ask({ report: 'summary', format: 'numeric', filters: { pools: 'EDGE1.EXAMPLE.COM' } });
    expect((pool[0] as NumericFrame).rows).toEqual([{ labels: {}, value: 100 }]);
  });
});

describe('activity', () => {
  it('counts a session once in each of its modalities and once in All', () => {
    const columns = table({ report: 'p2pActivity', interval: 'total' });
    expect(rowsOf(columns, 'modality', 'totalSessions', 'successVolume', 'expectedVolume', 'unexpectedVolume')).toEqual(
      [
        ['All', 5, 1, 1, 1],
        ['Instant messaging', 1, 1, 0, 0],
        ['File transfer', 0, 0, 0, 0],
        ['Application sharing', 0, 0, 0, 0],
        ['Audio', 3, 1, 1, 1],
        ['Video', 1, 0, 1, 0],
      ],
    );
    expect(columns.uncategorizedVolume?.[0]).toBe(2); // 401 and no code
    expect(columns.failureRate?.slice(0, 3)).toEqual([20, 0, null]);
  });

  it('has 25 hours on the day summer time ends, the repeated one twice', () => {
    const [frame] = ask({ report: 'p2pActivity', format: 'timeSeries', interval: 'hourly', metric: 'totalSessions' });
    const { time, series } = frame as SeriesFrame;
    expect(time).toHaveLength(25);
    expect(time.slice(2, 4)).toEqual([at('25T00:00'), at('25T01:00')]);
    expect(series.map(({ labels }) => labels.modality)).toEqual(['All', 'Instant messaging', 'Audio', 'Video']);
    expect(series[0]?.values.slice(0, 5)).toEqual([0, 0, 1, 2, 0]);
  });

  it('tells the kinds of conference session', () => {
    const columns = table({ report: 'conferenceActivity', interval: 'total' });
    expect(rowsOf(columns, 'conferenceType', 'totalSessions', 'unexpectedVolume')).toEqual([
      ['All', 4, 1],
      ['Focus sessions', 2, 0],
      ['All MCU sessions', 2, 1],
      ['IM conferencing', 0, 0],
      ['Application sharing', 0, 0],
      ['A/V conferencing', 1, 1],
    ]);
    const av = table({ report: 'conferenceActivity', interval: 'total', filters: { conferenceTypes: 'av' } });
    expect(rowsOf(av, 'conferenceType', 'totalSessions')).toEqual([
      ['All', 1],
      ['A/V conferencing', 1],
    ]);
  });
});

describe('failures', () => {
  it('ranks pairs over both kinds of session and counts users without regard to case', () => {
    const columns = table({ report: 'topFailures' });
    const ids = ['rank', 'diagnosticId', 'responseCode', 'reportedSessions', 'usersImpacted', 'category'];
    expect(rowsOf(columns, ...ids)).toEqual([
      [1, 1011, 504, 2, 1, 'Unexpected failure'],
      [2, 51004, 487, 1, 1, 'Expected failure'],
      [3, null, 487, 1, 1, 'Expected failure'],
    ]);
    expect(columns.trend?.[0]).toEqual([[sunday.from, 2]]);
    const trend = columns.fittedTrend?.[0] as [number, number][];
    expect([trend.length, trend[0]?.[0]]).toEqual([(sunday.to - sunday.from) / 3_600_000, sunday.from]);
    expect(trend.filter(([, sessions]) => sessions > 0).reduce((sum, [, sessions]) => sum + sessions, 0)).toBe(2);
    expect(columns.share).toEqual([50, 25, 25]);
  });

  it('takes "none" for NULL', () => {
    const filters = { diagnosticIds: 'none', responseCodes: [null, 401], categories: 'uncategorized' };
    const columns = table({ report: 'topFailures', filters });
    expect(rowsOf(columns, 'diagnosticId', 'responseCode', 'reportedSessions')).toEqual([
      [null, 401, 1],
      [null, null, 1],
    ]);
  });

  it('distributes failed sessions', () => {
    const frames = ask({ report: 'failureDistribution' }) as TableFrame[];
    const items = frames.map((frame) => rowsOf(frame.columns, 'item', 'sessions'));
    expect(items).toEqual([
      [
        [1011, 2],
        [51004, 1],
      ],
      [
        ['P2P Audio', 2],
        ['A/V conferencing', 1],
        ['P2P Video', 1],
      ],
      [
        ['EDGE1.example.com', 2],
        ['pool1.example.com', 1],
        ['pool2.example.com', 1],
      ],
      [['FE1.example.com', 2]],
      [['MediationServer', 1]],
      [
        ['SIP:ALICE@EXAMPLE.COM', 2],
        ['sip:bob@example.com', 1],
        ['sip:carol@example.com', 1],
      ],
      [
        ['sip:olga@example.com;gruu;opaque=app:conf:focus:id:A', 2],
        ['sip:alice@example.com', 1],
        ['sip:carol@example.com', 1],
      ],
      [['OC/16.0', 1]],
    ]);
    expect(frames.map(({ without }) => without)).toEqual([1, 1, 2, 2, 3, 0, 0, 3]);
  });

  it('lists all reports of failed sessions, whenever they came, and failed sessions without any', () => {
    const columns = table({ report: 'failureList' });
    const ids = ['reportedTime', 'request', 'responseCode', 'modality', 'errorTime'];
    expect(rowsOf(columns, ...ids)).toEqual([
      [at('27T00:00'), 'BYE', null, 'Audio', '2026-10-27T00:00:00.000Z'],
      [at('25T09:00'), null, 487, 'All MCU sessions', null],
      [at('25T08:00:10'), 'INVITE', 504, 'A/V conferencing', '2026-10-25T08:00:10.000Z'],
      [at('25T01:30'), null, 487, 'Audio, Video', null],
      [at('25T01:10:05'), 'INVITE', 504, 'Audio', '2026-10-25T01:10:05.000Z'],
    ]);
    const filters = { applications: 'mediationserver', requestTypes: 'invite' };
    expect(table({ report: 'failureList', filters }).reportedTime).toEqual([at('25T01:10:05')]);
  });
});

describe('details', () => {
  it('finds error reports by session, and by filters in the range', () => {
    const key = { sessionIdTime: '2026-10-25T01:10:00.003Z', sessionIdSeq: 1 };
    const bySession = table({ report: 'diagnosticReport', filters: key });
    expect(rowsOf(bySession, 'requestType', 'reportedBy')).toEqual([
      ['BYE', 'OC/16.0'],
      ['INVITE', 'fe1.example.com'],
    ]);
    const byFilter = table({ report: 'diagnosticReport', filters: { applications: 'MediationServer' } });
    expect(byFilter.requestType).toEqual(['INVITE']);
  });

  it('shows a session by key, whatever the range, and also when retried', () => {
    const retried = { sessionIdTime: '2026-10-25T13:00:00.000Z', sessionIdSeq: 1 };
    const earlier = { from: 0, to: at('01T00:00') };
    expect(table({ report: 'sessionDetail', filters: retried }, {}, earlier).retried).toEqual([true]);
    const columns = table({ report: 'sessionDetail', filters: { fromUsers: 'sip:alice@EXAMPLE.com' } });
    const ids = ['captureTime', 'duration', 'modalities', 'fromPhone', 'disconnectedBy', 'responseGroup'];
    expect(rowsOf(columns, ...ids)).toEqual([
      [at('25T01:10:00.003'), 90.5, 'Audio', '+491', '+492', true],
      [at('25T00:10'), null, 'Instant messaging, Audio', null, null, false],
    ]);
  });

  it('shows the conferences of a session with their participants', () => {
    const filters = { sessionIdTime: '2026-10-25T09:00:00.000Z', sessionIdSeq: 1 };
    const detail = { report: 'conferenceDetail', filters } as const;
    const information = table(detail);
    expect(rowsOf(information, 'captureTime', 'participants', 'sessions', 'failedSessions', 'instance')).toEqual([
      [at('25T08:01'), 3, 4, 3, instance],
      [at('25T07:59'), 3, 4, 3, instance],
    ]);
    expect(information.duration).toEqual([null, 3600]);
    expect(table({ ...detail, section: 'participation' })).toMatchObject({
      connectivity: ['External'],
      reports: [0],
      category: ['Success'],
    });
    expect(table({ ...detail, section: 'modalities' })).toMatchObject({
      type: ['A/V conferencing'],
      fromPstn: [true],
      reports: [1],
      diagnosticId: [1011],
    });
  });

  it('orders progress reports within their error report', () => {
    const columns = table({ report: 'progressReports', filters: { pools: 'POOL2.example.com' } });
    expect(columns.progressReportSeq).toEqual([1, 2]);
  });

  it('interpolates join times', () => {
    const columns = table({ report: 'joinTimes', interval: 'total' });
    expect(rowsOf(columns, 'application', 'count', 'p50', 'p95', 'max', 'over2s')).toEqual([
      ['Whole join', 2, 2000, 2900, 3000, 50],
      ['AVMCU', 1, 500, 500, 500, 0],
      ['Client', 1, 700, 700, 700, 0],
    ]);
  });
});
