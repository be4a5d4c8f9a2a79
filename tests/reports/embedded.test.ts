import { afterAll, beforeAll, describe, test } from '@jest/globals';
import { generateCdr } from '../../demo/generator/generate.ts';
import { startPlugin, type PluginProcess } from '../../preview/plugin-host/plugin-process.ts';
import { builtExecutable } from '../support/executable.ts';
import { combinations } from '../oracle/combinations.ts';
import { driverCombinations, sampledDrivers } from '../oracle/driver-combinations.ts';
import { firstSightings, spikeCombinations } from '../oracle/spike-combinations.ts';
import { expectAgreement } from './report-suite.ts';

const demo = { seed: 7, end: Date.UTC(2026, 10, 12, 9, 30), days: 40, sessionsPerDay: 300, edgeCases: true };
const rows = generateCdr(demo);

/** Settings that change what is counted. */
const variants = {
  'default settings': {},
  'everything included, own map, all failures': {
    includeRetried: true,
    includeSynthetic: true,
    failureRate: 'all',
    ambiguousResponses: 'expected',
    categoryMap: [
      { diagnosticId: 1010, category: 'expected' },
      { diagnosticId: 12000, responseCode: 503, category: 'uncategorized' },
      { diagnosticId: null, responseCode: 480, category: 'success' },
      { diagnosticId: 0, category: 'unexpected' },
    ],
  },
};

describe('the compiled executable agrees with the oracle on the embedded CDR', () => {
  let plugin: PluginProcess;
  beforeAll(async () => {
    plugin = await startPlugin({ executable: builtExecutable() });
  });
  afterAll(() => plugin.shutdown());

  describe.each(Object.entries(variants))('%s', (name, settings) => {
    const source = { uid: name, jsonData: { engine: 'embedded', demo, ...settings } };
    const cases = [
      ...combinations(170, name.length, rows),
      ...spikeCombinations(90, name.length, rows),
      ...driverCombinations(45, name.length, rows),
      sampledDrivers(rows),
    ];
    test.each(cases.map((one) => [one.name, one] as const))('%s', async (_, one) => {
      await expectAgreement(plugin, source, rows, one);
    });
  });

  describe('diagnostic IDs seen for the first time', () => {
    const source = { uid: 'new', jsonData: { engine: 'embedded', demo, failureRate: 'all' } };
    test.each(firstSightings(8, rows).map((one) => [one.name, one] as const))('%s', async (_, one) => {
      await expectAgreement(plugin, source, rows, one);
    });
  });

  describe.each(['Europe/Berlin', 'America/New_York', 'Australia/Lord_Howe'])('baseline by the clock of %s', (zone) => {
    const clock = { baselineClock: 'reportTimeZone', reportTimeZone: zone };
    const source = { uid: zone, jsonData: { engine: 'embedded', demo, ...clock } };
    test.each(spikeCombinations(24, zone.length, rows).map((one) => [one.name, one] as const))('%s', async (_, one) => {
      await expectAgreement(plugin, source, rows, one);
    });
  });
});
