import { copiedColumn, type ArchivedView } from '../../pkg/cdr/schema/archive.ts';
import { cell } from '../cell.ts';
import { keyColumns } from '../row-key.ts';
import type { Reading, SourceRow } from '../target.ts';

/**
 * The row as the archive is to have it: what the source says, and where it says nothing, what the archive has.
 * @param kept the row as it is in the archive, with when it was copied; undefined where it is new
 * @returns undefined where nothing is to be written; `copied` is later than that of every earlier copy, whatever the clocks say
 */
export function mergedRow(
  view: ArchivedView,
  row: SourceRow,
  kept: SourceRow | undefined,
  { readAt, columns }: Reading,
): { readonly row: SourceRow; readonly copied: number } | undefined {
  if (!kept) {
    return { row, copied: readAt };
  }
  const keys = keyColumns(view);
  let differs = false;
  const merged: Record<string, unknown> = {};
  for (const { name } of view.columns) {
    const says = columns.has(name) && !keys.includes(name) && cell(row[name]) !== null;
    differs ||= says && cell(row[name]) !== cell(kept[name]);
    merged[name] = says ? row[name] : kept[name];
  }
  return differs ? { row: merged, copied: Math.max(readAt, Number(kept[copiedColumn]) + 1) } : undefined;
}
