import { afterAll, beforeAll, describe, test } from '@jest/globals';
import { clickHouseTables } from '../../archive/clickhouse/ddl.ts';
import { generateCdr } from '../../demo/generator/generate.ts';
import { startPlugin, type PluginProcess } from '../../preview/plugin-host/plugin-process.ts';
import type { DataSource } from '../../preview/plugin-host/requests.ts';
import { fillClickHouse } from '../clickhouse/fill.ts';
import { hasClickHouse, reader, startClickHouse, testCluster, type ClickHouseServer } from '../clickhouse/server.ts';
import { combinations } from '../oracle/combinations.ts';
import { firstSightings, spikeCombinations } from '../oracle/spike-combinations.ts';
import { builtExecutable } from '../support/executable.ts';
import { expectAgreement } from './report-suite.ts';

const rows = generateCdr({
  seed: 7,
  end: Date.UTC(2026, 10, 12, 9, 30),
  days: 40,
  sessionsPerDay: 300,
  edgeCases: true,
});

const suite = hasClickHouse ? describe : describe.skip;
const without = hasClickHouse ? '' : ' (skipped: npm has no ClickHouse for this platform)';

suite.each([
  ['on one server', 1],
  ['on a cluster of three', 3],
])(`the compiled executable agrees with the oracle on ClickHouse, %s${without}`, (_, size) => {
  let plugin: PluginProcess;
  let servers: ClickHouseServer[] = [];
  let source: DataSource;
  beforeAll(async () => {
    servers = await startClickHouse(size);
    const layout = size > 1 ? { cluster: testCluster, each: true } : {};
    for (const { client } of servers) {
      for (const query of clickHouseTables(layout)) {
        await client.command({ query });
      }
    }
    const [first] = servers;
    if (!first) {
      throw new Error('There is no server.');
    }
    await fillClickHouse(first.client, rows);
    source = {
      uid: `clickhouse ${size}`,
      jsonData: { engine: 'clickhouse', url: first.url, archiveDatabase: 'default', username: reader.username },
      secureJsonData: { password: reader.password },
    };
    plugin = await startPlugin({ executable: builtExecutable() });
  }, 120_000);
  afterAll(() => plugin.shutdown());
  afterAll(() => Promise.all(servers.map((server) => server.stop())));

  const cases = [...combinations(220, 15, rows), ...spikeCombinations(120, 15, rows), ...firstSightings(4, rows)];
  test.each(cases.map((one) => [one.name, one] as const))('%s', async (_name, one) => {
    await expectAgreement(plugin, source, rows, one);
  });
});
