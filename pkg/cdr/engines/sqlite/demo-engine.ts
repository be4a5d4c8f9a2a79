import type { DemoOptions } from '../../../../contract/settings.ts';
import { DiagnosticsError } from '../../../errors.ts';
import type { Engine, FoundRow } from '../engine.ts';
import { viewColumns } from '../../schema/columns.ts';
import { sqliteEngine, type SqliteConnection } from './engine.ts';
import { openInThread } from './worker-client.ts';

/** Demo data: a generated LcsCDR in SQLite, in a thread of its own. */
export function demoEngine(
  settings: DemoOptions,
  open: (settings: DemoOptions) => SqliteConnection = openDemo,
): Engine {
  return sqliteEngine({
    place: 'Demo data',
    open: () => open(settings),
    // The catalog of demo data is known: all of it, always.
    catalog: () => Promise.resolve(catalogRows()),
    failed: (cause) =>
      new DiagnosticsError('server', 'The demo data could not answer. The Grafana log has the details.', { cause }),
  });
}

function openDemo(demo: DemoOptions): SqliteConnection {
  const options = { ...demo, end: demo.end ?? Date.now(), frozen: demo.end !== undefined };
  return openInThread({ kind: 'demo', options });
}

function catalogRows(): FoundRow[] {
  return Object.entries(viewColumns).flatMap(([TABLE_NAME, columns]) =>
    columns.map((COLUMN_NAME) => ({ TABLE_SCHEMA: '', TABLE_NAME, COLUMN_NAME })),
  );
}
