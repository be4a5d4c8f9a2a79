import { describe, expect, test } from '@jest/globals';
import { spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { bundledPackages } from '../../scripts/packaging/bundled-packages.ts';
import { thirdPartyNotices } from '../../scripts/packaging/notices.ts';
import { temporaryDirectory } from '../support/plugins.ts';
import { release, root } from './support/build-output.ts';

/** Files in the executables, as the build lists them. */
function inExecutables(): string[] {
  const run = spawnSync(process.execPath, ['scripts/build-backend.mjs', '--list'], { cwd: root, encoding: 'utf8' });
  return JSON.parse(run.stdout) as string[];
}

describe('the notices of the real bundles', () => {
  const executables = inExecutables();
  const module = ['src/../node_modules/valibot/dist/index.mjs', 'src/module.ts'];
  const text = thirdPartyNotices({ executables, module }, release, root);

  test('name what queries run on, with version, licence, place and source', () => {
    for (const name of ['tarn', 'tedious', 'kysely', '@grpc/grpc-js', 'apache-arrow', 'luxon', 'prom-client']) {
      const { version } = JSON.parse(readFileSync(join(root, 'node_modules', name, 'package.json'), 'utf8')) as {
        version: string;
      };
      expect(text).toMatch(new RegExp(`^${name} ${version}: .+ \\(in executables\\)\\n {2}https://`, 'm'));
    }
    expect(text).toMatch(/^valibot \S+: MIT \(in executables and module\.js\)/m);
  });

  test('do not name what only builds or tests', () => {
    expect(text).not.toMatch(/^(webpack|jest|typescript|@azure\/\S+|react) \d/m);
  });

  test('bring the text of every licence', () => {
    for (const { texts } of bundledPackages(executables, root)) {
      texts.forEach((licence) => {
        expect(text).toContain(licence);
      });
    }
  });

  test('say where the sources of the LGPL parts are, how to exchange them, and under which terms', () => {
    const { bun, webkit, tinycc } = process.versions;
    expect(text).toContain(`https://github.com/oven-sh/bun/tree/bun-v${String(bun)}`);
    expect(text).toContain(`https://github.com/oven-sh/WebKit/tree/${String(webkit)}`);
    expect(text).toContain(`https://github.com/oven-sh/tinycc/tree/${String(tinycc)}`);
    expect(text).toContain('compile.executablePath');
    expect(text).toMatch(/GNU LIBRARY GENERAL PUBLIC LICENSE\s+Version 2, June 1991/);
    expect(text).toMatch(/GNU LESSER GENERAL PUBLIC LICENSE\s+Version 2\.1, February 1999/);
  });
});

describe('a package', () => {
  const read = (manifest: object): ReturnType<typeof bundledPackages> => {
    const place = temporaryDirectory();
    const folder = join(place, 'node_modules/@a/b');
    mkdirSync(folder, { recursive: true });
    writeFileSync(join(folder, 'package.json'), JSON.stringify({ name: '@a/b', version: '1.0.0', ...manifest }));
    writeFileSync(join(folder, 'LICENSE'), 'Do as you like.\r\n');
    return bundledPackages(['pkg/main.ts', 'node_modules/@a/b/dist/x.js', 'node_modules/@a/b/y.js'], place);
  };

  test.each([
    [{}, 'https://www.npmjs.com/package/@a/b'],
    [{ repository: 'a/b' }, 'https://github.com/a/b'],
    [{ repository: { url: 'git+https://github.com/a/b.git' } }, 'https://github.com/a/b'],
    [{ repository: { url: 'git@github.com:a/b.git' } }, 'https://github.com/a/b'],
    [{ repository: { url: 'git+ssh://git@github.com/a/b.git' } }, 'https://github.com/a/b'],
  ])('is listed once, with its source: %j', (manifest, source) => {
    expect(read({ license: '(MIT OR Apache-2.0)', ...manifest })).toEqual([
      { name: '@a/b', version: '1.0.0', licence: 'MIT OR Apache-2.0', source, texts: ['Do as you like.'] },
    ]);
  });

  test.each([
    [{ license: 'GPL-3.0' }, /@a\/b is under GPL-3\.0: see what that asks of us/],
    [{ license: 'MIT AND SSPL-1.0' }, /MIT AND SSPL-1\.0/],
    [{}, /does not say its licence/],
  ])('whose licence nobody has looked at is refused: %j', (manifest, message) => {
    expect(() => read(manifest)).toThrow(message);
  });
});
