import type { EmbeddedConnection, EmbeddedOptions } from './embedded-connection.ts';
import { EmbeddedDatabase } from './embedded-database.ts';
import { packResult, unpackResult } from './wire.ts';

/** An embedded CDR without a thread, for unit tests; `now` is the clock it keeps up with. */
export function openEmbeddedInProcess(options: EmbeddedOptions, now: () => number = Date.now): EmbeddedConnection {
  const database = new EmbeddedDatabase(options, now);
  return {
    ready: Promise.resolve(database.summary()),
    query: async (sql, parameters, signal) => {
      signal?.throwIfAborted();
      // The same way as through the thread, so that tests see the same values.
      return Promise.resolve(unpackResult(packResult(database.run(sql, parameters)).result));
    },
    close: async () => Promise.resolve(database.close()),
  };
}
