import { validateSettings, type DemoConnection } from '../../contract/settings.ts';
import type { CdrOptions } from '../../demo/generator/options.ts';
import type { Cdr } from '../../pkg/cdr/cdr.ts';
import type { SqliteDatabase } from '../../pkg/cdr/engines/sqlite/database.ts';
import { openDemoDatabase } from '../../pkg/cdr/engines/sqlite/demo-database.ts';
import { demoEngine } from '../../pkg/cdr/engines/sqlite/demo-engine.ts';
import type { SqliteConnection } from '../../pkg/cdr/engines/sqlite/engine.ts';
import { openCdr } from '../../pkg/cdr/open-cdr.ts';

/** A generated CDR in this process. */
export interface DemoCdr {
  readonly options: CdrOptions;
  readonly cdr: Cdr;
  /** For what no report says. */
  readonly database: SqliteDatabase;
  close(): Promise<void>;
}

/** Generates a CDR and opens it as the plugin does, without its cache and its thread. */
export async function openDemoCdr(options: CdrOptions): Promise<DemoCdr> {
  const database = openDemoDatabase({ ...options, frozen: true });
  const connection: SqliteConnection = {
    query: (sql, parameters) => {
      const { names, rows } = database.run(sql, parameters);
      return Promise.resolve(rows.map((row) => Object.fromEntries(names.map((name, index) => [name, row[index]]))));
    },
    close: () => Promise.resolve(database.close()),
  };
  const settings = validateSettings({ engine: 'embedded', cacheSeconds: 0, queryTimeout: 3600 });
  const { demo } = settings.connection as DemoConnection;
  const open = openCdr(
    demoEngine(demo, () => connection),
    settings,
  );
  return { options, database, cdr: await open.forCall(new AbortController().signal), close: () => open.close() };
}
