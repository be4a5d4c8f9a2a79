import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { stringify } from 'yaml';
import { oneDay } from '../../archive/slices.ts';
import { generateCdr } from '../../demo/generator/generate.ts';
import { builtExecutable } from '../support/executable.ts';
import { archivedInFile } from './archived-rows.ts';
import { archiveFolder } from './archiver.ts';
import { rowsWhen } from './cdr-rows.ts';
import { sqliteSource, type SourceEnd } from './kills/source-end.ts';

const now = Date.now();
const rows = rowsWhen(
  generateCdr({ seed: 9, end: now, days: 2, sessionsPerDay: 80 }),
  // In an hour that is over: nothing of it comes while this test runs.
  (time) => time < Math.floor(now / 3_600_000) * 3_600_000,
);

describe('the executable as an archiver', () => {
  let folder: ReturnType<typeof archiveFolder>;
  let config: string;
  let source: SourceEnd;
  beforeAll(async () => {
    folder = archiveFolder();
    source = await sqliteSource(folder.path, rows);
    config = join(folder.path, 'archive.yaml');
    const stores = [{ name: 'emea', ...source.store, password: 'sesame77' }];
    writeFileSync(config, stringify({ archive: { file: 'archive.db' }, stores, everySeconds: 1 }));
  });
  afterAll(async () => {
    await source.close();
    folder.remove();
  });

  function start(...args: string[]) {
    const child = spawn(builtExecutable(), ['archive', ...args, '--config', config], {
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let output = '';
    child.stdout.on('data', (part) => (output += String(part)));
    child.stderr.on('data', (part) => (output += String(part)));
    return { child, output: () => output };
  }
  async function run(...args: string[]) {
    const { child, output } = start(...args);
    const [code] = (await once(child, 'close')) as [number];
    const lines = output().trim().split('\n');
    return { code, events: lines.map((line) => JSON.parse(line) as Record<string, unknown>) };
  }

  test('says how it is used', async () => {
    const help = await run('--help');
    expect(help.code).toBe(0);
    expect(help.events[0]?.['message']).toMatch(/^Usage: archive <command> --config archive\.yaml/);
    expect((await run()).code).toBe(2);
    expect((await run('compress')).code).toBe(2);
    expect(await run('status', '--speed')).toMatchObject({
      code: 2,
      events: [{ event: 'failed', code: 'settings', message: expect.stringContaining("Unknown option '--speed'") }],
    });
    expect(await run('status', '--store', 'apac')).toMatchObject({
      code: 2,
      events: [{ message: '--store: there is no store apac, only emea.' }],
    });
    expect(await run('backfill', '--from', 'yesterday')).toMatchObject({
      code: 2,
      events: [{ message: '--from: yesterday is no date such as 2026-01-31, or 2026-01-31T18:30Z.' }],
    });
  });

  test('makes an archive, copies into it, compares, and takes away', async () => {
    expect(await run('run', '--once')).toMatchObject({
      code: 1,
      events: [{ code: 'schema', message: expect.stringContaining('run "archive init" first') }],
    });
    const shown = await run('init', '--print');
    expect(shown.events[0]?.['message']).toContain('CREATE TABLE "SessionDetailsView"');
    expect((await run('init')).code).toBe(0);
    expect(await run('check')).toMatchObject({
      code: 0,
      events: [
        { event: 'check', good: true },
        { event: 'check', store: 'emea', missing: [] },
      ],
    });
    const from = new Date(now - 3 * oneDay).toISOString().slice(0, 10);
    expect(await run('backfill', '--from', from)).toMatchObject({ code: 0 });
    const path = join(folder.path, 'archive.db');
    expect(archivedInFile(path, 'emea').get('SessionDetailsView')).toHaveLength(rows.sessions.length);
    expect(await run('verify', '--from', from)).toMatchObject({ code: 0, events: [{ event: 'verified', wrong: 0 }] });
    expect(await run('status')).toMatchObject({ code: 0, events: [{ event: 'status', store: 'emea' }] });
    const person = rows.sessions.find(({ FromUri }) => FromUri?.startsWith('sip:'))?.FromUri ?? '';
    const forgotten = await run('forget', '--user', person);
    expect(forgotten).toMatchObject({ code: 0, events: [{ event: 'forgotten', rows: expect.any(Number) }] });
    expect(JSON.stringify(forgotten)).not.toContain(person);
    expect(await run('verify', '--from', from)).toMatchObject({ code: 0 });
    expect(await run('forget', '--before', new Date(now + oneDay).toISOString())).toMatchObject({ code: 0 });
    expect(archivedInFile(path, 'emea').get('SessionDetailsView')).toEqual([]);
  }, 120_000);

  test('runs until it is told to end, and tells Prometheus what it does', async () => {
    await run('init');
    const port = 20_000 + (process.pid % 20_000);
    const { child, output } = start('run', '--metrics', `:${port}`);
    const exited = once(child, 'close');
    for (let tries = 0; tries < 300 && !output().includes('"event":"pass"'); tries++) {
      await sleep(100);
    }
    const metrics = await (await fetch(`http://127.0.0.1:${port}/metrics`)).text();
    expect(metrics).toMatch(/calldiagnostics_archive_passes_total\{store="emea",outcome="ok"\} [1-9]/);
    expect(metrics).toMatch(/calldiagnostics_archive_rows_read_total\{store="emea",view="SessionDetailsView"\} [1-9]/);
    child.kill('SIGTERM');
    expect(await exited).toEqual([0, null]);
    expect(output()).toContain('Stopped; what was copied stays.');
    expect(output()).not.toContain('sesame77');
  }, 120_000);
});
