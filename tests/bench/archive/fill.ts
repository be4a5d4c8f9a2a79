import { FileArchive } from '../../../archive/file/file-archive.ts';
import { oneDay, oneHour } from '../../../archive/slices.ts';
import type { ArchiveTarget, CopiedSlice, Lease, SourceRow } from '../../../archive/target.ts';
import { generateHour } from '../../../demo/generator/generate.ts';
import type { CdrOptions } from '../../../demo/generator/options.ts';
import { appendRows, emptyRows, viewOfRows, type CdrRows } from '../../../demo/generator/rows.ts';
import { archivedView, archivedViews } from '../../../pkg/cdr/schema/archive.ts';

/** Days of generated rows; further years are the same again, so many days earlier each. */
export const year = { days: 365, apart: 364 } as const;

/** What an archive of the benchmark holds. */
export interface Filling {
  readonly days: number;
  /** Where it ends, epoch milliseconds. */
  readonly end: number;
  /** Stores with the sessions of a weekday of each. */
  readonly stores: Readonly<Record<string, Omit<CdrOptions, 'end' | 'days'>>>;
}

/** What was filled in. */
export interface Filled {
  readonly sessions: number;
  readonly rows: number;
  readonly seconds: number;
}

/** Fills an archive with generated rows as an archiver would, a day of a view in one copy. */
export async function fillArchive(target: ArchiveTarget, filling: Filling): Promise<Filled> {
  const began = performance.now();
  await target.init();
  let [sessions, rows] = [0, 0];
  const dictionaries = new Map(Object.keys(filling.stores).map((store) => [store, new Dictionaries()]));
  for (const { store, rows: ofDay } of generatedDays(filling)) {
    const lease = await leaseOf(target, store);
    rows += await write(target, lease, ofDay);
    dictionaries.get(store)?.note(ofDay);
    sessions += ofDay.sessions.length + ofDay.conferenceSessions.length;
    await lease.release();
  }
  for (const [store, names] of dictionaries) {
    const lease = await leaseOf(target, store);
    for (const [view, list] of names.rows()) {
      await copy(target, lease, view, list, [
        { slice: 0, rows: list.length, copiedAt: filling.end, columns: archivedView(view).columns.length },
      ]);
    }
    await lease.release();
  }
  return { sessions, rows, seconds: (performance.now() - began) / 1000 };
}

/** The rows of each day of each store, the oldest first. */
export function* generatedDays({ days, end, stores }: Filling): Generator<{ store: string; rows: CdrRows }> {
  for (let day = Math.floor(end / oneDay) - days; day * oneDay < end; day++) {
    for (const [store, options] of Object.entries(stores)) {
      const rows = emptyRows();
      for (let hour = day * 24; hour < (day + 1) * 24 && hour * oneHour < end; hour++) {
        appendRows(rows, generateHour({ ...options, end, days }, hour));
      }
      yield { store, rows };
    }
  }
}

/** Fills a file. */
export async function fillFile(path: string, filling: Filling): Promise<Filled> {
  const target = new FileArchive(path, () => filling.end);
  try {
    return await fillArchive(target, filling);
  } finally {
    target.close();
  }
}

async function leaseOf(target: ArchiveTarget, store: string): Promise<Lease> {
  const lease = await target.lock(store);
  if ('holder' in lease) {
    throw new Error(`Somebody else has ${store}.`);
  }
  return lease;
}

async function write(target: ArchiveTarget, lease: Lease, rows: CdrRows): Promise<number> {
  let written = 0;
  for (const [list, name] of Object.entries(viewOfRows)) {
    const view = archivedViews.find((one) => one.name === name);
    const all = rows[list as keyof CdrRows] as readonly SourceRow[];
    if (!view?.time || all.length === 0) {
      continue;
    }
    const counts = new Map<number, number>();
    for (const row of all) {
      const slice = Math.floor(Number(row[view.time]) / oneHour) * oneHour;
      counts.set(slice, (counts.get(slice) ?? 0) + 1);
    }
    const columns = view.columns.length;
    const slices = [...counts].map(([slice, count]) => ({ slice, rows: count, copiedAt: slice + oneHour, columns }));
    await copy(target, lease, name, all, slices);
    written += all.length;
  }
  return written;
}

async function copy(
  target: ArchiveTarget,
  lease: Lease,
  view: string,
  rows: readonly SourceRow[],
  slices: readonly CopiedSlice[],
): Promise<void> {
  const known = archivedView(view);
  const readAt = Math.max(...slices.map(({ copiedAt }) => copiedAt));
  const begun = await target.begin(lease, known, { readAt, columns: new Set(known.columns.map(({ name }) => name)) });
  await begun.add(rows);
  await begun.commit(slices);
}

/** Names that the lists of filters offer. */
class Dictionaries {
  readonly #pools = new Set<string>();
  readonly #edges = new Set<string>();
  readonly #gateways = new Set<string>();
  readonly #versions = new Set<string>();

  note({ sessions, conferenceSessions, voip }: CdrRows): void {
    const add = (set: Set<string>, ...names: (string | null)[]) => {
      names.forEach((name) => name !== null && set.add(name));
    };
    sessions.forEach((row) => {
      add(this.#pools, row.Pool);
      add(this.#edges, row.FromEdgeServer, row.ToEdgeServer);
      add(this.#versions, row.FromClientVersion, row.ToClientVersion);
    });
    conferenceSessions.forEach((row) => {
      add(this.#pools, row.Pool);
      add(this.#versions, row.UserClientVersion);
    });
    voip.forEach(({ FromGateway, ToGateway }) => {
      add(this.#gateways, FromGateway, ToGateway);
    });
  }

  rows(): [view: string, rows: SourceRow[]][] {
    const listed = (names: ReadonlySet<string>, id: string, name: string): SourceRow[] =>
      [...names].map((value, index) => ({ [id]: index + 1, [name]: value }));
    return [
      ['Pools', listed(this.#pools, 'PoolId', 'PoolFQDN')],
      ['EdgeServers', listed(this.#edges, 'EdgeServerId', 'EdgeServer')],
      ['Gateways', listed(this.#gateways, 'GatewayId', 'Gateway')],
      ['ClientVersions', listed(this.#versions, 'VersionId', 'Version')],
    ];
  }
}
