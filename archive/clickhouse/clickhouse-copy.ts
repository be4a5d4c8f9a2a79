import { gunzipSync, gzipSync } from 'node:zlib';
import { copiedColumn, storeColumn, type ArchivedView } from '../../pkg/cdr/schema/archive.ts';
import { rowKey } from '../row-key.ts';
import type { CopiedSlice, Copy, Lease, Reading, SourceRow, Written } from '../target.ts';
import { mergedRow } from './merge-rows.ts';
import { archivedColumns, archivedValues } from './rows.ts';
import type { ArchiveServer } from './server.ts';

/** Rows of a stretch of time as the archive has them, each with when it was copied. */
export type KeptRows = (
  range: { readonly from: number; readonly to: number } | undefined,
) => Promise<readonly SourceRow[]>;

/** Notes slices as copied, before long. */
export type NoteSlices = (slices: readonly CopiedSlice[]) => Promise<void>;

/**
 * A copy into ClickHouse. What differs from the archive is gathered here, packed, and inserted as one when it is whole: a tenth of what
 * the rows of a slice take in memory. The ledger comes after the rows, so that what was killed in between is copied again.
 */
export class ClickHouseCopy implements Copy {
  readonly #server: ArchiveServer;
  readonly #lease: Lease;
  readonly #view: ArchivedView;
  readonly #reading: Reading;
  readonly #kept: KeptRows;
  readonly #note: NoteSlices;
  readonly #packs: Buffer[] = [];
  #written = 0;

  constructor(
    server: ArchiveServer,
    lease: Lease,
    of: { readonly view: ArchivedView; readonly reading: Reading },
    archive: { readonly kept: KeptRows; readonly note: NoteSlices },
  ) {
    this.#server = server;
    this.#lease = lease;
    ({ view: this.#view, reading: this.#reading } = of);
    ({ kept: this.#kept, note: this.#note } = archive);
  }

  async add(rows: readonly SourceRow[]): Promise<void> {
    if (rows.length === 0) {
      return;
    }
    await this.#lease.renew();
    const kept = new Map((await this.#kept(this.#rangeOf(rows))).map((row) => [rowKey(this.#view, row), row]));
    const lines: string[] = [];
    for (const row of rows) {
      const merged = mergedRow(this.#view, row, kept.get(rowKey(this.#view, row)), this.#reading);
      if (merged) {
        const { copied } = merged;
        lines.push(JSON.stringify(archivedValues(this.#view.name, { store: this.#lease.store, copied })(merged.row)));
      }
    }
    if (lines.length > 0) {
      this.#packs.push(gzipSync(`${lines.join('\n')}\n`, { level: 1 }));
      this.#written += lines.length;
    }
  }

  async commit(slices: readonly CopiedSlice[]): Promise<Written> {
    await this.#lease.renew();
    if (this.#packs.length > 0) {
      await this.#server.insert(this.#view.name, archivedColumns(this.#view), () => unpacked(this.#packs));
    }
    await this.#note(slices);
    return { written: this.#written };
  }

  rollback(): void {
    this.#packs.length = 0;
  }

  #rangeOf(rows: readonly SourceRow[]): { from: number; to: number } | undefined {
    const { time } = this.#view;
    if (time === undefined) {
      return undefined;
    }
    const times = rows.map((row) => Number(row[time]));
    return {
      from: times.reduce((a, b) => Math.min(a, b)),
      to: times.reduce((a, b) => Math.max(a, b)) + 1,
    };
  }
}

function* unpacked(packs: readonly Buffer[]): Iterable<Buffer> {
  for (const pack of packs) {
    yield gunzipSync(pack);
  }
}

/** Columns of a row of an archive, and when it was copied. */
export const keptColumns = (view: ArchivedView): string[] => [...view.columns.map(({ name }) => name), copiedColumn];

/** What holds for rows of one store, within a range where one is given. The store is the first parameter. */
export function ofStore(
  { time }: ArchivedView,
  range: { readonly from: number; readonly to: number } | undefined,
): string {
  const within =
    range && time !== undefined
      ? ` and "${time}" >= fromUnixTimestamp64Milli(toInt64(${range.from}), 'UTC') and "${time}" < fromUnixTimestamp64Milli(toInt64(${range.to}), 'UTC')`
      : '';
  return `"${storeColumn}" = {p1:String}${within}`;
}
