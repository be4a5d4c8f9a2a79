import { expect, test } from '@jest/globals';
import { createHash } from 'node:crypto';
import { copyFileSync, existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { checksum } from '../../scripts/packaging/checksums.ts';
import { executableName } from '../../scripts/packaging/executable-name.ts';
import { makePackage } from '../../scripts/packaging/make-package.ts';
import { readRelease } from '../../scripts/packaging/release.ts';
import { openArchive } from '../../scripts/validation/plugin-archive.ts';
import { pluginContext } from '../../preview/plugin-host/requests.ts';
import { builtExecutable } from '../support/executable.ts';
import { start, temporaryDirectory } from '../support/plugins.ts';
import { buildOutput, release } from './support/build-output.ts';
import { platforms } from './support/fake-executables.ts';

const signing = { missing: 'a token' };

async function namesIn(path: string): Promise<string[]> {
  const archive = await openArchive(path);
  archive.close();
  return archive.files.map((file) => file.path);
}

test('the package for this machine, unpacked, starts', async () => {
  const directory = temporaryDirectory();
  const executable = builtExecutable();
  const platform = /_([a-z]+_[a-z\d]+)(\.exe)?$/.exec(executable)?.[1] ?? '';
  const options = { ...buildOutput(join(directory, 'dist')), out: join(directory, 'packages'), signing, platform };
  copyFileSync(executable, join(options.dist, basename(executable)));

  const path = await makePackage(options);
  expect(basename(path)).toBe(`${release.id}-${release.version}.${platform}.zip`);
  expect(readdirSync(options.out).sort()).toEqual([
    basename(path),
    `${basename(path)}.sha1`,
    `${basename(path)}.sha256`,
  ]);
  const sum = createHash('sha256').update(readFileSync(path)).digest('hex');
  expect(readFileSync(`${path}.sha256`, 'utf8')).toBe(`${sum}  ${basename(path)}\n`);

  const archive = await openArchive(path);
  for (const file of archive.files) {
    const target = join(directory, 'plugins', file.path);
    mkdirSync(dirname(target), { recursive: true });
    writeFileSync(target, await file.read(), { mode: file.mode & 0o777 });
  }
  archive.close();
  const unpacked = join(directory, 'plugins', release.id, basename(executable));
  expect(await checksum(unpacked, 'sha1')).toBe(await checksum(executable, 'sha1'));
  const { plugin } = await start({ executable: unpacked });
  const { message } = await plugin.checkHealth({ pluginContext: pluginContext({ uid: 'one' }), headers: {} });
  expect(message).toEqual(expect.any(String));
});

test('each platform has its executable alone, all together have all', async () => {
  const directory = temporaryDirectory();
  const options = { ...buildOutput(join(directory, 'dist')), out: directory, signing };
  const executablesIn = async (path: string): Promise<string[]> =>
    (await namesIn(path)).map((name) => name.split('/')[1] ?? '').filter((name) => name.startsWith(release.executable));

  for (const platform of platforms) {
    const path = await makePackage({ ...options, platform });
    expect(await executablesIn(path)).toEqual([executableName(release.executable, platform)]);
  }
  expect((await executablesIn(await makePackage(options))).sort()).toEqual(
    platforms.map((platform) => executableName(release.executable, platform)).sort(),
  );
});

test('the same files make the same bytes, wherever and whenever', async () => {
  const zone = process.env.TZ;
  const sums: string[] = [];
  for (const other of ['Asia/Tokyo', 'America/Los_Angeles']) {
    process.env.TZ = other;
    const directory = temporaryDirectory();
    const options = buildOutput(join(directory, 'dist'));
    const path = await makePackage({ ...options, release: readRelease(options.root), out: directory, signing });
    sums.push(await checksum(path, 'sha256'));
  }
  process.env.TZ = zone ?? 'UTC';
  expect(sums[0]).toBe(sums[1]);
});

test('names are sorted, and what merely lies about in dist stays out', async () => {
  const directory = temporaryDirectory();
  const options = { ...buildOutput(join(directory, 'dist')), out: directory, signing };
  writeFileSync(join(options.dist, 'notes.txt'), 'x');
  writeFileSync(join(options.dist, '.env'), 'x');
  const names = await namesIn(await makePackage(options));
  expect(names).toEqual([...names].sort());
  expect(names.filter((name) => /notes|\.env/.test(name))).toEqual([]);
});

test('what is not built is named, and nothing is left behind', async () => {
  const directory = temporaryDirectory();
  const options = { ...buildOutput(join(directory, 'dist')), out: join(directory, 'packages'), signing };
  await expect(makePackage({ ...options, platform: 'plan9_amd64' })).rejects.toThrow(
    /plan9_amd64 is missing: build it/,
  );
  expect(existsSync(join(options.out, '.staging'))).toBe(false);
  expect(readdirSync(options.out)).toEqual([]);
});

test('different versions in package.json and plugin.json are refused', () => {
  const directory = temporaryDirectory();
  const info = { version: '1.0.0', updated: '2025-01-31' };
  writeFileSync(
    join(directory, 'plugin.json'),
    JSON.stringify({ id: 'a-b-datasource', name: 'A', executable: 'x', info }),
  );
  writeFileSync(join(directory, 'package.json'), JSON.stringify({ version: '1.0.1' }));
  expect(() => readRelease(directory)).toThrow('package.json says version 1.0.1, plugin.json says 1.0.0');
});
