import { expect, test } from '@jest/globals';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { reports } from '../../contract/reports/index.ts';

/** What Grafana shows on the page of the plugin. */
const readme = readFileSync(join(import.meta.dirname, '..', '..', 'dist', 'README.md'), 'utf8');

test('the page of the plugin has no link or picture that leads nowhere: Grafana shows it away from the repository', () => {
  const targets = [...readme.matchAll(/\]\(([^)]+)\)/g)].map(([, target]) => target);
  expect(targets.filter((target) => !target?.startsWith('https://'))).toEqual([]);
});

test('the page of the plugin names every report', () => {
  const titles = Object.values(reports).map(({ title }) => title);
  expect(titles.filter((title) => !readme.includes(`| ${title} `))).toEqual([]);
});
