import { expect, test } from '@jest/globals';
import { generateCdr } from '../../../demo/generator/generate.ts';
import { archivedView, archivedViews } from './archive.ts';

test('an archive holds what the reports read, in the shape of the views', () => {
  expect(archivedViews.map(({ name, time, key, alsoKey }) => [name, time, [...key, ...alsoKey].join()])).toEqual([
    ['SessionDetailsView', 'SessionIdTime', 'SessionIdTime,SessionIdSeq'],
    ['VoipDetailsView', 'SessionIdTime', 'SessionIdTime,SessionIdSeq'],
    ['ConferenceSessionDetailsView', 'SessionIdTime', 'SessionIdTime,SessionIdSeq'],
    ['ConferencesView', 'SessionIdTime', 'SessionIdTime,SessionIdSeq'],
    ['FocusJoinsAndLeavesView', 'SessionIdTime', 'SessionIdTime,SessionIdSeq,DialogSessionIdTime,DialogSessionIdSeq'],
    [
      'McuJoinsAndLeavesView',
      'SessionIdTime',
      'SessionIdTime,SessionIdSeq,DialogSessionIdTime,DialogSessionIdSeq,UserUri,McuUri',
    ],
    ['ErrorReportView', 'ErrorTime', 'ErrorTime,ErrorReportSeq'],
    ['ProgressReportView', 'ErrorTime', 'ErrorTime,ErrorReportSeq,ProgressReportSeq'],
    ['Pools', undefined, 'PoolId'],
    ['EdgeServers', undefined, 'EdgeServerId'],
    ['Gateways', undefined, 'GatewayId'],
    ['ClientVersions', undefined, 'VersionId'],
  ]);
});

test('columns come with their type, and keys are never NULL', () => {
  const { columns, key } = archivedView('ErrorReportView');
  expect(columns.find(({ name }) => name === 'ErrorTime')).toEqual({
    name: 'ErrorTime',
    type: 'datetime',
    nullable: false,
  });
  expect(columns.find(({ name }) => name === 'MsDiagHeader')).toEqual({
    name: 'MsDiagHeader',
    type: 'varchar(max)',
    nullable: true,
  });
  expect(columns.filter(({ nullable }) => !nullable).map(({ name }) => name)).toEqual(key);
  expect(() => archivedView('MediaView')).toThrow('An archive holds no MediaView.');
});

test('no two rows of an LcsCDR have the same key', () => {
  const rows = generateCdr({ seed: 5, end: Date.UTC(2026, 2, 12), days: 3, sessionsPerDay: 2000, edgeCases: true });
  const lists = {
    SessionDetailsView: rows.sessions,
    VoipDetailsView: rows.voip,
    ConferenceSessionDetailsView: rows.conferenceSessions,
    ConferencesView: rows.conferences,
    FocusJoinsAndLeavesView: rows.focusJoins,
    McuJoinsAndLeavesView: rows.mcuJoins,
    ErrorReportView: rows.errorReports,
    ProgressReportView: rows.progressReports,
  };
  for (const [name, list] of Object.entries<readonly object[]>(lists)) {
    const { key, alsoKey } = archivedView(name);
    const keys = list.map((row) =>
      JSON.stringify([...key, ...alsoKey].map((one) => (row as Record<string, unknown>)[one])),
    );
    expect({ name, twice: keys.length - new Set(keys).size }).toEqual({ name, twice: 0 });
    expect(keys.length).toBeGreaterThan(5);
  }
});
