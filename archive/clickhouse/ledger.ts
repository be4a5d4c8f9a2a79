import type { ArchivedView } from '../../pkg/cdr/schema/archive.ts';
import { sliceOfLine } from '../slices.ts';
import type { CopiedSlice } from '../target.ts';
import { text } from './ddl.ts';
import type { ArchiveServer } from './server.ts';

/** Lines that wait, and milliseconds that the first of them waits, at most: what a kill makes an archiver copy again. */
const waiting = { lines: 250, milliseconds: 5000 };

interface Waiting {
  readonly since: number;
  /** By view, and there by the start of the slice. */
  readonly views: Map<string, Map<number, CopiedSlice>>;
  lines: number;
}

const columns = ['Store', 'View', 'Slice', 'Rows', 'CopiedAt', 'Columns'] as const;

/**
 * Which slices were copied. An insert costs ClickHouse tens of milliseconds however short it is, so that lines are written together, some
 * seconds after the rows they tell of or when the store is given back: later is always safe, since a slice without a line is copied again.
 */
export class Ledger {
  readonly #server: Pick<ArchiveServer, 'ask' | 'insert'>;
  readonly #clock: () => number;
  readonly #waiting = new Map<string, Waiting>();

  /** @param clock milliseconds that never go back */
  constructor(server: Pick<ArchiveServer, 'ask' | 'insert'>, clock: () => number) {
    this.#server = server;
    this.#clock = clock;
  }

  /** The slices of a view from an instant on, and the oldest of all. */
  async read(store: string, { name }: ArchivedView, since: number): Promise<ReadonlyMap<number, CopiedSlice>> {
    const [row] = await this.#server.ask(
      'select min("Slice") as oldest from "ArchiveSlices" where "Store" = {p1:String} and "View" = {p2:String}',
      [store, name],
    );
    const which = `"Slice" >= ${Math.trunc(since)} or "Slice" = ${Number(row?.['oldest'])}`;
    const found = await this.#find(store, `"View" = ${text(name)} and (${which})`);
    return found.get(name) ?? new Map<number, CopiedSlice>();
  }

  /** Notes slices whose rows are there, before long. */
  async note(store: string, { name }: ArchivedView, slices: readonly CopiedSlice[]): Promise<void> {
    if (slices.length > 0) {
      const known = this.#waiting.get(store) ?? { since: this.#clock(), views: new Map(), lines: 0 };
      this.#waiting.set(store, known);
      const ofView = known.views.get(name) ?? new Map<number, CopiedSlice>();
      known.views.set(name, ofView);
      slices.forEach((slice) => ofView.set(slice.slice, slice));
      known.lines += slices.length;
    }
    const { since = Infinity, lines = 0 } = this.#waiting.get(store) ?? {};
    if (lines >= waiting.lines || this.#clock() - since >= waiting.milliseconds) {
      await this.write(store);
    }
  }

  /** Forgets what waits: somebody else may have had the store since, and taken away the rows. */
  forget(store: string): void {
    this.#waiting.delete(store);
  }

  /** Writes what waits. A slice has as many rows as it ever had: what the source purges stays. */
  async write(store: string): Promise<void> {
    const { views } = this.#waiting.get(store) ?? {};
    if (!views) {
      return;
    }
    const which = [...views].map(
      ([view, slices]) => `"View" = ${text(view)} and "Slice" in (${[...slices.keys()].join(', ')})`,
    );
    const before = await this.#find(store, which.map((one) => `(${one})`).join(' or '));
    const lines = [...views].flatMap(([view, slices]) =>
      [...slices.values()].map(({ slice, rows, copiedAt, columns: has = null }) => {
        const known = before.get(view)?.get(slice);
        const [most, last] = [Math.max(rows, known?.rows ?? 0), Math.max(copiedAt, known?.copiedAt ?? 0)];
        return JSON.stringify([store, view, slice, most, last, has]);
      }),
    );
    await this.#server.insert('ArchiveSlices', columns, () => [Buffer.from(`${lines.join('\n')}\n`)]);
    this.#waiting.delete(store);
  }

  /** Lines that are written, by view and start of the slice. */
  async #find(store: string, which: string): Promise<ReadonlyMap<string, ReadonlyMap<number, CopiedSlice>>> {
    const rows = await this.#server.ask(
      `select "View", "Slice", "Rows", "CopiedAt", "Columns" from "ArchiveSlices" where "Store" = {p1:String} and (${which})`,
      [store],
    );
    const found = new Map<string, Map<number, CopiedSlice>>();
    for (const row of rows) {
      const view = String(row['View']);
      const ofView = found.get(view) ?? new Map<number, CopiedSlice>();
      found.set(view, ofView);
      const line = sliceOfLine(row);
      ofView.set(line.slice, line);
    }
    return found;
  }
}
