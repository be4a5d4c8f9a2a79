import { expect, test } from '@jest/globals';
import type { Tokens } from 'marked';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { page, partsOf } from './support/pages.ts';
import { root } from './support/syntax.ts';

const readme = page('README.md');

test('the two commands that need nothing come first', () => {
  const [start, tests] = partsOf<Tokens.Code>(readme, 'code').map(({ text }) => text);
  expect([start, tests]).toEqual(['npm ci && npm start', 'npm ci && npm test']);
});

test('there is a picture before the first chapter but the title', () => {
  const [picture] = partsOf<Tokens.Image>(readme, 'image');
  expect(readme.text.indexOf(picture?.raw ?? '')).toBeLessThan(readme.text.indexOf('\n## '));
});

test('@grafana/toolkit has one line, the licence the last word', () => {
  expect(readme.text.match(/@grafana\/toolkit/g)).toHaveLength(1);
  expect(readme.text.trim().split('\n## ').at(-1)).toMatch(/^Licence\n\n\[Apache-2\.0\]\(LICENSE\)/);
});

test('the newest release of the changelog is the version of the package, with its day', () => {
  const read = (path: string) => JSON.parse(readFileSync(join(root, path), 'utf8')) as Record<string, unknown>;
  const { version } = read('package.json');
  const { updated } = read('plugin.json').info as { updated: string };
  const [newest] = partsOf<Tokens.Heading>(page('CHANGELOG.md'), 'heading').filter(
    ({ depth, text }) => depth === 2 && text !== '[Unreleased]',
  );
  expect(newest?.text).toBe(`[${String(version)}] - ${updated}`);
});
