import type { RawResult } from './database.ts';

/**
 * A result on its way between threads, column by column in typed arrays: their buffers change hands without being
 * copied, whereas an object per row would be cloned one by one.
 */
export interface TransferredResult {
  readonly length: number;
  readonly columns: readonly TransferredColumn[];
}

type TransferredColumn = { readonly name: string } & (
  | {
      readonly kind: 'numbers';
      /** NaN stands for NULL, as SQLite has no NaN. */ readonly values: Float64Array<ArrayBuffer>;
    }
  | { readonly kind: 'words'; readonly words: readonly unknown[]; readonly index: Uint32Array<ArrayBuffer> }
);

/** Packs a result; `transfer` lists the buffers that may change hands. */
export function packResult({ names, rows }: RawResult): { result: TransferredResult; transfer: ArrayBuffer[] } {
  const columns = names.map((name, i) => packColumn(name, rows, i));
  const transfer = columns.map((column) => (column.kind === 'numbers' ? column.values : column.index).buffer);
  return { result: { length: rows.length, columns }, transfer };
}

function packColumn(name: string, rows: RawResult['rows'], i: number): TransferredColumn {
  const values = new Float64Array(rows.length);
  for (let r = 0; r < rows.length; r++) {
    const value = rows[r]?.[i];
    if (typeof value === 'number') {
      values[r] = value;
    } else if (value === null) {
      values[r] = Number.NaN;
    } else {
      return packWords(name, rows, i);
    }
  }
  return { name, kind: 'numbers', values };
}

function packWords(name: string, rows: RawResult['rows'], i: number): TransferredColumn {
  const positions = new Map<unknown, number>();
  const index = new Uint32Array(rows.length);
  let last: unknown;
  let position: number | undefined;
  for (let r = 0; r < rows.length; r++) {
    const value = rows[r]?.[i] ?? null;
    // Rows that follow each other often agree, most of all in what they lack.
    if (value !== last) {
      last = value;
      position = positions.get(value);
    }
    if (position === undefined) {
      positions.set(value, (position = positions.size));
    }
    index[r] = position;
  }
  return { name, kind: 'words', words: [...positions.keys()], index };
}

/** Unpacks into one plain object per row. */
export function unpackResult({ length, columns }: TransferredResult): Record<string, unknown>[] {
  // A row that has all its columns from the start, and one loop for each kind of column, take half of the time.
  const empty: Record<string, unknown> = Object.fromEntries(columns.map(({ name }) => [name, null]));
  const rows = Array.from({ length }, () => ({ ...empty }));
  for (const column of columns) {
    const { name } = column;
    if (column.kind === 'words') {
      const { words, index } = column;
      rows.forEach((row, r) => {
        const word = words[index[r] as number];
        // Most columns of most sessions hold nothing.
        if (word !== null) {
          row[name] = word;
        }
      });
    } else {
      const { values } = column;
      rows.forEach((row, r) => {
        const value = values[r] as number;
        if (!Number.isNaN(value)) {
          row[name] = value;
        }
      });
    }
  }
  return rows;
}
