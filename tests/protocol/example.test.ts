import { beforeEach, expect, test } from '@jest/globals';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { decodeFrame } from '../../preview/plugin-host/decode-frame.ts';
import type { PluginProcess } from '../../preview/plugin-host/plugin-process.ts';
import { dataQuery, pluginContext, resourceRequest } from '../../preview/plugin-host/requests.ts';
import { start } from '../support/plugins.ts';

const source = join(import.meta.dirname, 'example-plugin.ts');
const context = pluginContext({ uid: 'one', name: 'Atlantic' });
let plugin: PluginProcess;

beforeEach(async () => {
  ({ plugin } = await start({ executable: process.execPath, args: [source] }));
});

async function ask(model: unknown) {
  const queries = [dataQuery('A', model, { from: 0, to: 4_000, maxDataPoints: 4 })];
  const { responses } = await plugin.queryData({ pluginContext: context, headers: {}, queries, format: 0 });
  return responses['A'];
}

test('the SDK shows the example that is tested here', () => {
  const readme = readFileSync(join(import.meta.dirname, '../../pkg/plugin/README.md'), 'utf8');
  expect(readme).toContain(`\`\`\`ts\n${readFileSync(source, 'utf8')}\`\`\``);
});

test('the example answers queries and health checks', async () => {
  const answer = await ask({ period: 4 });
  const [frame] = (answer?.frames ?? []).map(decodeFrame);
  expect(frame?.fields.map(({ name, values }) => [name, values])).toEqual([
    ['time', [0, 1_000, 2_000, 3_000]],
    ['value', [0, 1, 0, -1].map((value) => expect.closeTo(value, 9))],
  ]);
  const { status, message } = await plugin.checkHealth({ pluginContext: context, headers: {} });
  expect({ status, message }).toEqual({ status: 1, message: 'Atlantic is at sea.' });
});

test('it refuses what it does not understand', async () => {
  expect(await ask({ period: 0 })).toMatchObject({
    status: 400,
    errorSource: 'downstream',
    error: 'period: expected seconds above 0.',
  });
});

test('what it does not offer is answered nevertheless', async () => {
  expect((await plugin.callResource(resourceRequest(context, 'GET', 'waves'))).code).toBe(404);
  expect(await plugin.collectMetrics()).toBe('');
  expect(await plugin.shutdown()).toEqual({ code: 0, signal: null });
});
