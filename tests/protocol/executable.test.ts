import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { spawn, spawnSync } from 'node:child_process';
import { cpSync, existsSync, lstatSync, mkdirSync, readdirSync, rmSync, unlinkSync, utimesSync } from 'node:fs';
import { createServer, type AddressInfo, type Server } from 'node:net';
import { basename, dirname, join } from 'node:path';
import { PluginClient } from '../../preview/plugin-host/client.ts';
import { parseLogLine } from '../../preview/plugin-host/log-line.ts';
import { hostEnvironment, startPlugin } from '../../preview/plugin-host/plugin-process.ts';
import { pluginContext } from '../../preview/plugin-host/requests.ts';
import { builtExecutable } from '../support/executable.ts';
import { start, temporaryDirectory, until } from '../support/plugins.ts';

const executable = builtExecutable();
const unix = process.platform === 'win32' ? describe.skip : describe;

function run(env: Record<string, string>): { code: number | null; stdout: string; stderr: string } {
  const { status, stdout, stderr } = spawnSync(executable, { env, encoding: 'utf8', timeout: 30_000 });
  return { code: status, stdout, stderr };
}

function processRuns(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

test('trap 8: it starts, serves and stops with nothing in its environment but what every host sets', async () => {
  const { plugin, logs } = await start({ executable });
  expect(plugin.line).toMatch(/^1\|2\|(unix|tcp)\|[^|]+\|grpc$/);
  await plugin.ping();
  const { message } = await plugin.checkHealth({ pluginContext: pluginContext({ uid: 'one' }), headers: {} });
  expect(message).toEqual(expect.any(String));
  expect(await plugin.shutdown()).toEqual({ code: 0, signal: null });
  expect(logs.filter(({ raw }) => raw)).toEqual([]);
});

test('without the cookie it explains itself in one line and ends', () => {
  const { code, stdout, stderr } = run({});
  expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
  expect(stderr).toMatch(/^[^\n]*Grafana[^\n]*\n$/);
});

test.each([
  ['a host that wants mutual TLS', { PLUGIN_CLIENT_CERT: 'x' }, /TLS/],
  ['a host of another protocol', { PLUGIN_PROTOCOL_VERSIONS: '1' }, /protocol 1/],
])('trap 18: %s gets one error line in the log', (_case, env, message) => {
  const { code, stdout, stderr } = run({ ...hostEnvironment, ...env });
  expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
  const [line, rest] = stderr.split('\n');
  expect(rest).toBe('');
  expect(parseLogLine(line ?? '')).toMatchObject({
    level: 'error',
    raw: false,
    message: expect.stringMatching(message),
  });
});

test('trap 6: stdout has the handshake line alone', async () => {
  const child = spawn(executable, { env: { ...hostEnvironment }, stdio: ['ignore', 'pipe', 'ignore'] });
  let stdout = '';
  child.stdout.on('data', (chunk: Buffer) => (stdout += chunk.toString()));
  await until(() => stdout.includes('\n'));
  child.kill('SIGTERM');
  await new Promise((resolve) => child.once('close', resolve));
  expect(stdout).toMatch(/^[^\n]+\|grpc\n$/);
});

test('a host that asks about multiplexing is told that there is none', async () => {
  const { plugin } = await start({ executable, env: { PLUGIN_MULTIPLEX_GRPC: 'true' } });
  expect(plugin.line).toMatch(/\|grpc\|\|false$/);
});

test('trap 9: nothing is written beside the executable', async () => {
  const directory = temporaryDirectory();
  const copy = join(directory, basename(executable));
  cpSync(executable, copy);
  const { plugin } = await start({ executable: copy, cwd: directory, env: { TMPDIR: temporaryDirectory() } });
  await plugin.checkHealth({ pluginContext: pluginContext({ uid: 'one' }), headers: {} });
  await plugin.shutdown();
  expect(readdirSync(directory)).toEqual([basename(executable)]);
});

describe('on a TCP port', () => {
  // Too long for a socket: the way to a port that Linux has too.
  const noSocket = { PLUGIN_UNIX_SOCKET_DIR: '/'.padEnd(120, 'x') };
  const taken = createServer();
  let port: number;
  beforeAll(async () => {
    await new Promise<void>((resolve) => taken.listen({ host: '127.0.0.1', port: 0 }, resolve));
    ({ port } = taken.address() as AddressInfo);
  });
  afterAll(() => {
    taken.close();
  });

  test('it is the first free one of the range that the host gives', async () => {
    const env = { ...noSocket, PLUGIN_MIN_PORT: `${port}`, PLUGIN_MAX_PORT: `${port + 20}` };
    const { plugin, logs } = await start({ executable, env });
    const own = Number(/^1\|2\|tcp\|127\.0\.0\.1:(\d+)\|grpc$/.exec(plugin.line)?.[1]);
    expect(own).toBeGreaterThan(port);
    expect(own).toBeLessThanOrEqual(port + 20);
    await plugin.ping();
    expect(logs.filter(({ message }) => message === 'gRPC')).toEqual([]);
  });

  test.each([
    ['of which none is free', () => [port, port], /No port of 127\.0\.0\.1 from \d+ to \d+ can be had/],
    ['that ends before it begins', () => [port, port - 1], /the first is above the last/],
    ['that is none', () => ['all', 25_000], /"all" as PLUGIN_MIN_PORT: expected a port/],
  ])('a range %s is an error in the log, and the end', (_case, range, message) => {
    const [first = '', last = ''] = range().map(String);
    const { code, stdout, stderr } = run({
      ...hostEnvironment,
      ...noSocket,
      PLUGIN_MIN_PORT: first,
      PLUGIN_MAX_PORT: last,
    });
    expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
    const errors = stderr
      .trim()
      .split('\n')
      .map(parseLogLine)
      .filter(({ level }) => level === 'error');
    expect(errors).toEqual([expect.objectContaining({ raw: false, message: expect.stringMatching(message) })]);
  });
});

unix('on a unix socket', () => {
  test('the socket is made where the host says and gone after a shutdown', async () => {
    const directory = temporaryDirectory();
    const { plugin } = await start({ executable, env: { PLUGIN_UNIX_SOCKET_DIR: directory } });
    const path = plugin.line.split('|')[3] ?? '';
    expect(dirname(path)).toBe(directory);
    expect(existsSync(path)).toBe(true);
    await plugin.shutdown();
    expect(readdirSync(directory)).toEqual([]);
  });

  test('SIGINT is ignored, SIGTERM ends it and removes the socket', async () => {
    const directory = temporaryDirectory();
    const { plugin } = await start({ executable, env: { PLUGIN_UNIX_SOCKET_DIR: directory } });
    plugin.process.kill('SIGINT');
    await plugin.ping();
    plugin.process.kill('SIGTERM');
    expect(await plugin.exited).toEqual({ code: 0, signal: null });
    expect(readdirSync(directory)).toEqual([]);
  });

  test('what a killed plugin left behind is removed by the next start', async () => {
    const directory = temporaryDirectory();
    const env = { PLUGIN_UNIX_SOCKET_DIR: directory };
    const killed = await start({ executable, env });
    killed.plugin.process.kill('SIGKILL');
    await killed.plugin.exited;
    const [stale = ''] = readdirSync(directory);
    expect(stale).toMatch(/\.sock$/);
    const { plugin } = await start({ executable, env });
    await until(() => !readdirSync(directory).includes(stale));
    await plugin.ping();
  });

  test('sockets of others, and of ours that somebody answers on, are left alone', async () => {
    const directory = temporaryDirectory();
    // An id that no process of this machine has, as of a plugin in another container.
    const living = 'gpx-99999999-abcdef.sock';
    const servers = await Promise.all([living, 'other.sock'].map((name) => listenOn(join(directory, name))));
    const { logged } = await start({ executable, env: { PLUGIN_UNIX_SOCKET_DIR: directory } });
    await logged('stale sockets removed');
    expect(readdirSync(directory)).toEqual(expect.arrayContaining([living, 'other.sock']));
    servers.forEach((server) => server.close());
  });

  test.each([
    [
      'is too long for a socket',
      '/'.padEnd(120, 'x'),
      'the path of the socket directory is too long: using a TCP port instead',
    ],
    ['does not exist', '/nowhere/at/all', 'no socket can be made in the socket directory: using a TCP port instead'],
  ])('a socket directory that %s means a TCP port and a warning', async (_case, directory, message) => {
    const { plugin, logged } = await start({ executable, env: { PLUGIN_UNIX_SOCKET_DIR: directory } });
    expect(plugin.line).toMatch(/^1\|2\|tcp\|127\.0\.0\.1:\d+\|grpc$/);
    await plugin.ping();
    expect((await logged(message)).level).toBe('warn');
  });

  describe('that vanishes', () => {
    // Milliseconds within which somebody has to be there again.
    const soon = 10_000;

    test(
      'it listens at the same path again, and connections live on',
      async () => {
        const directory = temporaryDirectory();
        const { plugin, logged } = await start({ executable, env: { PLUGIN_UNIX_SOCKET_DIR: directory } });
        await plugin.ping();
        const path = plugin.line.split('|')[3] ?? '';
        for (let time = 0; time < 2; time++) {
          unlinkSync(path);
          await plugin.ping();
          await until(() => existsSync(path));
          const newcomer = new PluginClient(`unix:${path}`);
          await newcomer.ping();
          newcomer.close();
          await plugin.ping();
        }
        const line = await logged('the socket was deleted: listening again at the same path');
        expect(line).toMatchObject({ level: 'warn', raw: false });
        expect(await plugin.shutdown()).toEqual({ code: 0, signal: null });
        expect(readdirSync(directory)).toEqual([]);
      },
      2 * soon,
    );

    test(
      'it ends with an error where the directory is gone too',
      async () => {
        const directory = join(temporaryDirectory(), 'sockets');
        mkdirSync(directory);
        const { plugin, logs } = await start({ executable, env: { PLUGIN_UNIX_SOCKET_DIR: directory } });
        rmSync(directory, { recursive: true });
        expect(await plugin.exited).toEqual({ code: 0, signal: null });
        expect(logs.filter(({ level }) => level === 'error')).toEqual([
          expect.objectContaining({
            message: 'the socket was deleted and cannot be made again: ending, so that Grafana starts the plugin anew',
          }),
        ]);
      },
      soon,
    );

    test(
      'it is younger than what is cleaned away',
      async () => {
        const { plugin } = await start({ executable, env: { PLUGIN_UNIX_SOCKET_DIR: temporaryDirectory() } });
        const path = plugin.line.split('|')[3] ?? '';
        const days = Date.now() / 1000 - 2 * 24 * 3600;
        utimesSync(path, days, days);
        await until(() => lstatSync(path).mtimeMs > Date.now() - 60_000);
        expect(lstatSync(path).atimeMs).toBeGreaterThan(Date.now() - 60_000);
        await plugin.ping();
      },
      soon,
    );
  });

  test('an orphan ends when the process that started it is killed', async () => {
    const directory = temporaryDirectory();
    const script = `
      const child = require('node:child_process').spawn(process.argv[1], { stdio: 'inherit' });
      child.once('spawn', () => console.error('pid ' + child.pid));`;
    const parent = spawn(process.execPath, ['-e', script, executable], {
      env: { ...hostEnvironment, PLUGIN_UNIX_SOCKET_DIR: directory },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let output = '';
    let pid = 0;
    parent.stdout.on('data', (chunk: Buffer) => (output += chunk.toString()));
    parent.stderr.on('data', (chunk: Buffer) => (pid ||= Number(/pid (\d+)/.exec(chunk.toString())?.[1] ?? 0)));
    await until(() => pid > 0 && output.includes('|grpc'));
    parent.kill('SIGKILL');
    await until(() => !processRuns(pid));
    expect(readdirSync(directory)).toEqual([]);
  });
});

test('a program that is no plugin is refused with what it said', async () => {
  const args = ['-e', 'process.stderr.write("no such thing\\n"); process.stdout.write("hello\\n")'];
  await expect(startPlugin({ executable: process.execPath, args })).rejects.toThrow(
    'Unrecognized remote plugin message',
  );
});

function listenOn(path: string): Promise<Server> {
  return new Promise((resolve) => {
    const server = createServer().listen(path, () => {
      resolve(server);
    });
  });
}
