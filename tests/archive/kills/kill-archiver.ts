import assert from 'node:assert/strict';
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { stringify } from 'yaml';
import { oneDay } from '../../../archive/slices.ts';
import { validateQuery } from '../../../contract/validate.ts';
import type { CdrRows } from '../../../demo/generator/rows.ts';
import { archivedViews } from '../../../pkg/cdr/schema/archive.ts';
import { decodeFrame } from '../../../preview/plugin-host/decode-frame.ts';
import { startPlugin, type PluginProcess } from '../../../preview/plugin-host/plugin-process.ts';
import { dataQuery, pluginContext, type DataSource } from '../../../preview/plugin-host/requests.ts';
import { combinations } from '../../oracle/combinations.ts';
import type { OracleCase } from '../../oracle/oracle-case.ts';
import { random, type Random } from '../../oracle/random.ts';
import { inOracleWords, sortedSeries } from '../../reports/compare.ts';
import { builtExecutable } from '../../support/executable.ts';
import { rowTexts } from '../archived-rows.ts';
import { LivelySource } from './lively-source.ts';
import type { SourceEnd } from './source-end.ts';
import type { TargetEnd } from './target-end.ts';

/** What to do to the archiver. */
export interface Killing {
  readonly source: SourceEnd;
  readonly target: TargetEnd;
  /** What the source was filled with: rows of the days before `now`. */
  readonly rows: CdrRows;
  readonly now: number;
  readonly days: number;
  readonly kills: number;
  readonly seed: number;
  /** Where the configuration is written. */
  readonly folder: string;
  /** Questions to both ends, at the end. */
  readonly reports: number;
  readonly log: (line: string) => void;
}

/** What was done. */
export interface Killed {
  readonly kills: number;
  /** Kills before the archiver had finished its first pass. */
  readonly within: number;
  readonly sourceAway: number;
  readonly targetAway: number;
  readonly twoAtOnce: number;
  readonly added: number;
  readonly changed: number;
  readonly purged: number;
  /** Rows that were compared, and reports. */
  readonly rows: number;
  readonly reports: number;
}

const store = 'emea';

/**
 * Kills the archiver at random instants and starts it again, while rows come, change and are purged and either end goes away; then lets
 * it finish once.
 * @throws AssertionError where the archive is not as if nothing had happened
 */
export async function killArchiver(killing: Killing): Promise<Killed> {
  const { source, target, now, days, kills, seed, log, folder } = killing;
  const config = join(folder, 'archive.yaml');
  writeFileSync(
    config,
    stringify({
      archive: target.archive,
      stores: [{ name: store, keepDays: days, ...source.store }],
      ...{ everySeconds: 1, fullPassMinutes: 1, pageRows: 500 },
    }),
  );
  const from = random(seed);
  const lively = new LivelySource(source, from, now, days);
  await lively.prepare();
  await finish(config, ['init']);
  const first = ['backfill', '--from', new Date(now - (days + 1) * oneDay).toISOString()];
  const scene = new Scene(killing, config, from, lively);
  const early = Math.floor(kills / 4);
  for (let kill = 0; kill < early; kill++) {
    await scene.kill(first, false);
  }
  const began = performance.now();
  await finish(config, first);
  scene.passMilliseconds = performance.now() - began;
  log(`all is copied once, in ${Math.round(scene.passMilliseconds)} ms, after ${early} kills`);
  for (let kill = early; kill < kills; kill++) {
    await scene.kill(['run'], true);
    if ((kill + 1) % 25 === 0) {
      log(`${kill + 1} kills, ${scene.counts.within} of them within a pass`);
    }
  }
  await lively.settle();
  await finish(config, ['run', '--once']);
  const iso = (instant: number) => new Date(instant).toISOString();
  const verified = await finish(config, ['verify', '--from', iso(now - days * oneDay), '--to', iso(now)]);
  log(verified.trim().split('\n').at(-1) ?? '');
  await lively.restore();
  const rows = await compareRows(source, target);
  const reports = await compareReports(killing);
  return { kills, ...scene.counts, ...lively.done, rows, reports };
}

/** Runs a command to its end. @throws AssertionError where its exit code says that not all is well */
async function finish(config: string, args: readonly string[]): Promise<string> {
  const child = start(config, args);
  const output = outputOf(child);
  const [code] = (await once(child, 'close')) as [number | null];
  assert.equal(code, 0, `archive ${args.join(' ')} ended with ${code}: ${output()}`);
  return output();
}

const start = (config: string, args: readonly string[]) =>
  spawn(builtExecutable(), ['archive', ...args, '--config', config], { stdio: ['ignore', 'pipe', 'pipe'] });

function outputOf(child: ChildProcess): () => string {
  let text = '';
  child.stdout?.on('data', (part) => (text += String(part)));
  child.stderr?.on('data', (part) => (text += String(part)));
  return () => text;
}

