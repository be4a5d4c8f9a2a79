import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import { createSocket, type Socket } from 'node:dgram';
import { startPlugin, type PluginProcess } from '../../preview/plugin-host/plugin-process.ts';
import { builtExecutable } from '../support/executable.ts';
import { health } from './support/ask.ts';
import { lcsCdr } from './support/tds/fake-lcscdr.ts';
import { startSqlServer, type FakeSqlServer } from './support/tds/fake-sql-server.ts';

let plugin: PluginProcess;
let browser: Socket | undefined;
let sql: FakeSqlServer;
beforeAll(async () => {
  plugin = await startPlugin({ executable: builtExecutable() });
  sql = await startSqlServer({ answer: lcsCdr() });
});
afterEach(async () => {
  await new Promise<void>((resolve) => (browser ? browser.close(resolve) : resolve()));
  browser = undefined;
});
afterAll(async () => {
  await plugin.shutdown();
  await sql.stop();
});

let made = 0;
async function check(settings: Readonly<Record<string, unknown>>) {
  const jsonData = { server: '127.0.0.1\\MON', username: 'reader', encrypt: false, ...settings };
  const started = performance.now();
  const answer = await health(plugin, { uid: `named ${++made}`, jsonData, secureJsonData: { password: 'secret' } });
  return { ...answer, seconds: (performance.now() - started) / 1000 };
}

/** SQL Server Browser on loopback: tells these instances, or takes questions and says nothing. */
async function startBrowser(instances: Readonly<Record<string, number>> | 'silent'): Promise<() => number> {
  let asked = 0;
  const socket = createSocket('udp4');
  socket.on('message', (_question, { address, port }) => {
    asked += 1;
    if (instances !== 'silent') {
      const texts = Object.entries(instances).map(
        ([name, tcp]) => `ServerName;SQL01;InstanceName;${name};IsClustered;No;Version;11.0.7001.0;tcp;${tcp};;`,
      );
      const text = Buffer.from(texts.join(''), 'latin1');
      socket.send(Buffer.concat([Buffer.from([5, text.length & 255, text.length >> 8]), text]), port, address);
    }
  });
  await new Promise<void>((resolve) => {
    socket.bind(1434, '127.0.0.1', resolve);
  });
  browser = socket;
  return () => asked;
}

const saysBrowser = /^SQL Server Browser on 127\.0\.0\.1 did not answer on UDP 1434, .*instance MON\..*into Port/;

describe('a named instance', () => {
  test.each(['127.0.0.1\\MON', 'tcp:127.0.0.1\\mon', '127.0.0.1\\MON;ApplicationIntent=ReadOnly'])(
    '%s is found by SQL Server Browser',
    async (server) => {
      await startBrowser({ OTHER: 1, MON: sql.port });
      expect(await check({ server })).toMatchObject({ status: 1 });
    },
  );

  test('whose Browser is not there says so within five seconds', async () => {
    const { message, details, seconds } = await check({});
    expect(message).toMatch(saysBrowser);
    expect(details).toMatchObject({ code: 'network' });
    expect(seconds).toBeLessThan(5);
  });

  test('whose Browser says nothing says so within five seconds, having asked twice', async () => {
    const asked = await startBrowser('silent');
    const { message, seconds } = await check({});
    expect(message).toMatch(saysBrowser);
    expect(seconds).toBeLessThan(5);
    expect(asked()).toBe(2);
  });

  test('that the Browser does not know is called unknown', async () => {
    await startBrowser({ OTHER: sql.port });
    const { message, seconds } = await check({});
    expect(message).toMatch(/^SQL Server Browser on 127\.0\.0\.1 knows no instance MON/);
    expect(seconds).toBeLessThan(2);
  });

  test('on a host that nobody knows is a host that nobody knows', async () => {
    expect((await check({ server: 'no-such-host.invalid\\MON' })).message).toMatch(
      /no-such-host\.invalid was not found/,
    );
  });

  test.each([
    ['127.0.0.1\\MON,{port}', {}],
    ['127.0.0.1\\MON:{port}', {}],
    ['127.0.0.1\\MON', { port: '{port}' }],
    ['127.0.0.1,{port};ApplicationIntent=ReadOnly', {}],
    ['tcp:127.0.0.1,{port}', {}],
  ])('%s with %j asks nobody, since it has a port', async (server, settings) => {
    const asked = await startBrowser('silent');
    const filled = 'port' in settings ? { port: sql.port } : {};
    expect(await check({ server: server.replace('{port}', String(sql.port)), ...filled })).toMatchObject({ status: 1 });
    expect(asked()).toBe(0);
  });
});

describe('what cannot work is refused before any login', () => {
  test.each([
    [{ server: 'np:127.0.0.1' }, /^setting server: Server asks for the protocol np/],
    [{ server: '127.0.0.1', username: 'CORP\\svc' }, /^setting username: User name is the Windows account CORP\\svc/],
    [
      { server: '127.0.0.1', username: 'CORP\\svc', authentication: 'ntlm', domain: 'OTHER' },
      /^setting username: User name is in the domain CORP/,
    ],
  ])('%j', async (settings, says) => {
    const before = sql.logins.length;
    const { message, details } = await check({ port: sql.port, ...settings });
    expect(message).toMatch(says);
    expect(details).toMatchObject({ code: 'settings' });
    expect(sql.logins).toHaveLength(before);
  });
});

test('a server of TDS 7.3, such as SQL Server 2008 R2, is spoken to', async () => {
  sql.become({ version: '7.3' });
  expect(await check({ server: '127.0.0.1', port: sql.port })).toMatchObject({
    status: 1,
    message: expect.stringContaining('sessions from 2026-11-01T00:00:00.000Z to 2026-11-02T03:04:05.000Z'),
  });
});
