import type { FoundRow } from './engines/engine.ts';

/** Bytes that a row takes beside its values, a value, and what a text, a time or binary data takes beside its characters or bytes. */
const bytesOf = { row: 40, value: 8, object: 60 };

/** Bytes that rows as drivers make them take in memory, about. */
export function bytesOfRows(rows: readonly FoundRow[]): number {
  let bytes = 0;
  for (const row of rows) {
    bytes += bytesOf.row;
    for (const name in row) {
      bytes += bytesOf.value + bytesBeside(row[name]);
    }
  }
  return bytes;
}

function bytesBeside(value: unknown): number {
  if (typeof value === 'string') {
    return bytesOf.object + 2 * value.length;
  }
  if (value instanceof Uint8Array) {
    return bytesOf.object + value.byteLength;
  }
  return typeof value === 'object' && value !== null ? bytesOf.object : 0;
}
