import { afterAll, beforeAll, describe, test } from '@jest/globals';
import { generateCdr } from '../../demo/generator/generate.ts';
import { startPlugin, type PluginProcess } from '../../preview/plugin-host/plugin-process.ts';
import { combinations } from '../oracle/combinations.ts';
import { driverCombinations, sampledDrivers } from '../oracle/driver-combinations.ts';
import { firstSightings, spikeCombinations } from '../oracle/spike-combinations.ts';
import { builtExecutable } from '../support/executable.ts';
import { connect, createLcsCdr, dataSourceOf, dropDatabase, testServer } from '../support/sqlserver.ts';
import { expectAgreement } from './report-suite.ts';

const server = testServer();
const rows = generateCdr({
  seed: 7,
  end: Date.UTC(2026, 10, 12, 9, 30),
  days: 40,
  sessionsPerDay: 300,
  edgeCases: true,
});

/** Needs a SQL Server, see the README. */
const suite = server ? describe : describe.skip;

suite('the compiled executable agrees with the oracle on SQL Server', () => {
  let plugin: PluginProcess;
  beforeAll(async () => {
    if (server) {
      await createLcsCdr(server, rows);
    }
    plugin = await startPlugin({ executable: builtExecutable() });
  }, 600_000);
  afterAll(() => plugin.shutdown());
  afterAll(async () => {
    if (server) {
      await dropDatabase(server);
    }
  });

  const cases = [
    ...combinations(220, 15, rows),
    ...spikeCombinations(120, 15, rows),
    ...driverCombinations(40, 15, rows),
    sampledDrivers(rows),
    ...firstSightings(4, rows),
  ];
  test.each(cases.map((one) => [one.name, one] as const))('%s', async (_, one) => {
    if (server) {
      await expectAgreement(plugin, dataSourceOf(server), rows, one);
    }
  });

  describe("with the server's own classification, told to the oracle as an own map", () => {
    const categoryMap = [
      { diagnosticId: 51004, category: 'unexpected' },
      { diagnosticId: 51004, responseCode: 486, category: 'success' },
      { diagnosticId: 30512, category: 'expected' },
      { diagnosticId: 23, category: 'success' },
    ];
    beforeAll(async () => {
      if (server) {
        const pool = await connect(server, server.database);
        await pool.request()
          .batch(`create table MsDiagMetaData (MsDiagId bigint, ResponseCode int, ErrorCategory tinyint);
          insert into MsDiagMetaData values (51004, null, 2), (51004, 486, 0), (30512, null, 1), (23, null, 0)`);
        await pool.close();
      }
    }, 60_000);

    test.each(combinations(110, 6, rows).map((one) => [one.name, one] as const))('%s', async (_, one) => {
      if (server) {
        // Another data source: the first one remembers a catalog without the table.
        const source = { ...dataSourceOf(server), uid: 'classified' };
        await expectAgreement(plugin, source, rows, one, { categoryMap });
      }
    });
  });
});
