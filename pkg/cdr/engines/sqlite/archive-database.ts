import { DatabaseSync } from 'node:sqlite';
import { SqliteDatabase } from './database.ts';

/** Milliseconds for which a query waits where an archiver keeps the file to itself, as when it mends its log after a crash. */
const busyTimeout = 5000;

/** Opens an archive for reading alone. */
export function openArchiveDatabase(path: string): SqliteDatabase {
  const db = new DatabaseSync(path, { readOnly: true });
  db.exec(`PRAGMA busy_timeout = ${busyTimeout}`);
  return new SqliteDatabase(db);
}
