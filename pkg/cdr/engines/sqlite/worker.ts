import { parentPort, workerData } from 'node:worker_threads';
import type { DemoOptions } from '../../../../demo/demo-data.ts';
import type { SqliteDatabase } from './database.ts';
import { packResult, type TransferredResult } from './transfer.ts';

/** Which database a thread opens. */
export type DatabaseSource =
  | { readonly kind: 'demo'; readonly options: DemoOptions }
  /** The path of a file that an archiver fills. */
  | { readonly kind: 'archive'; readonly path: string };

/** What a connection asks its thread: one query at a time. */
export interface QueryMessage {
  readonly sql: string;
  readonly parameters: readonly unknown[];
}

/** What the thread says: an answer to the query, or once that it has no database. */
export type WorkerMessage =
  | { readonly kind: 'rows'; readonly result: TransferredResult }
  | { readonly kind: 'failed'; readonly message: string }
  | { readonly kind: 'broken'; readonly message: string };

/** Imported here, because a thread needs the generator only where demo data is asked for. */
async function open(source: DatabaseSource): Promise<SqliteDatabase> {
  if (source.kind === 'archive') {
    return (await import('./archive-database.ts')).openArchiveDatabase(source.path);
  }
  const { openDemoDatabase } = await import('./demo-database.ts');
  return openDemoDatabase(source.options);
}

const textOf = (error: unknown) => (error instanceof Error ? error.message : String(error));

/** The thread that owns a database: opening and querying take their time and must not hold up the process. */
function serve(port: NonNullable<typeof parentPort>, source: DatabaseSource): void {
  const send = (message: WorkerMessage, transfer: ArrayBuffer[] = []) => port.postMessage(message, transfer);
  const answer = (database: SqliteDatabase, { sql, parameters }: QueryMessage) => {
    try {
      const { result, transfer } = packResult(database.run(sql, parameters));
      send({ kind: 'rows', result }, transfer);
    } catch (error) {
      send({ kind: 'failed', message: textOf(error) });
    }
  };
  const opened = open(source).catch((error: unknown) => {
    send({ kind: 'broken', message: textOf(error) });
  });
  port.on('message', (message: QueryMessage) => {
    void opened.then((database) => {
      if (database) {
        answer(database, message);
      }
    });
  });
}

if (parentPort) {
  serve(parentPort, workerData as DatabaseSource);
}
