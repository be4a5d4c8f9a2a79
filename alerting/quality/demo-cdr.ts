import { validateSettings, type DemoConnection } from '../../contract/settings.ts';
import type { Cdr } from '../../pkg/cdr/cdr.ts';
import { EmbeddedDatabase } from '../../pkg/cdr/embedded/embedded-database.ts';
import type { EmbeddedConnection } from '../../pkg/cdr/embedded/embedded-connection.ts';
import type { CdrOptions } from '../../pkg/cdr/embedded/generator/options.ts';
import { embeddedEngine } from '../../pkg/cdr/engines/embedded.ts';
import { openCdr } from '../../pkg/cdr/open-cdr.ts';

/** A generated CDR in this process. */
export interface DemoCdr {
  readonly options: CdrOptions;
  readonly cdr: Cdr;
  /** For what no report says. */
  readonly database: EmbeddedDatabase;
  close(): Promise<void>;
}

/** Generates a CDR and opens it as the plugin does, without its cache and its thread. */
export async function openDemoCdr(options: CdrOptions): Promise<DemoCdr> {
  const database = new EmbeddedDatabase({ ...options, frozen: true });
  const connection: EmbeddedConnection = {
    ready: Promise.resolve(database.summary()),
    query: (sql, parameters) => {
      const { names, rows } = database.run(sql, parameters);
      return Promise.resolve(rows.map((row) => Object.fromEntries(names.map((name, index) => [name, row[index]]))));
    },
    close: () => Promise.resolve(database.close()),
  };
  const settings = validateSettings({ engine: 'embedded', cacheSeconds: 0, queryTimeout: 3600 });
  const { demo } = settings.connection as DemoConnection;
  const engine = embeddedEngine(demo, () => connection);
  const open = openCdr(engine, settings);
  return { options, database, cdr: await open.cdr(new AbortController().signal), close: () => open.close() };
}
