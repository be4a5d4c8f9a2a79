import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import type { DataSource } from '../../preview/plugin-host/requests.ts';
import { builtExecutable } from '../support/executable.ts';
import type { PluginLogLine } from '../../preview/plugin-host/log-line.ts';
import { startPlugin, type PluginProcess } from '../../preview/plugin-host/plugin-process.ts';
import { until } from '../support/plugins.ts';
import { ask, health } from './support/ask.ts';
import { embedded, wholeRange } from './support/embedded.ts';
import { closingServer, freePort, silentServer, talkingServer, type FakeServer } from './support/fake-servers.ts';

const password = 'Tr0ub4dor&3-correct-horse';
const summary = { report: 'summary', interval: 'total' };
const logs: PluginLogLine[] = [];
const servers: FakeServer[] = [];
let plugin: PluginProcess;

beforeAll(async () => {
  plugin = await startPlugin({ executable: builtExecutable(), onLog: (line) => logs.push(line) });
});
afterEach(async () => {
  await Promise.all(servers.splice(0).map((server) => server.close()));
  // Whatever happened to one data source, another one of the same process answers.
  expect(await ask(plugin, embedded(), summary, wholeRange)).toMatchObject({ status: 200, error: '' });
  expect(JSON.stringify(logs)).not.toContain(password);
});
afterAll(() => plugin.shutdown());

let made = 0;
/** A data source of its own for each test. */
function sqlServer(settings: Record<string, unknown>, secrets: Record<string, string> = {}): DataSource {
  const jsonData = { engine: 'sqlserver', username: 'reader', connectTimeout: 15, encrypt: false, ...settings };
  return { uid: `sql ${++made}`, jsonData, secureJsonData: { password, ...secrets } };
}

async function at(server: Promise<FakeServer>): Promise<{ server: string; port: number }> {
  const started = await server;
  servers.push(started);
  return { server: '127.0.0.1', port: started.port };
}

interface Expected {
  readonly code: string;
  readonly status: number;
  readonly says: RegExp;
}

/** Query and health check fail alike, in a sentence without a secret, as often as they are asked. */
async function expectFailure(source: DataSource, { code, status, says }: Expected, turns = 2): Promise<void> {
  for (let turn = 0; turn < turns; turn += 1) {
    const answer = await ask(plugin, source, summary, wholeRange);
    expect(answer).toEqual({ status, errorSource: 'downstream', frames: [], error: expect.stringMatching(says) });
    const check = await health(plugin, source);
    expect(check).toEqual({ status: 2, message: answer.error, details: expect.objectContaining({ code }) });
    expect(answer.error).not.toContain(password);
  }
}

const network = { code: 'network', status: 502 };
const settings = { code: 'settings', status: 400 };

describe('no SQL Server at the other end', () => {
  test.each([true, false])('nothing listens (encrypt %p)', async (encrypt) => {
    const source = sqlServer({ server: 'localhost', port: await freePort(), encrypt });
    await expectFailure(source, { ...network, says: /^Nothing answers on localhost/ });
  });

  test.each([true, false])('it accepts and never answers (encrypt %p)', async (encrypt) => {
    const source = sqlServer({
      ...(await at(silentServer())),
      encrypt,
      tlsServerName: 'sql01.example.com',
      connectTimeout: 1,
    });
    await expectFailure(source, { code: 'timeout', status: 504, says: /did not answer in time/ }, 1);
  });

  test.each([true, false])('it closes at once (encrypt %p)', async (encrypt) => {
    const source = sqlServer({ ...(await at(closingServer())), encrypt, tlsSkipVerify: true });
    await expectFailure(source, { ...network, says: /^The connection to SQL Server 127\.0\.0\.1 failed/ });
  });

  const prelogin = (length: number, rest: number[]) =>
    Buffer.from([4, 1, length >> 8, length & 255, 0, 0, 1, 0, ...rest]);
  const garbage = {
    'a web server': Buffer.from('HTTP/1.1 400 Bad Request\r\nContent-Length: 0\r\n\r\n'),
    'an SSH server': Buffer.from('SSH-2.0-OpenSSH_9.6\r\n'),
    zeros: Buffer.alloc(4096),
    'all bits set': Buffer.alloc(64, 255),
    'a packet shorter than its header': prelogin(3, []),
    'an empty answer': prelogin(8, []),
    'an answer whose options point nowhere': prelogin(16, [0, 255, 255, 255, 255, 1, 255, 255]),
    'random bytes': Buffer.from(Array.from({ length: 997 }, (_, index) => (index * index * 31 + 7) % 251)),
  };
  test.each(Object.entries(garbage))('it answers like %s', async (_name, bytes) => {
    const source = sqlServer({ ...(await at(talkingServer(bytes))), connectTimeout: 1 });
    const answer = await ask(plugin, source, summary, wholeRange);
    expect(answer).toMatchObject({
      errorSource: 'downstream',
      frames: [],
      error: expect.stringMatching(/127\.0\.0\.1/),
    });
    expect([502, 504]).toContain(answer.status);
  });

  test('a host name that does not resolve', async () => {
    for (const server of ['no-such-host.invalid', `${'x'.repeat(64)}.example.com`]) {
      await expectFailure(sqlServer({ server }), { ...network, says: /was not found/ });
    }
  });
});

