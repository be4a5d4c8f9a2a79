import { spawn, type ChildProcess } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { createClient, type ClickHouseClient } from '@clickhouse/client';

/** The library of ClickHouse that npm brings, where it has one for this platform. */
const library = resolve('node_modules/@chdb/lib-linux-x64-gnu/libchdb.so');

/** Whether there is a ClickHouse to test with. */
export const hasClickHouse = process.platform === 'linux' && process.arch === 'x64' && existsSync(library);

/** The cluster that several servers are of. */
export const testCluster = 'archive';

/** A user with a profile that reads alone. */
export const reader = { username: 'grafana', password: 'reads "alone" & <no more>' } as const;

/** A user as sql/clickhouse-reader.sql makes it. The library takes users from its configuration alone: what the script says is put there. */
export const narrowReader = { username: 'grafana_reader', password: 'change this password' } as const;
const script = readFileSync('sql/clickhouse-reader.sql', 'utf8');
const [, grant = ''] = /^(GRANT SELECT ON \S+) TO/m.exec(script) ?? [];

/** The archiver's user, with the rights of sql/clickhouse-archiver.sql, those for a cluster too, in any database. */
export const archiver = { username: 'archiver', password: 'writes "too"' } as const;
const archiverGrants = [
  ...readFileSync('sql/clickhouse-archiver.sql', 'utf8').matchAll(/^(?:-- )?(GRANT [A-Z, ]+ ON \S+) TO/gm),
].map(([, one = '']) => one.replace('lcscdr_archive.*', '*.*'));
const [, mode = ''] = /SETTINGS readonly = (\d)/.exec(script) ?? [];

/** Milliseconds for a server to answer: up to 9 s were seen on a busy machine. */
const startsWithin = 60_000;

/** A process that is a ClickHouse server. */
export interface ClickHouseServer {
  readonly url: string;
  /** The driver, as a user who may do everything. */
  client(database?: string): ClickHouseClient;
  stop(): Promise<void>;
}

/** A file for ClickHouse's `users.d`, and variables of the environment that it takes values from. */
export interface OtherUsers {
  readonly users: string;
  readonly environment: Readonly<Record<string, string>>;
}

interface Ports {
  readonly http: number;
  readonly tcp: number;
}

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const { port } = server.address() as AddressInfo;
  await new Promise((done) => server.close(done));
  return port;
}

const escaped = (text: string) => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;');

const configuration = (folder: string, shards: readonly Ports[]) => `<clickhouse>
  <logger><level>none</level></logger>
  <users_config>${join(folder, 'users.xml')}</users_config>
  <remote_servers><${testCluster}>${shards
    .map(({ tcp }) => `<shard><replica><host>127.0.0.1</host><port>${tcp}</port></replica></shard>`)
    .join('')}</${testCluster}></remote_servers>
</clickhouse>`;

const usersWith = (more: string) => `<clickhouse>
  <profiles><default/><reader><readonly>${mode}</readonly></reader></profiles>
  <users>
    <default>
      <password></password><networks><ip>127.0.0.1</ip></networks><profile>default</profile><quota>default</quota>
      <access_management>1</access_management>
    </default>
    ${more}
  </users>
  <quotas><default/></quotas>
</clickhouse>`;

/** The users of the tests. */
const testUsers = `<${reader.username}>
      <password>${escaped(reader.password)}</password><networks><ip>127.0.0.1</ip></networks>
      <profile>reader</profile><quota>default</quota>
    </${reader.username}>
    <${narrowReader.username}>
      <password>${narrowReader.password}</password><networks><ip>127.0.0.1</ip></networks>
      <profile>reader</profile><quota>default</quota><grants><query>${grant}</query></grants>
    </${narrowReader.username}>
    <${archiver.username}>
      <password>${escaped(archiver.password)}</password><networks><ip>127.0.0.1</ip></networks>
      <profile>default</profile><quota>default</quota>
      <grants>${archiverGrants.map((query) => `<query>${query}</query>`).join('')}</grants>
    </${archiver.username}>`;

/** It never ends, and the server with it. */
const forever =
  'select sleepEachRow(1) from numbers(1000000000) settings max_block_size = 1, function_sleep_max_microseconds_per_block = 0 format Null';

/**
 * Starts as many servers as asked for, which are the shards of `testCluster`, each with data of its own.
 * @param others users in place of those of the tests
 * @throws Error where one does not answer in time, with what it said
 */
export async function startClickHouse(
  count = 1,
  others?: OtherUsers,
): Promise<[ClickHouseServer, ...ClickHouseServer[]]> {
  const shards: Ports[] = [];
  for (let shard = 0; shard < count; shard++) {
    shards.push({ http: await freePort(), tcp: await freePort() });
  }
  const [first, ...rest] = await Promise.all(shards.map((ports) => start(ports, shards, others)));
  if (!first) {
    throw new RangeError('At least one server has to be asked for.');
  }
  return [first, ...rest];
}

async function start(
  { http, tcp }: Ports,
  shards: readonly Ports[],
  others: OtherUsers | undefined,
): Promise<ClickHouseServer> {
  const folder = mkdtempSync(join(tmpdir(), 'clickhouse-test-'));
  writeFileSync(join(folder, 'config.xml'), configuration(folder, shards));
  writeFileSync(join(folder, 'users.xml'), usersWith(others ? '' : testUsers));
  if (others) {
    mkdirSync(join(folder, 'users.d'));
    writeFileSync(join(folder, 'users.d/others.xml'), others.users);
  }
  const options = [
    ...['--config-file', join(folder, 'config.xml'), '--path', join(folder, 'data')],
    ...['--listen_host=127.0.0.1', `--http_port=${http}`, `--tcp_port=${tcp}`],
    ...['--query', `system start listen http; system start listen tcp; ${forever}`],
  ];
  const server = spawn(resolve('node_modules/bun/bin/bun.exe'), ['tests/clickhouse/serve.mjs', library, ...options], {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, ...others?.environment },
  });
  let said = '';
  server.stdout.on('data', (text) => (said += String(text)));
  server.stderr.on('data', (text) => (said += String(text)));
  const url = `http://127.0.0.1:${http}`;
  let stopping = false;
  server.once('exit', (code, signal) => {
    if (!stopping) {
      process.stderr.write(`The ClickHouse at ${url} ended by itself: ${signal ?? code}. ${said}\n`);
    }
  });
  const stop = async () => {
    stopping = true;
    await end(server);
    rmSync(folder, { recursive: true, force: true });
  };
  try {
    await answering(url, server);
  } catch (error) {
    await stop();
    throw new Error(`ClickHouse did not start. ${said}`, { cause: error });
  }
  const clients: ClickHouseClient[] = [];
  return {
    url,
    client: (database = 'default') => {
      const client = createClient({ url, database });
      clients.push(client);
      return client;
    },
    stop: async () => {
      await Promise.all(clients.map((client) => client.close()));
      await stop();
    },
  };
}

async function answering(url: string, server: ChildProcess): Promise<void> {
  const deadline = Date.now() + startsWithin;
  while (Date.now() < deadline && server.exitCode === null) {
    const response = await fetch(`${url}/ping`).catch(() => undefined);
    if (response?.ok) {
      return;
    }
    await sleep(100);
  }
  throw new Error('Nothing answers.');
}

async function end(server: ChildProcess): Promise<void> {
  if (server.exitCode !== null || server.signalCode !== null) {
    return;
  }
  const gone = new Promise((done) => server.once('exit', done));
  server.kill('SIGKILL');
  await gone;
}
