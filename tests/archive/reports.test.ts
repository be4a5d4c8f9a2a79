import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { generateCdr } from '../../demo/generator/generate.ts';
import { startPlugin, type PluginProcess } from '../../preview/plugin-host/plugin-process.ts';
import { combinations } from '../oracle/combinations.ts';
import { driverCombinations } from '../oracle/driver-combinations.ts';
import { firstSightings, spikeCombinations } from '../oracle/spike-combinations.ts';
import { expectAgreement } from '../reports/report-suite.ts';
import { builtExecutable } from '../support/executable.ts';
import { oneDay } from '../../archive/slices.ts';
import { archived, together, type ArchivedFile } from './archived.ts';

const end = Date.UTC(2026, 10, 12, 9, 30);
const demo = { seed: 7, end, days: 40, sessionsPerDay: 200, edgeCases: true };
const emea = generateCdr(demo);
const settings = {
  'default settings': {},
  'everything included, all failures': { includeRetried: true, includeSynthetic: true, failureRate: 'all' },
};

/**
 * With one store, and with two: the same people, pools and instants in both, so that many keys and conferences are those of either, and
 * further sessions of its own in each.
 */
const archives = {
  'one store': { emea },
  'two stores': {
    emea,
    apac: generateCdr({ ...demo, sessionsPerDay: 150 }),
  },
};

describe.each(Object.entries(archives))(
  'the compiled executable agrees with the oracle on an archive of %s',
  (name, stores) => {
    let plugin: PluginProcess;
    let file: ArchivedFile;
    const rows = together(stores);
    beforeAll(async () => {
      // Some error reports say to be days later than their session.
      file = await archived(stores, end + 7 * oneDay);
      plugin = await startPlugin({ executable: builtExecutable() });
    });
    afterAll(async () => {
      await plugin.shutdown();
      file.remove();
    });
    const source = (jsonData: object) => ({
      uid: JSON.stringify([name, jsonData]),
      jsonData: { engine: 'archiveFile', archivePath: file.path, cacheSeconds: 0, ...jsonData },
    });

    describe.each(Object.entries(settings))('%s', (variant, jsonData) => {
      const seed = name.length * variant.length;
      const cases = [
        ...combinations(115, seed, rows),
        ...spikeCombinations(55, seed, rows),
        ...driverCombinations(8, seed, rows),
      ];
      test.each(cases.map((one) => [one.name, one] as const))('%s', async (_, one) => {
        await expectAgreement(plugin, source(jsonData), rows, one);
      });
    });

    test.each(firstSightings(8, rows).map((one) => [one.name, one] as const))('%s', async (_, one) => {
      await expectAgreement(plugin, source({ failureRate: 'all' }), rows, one);
    });
  },
);

test('the two stores share keys, or a join without the store would go unnoticed', () => {
  const keys = (rows: typeof emea) => new Set(rows.sessions.map((row) => `${row.SessionIdTime} ${row.SessionIdSeq}`));
  const [first, second] = [keys(archives['two stores'].emea), keys(archives['two stores'].apac)];
  const shared = [...first].filter((key) => second.has(key)).length;
  expect(shared).toBeGreaterThan(50);
  expect(shared).toBeLessThan(first.size);
});
