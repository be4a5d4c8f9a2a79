import { expect, test } from '@jest/globals';
import { build } from 'esbuild';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { read, root } from './support/compose-file.ts';

const dockerfile = read('compose/seed.Dockerfile');
const copied = [...dockerfile.matchAll(/^COPY (.+) \S+$/gm)].flatMap(([, paths = '']) => paths.split(' '));
const manifest = JSON.parse(read('package.json')) as Record<'dependencies' | 'devDependencies', Record<string, string>>;

test('the image gets files that exist, and its build is sent no others', () => {
  for (const path of copied) {
    expect({ path, there: existsSync(join(root, path)) }).toEqual({ path, there: true });
  }
  const sent = read('compose/seed.Dockerfile.dockerignore').trim().split('\n');
  expect(sent).toEqual(['*', ...copied.map((path) => `!${path}`)]);
});

test('the job imports only what the image has: copied folders, and packages that are no devDependencies', async () => {
  const { metafile } = await build({
    absWorkingDir: root,
    entryPoints: ['seed/main.ts'],
    bundle: true,
    write: false,
    metafile: true,
    platform: 'node',
    format: 'esm',
    packages: 'external',
    outfile: 'seed.js',
  });
  const folders = new Set(Object.keys(metafile.inputs).map((path) => path.split('/')[0] ?? ''));
  expect(copied).toEqual(expect.arrayContaining([...folders]));
  const packages = Object.values(metafile.inputs)
    .flatMap(({ imports }) => imports)
    .filter(({ external, path }) => external === true && !path.startsWith('node:'))
    .map(({ path }) => /^(?:@[^/]+\/)?[^/]+/.exec(path)?.[0]);
  expect(packages).toContain('mssql');
  expect(Object.keys(manifest.dependencies)).toEqual(expect.arrayContaining(packages));
});

test('Bun is of the version that the rest is built with', () => {
  expect(dockerfile).toContain(`require("./package.json").devDependencies.bun`);
  expect(manifest.devDependencies.bun).toMatch(/^\d+\.\d+\.\d+$/);
  expect(dockerfile).toMatch(/^FROM node:\d+-bookworm-slim$/m);
});
