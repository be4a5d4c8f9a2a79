import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { ClickHouseArchive } from '../../archive/clickhouse/clickhouse-archive.ts';
import { commands, type CommandOptions } from '../../archive/commands.ts';
import { oneDay } from '../../archive/slices.ts';
import { generateCdr } from '../../demo/generator/generate.ts';
import { archivedView } from '../../pkg/cdr/schema/archive.ts';
import { hasClickHouse, startClickHouse, testCluster } from '../clickhouse/server.ts';
import { archiveFolder, expectSameRows, storeOf, testTools } from './archiver.ts';
import { rowsWhen } from './cdr-rows.ts';
import { placeOf } from './clickhouse-place.ts';
import { testCdr } from './lcscdr.ts';

const end = Date.UTC(2026, 10, 2, 9, 30);
const rows = rowsWhen(
  generateCdr({ seed: 3, end, days: 2, sessionsPerDay: 80, edgeCases: true }),
  (time) => time < end,
);
const store = storeOf('emea');
const from = end - 3 * oneDay;
const none: CommandOptions = { once: true, print: false, from: undefined, to: undefined, before: undefined, users: [] };

(hasClickHouse ? describe : describe.skip)('an archive on a cluster of three', () => {
  test('is made, filled, verified and emptied by one of its servers', async () => {
    const servers = await startClickHouse(3);
    const folder = archiveFolder();
    try {
      const place = placeOf(servers[0].url, 'lcscdr_archive', {
        cluster: testCluster,
        servers: servers.map(({ url }) => url),
      });
      const target = new ClickHouseArchive(place);
      const cdr = testCdr(rows);
      const { target: unused, ...others } = testTools(join(folder.path, 'unused.db'), { emea: cdr.source }, end);
      unused.close();
      const tools = { ...others, target };
      await target.init();
      expect(await commands.backfill?.(tools, [store], { ...none, from })).toBe(true);
      expect(await commands.verify?.(tools, [store], { ...none, from, to: end })).toBe(true);
      expect(await commands.run?.(tools, [store], none)).toBe(true);
      expect(tools.report.events.findLast(({ event }) => event === 'pass')?.written).toBe(0);
      expect(await commands.forget?.(tools, [store], { ...none, before: end - oneDay })).toBe(true);
      const kept = await target.rows('emea', archivedView('SessionDetailsView'));
      expectSameRows('SessionDetailsView', kept, rowsWhen(rows, (time) => time >= end - oneDay).sessions);
      await target.close();
    } finally {
      await Promise.all(servers.map((server) => server.stop()));
      folder.remove();
    }
  }, 300_000);
});
