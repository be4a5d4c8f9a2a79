import type { SqliteDatabase } from '../../pkg/cdr/engines/sqlite/database.ts';
import type { SqliteConnection } from '../../pkg/cdr/engines/sqlite/engine.ts';
import { packResult, unpackResult } from '../../pkg/cdr/engines/sqlite/transfer.ts';

/** A connection to a database without a thread. */
export function inProcess(database: SqliteDatabase): SqliteConnection {
  return {
    query: async (sql, parameters, signal) => {
      signal?.throwIfAborted();
      // The same way as through the thread, so that tests see the same values.
      return Promise.resolve(unpackResult(packResult(database.run(sql, parameters)).result));
    },
    close: async () => Promise.resolve(database.close()),
  };
}
