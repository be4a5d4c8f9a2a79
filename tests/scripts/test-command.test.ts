import { expect, test } from '@jest/globals';
import { spawnSync } from 'node:child_process';
import { join, relative } from 'node:path';

const root = join(import.meta.dirname, '../..');

/** Test files that `npm test -- <given>` would run, by their path from the root. */
function chosenBy(...given: readonly string[]): string[] {
  const command = [join(root, 'scripts/test.mjs'), '--listTests', ...given];
  const { stdout, stderr, status } = spawnSync(process.execPath, command, { cwd: root, encoding: 'utf8' });
  if (status !== 0) {
    throw new Error(stderr);
  }
  return stdout
    .trim()
    .split('\n')
    .map((path) => relative(root, path).replaceAll('\\', '/'));
}

test.each(['tests/reports', 'src/query', 'contract'])(
  'npm test -- %s runs the tests of that folder alone',
  (folder) => {
    const chosen = chosenBy(folder);
    expect(chosen.length).toBeGreaterThan(1);
    expect(chosen.filter((path) => !path.startsWith(`${folder}/`))).toEqual([]);
  },
);

test('npm test -- -t name looks for the name in all tests, those of the front end too', () => {
  const chosen = chosenBy('-t', 'name');
  expect(chosen).toEqual(expect.arrayContaining(['tests/scripts/test-command.test.ts', 'src/datasource.test.ts']));
  expect(chosen).toEqual(expect.arrayContaining(chosenBy()));
});
