import { Readable } from 'node:stream';
import type { ClickHouseClient } from '@clickhouse/client';
import type { ClickHouseConnection } from '../../contract/settings.ts';
import { Remembered } from '../../pkg/async/remembered.ts';
import { readConnection, type ClickHouseSecrets } from '../../pkg/cdr/engines/clickhouse/configuration.ts';
import type { FoundRow } from '../../pkg/cdr/engines/engine.ts';
import { openClient, run } from '../../pkg/cdr/engines/clickhouse/session.ts';
import { DiagnosticsError } from '../../pkg/errors.ts';
import { writingError } from './errors.ts';

/** A value of a statement, which says its type: `{p1:String}`. */
type Value = string | number | null;

/** Seconds that a statement may take, and milliseconds that its answer may be late by. */
const patience = { seconds: 600, late: 15_000 };

/** Rows of one stretch of an archive at most: beyond any hour that a server was seen to have. */
const maxRows = 20_000_000;

/** How rows are written. */
const writing = {
  async_insert: 0,
  wait_end_of_query: 1,
  // One block of one month is one part: readers see all of it or nothing.
  input_format_parallel_parsing: 0,
  max_insert_block_size: String(maxRows),
  min_insert_block_size_rows: '0',
  min_insert_block_size_bytes: '0',
  // On a cluster: answered when every shard has its rows.
  distributed_foreground_insert: 1,
} as const;

/** A ClickHouse server, or one of a cluster, as the archiver uses it. */
export class ArchiveServer {
  /** Host and port, as sentences name them. */
  readonly server: string;
  readonly database: string;
  readonly #context: Parameters<typeof writingError>[1];
  readonly #client: Remembered<ClickHouseClient>;
  readonly #outside: Remembered<ClickHouseClient>;

  /** @throws DiagnosticsError `settings` naming what is missing or wrong */
  constructor(connection: ClickHouseConnection, secrets: ClickHouseSecrets) {
    const reached = readConnection(connection, secrets);
    const { server, database, user } = reached;
    [this.server, this.database] = [server, database];
    this.#context = { server, database, user, timeoutSeconds: patience.seconds };
    const open = (inside: string | undefined) =>
      new Remembered(() =>
        openClient({ ...reached, database: inside }, connection.compression, 'Call Diagnostics archiver'),
      );
    this.#client = open(database);
    this.#outside = open(undefined);
  }

  /** Rows of an answer: instants as epoch milliseconds. @throws DiagnosticsError sorted by cause */
  ask(sql: string, parameters: readonly Value[] = []): Promise<readonly FoundRow[]> {
    return this.#bounded(async (signal) =>
      run(await this.#client.get(), { sql, parameters }, { seconds: patience.seconds, maxRows, signal }),
    );
  }

  /** The same where the database may not exist yet. */
  askOutside(sql: string, parameters: readonly Value[] = []): Promise<readonly FoundRow[]> {
    return this.#bounded(async (signal) =>
      run(await this.#outside.get(), { sql, parameters }, { seconds: patience.seconds, maxRows, signal }),
    );
  }

  /** A statement that changes something. */
  async tell(sql: string, parameters: readonly Value[] = []): Promise<void> {
    await this.#bounded(async (signal) => this.#command(await this.#client.get(), sql, parameters, signal));
  }

  async tellOutside(sql: string): Promise<void> {
    await this.#bounded(async (signal) => this.#command(await this.#outside.get(), sql, [], signal));
  }

  /** Inserts lines of the format JSONCompactEachRow: all of them, or none where they are of one month and one server. */
  async insert(table: string, columns: readonly string[], lines: () => Iterable<Buffer>): Promise<void> {
    const names = columns.map((name) => `"${name}"`).join(', ');
    await this.#bounded(async (signal) => {
      const client = await this.#client.get();
      const { stream } = await client.exec({
        query: `insert into "${table}" (${names}) format JSONCompactEachRow`,
        values: Readable.from(lines(), { objectMode: false }),
        clickhouse_settings: writing,
        abort_signal: signal,
      });
      for await (const part of stream) {
        // Nothing is said of an insert that went well.
        void part;
      }
    });
  }

  async close(): Promise<void> {
    for (const client of [this.#client, this.#outside]) {
      await (await client.forget())?.close();
    }
  }

  async #command(client: ClickHouseClient, sql: string, parameters: readonly Value[], signal: AbortSignal) {
    await client.command({
      query: sql,
      query_params: Object.fromEntries(parameters.map((value, index) => [`p${index + 1}`, value])),
      clickhouse_settings: {
        wait_end_of_query: 1,
        distributed_foreground_insert: 1,
        // Answered when it is done, here and on replicas.
        mutations_sync: '2',
        max_execution_time: patience.seconds,
        max_query_size: '4194304',
      },
      abort_signal: signal,
    });
  }

  /** Does something with the server, within reason. */
  async #bounded<T>(work: (signal: AbortSignal) => Promise<T>): Promise<T> {
    const late = new AbortController();
    const timer = setTimeout(
      () => {
        late.abort(
          new DiagnosticsError(
            'timeout',
            `ClickHouse ${this.server} did not answer in time. Check the server and the way to it.`,
          ),
        );
      },
      patience.seconds * 1000 + patience.late,
    );
    try {
      return await work(late.signal);
    } catch (error) {
      late.signal.throwIfAborted();
      throw writingError(error, this.#context);
    } finally {
      clearTimeout(timer);
    }
  }
}
