import { parentPort, workerData } from 'node:worker_threads';
import type { EmbeddedOptions } from './embedded-connection.ts';
import { EmbeddedDatabase } from './embedded-database.ts';
import type { QueryMessage, WorkerMessage } from './messages.ts';
import { packResult } from './wire.ts';

/** The thread that owns an embedded CDR: generating and querying take their time and must not hold up the process. */
function serve(port: NonNullable<typeof parentPort>, options: EmbeddedOptions): void {
  const send = (message: WorkerMessage, transfer: ArrayBuffer[] = []) => port.postMessage(message, transfer);
  const database = new EmbeddedDatabase(options);
  send({ kind: 'ready', summary: database.summary() });
  port.on('message', ({ id, sql, parameters }: QueryMessage) => {
    try {
      const { result, transfer } = packResult(database.run(sql, parameters));
      send({ kind: 'rows', id, result }, transfer);
    } catch (error) {
      send({ kind: 'failed', id, message: error instanceof Error ? error.message : String(error) });
    }
  });
}

if (parentPort) serve(parentPort, workerData as EmbeddedOptions);
