import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { ClickHouseArchive } from '../../archive/clickhouse/clickhouse-archive.ts';
import { FileArchive } from '../../archive/file/file-archive.ts';
import type { SavedQuery } from '../../contract/query.ts';
import { trendGroups } from '../../contract/vocabulary.ts';
import { generateCdr } from '../../demo/generator/generate.ts';
import { archivedViews } from '../../pkg/cdr/schema/archive.ts';
import { decodeFrame } from '../../preview/plugin-host/decode-frame.ts';
import { startPlugin, type PluginProcess } from '../../preview/plugin-host/plugin-process.ts';
import { dataQuery, pluginContext, type DataSource } from '../../preview/plugin-host/requests.ts';
import { fillClickHouse } from '../clickhouse/fill.ts';
import { hasClickHouse, reader, startClickHouse, type ClickHouseServer } from '../clickhouse/server.ts';
import { builtExecutable } from '../support/executable.ts';
import { archived, type ArchivedFile } from './archived.ts';
import { placeOf } from './clickhouse-place.ts';

const [minute, hour, day] = [60_000, 3_600_000, 86_400_000];
/** A Thursday: the preceding weeks have calls at these hours. */
const now = Date.UTC(2026, 10, 12, 12);
const rows = (seed: number, end: number) => generateCdr({ seed, end, days: 70, sessionsPerDay: 120, edgeCases: true });

/** Of the second store the archiver stands still. */
const archives = {
  'one store': { stores: { emea: rows(3, now - hour) }, stopped: {} },
  'two stores': {
    stores: { emea: rows(3, now - hour), Apac: rows(4, now - 3 * hour) },
    stopped: { Apac: now - 3 * hour },
  },
} as const;

const freshness: readonly SavedQuery[] = [
  { report: 'cdrFreshness' },
  ...(['age', 'missing', 'behind'] as const).map((metric): SavedQuery => ({
    report: 'cdrFreshness',
    format: 'numeric',
    metric,
  })),
  { report: 'cdrFreshness', filters: { stores: ['EMEA'], recordTypes: ['sessions'] } },
];
const trends = trendGroups.flatMap(({ id: trendOf }): readonly SavedQuery[] => [
  { report: 'trends', trendOf, interval: 'monthly' },
  { report: 'trends', trendOf, interval: 'weekly', format: 'timeSeries', metric: 'usersImpacted' },
  { report: 'trends', trendOf, format: 'numeric', metric: 'failureRate', filters: { stores: ['Emea'] } },
]);

let server: ClickHouseServer | undefined;
let plugin: PluginProcess;
beforeAll(async () => {
  if (hasClickHouse) {
    [server] = await startClickHouse();
  }
  plugin = await startPlugin({ executable: builtExecutable() });
}, 90_000);
afterAll(async () => {
  await plugin.shutdown();
  await server?.stop();
});

/** Has an archive note what another one did: row by row an archiver would take minutes for years of hours. */
async function copyLedger(path: string, target: ClickHouseArchive): Promise<void> {
  const noted = new FileArchive(path);
  for (const store of noted.stores()) {
    const lease = await target.lock(store);
    if ('holder' in lease) {
      throw new Error(`Somebody else has ${store}.`);
    }
    for (const view of archivedViews) {
      const slices = [...noted.ledger(store, view, 0).values()];
      await target.begin(lease, view, { readAt: now, columns: new Set() }).commit(slices);
    }
    await lease.release();
  }
  noted.close();
}

/** The same rows in a file and on ClickHouse: what the health check and reports say that ask the ledger or whole years. */
describe.each(Object.entries(hasClickHouse ? archives : {}))(
  'an archive of %s says the same on ClickHouse',
  (name, of) => {
    let file: ArchivedFile;
    let sources: readonly DataSource[] = [];
    beforeAll(async () => {
      if (!server) {
        throw new Error('There is no ClickHouse.');
      }
      const { url } = server;
      const database = `archive_${name.replace(' ', '_')}`;
      file = await archived(of.stores, now, of.stopped);
      const target = new ClickHouseArchive(placeOf(url, database));
      await target.init();
      for (const [store, all] of Object.entries(of.stores)) {
        await fillClickHouse(server.client(database), all, { store });
      }
      await copyLedger(file.path, target);
      await target.close();
      const common = { cacheSeconds: 0, reportTimeZone: 'Europe/Berlin' };
      sources = [
        { uid: `file ${name}`, jsonData: { ...common, engine: 'archiveFile', archivePath: file.path } },
        {
          uid: `ClickHouse ${name}`,
          jsonData: {
            ...{ ...common, engine: 'clickhouse', url, archiveDatabase: database },
            username: reader.username,
          },
          secureJsonData: { password: reader.password },
        },
      ];
    }, 300_000);
    afterAll(() => file.remove());

    async function answer(source: DataSource, query: SavedQuery) {
      const { responses } = await plugin.queryData({
        pluginContext: pluginContext(source),
        headers: {},
        queries: [dataQuery('A', query, { from: now - 65 * day, to: now - 30 * minute })],
        format: 0,
      });
      const { error = '', frames = [] } = responses['A'] ?? {};
      return {
        error,
        frames: frames.map((bytes) => {
          const { fields } = decodeFrame(bytes);
          return fields.map((field) => ({ name: field.name, labels: field.labels, values: [...field.values] }));
        }),
      };
    }

    test.each([...freshness, ...trends].map((query) => [JSON.stringify(query), query] as const))(
      '%s',
      async (_, query) => {
        const [inFile, onClickHouse] = await Promise.all(sources.map((source) => answer(source, query)));
        expect(inFile?.error).toBe('');
        expect(inFile?.frames.flat().some(({ values }) => values.length > 0)).toBe(true);
        expect(onClickHouse).toEqual(inFile);
      },
    );

    test('Save & test', async () => {
      const [inFile, onClickHouse] = await Promise.all(
        sources.map(async (source) => {
          const { status, message, jsonDetails } = await plugin.checkHealth({
            pluginContext: pluginContext(source),
            headers: {},
          });
          const { stores } = JSON.parse(Buffer.from(jsonDetails).toString()) as {
            stores: readonly { store: string; sessions: object; copied: string }[];
          };
          return {
            status,
            // What comes before the stores names the place.
            told: message.slice(message.search(/(Apac|emea): /)),
            stores: stores.map(({ store, sessions, copied }) => ({ store, sessions, copied })),
          };
        }),
      );
      expect(inFile?.status).toBe(1);
      expect(inFile?.stores.map(({ store }) => store)).toEqual(Object.keys(of.stores).sort());
      expect(onClickHouse).toEqual(inFile);
    });
  },
);

(hasClickHouse ? test.skip : test)('skipped: npm has no ClickHouse for this platform', () => undefined);
