import { DatabaseSync } from 'node:sqlite';
import { DemoData } from '../../../demo/demo-data.ts';
import type { Engine } from '../../../pkg/cdr/engines/engine.ts';
import { SqliteDatabase } from '../../../pkg/cdr/engines/sqlite/database.ts';
import { demoEngine } from '../../../pkg/cdr/engines/sqlite/demo-engine.ts';
import type { SqliteConnection } from '../../../pkg/cdr/engines/sqlite/engine.ts';
import { inProcess } from '../../support/in-process.ts';

/** What a database has done. */
export interface Work {
  readonly statements: number;
  /** Of computing, the sum over all statements. */
  readonly seconds: number;
}

/** What was done between two moments. */
export const workSince = (before: Work, now: Work): Work => ({
  statements: now.statements - before.statements,
  seconds: now.seconds - before.seconds,
});

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
  close(): void;
}

/** @param sessionsPerDay of a weekday */
export function generatedCdr(days: number, sessionsPerDay: number, end: number): SharedCdr {
  const db = new DatabaseSync(':memory:');
  const database = new SqliteDatabase(db);
  new DemoData(db, { seed: 1, days, sessionsPerDay, end, frozen: true });
  const sessions = ['SessionDetails', 'FocusJoinsAndLeaves', 'McuJoinsAndLeaves']
    .map((table) => (db.prepare(`SELECT count(*) AS count FROM ${table}`).get() as { count: number }).count)
    .reduce((sum, count) => sum + count);
  const connection = inProcess(database);
  return {
    source: () => {
      let [statements, milliseconds] = [0, 0];
      const metered: SqliteConnection = {
        query: (sql, parameters, signal) => {
          statements += 1;
          // It runs in this thread, before a promise of it is returned. Time of computing hangs little on what else the machine does.
          const before = process.cpuUsage();
          const rows = connection.query(sql, parameters, signal);
          const { user, system } = process.cpuUsage(before);
          milliseconds += (user + system) / 1000;
          return rows;
        },
        close: () => Promise.resolve(),
      };
      const engine = demoEngine(
        { seed: 1, days, sessionsPerDay, end, incidents: true, edgeCases: true, region: 'emea' },
        () => metered,
      );
      return { engine, work: () => ({ statements, seconds: milliseconds / 1000 }) };
    },
    end,
    sessions,
    close: () => {
      db.close();
    },
  };
}
