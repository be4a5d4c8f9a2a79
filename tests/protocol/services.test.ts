import { expect, test } from '@jest/globals';
import { decodeFrame } from '../../preview/plugin-host/decode-frame.ts';
import { dataQuery, pluginContext, resourceRequest } from '../../preview/plugin-host/requests.ts';
import { startFixture } from '../support/plugins.ts';

const context = pluginContext({ uid: 'one' });
const range = { from: 1_000, to: 2_000 };

test('the plugin answers a ping', async () => {
  const { plugin } = await startFixture();
  await expect(plugin.ping()).resolves.toBeUndefined();
});

test('a resource call gets method, path, parameters and body, and answers JSON', async () => {
  const { plugin } = await startFixture();
  const request = resourceRequest(context, 'POST', 'pools/all?match=a%20b&match=ü', Buffer.from('12345'));
  const { code, headers, body } = await plugin.callResource(request);
  expect(code).toBe(201);
  expect(headers['Content-Type']?.values).toEqual(['application/json']);
  expect(JSON.parse(Buffer.from(body).toString())).toEqual({
    method: 'POST',
    path: 'pools/all',
    params: [
      ['match', 'a b'],
      ['match', 'ü'],
    ],
    size: 5,
  });
});

test('a resource path comes without leading slash and query string, however the host writes it', async () => {
  const { plugin } = await startFixture();
  const request = { ...resourceRequest(context, 'GET', '/pools?x=1'), path: '/pools?x=1' };
  const { body } = await plugin.callResource(request);
  expect(JSON.parse(Buffer.from(body).toString())).toMatchObject({ path: 'pools', params: [['x', '1']] });
});

test('a resource error is its code and message with its status', async () => {
  const { plugin } = await startFixture();
  const { code, body } = await plugin.callResource(resourceRequest(context, 'GET', 'missing'));
  expect(code).toBe(404);
  expect(JSON.parse(Buffer.from(body).toString())).toEqual({ code: 'notFound', message: 'No such route.' });
});

test('a health check reports health, and what it throws as ill health', async () => {
  const { plugin } = await startFixture();
  const well = await plugin.checkHealth({ pluginContext: context, headers: {} });
  expect(well).toMatchObject({ status: 1, message: 'fine' });
  expect(JSON.parse(Buffer.from(well.jsonDetails).toString())).toEqual({ uid: 'one' });
  const ill = await plugin.checkHealth({ pluginContext: pluginContext({ uid: 'broken' }), headers: {} });
  expect(ill).toMatchObject({ status: 2, message: 'Login failed.' });
});

test('resource calls and health checks know who asks too', async () => {
  const { plugin } = await startFixture();
  const user = { login: 'ann', name: 'Ann', role: 'Editor' };
  const anns = pluginContext({ uid: 'one' }, user);
  const { body } = await plugin.callResource(resourceRequest(anns, 'GET', 'pools'));
  expect(JSON.parse(Buffer.from(body).toString())).toMatchObject({ user });
  const { jsonDetails } = await plugin.checkHealth({ pluginContext: anns, headers: {} });
  expect(JSON.parse(Buffer.from(jsonDetails).toString())).toEqual({ uid: 'one', user });
});

test('metrics arrive as the plugin writes them', async () => {
  const { plugin } = await startFixture();
  expect(await plugin.collectMetrics()).toBe('fixture_queries_total 1\n');
});

test('an unknown method is unimplemented', async () => {
  const { plugin } = await startFixture();
  const plain = (value: Buffer): Buffer => value;
  const call = new Promise((resolve, reject) => {
    const method = '/pluginv2.Stream/SubscribeStream';
    plugin.grpc.makeUnaryRequest(method, plain, plain, Buffer.alloc(0), (error, value) => {
      if (error) {
        reject(error);
      } else {
        resolve(value);
      }
    });
  });
  await expect(call).rejects.toMatchObject({ code: 12 });
});

test('trap 12: a request of 6 MB is accepted, one of more than 16 MiB is RESOURCE_EXHAUSTED', async () => {
  const { plugin } = await startFixture();
  const ask = (size: number) =>
    plugin.queryData({
      pluginContext: context,
      headers: {},
      queries: [dataQuery('A', { ask: 'noFields', filler: 'x'.repeat(size) }, range)],
      format: 0,
    });
  const { responses } = await ask(6_000_000);
  expect(decodeFrame(responses['A']?.frames[0] ?? new Uint8Array()).name).toBe('nothing');
  await expect(ask(17 * 1024 * 1024)).rejects.toMatchObject({ code: 8 });
  await expect(plugin.ping()).resolves.toBeUndefined();
});

test('trap 6: what a handler prints goes to the log and not to stdout', async () => {
  const { plugin, logged } = await startFixture();
  let stdout = '';
  plugin.process.stdout?.on('data', (chunk: string) => (stdout += chunk));
  await plugin.queryData({
    pluginContext: context,
    headers: {},
    queries: [dataQuery('A', { ask: 'print' }, range)],
    format: 0,
  });
  await logged('from stdout\n');
  expect((await logged('from console')).level).toBe('debug');
  await plugin.shutdown();
  expect(stdout).toBe('');
});

test.each(['crash', 'reject'])('trap 18: a plugin that dies of itself (%s) says why in one error line', async (ask) => {
  const { plugin, logs } = await startFixture();
  await expect(
    plugin.queryData({ pluginContext: context, headers: {}, queries: [dataQuery('A', { ask }, range)], format: 0 }),
  ).rejects.toMatchObject({ code: expect.any(Number) });
  expect(await plugin.exited).toEqual({ code: 1, signal: null });
  const errors = logs.filter(({ level }) => level === 'error');
  expect(errors).toMatchObject([
    { message: 'the plugin crashed', fields: { error: { message: expect.any(String), stack: expect.any(String) } } },
  ]);
  expect(logs.filter(({ raw }) => raw)).toEqual([]);
});

test('trap 7: the host can shut the plugin down, and handlers are closed first', async () => {
  const { plugin, logs } = await startFixture();
  await plugin.ping();
  expect(await plugin.shutdown()).toEqual({ code: 0, signal: null });
  expect(logs.map(({ message }) => message)).toContain('handlers closed');
});
