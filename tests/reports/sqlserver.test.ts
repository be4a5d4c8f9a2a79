import { afterAll, beforeAll, describe, test } from '@jest/globals';
import { generateCdr } from '../../demo/generator/generate.ts';
import { startPlugin, type PluginProcess } from '../../preview/plugin-host/plugin-process.ts';
import { combinations } from '../oracle/combinations.ts';
import { firstSightings, spikeCombinations } from '../oracle/spike-combinations.ts';
import { builtExecutable } from '../support/executable.ts';
import { createLcsCdr, dataSourceOf, dropDatabase, testServer } from '../support/sqlserver.ts';
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

  const cases = [...combinations(220, 15, rows), ...spikeCombinations(120, 15, rows), ...firstSightings(4, rows)];
  test.each(cases.map((one) => [one.name, one] as const))('%s', async (_, one) => {
    if (server) {
      await expectAgreement(plugin, dataSourceOf(server), rows, one);
    }
  });
});
