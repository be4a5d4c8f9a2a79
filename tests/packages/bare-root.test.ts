import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { spawnSync } from 'node:child_process';
import {
  copyFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  realpathSync,
  rmSync,
  symlinkSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { pluginContext } from '../../preview/plugin-host/requests.ts';
import { embedded, wholeRange } from '../faults/support/embedded.ts';
import { ask } from '../faults/support/ask.ts';
import { builtExecutable } from '../support/executable.ts';
import { start } from '../support/plugins.ts';

/**
 * Grafana's default image is Alpine with a glibc put beside musl: these libraries and the loader, but no libstdc++ and no
 * libgcc_s. The executable must run where nothing else is, without /dev and /etc even. It does need /proc, which every
 * container has: the runtime asks it for its own limits.
 */
const libraries = ['libc.so.6', 'libm.so.6', 'libdl.so.2', 'libpthread.so.0', 'librt.so.1'];

const executable = builtExecutable();
const programs = `${process.env.PATH ?? ''}:/usr/sbin:/sbin`;

/** Arguments of unshare that start a program in another root, with /proc in it, as an ordinary user. */
const confined = (root: string, program: string): string[] => [
  ...['--user', '--map-root-user', '--mount', 'sh', '-c'],
  'mount --rbind /proc "$0/proc" && exec chroot "$0" "$1"',
  ...[root, program],
];

/** Why this machine cannot run the test; undefined where it can. */
function obstacle(): string | undefined {
  if (process.platform !== 'linux') {
    return 'only Linux has these roots';
  }
  if (!systemLibraries()) {
    return 'this system has no glibc to copy';
  }
  const { error, status, stderr } = spawnSync('unshare', confined('/', '/bin/true'), {
    env: { PATH: programs },
    encoding: 'utf8',
  });
  return error || status !== 0 ? `no new root without privileges: ${error?.message ?? stderr.trim()}` : undefined;
}

/** The loader, and the folder of the libraries, as the executable finds them here. */
function systemLibraries(): { readonly loader: string; readonly folder: string } | undefined {
  const { stdout } = spawnSync('ldd', [executable], { encoding: 'utf8' });
  const loader = /^\s*(\/\S*ld-linux\S*)/m.exec(stdout ?? '')?.[1];
  const libc = /libc\.so\.6 => (\S+)/.exec(stdout ?? '')?.[1];
  return loader && libc ? { loader, folder: dirname(realpathSync(libc)) } : undefined;
}

const reason = obstacle();
if (reason !== undefined) {
  process.stderr.write(`Skipped, the executable in a root with nothing but glibc: ${reason}.\n`);
}

(reason === undefined ? describe : describe.skip)('in a root with nothing but glibc', () => {
  let root: string;
  beforeAll(() => {
    root = mkdtempSync(join(tmpdir(), 'gpx-root-'));
    const { loader, folder } = systemLibraries() ?? { loader: '', folder: '' };
    mkdirSync(join(root, dirname(loader)), { recursive: true });
    copyFileSync(realpathSync(loader), join(root, loader));
    mkdirSync(join(root, folder), { recursive: true });
    for (const library of libraries.filter((name) => existsSync(join(folder, name)))) {
      copyFileSync(realpathSync(join(folder, library)), join(root, folder, library));
    }
    copyFileSync(executable, join(root, 'plugin'));
    mkdirSync(join(root, 'proc'));
    // The socket has one path on both sides of the wall: outside, a link leads to where it is inside.
    mkdirSync(join(root, root, 'sockets'), { recursive: true });
    symlinkSync(join(root, root, 'sockets'), join(root, 'sockets'));
  });
  afterAll(() => {
    rmSync(root, { recursive: true, force: true });
  });

  const startConfined = () => {
    const env = { TMPDIR: join(root, 'sockets'), PATH: programs };
    return start({ executable: 'unshare', args: confined(root, '/plugin'), env });
  };

  test('there is no libstdc++, libgcc_s, /dev or /etc', () => {
    const names = readdirSync(root, { recursive: true, encoding: 'utf8' }).map((path) => basename(path));
    expect(names).toEqual(expect.arrayContaining(['libc.so.6', 'libm.so.6', 'plugin']));
    expect(names.filter((name) => /^(libstdc|libgcc|dev$|etc$)/.test(name))).toEqual([]);
  });

  test('the executable starts and answers queries on the demo data', async () => {
    const { plugin, logs } = await startConfined();
    expect(plugin.line).toMatch(/^1\|2\|unix\|[^|]+\|grpc$/);
    expect(await plugin.checkHealth({ pluginContext: pluginContext(embedded()), headers: {} })).toMatchObject({
      status: 1,
    });
    const answer = await ask(plugin, embedded(), { report: 'summary', interval: 'total' }, wholeRange);
    expect(answer).toMatchObject({ status: 200, error: '' });
    expect(logs.filter(({ level }) => level === 'error')).toEqual([]);
    expect(await plugin.shutdown()).toEqual({ code: 0, signal: null });
  });

  test('it is this root that counts: without libm nothing starts', async () => {
    const { folder } = systemLibraries() ?? { folder: '' };
    rmSync(join(root, folder, 'libm.so.6'));
    await expect(startConfined()).rejects.toThrow(/libm\.so\.6/);
  });
});