class Scene {
  readonly #killing: Killing;
  readonly #config: string;
  readonly #from: Random;
  readonly #lively: LivelySource;
  readonly counts = { within: 0, sourceAway: 0, targetAway: 0, twoAtOnce: 0 };
  /** About what a whole pass takes: kills come within this time and a bit more. */
  passMilliseconds = 1500;

  constructor(killing: Killing, config: string, from: Random, lively: LivelySource) {
    this.#killing = killing;
    this.#config = config;
    this.#from = from;
    this.#lively = lively;
  }

  /** Starts the archiver, and kills it. */
  async kill(args: readonly string[], mayPurge: boolean): Promise<void> {
    const { source, target } = this.#killing;
    const turn = this.#from.next();
    const away = turn < 0.12 ? source : turn < 0.24 ? target : undefined;
    const goesAt = this.#from.next();
    const [lives, until] = [this.#from.next() * this.passMilliseconds * 1.2, performance.now()];
    const two = this.#from.chance(0.1);
    const changes = this.#from.whole(0, 3);
    if (away && goesAt < 0.5) {
      await away.goAway();
    }
    const children = Array.from({ length: two ? 2 : 1 }, () => start(this.#config, args));
    const outputs = children.map(outputOf);
    const ended = children.map((child) => once(child, 'close'));
    if (away && goesAt >= 0.5) {
      await sleep(lives * (goesAt - 0.5));
      await away.goAway();
    }
    // A source that is away is not written to.
    for (let change = 0; change < changes && away !== source; change++) {
      await this.#lively.step(mayPurge);
    }
    await sleep(Math.max(0, lives - (performance.now() - until)));
    children.forEach((child) => child.kill('SIGKILL'));
    await Promise.all(ended);
    if (away) {
      await away.comeBack();
    }
    this.counts.within += outputs.some((output) => !output().includes('"event":"pass"')) ? 1 : 0;
    this.counts.sourceAway += away === source ? 1 : 0;
    this.counts.targetAway += away === target ? 1 : 0;
    this.counts.twoAtOnce += two ? 1 : 0;
    const strange = outputs.map((output) => output()).find((text) => /Unexpected|"code":"internal"/.test(text));
    assert.equal(strange, undefined, `a failure without a sentence: ${strange}`);
  }
}

/** By what they say: arrays of a test suite have another prototype than those of a process. */
function assertSame(found: unknown, expected: unknown, message?: string): void {
  assert.equal(JSON.stringify(found, undefined, 1), JSON.stringify(expected, undefined, 1), message);
}

/** Every row of the source is in the archive as it is there, and no other. @returns how many */
async function compareRows(source: SourceEnd, target: TargetEnd): Promise<number> {
  const archived = await target.rows(store);
  let compared = 0;
  for (const { name, columns } of archivedViews) {
    const found = await source.rows(`SELECT * FROM ${name}`);
    const known = Object.keys(found[0] ?? {});
    const names = columns.map((column) => column.name).filter((column) => known.includes(column));
    const [here, there] = [found, archived.get(name) ?? []].map((rows) => rowTexts(name, rows, names));
    const inArchive = new Set(there);
    const inSource = new Set(here);
    assertSame(
      {
        view: name,
        rows: there?.length,
        missing: here?.filter((row) => !inArchive.has(row)).slice(0, 3),
        strange: there?.filter((row) => !inSource.has(row)).slice(0, 3),
      },
      { view: name, rows: here?.length, missing: [], strange: [] },
    );
    compared += found.length;
  }
  return compared;
}

/** Both ends answer the same. @returns how many questions */
async function compareReports({ source, target, rows, reports, seed }: Killing): Promise<number> {
  const plugin = await startPlugin({ executable: builtExecutable() });
  try {
    for (const one of combinations(reports, seed, rows)) {
      const [here, there] = await Promise.all([
        answer(plugin, source.dataSource, one),
        answer(plugin, target.dataSource, one),
      ]);
      assertSame(there, here, one.name);
    }
  } finally {
    await plugin.shutdown();
  }
  return reports;
}

/** The answer of a data source, without what says whose row it is. */
async function answer(plugin: PluginProcess, dataSource: DataSource, { saved, range }: OracleCase): Promise<unknown> {
  const { responses } = await plugin.queryData({
    pluginContext: pluginContext(dataSource),
    headers: {},
    queries: [dataQuery('A', saved, range)],
    format: 0,
  });
  const { A: response } = responses;
  assert.equal(response?.error ?? 'no answer', '', JSON.stringify(saved));
  const frames = sortedSeries(
    inOracleWords(validateQuery(saved), response?.frames.map((bytes) => decodeFrame(bytes)) ?? []),
  );
  return JSON.parse(JSON.stringify(frames), (key, value: unknown) =>
    /^store$/i.test(key) ? undefined : value,
  ) as unknown;
}
