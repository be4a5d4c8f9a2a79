import { spawn, type ChildProcess } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

/** The library of ClickHouse that npm brings, where it has one for this platform. */
const library = resolve('node_modules/@chdb/lib-linux-x64-gnu/libchdb.so');

/** Whether there is a ClickHouse for demonstrations and tests. */
export const hasClickHouse = process.platform === 'linux' && process.arch === 'x64' && existsSync(library);

/** The cluster that several servers are of. */
export const localCluster = 'archive';

/** Milliseconds for a server to answer: up to 9 s were seen on a busy machine. */
const startsWithin = 60_000;

/** A process that is a ClickHouse server. */
export interface ClickHouseServer {
  readonly url: string;
  /** Of its process. */
  readonly pid: number;
  stop(): Promise<void>;
}

/** A file for ClickHouse's `users.d`, and variables of the environment that it takes values from. */
export interface ServerUsers {
  readonly file: string;
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

const configuration = (folder: string, shards: readonly Ports[]) => `<clickhouse>
  <logger><level>none</level></logger>
  <users_config>${join(folder, 'users.xml')}</users_config>
  <remote_servers><${localCluster}>${shards
    .map(({ tcp }) => `<shard><replica><host>127.0.0.1</host><port>${tcp}</port></replica></shard>`)
    .join('')}</${localCluster}></remote_servers>
</clickhouse>`;

/** Whoever is at this machine may do everything, and what others are made of. */
const everybody = `<clickhouse>
  <profiles><default/></profiles>
  <users>
    <default>
      <password></password><networks><ip>127.0.0.1</ip></networks><profile>default</profile><quota>default</quota>
      <access_management>1</access_management>
    </default>
  </users>
  <quotas><default/></quotas>
</clickhouse>`;

/** It never ends, and the server with it. */
const forever =
  'select sleepEachRow(1) from numbers(1000000000) settings max_block_size = 1, function_sleep_max_microseconds_per_block = 0 format Null';

/**
 * Starts as many servers as asked for, which are the shards of `localCluster`, each with data of its own.
 * @param users users beside one without a password who may do everything
 * @throws Error where one does not answer in time, with what it said
 */
export async function startClickHouse(
  count: number,
  users: ServerUsers,
): Promise<[ClickHouseServer, ...ClickHouseServer[]]> {
  const shards: Ports[] = [];
  for (let shard = 0; shard < count; shard++) {
    shards.push({ http: await freePort(), tcp: await freePort() });
  }
  const [first, ...rest] = await Promise.all(shards.map((ports) => start(ports, shards, users)));
  if (!first) {
    throw new RangeError('At least one server has to be asked for.');
  }
  return [first, ...rest];
}

async function start({ http, tcp }: Ports, shards: readonly Ports[], users: ServerUsers): Promise<ClickHouseServer> {
  const folder = mkdtempSync(join(tmpdir(), 'clickhouse-'));
  writeFileSync(join(folder, 'config.xml'), configuration(folder, shards));
  writeFileSync(join(folder, 'users.xml'), everybody);
  mkdirSync(join(folder, 'users.d'));
  writeFileSync(join(folder, 'users.d/users.xml'), users.file);
  const options = [
    ...['--config-file', join(folder, 'config.xml'), '--path', join(folder, 'data')],
    ...['--listen_host=127.0.0.1', `--http_port=${http}`, `--tcp_port=${tcp}`],
    ...['--query', `system start listen http; system start listen tcp; ${forever}`],
  ];
  const server = spawn(resolve('node_modules/bun/bin/bun.exe'), ['preview/clickhouse/serve.mjs', library, ...options], {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, ...users.environment },
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
  return { url, pid: server.pid ?? 0, stop };
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
