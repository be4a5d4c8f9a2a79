import { expect, test } from '@jest/globals';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { readDemoOptions } from '../../preview/archive-demo/options.ts';
import { hasClickHouse } from '../../preview/clickhouse/server.ts';
import { builtExecutable } from '../support/executable.ts';

const main = join(import.meta.dirname, '../../preview/archive-demo/main.ts');

interface Answer {
  readonly results: { readonly A: { readonly frames: readonly { readonly data: { readonly values: unknown[][] } }[] } };
}

/** Whether something is where the demo says that its archive is. */
const isThere = async (place: string): Promise<boolean> =>
  place.startsWith('/')
    ? existsSync(place)
    : fetch(`${place.replace('ClickHouse ', '')}/ping`).then(
        ({ ok }) => ok,
        () => false,
      );

const places = [['a file', []] as const, ...(hasClickHouse ? [['ClickHouse', ['--clickhouse']] as const] : [])];
test.each(places)('archives two stores into %s, shows them, and leaves nothing behind', async (_, where) => {
  const child = spawn(process.execPath, [main, builtExecutable(), '--days', '3', '--sessions', '200', ...where], {
    env: { ...process.env, PORT: '0' },
  });
  let printed = '';
  for await (const chunk of child.stdout) {
    printed += String(chunk);
    if (printed.includes('Stop with Ctrl-C.')) {
      break;
    }
  }
  const [, url = ''] = /(http:\/\/127\.0\.0\.1:\d+)\/d\//.exec(printed) ?? [];
  const [, place = ''] = /The archive is ([^;]+);/.exec(printed) ?? [];
  expect(await isThere(place)).toBe(true);

  const ask = async (query: object) => {
    const queries = [{ refId: 'A', datasource: { uid: 'call-diagnostics-archive' }, ...query }];
    const response = await fetch(`${url}/api/ds/query`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify({ from: 'now-30d', to: 'now', queries }),
    });
    const { results } = (await response.json()) as Answer;
    return results.A.frames[0]?.data.values ?? [];
  };
  const sessions = async (stores?: string) => {
    const [, total = []] = await ask({ report: 'summary', interval: 'total', ...(stores && { filters: { stores } }) });
    return Number(total[0]);
  };
  const [all, emea, apac] = [await sessions(), await sessions('emea'), await sessions('apac')];
  expect(emea).toBeGreaterThan(apac);
  expect(apac).toBeGreaterThan(20);
  expect(emea + apac).toBe(all);

  const ended = once(child, 'exit');
  child.kill('SIGTERM');
  expect(await ended).toEqual([0, null]);
  expect(await isThere(place)).toBe(false);
});

test('the stores are different ones', () => {
  const { stores } = readDemoOptions([]);
  expect(new Set(stores.map(({ region }) => region)).size).toBe(2);
  expect(new Set(stores.map(({ seed }) => seed)).size).toBe(2);
});

test.each([
  ['--days', '0'],
  ['--days', '1.5'],
  ['--sessions', 'many'],
])('%s %s is refused', (option, value) => {
  expect(() => readDemoOptions([option, value])).toThrow(`${option}: ${value} is no whole number`);
});
