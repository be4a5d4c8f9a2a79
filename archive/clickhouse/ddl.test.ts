import { describe, expect, test } from '@jest/globals';
import { archivedView, archivedViews } from '../../pkg/cdr/schema/archive.ts';
import { clickHouseTables, clickHouseType } from './ddl.ts';
import { archivedColumns, archivedValues } from './rows.ts';

const tableOf = (name: string, layout = {}) =>
  clickHouseTables(layout).find((text) => text.startsWith(`create table if not exists "${name}"`)) ?? '';

describe('tables on one server', () => {
  test('there is one for each archived view', () => {
    expect(clickHouseTables()).toHaveLength(archivedViews.length);
    expect(archivedViews.map(({ name }) => tableOf(name)).filter((text) => text === '')).toEqual([]);
  });

  test('of several copies of a row the newest stays, by month, time, number and store', () => {
    const table = tableOf('ErrorReportView');
    expect(table).toContain(`
) engine = ReplacingMergeTree("Copied")
partition by toYYYYMM("ErrorTime")
order by ("ErrorTime", "ErrorReportSeq", "Store")`);
    expect(table).toContain(`index "ErrorReportView_SessionIdTime" "SessionIdTime" type minmax`);
    expect(table).toContain(`index "ErrorReportView_TelemetryId" "TelemetryId" type bloom_filter`);
  });

  test('keys that may be NULL are allowed where there are some', () => {
    expect(tableOf('FocusJoinsAndLeavesView')).toContain(
      `order by ("SessionIdTime", "SessionIdSeq", "Store", "DialogSessionIdTime", "DialogSessionIdSeq")
settings allow_nullable_key = 1`,
    );
    expect(tableOf('SessionDetailsView')).not.toContain('settings');
  });

  test('dictionaries have no months', () => {
    expect(tableOf('Pools')).toContain('order by ("PoolId", "Store")');
    expect(tableOf('Pools')).not.toContain('partition');
  });

  test('columns have the type that LcsCDR gives them', () => {
    const types = Object.fromEntries(
      archivedView('ErrorReportView').columns.map((column) => [column.name, clickHouseType(column)]),
    );
    expect(types).toMatchObject({
      ErrorTime: `DateTime64(3, 'UTC')`,
      ErrorReportSeq: 'Int32',
      SessionIdTime: `Nullable(DateTime64(3, 'UTC'))`,
      TelemetryId: 'Nullable(UUID)',
      IsCapturedByServer: 'Nullable(UInt8)',
      FromUri: 'Nullable(String)',
      MsDiagHeader: 'Nullable(String)',
      Source: 'LowCardinality(Nullable(String))',
      RequestType: 'LowCardinality(Nullable(String))',
    });
  });
});

describe('tables on a cluster', () => {
  test('the view is over the shards, which are chosen by a column that never changes', () => {
    const layout = { cluster: `it's` };
    expect(clickHouseTables(layout)).toHaveLength(2 * archivedViews.length);
    expect(tableOf('SessionDetailsView', layout)).toMatch(
      /^create table if not exists "SessionDetailsView" on cluster 'it\\'s' \([^]*\) engine = Distributed\('it\\'s', currentDatabase\(\), 'SessionDetailsViewShard', cityHash64\("SessionIdTime"\)\)$/,
    );
    expect(tableOf('SessionDetailsViewShard', layout)).toContain('engine = ReplacingMergeTree("Copied")');
  });

  test('told one by one, or with replicas', () => {
    expect(clickHouseTables({ cluster: 'c', each: true }).filter((text) => text.includes('on cluster'))).toEqual([]);
    expect(tableOf('PoolsShard', { cluster: 'c', replicated: true })).toContain(
      `engine = ReplicatedReplacingMergeTree('/clickhouse/tables/{shard}/{database}/{table}', '{replica}', "Copied")`,
    );
  });
});

test('a row goes in the order of the columns, with its store and when it was copied', () => {
  const row = { PoolFQDN: 'pool1.example.com', PoolId: 7, Store: 'another' };
  expect(archivedColumns(archivedView('Pools'))).toEqual(['PoolId', 'PoolFQDN', 'Store', 'Copied']);
  expect(archivedValues('Pools', { store: 'emea', copied: 5 })(row)).toEqual([7, 'pool1.example.com', 'emea', 5]);
  const report = archivedValues('ErrorReportView', { store: 'emea', copied: 5 })({
    ErrorTime: Date.UTC(2026, 2, 10, 7, 0, 0, 3),
    ErrorReportSeq: 2,
  });
  expect(report.slice(0, 3)).toEqual(['2026-03-10 07:00:00.003', 2, null]);
});