describe('settings that cannot work', () => {
  const pem = (body: string) => `-----BEGIN CERTIFICATE-----\n${body}\n-----END CERTIFICATE-----`;
  const host = { server: 'sql01.example.com' };

  test.each([
    ['server', sqlServer({})],
    ['server', sqlServer({ server: '   ' })],
    ['username', sqlServer({ ...host, username: '' })],
    ['password', sqlServer(host, { password: '' })],
    ['tlsServerName', sqlServer({ server: '192.0.2.1', encrypt: true })],
    ['tlsServerName', sqlServer({ server: '[2001:db8::1]', encrypt: true })],
    ['tlsCACert', sqlServer({ ...host, encrypt: true }, { tlsCACert: 'no certificate' })],
    ['tlsCACert', sqlServer({ ...host, encrypt: true }, { tlsCACert: pem('rubbish') })],
    ['tlsCACert', sqlServer({ ...host, encrypt: true }, { tlsCACert: pem('MIIBAAAA') })],
    ['tlsCACert', sqlServer({ ...host, encrypt: true }, { tlsCACert: '-----BEGIN CERTIFICATE-----' })],
    ['port', sqlServer({ ...host, port: 70_000 })],
    ['server', sqlServer({ server: 'sql01.example.com,70000' })],
    ['connectTimeout', sqlServer({ ...host, connectTimeout: 0 })],
    ['encrypt', sqlServer({ ...host, encrypt: 'yes' })],
    ['engine', sqlServer({ ...host, engine: 'oracle' })],
    ['categoryMap', sqlServer({ ...host, categoryMap: 'x' })],
    ['reportTimeZone', sqlServer({ ...host, reportTimeZone: 'Mars' })],
  ])('%s (%#)', async (setting, source) => {
    await expectFailure(source, { ...settings, says: new RegExp(`^setting ${setting}: `) });
  });

  test('a private key in the place of the certificate is shown to nobody', async () => {
    const key = '-----BEGIN PRIVATE KEY-----\nMIIEvSecretSecretSecret\n-----END PRIVATE KEY-----';
    await expectFailure(sqlServer(host, { tlsCACert: key }), { ...settings, says: /^setting tlsCACert: / });
    expect(JSON.stringify(logs)).not.toContain('SecretSecret');
  });
});

describe('a connection that hangs', () => {
  test('cancelled queries and health checks end at once', async () => {
    const source = sqlServer({ ...(await at(silentServer())), connectTimeout: 300 });
    const cancelled = () => logs.filter(({ fields }) => fields['status'] === 'cancelled').length;
    const before = cancelled();
    const gone = Array.from({ length: 3 }, () => new AbortController());
    const answers = gone.map(({ signal }) => ask(plugin, source, summary, wholeRange, signal).catch(String));
    const check = new AbortController();
    gone.push(check);
    const checked = health(plugin, source, check.signal).catch(String);
    await until(() => (servers[0]?.connections() ?? 0) > 0);
    gone.forEach((controller) => {
      controller.abort();
    });
    expect(await Promise.all(answers)).toEqual(answers.map(() => expect.stringContaining('CANCELLED')));
    expect(await checked).toContain('CANCELLED');
    // What counts is that the plugin let go of them too, long before the connection gives up.
    await until(() => cancelled() === before + 4);
  });
});
