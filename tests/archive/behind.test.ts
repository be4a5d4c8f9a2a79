import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { generateCdr } from '../../demo/generator/generate.ts';
import { startPlugin, type PluginProcess } from '../../preview/plugin-host/plugin-process.ts';
import { decodeFrame } from '../../preview/plugin-host/decode-frame.ts';
import { dataQuery, pluginContext } from '../../preview/plugin-host/requests.ts';
import { builtExecutable } from '../support/executable.ts';
import { archived, type ArchivedFile } from './archived.ts';

const [minute, hour, day] = [60_000, 3_600_000, 86_400_000];
/** A Thursday: the preceding weeks have calls at these hours. */
const now = Date.UTC(2026, 10, 12, 12);
const seen = (end: number, seed: number) =>
  generateCdr({ seed, end, days: 35, sessionsPerDay: 1500, incidents: false });

/**
 * Two stores whose newest sessions are three hours old: that of `silent` because none came, while it is copied every minute; that of `still`
 * because its archiver has stopped then.
 */
let file: ArchivedFile;
let plugin: PluginProcess;
beforeAll(async () => {
  file = await archived({ silent: seen(now - 3 * hour, 1), still: seen(now - 3 * hour, 2) }, now, {
    still: now - 3 * hour,
  });
  plugin = await startPlugin({ executable: builtExecutable() });
});
afterAll(async () => {
  await plugin.shutdown();
  file.remove();
});

const source = () => ({ uid: 'behind', jsonData: { engine: 'archiveFile', archivePath: file.path, cacheSeconds: 0 } });

async function numbers(metric: string): Promise<Record<string, number>> {
  const query = { report: 'cdrFreshness', format: 'numeric', metric, filters: { recordTypes: 'sessions' } };
  const { responses } = await plugin.queryData({
    pluginContext: pluginContext(source()),
    headers: {},
    queries: [dataQuery('A', query, { from: now - 30 * minute, to: now })],
    format: 0,
  });
  const [frame] = responses['A']?.frames.map((bytes) => decodeFrame(bytes)) ?? [];
  const column = (name: string) => frame?.fields.find((field) => field.name === name)?.values ?? [];
  return Object.fromEntries(column('store').map((store, row) => [String(store), Number(column(metric)[row])]));
}

test('a store whose archiver stands still is told from one whose pools are silent', async () => {
  const [age, missing, behind] = [await numbers('age'), await numbers('missing'), await numbers('behind')];
  // Both look alike by the age of their sessions.
  expect(age['silent']).toBeGreaterThanOrEqual(3 * 3600);
  expect(age['still']).toBeGreaterThanOrEqual(3 * 3600);
  // The rule on records fires for the one, that on the archiver for the other.
  expect(missing['silent']).toBeGreaterThan(30);
  expect(missing['still']).toBeLessThan(30);
  expect(behind).toEqual({ silent: 0, still: 3 * 3600 });
});

test('Save & test names each store, its oldest and newest session, and how far it is behind', async () => {
  const health = await plugin.checkHealth({ pluginContext: pluginContext(source()), headers: {} });
  expect(health.status).toBe(1);
  const parts = [...health.message.matchAll(/(silent|still): sessions from (\S+) to (\S+), copied (\d+ days?) ago/g)];
  expect(parts.map(([, store]) => store)).toEqual(['silent', 'still']);
  for (const [, , from = '', to = ''] of parts) {
    expect(Date.parse(from)).toBeLessThan(now - 34 * day);
    expect(now - 3 * hour - Date.parse(to)).toBeLessThan(10 * minute);
  }
  expect(health.message).toContain('is its archiver running?');
  const { stores } = JSON.parse(Buffer.from(health.jsonDetails).toString()) as { stores: { copied: string }[] };
  expect(stores.map(({ copied }) => Date.parse(copied))).toEqual([now, now - 3 * hour]);
});
