import { beforeAll, describe, expect, test } from '@jest/globals';
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { report } from '../../scripts/validation/report.ts';
import type { Finding } from '../../scripts/validation/rule.ts';
import { openSubject } from '../../scripts/validation/subject.ts';
import { rules, validate } from '../../scripts/validation/validate.ts';
import { temporaryDirectory } from '../support/plugins.ts';
import { brokenPackages } from './broken-packages.ts';
import { release, root } from './support/build-output.ts';
import { put, type Edit } from './support/edits.ts';
import { fakeExecutable } from './support/fake-executables.ts';
import { goodFiles, pack, type PackageFiles } from './support/package-files.ts';

let good: PackageFiles;
beforeAll(() => {
  good = goodFiles();
});

/** A package with an edit, packed. */
async function edited(edit: Edit, name?: string): Promise<string> {
  const files = new Map(good);
  edit(files);
  return pack(files, name);
}

/** What a rule says about a package. */
async function saysOf(path: string, name: string, repository = root): Promise<readonly Finding[]> {
  const subject = await openSubject(path, repository);
  try {
    return (await rules.find((rule) => rule.name === name)?.check(subject)) ?? [];
  } finally {
    subject.archive.close();
  }
}

const nothing: Edit = () => undefined;
const withMention = (text: RegExp) => expect.objectContaining({ text: expect.stringMatching(text) });

test('a package nothing is wrong with passes every rule, though not signed', async () => {
  const verdicts = await validate(await edited(nothing), root);
  expect(verdicts.flatMap(({ findings }) => findings).filter(({ severity }) => severity === 'error')).toEqual([]);
  expect(verdicts.map(({ rule }) => rule)).toEqual(rules);
});

test.each(brokenPackages)('%s', async (_case, edit, rule, says) => {
  expect(await saysOf(await edited(edit), rule)).toContainEqual(withMention(says));
});

test('every rule that judges the files of a package is broken by one of these, or by a test of its own', () => {
  const own = [
    'archive-name',
    'archive-checksums',
    'texts-changelog',
    'code-builder',
    'executables-paths',
    'signature',
  ];
  const broken = new Set([...brokenPackages.map(([, , rule]) => rule), ...own]);
  expect(rules.map(({ name }) => name).filter((name) => !broken.has(name))).toEqual([]);
});

test('a zip with a name of its own', async () => {
  expect(await saysOf(await edited(nothing, 'plugin.zip'), 'archive-name')).toContainEqual(
    withMention(/name it calldiag/),
  );
});

test('a checksum of another zip', async () => {
  const path = await edited(nothing);
  writeFileSync(`${path}.sha1`, `${'0'.repeat(40)}  x.zip\n`);
  expect(await saysOf(path, 'archive-checksums')).toEqual([withMention(/\.sha1 beside the zip is not/)]);
});

test('a changelog without this version warns', async () => {
  const path = await edited(put('CHANGELOG.md', '# Changelog\n\n## 0.0.1\n'));
  expect(await saysOf(path, 'texts-changelog')).toEqual([
    { severity: 'warning', text: expect.stringMatching(/no heading/) },
  ]);
});

test('a package for one platform holds its executable alone', async () => {
  const path = await edited(nothing, `${release.id}-${release.version}.linux_arm64.zip`);
  const found = await saysOf(path, 'executables-present');
  expect(found).toHaveLength(4);
  expect(found).toContainEqual(withMention(/linux_amd64 does not belong into a package for linux_arm64/));
});

test('an executable with a path of the build machine', async () => {
  const data = Buffer.concat([fakeExecutable('linux_amd64'), Buffer.from(join(root, 'node_modules/mssql'))]);
  const path = await edited(put('gpx_calldiagnostics_linux_amd64', data, 0o100755));
  expect(await saysOf(path, 'executables-paths')).toEqual([withMention(/has the path .*node_modules in it/)]);
});

