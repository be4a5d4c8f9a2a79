import { DatabaseSync } from 'node:sqlite';
import { DemoData, type DemoOptions } from '../../../../demo/demo-data.ts';
import { SqliteDatabase } from './database.ts';

/**
 * A database in memory, filled with generated data that keeps up with the clock. Takes the time of generating it.
 * @param now the clock, in epoch milliseconds
 */
export function openDemoDatabase(options: DemoOptions, now: () => number = Date.now): SqliteDatabase {
  const db = new DatabaseSync(':memory:');
  const data = new DemoData(db, options, now);
  return new SqliteDatabase(db, () => data.extend());
}
