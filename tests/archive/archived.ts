import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { FileArchive } from '../../archive/file/file-archive.ts';
import { copyStore } from '../../archive/pass.ts';
import { oneDay } from '../../archive/slices.ts';
import type { Source } from '../../archive/source.ts';
import type { SourceRow } from '../../archive/target.ts';
import { archivedView } from '../../pkg/cdr/schema/archive.ts';
import type { CdrRows, Stored } from '../oracle/rows.ts';

/** Which rows each view shows. */
const lists: Readonly<Record<string, keyof CdrRows>> = {
  SessionDetailsView: 'sessions',
  VoipDetailsView: 'voip',
  ConferenceSessionDetailsView: 'conferenceSessions',
  ConferencesView: 'conferences',
  FocusJoinsAndLeavesView: 'focusJoins',
  McuJoinsAndLeavesView: 'mcuJoins',
  ErrorReportView: 'errorReports',
  ProgressReportView: 'progressReports',
};

const sorted = new WeakMap<readonly SourceRow[], ReadonlyMap<number, readonly SourceRow[]>>();

/** Rows by the day of their time, in its order. */
function byDay(all: readonly SourceRow[], time: string): ReadonlyMap<number, readonly SourceRow[]> {
  const known = sorted.get(all);
  if (known) {
    return known;
  }
  const days = new Map<number, SourceRow[]>();
  for (const row of [...all].sort((a, b) => Number(a[time]) - Number(b[time]))) {
    const day = Math.floor(Number(row[time]) / oneDay);
    const list = days.get(day) ?? [];
    list.push(row);
    days.set(day, list);
  }
  sorted.set(all, days);
  return days;
}

/** A source made of rows; `rows` may be exchanged underneath. */
export function sourceOfRows(rows: () => CdrRows): Source {
  return {
    probe: () => {
      const names = [...Object.keys(lists), 'Pools'];
      const columnsOf = (name: string) => new Set(archivedView(name).columns.map((column) => column.name));
      return Promise.resolve({ views: new Map(names.map((name) => [name, columnsOf(name)])), missing: [] });
    },
    newest: (before) => {
      const times = rows().sessions.map(({ SessionIdTime }) => SessionIdTime);
      return Promise.resolve(times.filter((time) => time < before).sort((a, b) => b - a)[0]);
    },
    rows: (view, { from, to }, limit) => {
      const list = lists[view.name];
      if (list === undefined) {
        return Promise.resolve(
          [...new Set(rows().sessions.map(({ Pool }) => Pool))].flatMap((PoolFQDN, PoolId) =>
            PoolFQDN === null ? [] : [{ PoolId, PoolFQDN }],
          ),
        );
      }
      const time = archivedView(view.name).time ?? '';
      const days = byDay(rows()[list] as readonly SourceRow[], time);
      const found: SourceRow[] = [];
      for (let day = Math.floor(from / oneDay); day * oneDay < to && found.length < limit; day++) {
        found.push(...(days.get(day) ?? []).filter((row) => from <= Number(row[time]) && Number(row[time]) < to));
      }
      return Promise.resolve(found.slice(0, limit));
    },
    close: () => Promise.resolve(),
  };
}

/** An archive in a file of its own, and where it is. */
export interface ArchivedFile {
  readonly path: string;
  remove(): void;
}

/**
 * Archives rows, each store as the archiver does it.
 * @param stores rows by the name of their store
 * @param now epoch milliseconds, when all of the rows are there
 * @param stopped stores whose archiver was last at work at another instant
 */
export async function archived(
  stores: Readonly<Record<string, CdrRows>>,
  now: number,
  stopped: Readonly<Record<string, number>> = {},
): Promise<ArchivedFile> {
  const folder = mkdtempSync(join(tmpdir(), 'archive-'));
  const path = join(folder, 'archive.db');
  const target = new FileArchive(path, () => now);
  target.init();
  for (const [store, rows] of Object.entries(stores)) {
    const lease = await target.lock(store);
    if ('holder' in lease) {
      throw new Error(`Somebody else has ${store}.`);
    }
    const { signal } = new AbortController();
    await copyStore(
      {
        ...{ source: sourceOfRows(() => rows), target, lease, signal, now: () => stopped[store] ?? now, pageRows: 500 },
      },
      { keepDays: 400, from: 0, full: true },
    );
    await lease.release();
  }
  target.close();
  return { path, remove: () => rmSync(folder, { recursive: true, force: true }) };
}

/** The rows of several stores together, each with its store. */
export function together(stores: Readonly<Record<string, CdrRows>>): CdrRows {
  const names = Object.keys(Object.values(stores)[0] ?? {}) as (keyof CdrRows)[];
  const listOf = (name: keyof CdrRows): readonly Stored<object>[] =>
    Object.entries(stores).flatMap(([Store, rows]) => rows[name].map((row) => ({ ...row, Store })));
  return Object.fromEntries(names.map((name) => [name, listOf(name)])) as unknown as CdrRows;
}
