import { DatabaseSync } from 'node:sqlite';
import { columnNames, quoted } from '../../../archive/file/ddl.ts';
import { FileArchive } from '../../../archive/file/file-archive.ts';
import { oneDay } from '../../../archive/slices.ts';
import { archivedViews, type ArchivedView } from '../../../pkg/cdr/schema/archive.ts';
import { year } from './fill.ts';

const apart = year.apart * oneDay;

/**
 * Makes an archive with the rows that another has of its last 52 weeks, and with them again so much earlier for each further year; the first
 * year is whole. Indexes are made last, which takes a fraction of the time.
 * @param end where the other ends, epoch milliseconds
 */
export async function fillLonger(
  path: string,
  { from, end }: { readonly from: string; readonly end: number },
  years: number,
): Promise<void> {
  const empty = new FileArchive(path);
  await empty.init();
  empty.close();
  const db = new DatabaseSync(path);
  try {
    db.exec('PRAGMA synchronous = OFF');
    db.prepare('ATTACH ? AS "year"').run(from);
    const indexes = db.prepare(`SELECT name, sql FROM sqlite_master WHERE type = 'index' AND sql IS NOT NULL`).all();
    for (const { name } of indexes) {
      db.exec(`DROP INDEX ${quoted(String(name))}`);
    }
    for (const view of archivedViews) {
      // The oldest first, so that rows are put behind each other.
      for (let earlier = view.time === undefined ? 0 : years - 1; earlier >= 0; earlier--) {
        const columns = shifted(view, earlier * apart);
        const recent = earlier < years - 1 && view.time ? ` WHERE ${quoted(view.time)} >= ${end - apart}` : '';
        db.exec(`INSERT INTO main.${quoted(view.name)} SELECT ${columns} FROM "year".${quoted(view.name)}${recent}`);
      }
    }
    for (const { sql } of indexes) {
      db.exec(String(sql));
    }
  } finally {
    db.close();
  }
}

/** All columns of a view, its instants so many milliseconds earlier. */
function shifted(view: ArchivedView, milliseconds: number): string {
  const instants = new Set(view.columns.filter(({ type }) => type === 'datetime').map(({ name }) => name));
  return columnNames(view)
    .map((name) => (instants.has(name) ? `${quoted(name)} - ${milliseconds}` : quoted(name)))
    .join(', ');
}