test('a repository built with a tool of the past', async () => {
  const repository = temporaryDirectory();
  const scripts = { build: 'grafana-toolkit plugin:build' };
  writeFileSync(join(repository, 'package.json'), JSON.stringify({ version: release.version, scripts }));
  expect(await saysOf(await edited(nothing), 'code-builder', repository)).toEqual([
    withMention(/calls grafana-toolkit/),
  ]);
});

test('a path that leads out of the archive is not opened at all', async () => {
  const path = await edited(put('xx/evil.txt', 'x'));
  const bytes = readFileSync(path).toString('latin1').replaceAll(`${release.id}/xx/evil`, `${release.id}/../evil`);
  writeFileSync(path, bytes, 'latin1');
  await expect(validate(path, root)).rejects.toThrow(/invalid relative path/);
});

describe('a signed package', () => {
  const signed =
    (change: (manifest: { files: Record<string, string> } & Record<string, unknown>) => void = () => undefined): Edit =>
    (files) => {
      const sums = [...files].map(([path, { data }]) => [
        path.replace(`${release.id}/`, ''),
        createHash('sha256').update(data).digest('hex'),
      ]);
      const manifest = {
        manifestVersion: '2.0.0',
        signatureType: 'private',
        rootUrls: ['https://grafana.example.com/'],
        plugin: release.id,
        version: release.version,
        files: Object.fromEntries(sums) as Record<string, string>,
      };
      change(manifest);
      const text = `-----BEGIN PGP SIGNED MESSAGE-----\nHash: SHA512\n\n${JSON.stringify(manifest, null, 2)}\n-----BEGIN PGP SIGNATURE-----\n\nx\n-----END PGP SIGNATURE-----\n`;
      put('MANIFEST.txt', text)(files);
    };

  test('is fine', async () => {
    expect(await saysOf(await edited(signed()), 'signature')).toEqual([]);
  });

  test.each<[string, Edit, RegExp]>([
    ['a manifest that is none', put('MANIFEST.txt', 'hello'), /no signed manifest/],
    ['another version', signed((manifest) => (manifest.version = '0.0.1')), /is for .* 0\.0\.1/],
    ['a public signature with root URLs', signed((manifest) => (manifest.signatureType = 'community')), /privately/],
    ['a file that is not listed', signed(({ files }) => delete files['module.js']), /module\.js is not in MANIFEST/],
    ['a file that was changed', signed(({ files }) => (files['module.js'] = '00')), /module\.js is another/],
    ['a file that is gone', signed(({ files }) => (files['gone.js'] = '00')), /gone\.js is in MANIFEST\.txt but not/],
  ])('%s', async (_case, edit, says) => {
    expect(await saysOf(await edited(edit), 'signature')).toContainEqual(withMention(says));
  });
});

describe('npm run validate', () => {
  const run = (path: string) =>
    spawnSync(process.execPath, ['scripts/validate.ts', path], { cwd: root, encoding: 'utf8' });

  test('ends with 0 and a line per rule where all is well', async () => {
    const path = await edited(nothing);
    const { status, stdout } = run(path);
    expect(status).toBe(0);
    expect(stdout).toContain(report(await validate(path, root)));
    for (const { name } of rules) {
      expect(stdout).toMatch(new RegExp(`^(ok|warns) +${name} `, 'm'));
    }
    expect(stdout).toMatch(/^cannot .*cannot hold.*TypeScript/m);
  });

  test('ends with 1 and says what to do where something is wrong', async () => {
    const { status, stdout } = run(await edited(put('.env', 'TOKEN=x')));
    expect(status).toBe(1);
    expect(stdout).toMatch(/^FAILS +archive-strays.*\n +\.env does not belong in: leave it out\./m);
  });

  test('ends with 1 where there is no archive', () => {
    const { status, stderr } = run(join(root, 'README.md'));
    expect(status).toBe(1);
    expect(stderr).toMatch(/^FAILS/);
  });
});
