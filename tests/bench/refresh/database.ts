import { DatabaseSync } from 'node:sqlite';
import { DemoData } from '../../../demo/demo-data.ts';
import type { Engine } from '../../../pkg/cdr/engines/engine.ts';
import { SqliteDatabase } from '../../../pkg/cdr/engines/sqlite/database.ts';
import { demoEngine } from '../../../pkg/cdr/engines/sqlite/demo-engine.ts';
import { metered, type Work } from '../metered.ts';

/** A database as one data source sees it. */
export interface Source {
  readonly engine: Engine;
  /** What it has done for the data source so far. */
  work(): Work;
}

/** A generated LcsCDR that data sources share, and that stands still. */
export interface SharedCdr {
  /** For one more data source. */
  source(): Source;
  /** Where the generated sessions end, epoch milliseconds. */
  readonly end: number;
  readonly sessions: number;
  /** Sessions that began at that instant or later, epoch milliseconds. */
  sessionsSince(time: number): number;
  close(): void;
}

/** @param sessionsPerDay of a weekday */
export function generatedCdr(days: number, sessionsPerDay: number, end: number): SharedCdr {
  const db = new DatabaseSync(':memory:');
  const database = new SqliteDatabase(db);
  new DemoData(db, { seed: 1, days, sessionsPerDay, end, frozen: true });
  const sessionsSince = (time: number) =>
    ['SessionDetails', 'FocusJoinsAndLeaves', 'McuJoinsAndLeaves']
      .map((table) => db.prepare(`SELECT count(*) AS count FROM ${table} WHERE SessionIdTime >= ?`).get(time))
      .reduce((sum, row) => sum + Number(row?.['count']), 0);
  return {
    source: () => {
      const { connection, work } = metered(database);
      const engine = demoEngine(
        { seed: 1, days, sessionsPerDay, end, incidents: true, edgeCases: true, region: 'emea' },
        () => connection,
      );
      return { engine, work };
    },
    end,
    sessions: sessionsSince(0),
    sessionsSince,
    close: () => {
      db.close();
    },
  };
}
