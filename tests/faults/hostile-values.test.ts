import { afterAll, beforeAll, describe, test } from '@jest/globals';
import { generateCdr } from '../../demo/generator/generate.ts';
import { startPlugin, type PluginProcess } from '../../preview/plugin-host/plugin-process.ts';
import { builtExecutable } from '../support/executable.ts';
import { createLcsCdr, dataSourceOf, dropDatabase } from '../support/sqlserver.ts';
import { faultServer } from './support/fault-server.ts';
import { embedded, demo, wholeRange } from './support/embedded.ts';
import { expectExactRows, filterCases, withStrangeNames } from './support/filter-values.ts';

const named = filterCases.map(
  (one) => [`${one.filter} of ${one.report} (${one.rest ? Object.keys(one.rest).join() : 'all'})`, one] as const,
);
const everything = { includeRetried: true, includeSynthetic: true };
const lower = (text: string) => text.toLowerCase();
/** How addresses and names compare, see the rules in docs/reports.md. */
const folding = {
  uri: (text: string) =>
    lower(text)
      .replace(/^<(.*)>$/s, '$1')
      .replace(/^(sips?|tel):/, '')
      .replace(/;user=phone$/, ''),
  name: lower,
};

const server = faultServer('values');
let plugin: PluginProcess;
beforeAll(async () => {
  plugin = await startPlugin({ executable: builtExecutable() });
});
afterAll(() => plugin.shutdown());
afterAll(async () => {
  if (server) {
    await dropDatabase(server);
  }
});

describe('demo data: a text that rows contain finds exactly these rows', () => {
  const rows = generateCdr(demo);
  const source = embedded('everything', everything);

  test.each(named)('%s', async (_name, one) => {
    await expectExactRows(plugin, source, rows, wholeRange, folding, one);
  });
});

const suite = server ? describe : describe.skip;

suite('SQL Server: a text that rows contain finds exactly these rows', () => {
  const rows = withStrangeNames(generateCdr(demo));

  beforeAll(async () => {
    if (server) {
      await createLcsCdr(server, rows);
    }
  }, 300_000);

  test.each(named)('%s', async (_name, one) => {
    if (server) {
      await expectExactRows(plugin, dataSourceOf(server, everything), rows, wholeRange, folding, one);
    }
  });
});
