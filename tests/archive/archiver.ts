import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from '@jest/globals';
import type { StoreConfig } from '../../archive/config.ts';
import { FileArchive } from '../../archive/file/file-archive.ts';
import type { ArchiveEvent, Reporter } from '../../archive/reporter.ts';
import type { Tools } from '../../archive/run.ts';
import type { Source } from '../../archive/source.ts';
import type { ArchiveTarget } from '../../archive/target.ts';
import { validateSettings } from '../../contract/settings.ts';
import { viewOfRows, type CdrRows } from '../../demo/generator/rows.ts';
import { archivedViews } from '../../pkg/cdr/schema/archive.ts';
import { archivedInFile, rowTexts, type Row } from './archived-rows.ts';

/** A reporter that keeps what it is told. */
export function listener(): Reporter & { readonly events: ArchiveEvent[]; messages(event: string): string[] } {
  const events: ArchiveEvent[] = [];
  return {
    events,
    messages: (event) => events.filter((one) => one.event === event).map(({ message }) => message),
    tell: (event) => void events.push(event),
    progress: () => undefined,
    endProgress: () => undefined,
  };
}

/** A folder for archives, and how to take it away. */
export function archiveFolder(): { readonly path: string; remove(): void } {
  const path = mkdtempSync(join(tmpdir(), 'archive-'));
  return { path, remove: () => rmSync(path, { recursive: true, force: true }) };
}

/** What a command of the archiver needs, with a clock that a test moves. */
export interface TestTools extends Tools {
  readonly report: ReturnType<typeof listener>;
  readonly target: FileArchive;
  /** Milliseconds of every pause that was made. */
  readonly waits: number[];
  /** Called in every pause. */
  onWait: (milliseconds: number) => void;
  readonly time: { now: number };
}

/** The name and settings of a store whose source a test gives. */
export const storeOf = (name: string, keepDays = 60): StoreConfig => ({
  ...{ name, keepDays, secrets: {} },
  settings: validateSettings({ engine: 'embedded' }),
});

/**
 * @param path of the archive's file
 * @param sources by the name of their store
 */
export function testTools(
  path: string,
  sources: Readonly<Record<string, Source>>,
  now: number,
  config: Partial<Tools['config']> = {},
): TestTools {
  const time = { now };
  const tools: TestTools = {
    config: {
      ...{ stores: [], everySeconds: 60, fullPassMinutes: 15, pageRows: 500 },
      ...{ archive: { kind: 'file', file: path }, ...config },
    },
    target: new FileArchive(path, () => time.now),
    report: listener(),
    signal: new AbortController().signal,
    time,
    waits: [],
    onWait: () => undefined,
    now: () => time.now,
    clock: () => time.now,
    wait: async (milliseconds, signal) => {
      tools.waits.push(milliseconds);
      time.now += milliseconds;
      tools.onWait(milliseconds);
      signal.throwIfAborted();
      return Promise.resolve();
    },
    openSource: ({ name }) => {
      const source = sources[name];
      // A test's source outlives those who close it.
      return source ? Promise.resolve({ ...source, close: () => Promise.resolve() }) : Promise.reject(new Error(name));
    },
  };
  return tools;
}

/** Every view of the file holds these rows of the store and no others. */
export function expectArchived(path: string, store: string, rows: CdrRows): void {
  const found = archivedInFile(path, store);
  for (const [list, view] of Object.entries(viewOfRows)) {
    if (archivedViews.some(({ name }) => name === view)) {
      expectSameRows(view, found.get(view) ?? [], rows[list as keyof CdrRows]);
    }
  }
}

/** The rows are the same, in whatever order; of those that are not, some are shown. */
export function expectSameRows(view: string, found: readonly Row[], expected: readonly Row[]): void {
  const [actual, wanted] = [rowTexts(view, found), rowTexts(view, expected)];
  const [here, there] = [new Set(actual), new Set(wanted)];
  expect({
    view,
    rows: actual.length,
    missing: wanted.filter((row) => !here.has(row)).slice(0, 3),
    strange: actual.filter((row) => !there.has(row)).slice(0, 3),
  }).toEqual({ view, rows: wanted.length, missing: [], strange: [] });
}

/** The target as a class hands it out: for tests that put something in between. */
export const through = (target: ArchiveTarget, changes: Partial<ArchiveTarget>): ArchiveTarget =>
  new Proxy(target, {
    get: (_, name) => {
      const changed = changes[name as keyof ArchiveTarget];
      const value = changed ?? target[name as keyof ArchiveTarget];
      return typeof value === 'function' && !changed ? (value as (...given: unknown[]) => unknown).bind(target) : value;
    },
  });
