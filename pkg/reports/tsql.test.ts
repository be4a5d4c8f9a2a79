import { describe, expect, test } from '@jest/globals';
import { format } from 'sql-formatter';
import type { SavedQuery } from '../../contract/query.ts';
import { reportIds, type ReportId } from '../../contract/reports/index.ts';
import type { Row } from '../cdr/engine.ts';
import { explain } from '../cdr/sql/parameter.ts';
import { ask, range } from '../../tests/support/report-queries.ts';
import { recordingCdr, type RecordingOptions } from '../../tests/support/recording-cdr.ts';

// Snapshots show the SQL as it is, without the quotes of a JavaScript string.
expect.addSnapshotSerializer({ test: (value) => typeof value === 'string', print: (value) => String(value) });

/** The statements of a query, ready for a query window of SQL Server. */
async function tsqlOf(saved: SavedQuery, options?: RecordingOptions): Promise<string> {
  const cdr = recordingCdr('mssql', options);
  await ask(cdr, saved);
  return cdr.statements
    .map((statement) => {
      const [declared, ...rest] = explain(statement, 'mssql').split(';\n');
      return rest.length === 0 ? pretty(statement.sql) : `${declared ?? ''};\n${pretty(rest.join(';\n'))}`;
    })
    .join('\n\ngo\n\n');
}

const pretty = (sql: string) =>
  format(sql, {
    language: 'transactsql',
    expressionWidth: 100,
    paramTypes: { custom: [{ regex: '@\\d+' }] },
  });

const everyFilter = {
  activities: ['p2p', 'conference'],
  pools: ['fe01.example.com', 'edge01.example.com'],
  modalities: ['im', 'audio'],
  conferenceTypes: ['focus', 'av'],
  categories: ['unexpected', 'uncategorized'],
  diagnosticIds: [7025, null],
  responseCodes: '504, none',
  fromUsers: "sip:o'brien@example.com",
  toUsers: 'sip:bob@example.com',
  users: 'sip:carol@example.com',
  userAgents: 'UCCAPI/16.0.4266.1001 OC/16.0.4266.1001',
};
const ofReports = { requestTypes: ['INVITE', 'BYE'], sources: 'fe01.example.com', applications: 'MediationServer' };
const uri = 'sip:ana@example.com;gruu;opaque=app:conf:focus:id:X1';
const sessionKey = { sessionIdTime: '2026-03-10T08:14:59.997Z', sessionIdSeq: 12 };

/** A few queries per report that together show each of its statements. */
const queries: Record<ReportId, Record<string, SavedQuery>> = {
  summary: {
    'by the hour': { report: 'summary' },
    'whole range, many filters': {
      report: 'summary',
      format: 'numeric',
      filters: {
        pools: everyFilter.pools,
        modalities: everyFilter.modalities,
        conferenceTypes: everyFilter.conferenceTypes,
        diagnosticIds: everyFilter.diagnosticIds,
        fromUsers: everyFilter.fromUsers,
      },
    },
  },
  p2pActivity: {
    'by the hour': { report: 'p2pActivity' },
    'many filters': {
      report: 'p2pActivity',
      interval: 'daily',
      filters: { pools: everyFilter.pools, modalities: 'audio', categories: 'unexpected', users: everyFilter.users },
    },
  },
  conferenceActivity: {
    'by the hour': { report: 'conferenceActivity' },
    'many filters': {
      report: 'conferenceActivity',
      interval: 'total',
      filters: { pools: everyFilter.pools, conferenceTypes: ['focus', 'mcu', 'im'], conferenceUris: uri },
    },
  },
  topFailures: {
    ranking: { report: 'topFailures' },
    'many filters': { report: 'topFailures', format: 'numeric', filters: { ...everyFilter, ...ofReports } },
  },
  failureDistribution: {
    'eight tables': { report: 'failureDistribution' },
    'many filters': {
      report: 'failureDistribution',
      dimensions: ['sources'],
      filters: { pools: everyFilter.pools, activities: 'conference', ...ofReports },
    },
    'over time': { report: 'failureDistribution', format: 'timeSeries', interval: 'hourly' },
  },
  failureList: {
    newest: { report: 'failureList' },
    'many filters': { report: 'failureList', limit: 50, filters: { ...everyFilter, ...ofReports } },
    'of a session': { report: 'failureList', filters: sessionKey },
  },
  diagnosticReport: {
    'by key': {
      report: 'diagnosticReport',
      filters: { errorTime: '2026-03-10T08:15:00.007Z', errorReportSeq: 3 },
    },
    'many filters': {
      report: 'diagnosticReport',
      filters: {
        pools: everyFilter.pools,
        diagnosticIds: everyFilter.diagnosticIds,
        toUsers: everyFilter.toUsers,
        users: everyFilter.users,
        ...ofReports,
        telemetryId: '0f8fad5b-d9cb-469f-a165-70867728950e',
      },
    },
  },
  sessionDetail: {
    'by key': { report: 'sessionDetail', filters: sessionKey },
    'many filters': {
      report: 'sessionDetail',
      filters: {
        pools: everyFilter.pools,
        modalities: 'video',
        categories: everyFilter.categories,
        users: everyFilter.users,
        userAgents: everyFilter.userAgents,
      },
    },
  },
  conferenceDetail: {
    'information by URI': { report: 'conferenceDetail', filters: { conferenceUris: uri } },
    'information by session': { report: 'conferenceDetail', filters: sessionKey },
    participation: { report: 'conferenceDetail', section: 'participation', filters: { conferenceUris: uri } },
    modalities: { report: 'conferenceDetail', section: 'modalities', filters: { conferenceUris: uri, ...sessionKey } },
  },
  progressReports: {
    newest: { report: 'progressReports' },
    'many filters': {
      report: 'progressReports',
      filters: {
        ...sessionKey,
        diagnosticIds: [7025],
        sources: ofReports.sources,
        applications: ofReports.applications,
        pools: everyFilter.pools,
        fromUsers: everyFilter.fromUsers,
      },
    },
  },
  joinTimes: {
    'by the hour': { report: 'joinTimes' },
    'many filters': {
      report: 'joinTimes',
      interval: 'total',
      filters: { sources: ofReports.sources, applications: ofReports.applications, toUsers: everyFilter.toUsers },
    },
  },
  failureSpikes: {
    'last window per pool': { report: 'failureSpikes', baselineWeeks: 1 },
    'new diagnostic IDs': {
      report: 'failureSpikes',
      format: 'numeric',
      metric: 'isNew',
      groupBy: 'diagnosticId',
      baselineWeeks: 1,
      minUsers: 0,
      minFailures: 0,
    },
    'per gateway, source, activity and modality, some filters': {
      report: 'failureSpikes',
      filters: { categories: ['expected', 'unexpected'], diagnosticIds: [7025], sources: ofReports.sources },
      groupBy: ['activity', 'modality', 'gateway', 'source'],
      baselineWeeks: 1,
    },
    'over time, peer-to-peer': {
      report: 'failureSpikes',
      format: 'timeSeries',
      filters: { activities: 'p2p' },
      groupBy: 'modality',
      windowMinutes: 240,
      baselineWeeks: 1,
    },
    'rates over time, which need no baseline': {
      report: 'failureSpikes',
      format: 'timeSeries',
      metric: 'failureRate',
      groupBy: [],
    },
    'events of conferences': {
      report: 'failureSpikes',
      format: 'events',
      filters: { activities: 'conference' },
      groupBy: [],
      baselineWeeks: 1,
    },
  },
  joinTimeSpikes: {
    'last window': { report: 'joinTimeSpikes', baselineWeeks: 1 },
    'over time per pool': {
      report: 'joinTimeSpikes',
      format: 'timeSeries',
      filters: { pools: everyFilter.pools, applications: ofReports.applications },
      groupBy: 'pool',
      windowMinutes: 720,
      baselineWeeks: 1,
    },
  },
  cdrFreshness: { 'newest records, and those of earlier weeks': { report: 'cdrFreshness' } },
};

