import { expect, test } from '@jest/globals';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { reportDefinition, reportIds } from '../../contract/reports/index.ts';
import { builtExecutable } from '../support/executable.ts';

test('the start command prints the seven reports and where the preview is, and ends when told to', async () => {
  const main = join(import.meta.dirname, '../../preview/main.ts');
  const child = spawn(process.execPath, [main, builtExecutable()], { env: { ...process.env, PORT: '0' } });
  let printed = '';
  for await (const chunk of child.stdout) {
    printed += String(chunk);
    if (printed.includes('Stop with Ctrl-C.')) {
      break;
    }
  }
  const ended = once(child, 'exit');
  child.kill('SIGTERM');
  expect(await ended).toEqual([0, null]);

  const titles = reportIds.slice(0, 7).map((id) => reportDefinition(id).title);
  const parts = printed.split(new RegExp(`^(${titles.join('|')}).*$`, 'm')).slice(1);
  expect(parts.filter((_, index) => index % 2 === 0)).toEqual(titles);
  const tables = parts.filter((_, index) => index % 2 === 1);
  const summary = tables[0] ?? '';
  expect(summary).toMatch(/│ Time +│ Total +│ Failure +│/);
  expect(summary.match(/│ \d{4}-\d\d-\d\d 00:00 │ \d+ +│ \d+\.\d % +│/g)?.length).toBeGreaterThanOrEqual(7);
  for (const table of tables.slice(0, -1)) {
    expect(table.match(/^│ \S/gm)?.length).toBeGreaterThan(4);
    expect(
      Math.max(
        ...table
          .split('\n')
          .filter((line) => line.startsWith('│'))
          .map(({ length }) => length),
      ),
    ).toBeLessThan(121);
  }
  expect(tables.at(-1)).toMatch(/│ Error time key +│ \d{4}-\d\d-\d\dT/);
  expect(printed).toMatch(/Dashboards and editors: http:\/\/127\.0\.0\.1:\d+ /);
});
