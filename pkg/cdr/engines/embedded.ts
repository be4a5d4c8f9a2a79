import type { DemoOptions } from '../../../contract/settings.ts';
import { cancelled, DiagnosticsError } from '../../errors.ts';
import { openEmbedded, type EmbeddedConnection } from '../embedded/worker-client.ts';
import type { Engine, Row } from '../engine.ts';
import { viewColumns } from '../schema/columns.ts';
import { sqlite } from '../sql/dialect.ts';
import { DatetimeParameter } from '../sql/parameter.ts';

/** Demo data: a generated LcsCDR in SQLite, in a thread of its own. */
export function embeddedEngine(
  settings: DemoOptions,
  open: (settings: DemoOptions) => EmbeddedConnection = openDemo,
): Engine {
  let connection: EmbeddedConnection | undefined;
  return {
    dialect: sqlite,
    // The catalog of the embedded CDR is known: all of it, always.
    catalog: () => Promise.resolve(catalogRows()),
    query: async (statement, { signal, maxRows }) => {
      connection ??= open(settings);
      const parameters = statement.parameters.map((value) => (value instanceof DatetimeParameter ? value.ms : value));
      const rows = await connection.query(statement.sql, parameters, signal).catch((cause: unknown) => {
        throw sorted(cause, signal);
      });
      if (rows.length > maxRows) {
        throw new DiagnosticsError(
          'tooLarge',
          `The query brought more than ${maxRows} rows. Choose a shorter range or more filters.`,
        );
      }
      return rows;
    },
    poolState: () => undefined,
    close: async () => {
      await connection?.close();
      connection = undefined;
    },
  };
}

function catalogRows(): Row[] {
  return Object.entries(viewColumns).flatMap(([TABLE_NAME, columns]) =>
    columns.map((COLUMN_NAME) => ({ TABLE_SCHEMA: '', TABLE_NAME, COLUMN_NAME })),
  );
}

function openDemo(demo: DemoOptions): EmbeddedConnection {
  return openEmbedded({ ...demo, end: demo.end ?? Date.now(), frozen: demo.end !== undefined });
}

function sorted(cause: unknown, signal: AbortSignal): DiagnosticsError {
  if (signal.aborted) {
    return cancelled();
  }
  return new DiagnosticsError('server', 'The demo data could not answer. The Grafana log has the details.', { cause });
}