/** Rows that make reports go on to their next statement. */
const answer = (): Row[] => [
  {
    ...{ DiagnosticId: 7025, ResponseCode: 504, sessions: 3, users: 2, ConferenceUri: uri, ConfInstance: null },
    ...{ piece: 2, step: 0, part: 0, time: range.to - 600_000 },
  },
];
const goesOn: readonly ReportId[] = ['topFailures', 'conferenceDetail', 'failureSpikes', 'cdrFreshness'];

describe.each(reportIds)('T-SQL of %s', (report) => {
  test.each(Object.entries(queries[report]))('%s', async (_, saved) => {
    const rest = !('section' in saved) || saved.section === 'information';
    const sql = await tsqlOf(saved, goesOn.includes(report) && rest ? { answer } : {});
    expect(sql).toMatchSnapshot();
  });
});

describe('T-SQL that adapts to the server', () => {
  const saved: SavedQuery = { report: 'p2pActivity', interval: 'total', filters: { modalities: 'audio' } };
  test.each<[string, string[]]>([
    ['media bits from the table', ['SessionDetailsView.MediaTypes']],
    ['media bits from the Media view', ['SessionDetailsView.MediaTypes', 'SessionDetails']],
    ['no media bits', ['SessionDetailsView.MediaTypes', 'SessionDetails', 'MediaView']],
  ])('%s', async (_, without) => {
    expect(await tsqlOf(saved, { without })).toMatchSnapshot();
  });

  test('no conferences, no gateways, and error reports without a telemetry ID', async () => {
    const without = ['ConferencesView', 'VoipDetailsView', 'ErrorReportView.TelemetryId'];
    const filters = { fromUsers: 'sip:ana@example.com' };
    expect(await tsqlOf({ report: 'conferenceActivity', interval: 'total' }, { without })).toMatchSnapshot();
    expect(await tsqlOf({ report: 'sessionDetail', filters }, { without })).toMatchSnapshot();
    expect(await tsqlOf({ report: 'diagnosticReport', filters }, { without })).toMatchSnapshot();
  });

  test('spikes by the clock of a zone, synthetic conferences included', async () => {
    const settings = { includeSynthetic: true, baselineClock: 'reportTimeZone', reportTimeZone: 'America/New_York' };
    // Summer time had begun two days before the range.
    const saved: SavedQuery = {
      report: 'failureSpikes',
      format: 'timeSeries',
      filters: { activities: 'conference' },
      groupBy: [],
      windowMinutes: 120,
      baselineWeeks: 1,
    };
    expect(await tsqlOf(saved, { settings })).toMatchSnapshot();
  });

  test("the operator's map and what it leaves in", async () => {
    const settings = {
      includeRetried: true,
      includeSynthetic: true,
      ambiguousResponses: 'expected',
      categoryMap: [
        { diagnosticId: 1003, responseCode: 404, category: 'expected' },
        { diagnosticId: null, responseCode: null, category: 'success' },
        { diagnosticId: 24, category: 'uncategorized' },
      ],
    };
    expect(await tsqlOf({ report: 'topFailures', format: 'numeric' }, { settings })).toMatchSnapshot();
  });
});
