import { afterAll, beforeAll, describe, test } from '@jest/globals';
import { clickHouseTables } from '../../archive/clickhouse/ddl.ts';
import { generateCdr } from '../../demo/generator/generate.ts';
import { startPlugin, type PluginProcess } from '../../preview/plugin-host/plugin-process.ts';
import { together } from '../archive/archived.ts';
import { fillClickHouse } from '../clickhouse/fill.ts';
import { hasClickHouse, reader, startClickHouse, testCluster, type ClickHouseServer } from '../clickhouse/server.ts';
import { combinations } from '../oracle/combinations.ts';
import { driverCombinations, sampledDrivers } from '../oracle/driver-combinations.ts';
import type { OracleCase } from '../oracle/oracle-case.ts';
import { firstSightings, spikeCombinations } from '../oracle/spike-combinations.ts';
import { builtExecutable } from '../support/executable.ts';
import { expectAgreement } from './report-suite.ts';

const demo = { seed: 7, end: Date.UTC(2026, 10, 12, 9, 30), days: 40, sessionsPerDay: 200, edgeCases: true };
const emea = generateCdr(demo);

/** With two, the same people, pools and instants in both: many keys and conferences are those of either store. */
const archives = {
  'one store': { emea },
  'two stores': { emea, apac: generateCdr({ ...demo, sessionsPerDay: 150 }) },
};
const settings = {
  'default settings': {},
  'everything included, all failures': { includeRetried: true, includeSynthetic: true, failureRate: 'all' },
};
/** A database for each archive. */
const databaseOf = (archive: string) => archive.replace(' ', '_');

const suite = hasClickHouse ? describe : describe.skip;
const skipped = hasClickHouse ? '' : ' (skipped: npm has no ClickHouse for this platform)';

/** Three servers in one machine take their time: they are asked every fourth query, or all when that is wanted. */
const sizes = [
  ['on one server', 1, 1],
  ['on a cluster of three', 3, process.env.CLICKHOUSE_TEST === 'cluster' ? 1 : 4],
] as const;

suite.each(sizes)(`the compiled executable agrees with the oracle on ClickHouse, %s${skipped}`, (where, size, nth) => {
  let drawn = 0;
  /** Counted through, so that each archive and setting asks others. */
  const named = (cases: readonly OracleCase[]) =>
    cases.filter(() => drawn++ % nth === 0).map((one) => [one.name, one] as const);

  let plugin: PluginProcess;
  let servers: ClickHouseServer[] = [];
  beforeAll(async () => {
    const started = await startClickHouse(size);
    servers = started;
    for (const [name, stores] of Object.entries(archives)) {
      const database = databaseOf(name);
      for (const server of servers) {
        await server.client().command({ query: `create database ${database}` });
        for (const query of clickHouseTables(size > 1 ? { cluster: testCluster, each: true } : {})) {
          await server.client(database).command({ query });
        }
      }
      for (const [store, rows] of Object.entries(stores)) {
        // Twice, as an archiver copies what may have changed: the second copy of a row is the one that counts.
        for (const copied of [1, 2]) {
          await fillClickHouse(started[0].client(database), rows, { store, copied });
        }
      }
    }
    plugin = await startPlugin({ executable: builtExecutable() });
  }, 180_000);
  afterAll(() => plugin.shutdown());
  afterAll(() => Promise.all(servers.map((server) => server.stop())));

  describe.each(Object.entries(archives))('%s', (archive, stores) => {
    const rows = together(stores);
    const source = (more: object) => ({
      uid: JSON.stringify([where, archive, more]),
      jsonData: {
        ...{ engine: 'clickhouse', url: servers[0]?.url, archiveDatabase: databaseOf(archive) },
        ...{ username: reader.username, cacheSeconds: 0 },
        ...more,
      },
      secureJsonData: { password: reader.password },
    });

    describe.each(Object.entries(settings))('%s', (variant, more) => {
      const seed = archive.length * variant.length * size;
      const cases = [
        ...combinations(66, seed, rows),
        ...spikeCombinations(24, seed, rows),
        ...driverCombinations(8, seed, rows),
        sampledDrivers(rows),
      ];
      test.each(named(cases))('%s', async (_, one) => {
        await expectAgreement(plugin, source(more), rows, one);
      });
    });

    test.each(named(firstSightings(4, rows)))('%s', async (_, one) => {
      await expectAgreement(plugin, source({ failureRate: 'all' }), rows, one);
    });
  });
});
