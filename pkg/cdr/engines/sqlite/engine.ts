import { DiagnosticsError } from '../../../errors.ts';
import { DatetimeParameter } from '../../parameter.ts';
import type { Engine, FoundRow } from '../engine.ts';
import { sqlite } from './dialect.ts';

/** A connection to a SQLite database. */
export interface SqliteConnection {
  /**
   * Rows as plain objects, instants as epoch milliseconds. Queries run one after the other.
   * @throws what the signal was aborted with; a query still waiting is dropped, one that runs is left to end unheard
   */
  query(sql: string, parameters: readonly unknown[], signal?: AbortSignal): Promise<Record<string, unknown>[]>;
  close(): Promise<void>;
}

/** What sets one kind of SQLite database apart from another. */
export interface SqliteSource {
  /** As `Engine.place`. */
  readonly place: string;
  /** Called with the first query, and again after `close`. */
  open(): SqliteConnection;
  /** As `Engine.catalog`. */
  catalog(signal: AbortSignal): Promise<readonly FoundRow[]>;
  /** What a failed query is told to people as. */
  failed(cause: unknown): DiagnosticsError;
}

/** An LcsCDR in a SQLite database. */
export function sqliteEngine({ place, open, catalog, failed }: SqliteSource): Engine {
  let connection: SqliteConnection | undefined;
  return {
    dialect: sqlite,
    place,
    catalog,
    query: async (statement, { signal, maxRows }) => {
      connection ??= open();
      const parameters = statement.parameters.map((value) => (value instanceof DatetimeParameter ? value.ms : value));
      const rows = await connection.query(statement.sql, parameters, signal).catch((cause: unknown) => {
        signal.throwIfAborted();
        throw failed(cause);
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
    forget: () => undefined,
    close: async () => {
      await connection?.close();
      connection = undefined;
    },
  };
}
