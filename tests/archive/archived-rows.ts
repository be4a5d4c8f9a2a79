import { DatabaseSync } from 'node:sqlite';
import { cell } from '../../archive/cell.ts';
import { archivedView, archivedViews } from '../../pkg/cdr/schema/archive.ts';

export type Row = Readonly<Record<string, unknown>>;

const textOf = (names: readonly string[], row: Row) => JSON.stringify(names.map((name) => cell(row[name])));

/** The rows of a view as one text each, sorted. */
export const rowTexts = (view: string, rows: readonly Row[], columns?: readonly string[]): string[] =>
  rows.map((row) => textOf(columns ?? archivedView(view).columns.map(({ name }) => name), row)).sort();

/** Rows of a store as they stand in the file of an archive: read without the archiver. */
export function archivedInFile(path: string, store: string): ReadonlyMap<string, Row[]> {
  const db = new DatabaseSync(path, { readOnly: true });
  try {
    return new Map(
      archivedViews.map(({ name }) => [
        name,
        db.prepare(`SELECT * FROM "${name}" WHERE "Store" = ?`).all(store) as Row[],
      ]),
    );
  } finally {
    db.close();
  }
}
