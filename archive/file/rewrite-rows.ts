import type { DatabaseSync, SQLInputValue } from 'node:sqlite';
import { storeColumn, type ArchivedView } from '../../pkg/cdr/schema/archive.ts';
import { isAscii } from '../../pkg/cdr/names.ts';
import { keyColumns } from '../row-key.ts';
import type { Finding, SourceRow } from '../target.ts';
import { columnNames, quoted } from './ddl.ts';

type Row = Record<string, SQLInputValue>;

/**
 * Puts other rows in the place of those of a store in which a text stands.
 * @param change gives the row to keep, or undefined where it is to stay as it is
 * @returns how many were changed
 */
export function rewriteRows(
  db: DatabaseSync,
  store: string,
  view: ArchivedView,
  { columns, needle }: Finding,
  change: (row: SourceRow) => SourceRow | undefined,
): number {
  const names = columnNames(view);
  const table = quoted(view.name);
  // SQLite knows small letters of ASCII alone: with others every row is looked at.
  const found = isAscii(needle) ? columns.map((name) => `instr(lower(${quoted(name)}), ?) > 0`).join(' OR ') : 'true';
  const rows = db
    .prepare(`SELECT * FROM ${table} WHERE ${quoted(storeColumn)} = ? AND (${found})`)
    .iterate(store, ...(isAscii(needle) ? columns.map(() => needle) : [])) as Iterable<Row>;
  const changes: { readonly row: Row; readonly kept: Row }[] = [];
  for (const row of rows) {
    const kept = change(row) as Row | undefined;
    if (kept) {
      changes.push({ row, kept });
    }
  }
  const key = [...keyColumns(view), storeColumn];
  const remove = db.prepare(`DELETE FROM ${table} WHERE ${key.map((name) => `${quoted(name)} IS ?`).join(' AND ')}`);
  const insert = db.prepare(
    `INSERT OR REPLACE INTO ${table} (${names.map(quoted).join(', ')}) VALUES (${names.map(() => '?').join(', ')})`,
  );
  for (const { row, kept } of changes) {
    remove.run(...key.map((name) => row[name] ?? null));
    insert.run(...names.map((name) => kept[name] ?? null));
  }
  return changes.length;
}
