import type { SqliteDatabase } from '../../pkg/cdr/engines/sqlite/database.ts';
import type { SqliteConnection } from '../../pkg/cdr/engines/sqlite/engine.ts';
import { inProcess } from '../support/in-process.ts';

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

/** A connection to a database in this process that stays open, and what it has done so far. */
export function metered(database: SqliteDatabase): { readonly connection: SqliteConnection; work(): Work } {
  const inner = inProcess(database);
  let [statements, milliseconds] = [0, 0];
  return {
    connection: {
      query: (sql, parameters, signal) => {
        statements += 1;
        // It runs in this thread, before a promise of it is returned. Time of computing hangs little on what else the machine does.
        const before = process.cpuUsage();
        const rows = inner.query(sql, parameters, signal);
        const { user, system } = process.cpuUsage(before);
        milliseconds += (user + system) / 1000;
        return rows;
      },
      close: () => Promise.resolve(),
    },
    work: () => ({ statements, seconds: milliseconds / 1000 }),
  };
}
