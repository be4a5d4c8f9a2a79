import { Worker } from 'node:worker_threads';
import type { SqliteConnection } from './engine.ts';
import { type Job, JobQueue } from './job-queue.ts';
import { unpackResult } from './transfer.ts';
import type { DatabaseSource, QueryMessage, WorkerMessage } from './worker.ts';

/** Starts the thread. The expression must stay as it is: the bundler finds the worker by it. */
function startWorker(source: DatabaseSource): Worker {
  return new Worker(new URL('./worker.ts', import.meta.url), { workerData: source });
}

/** Opens a database in a thread of its own; the thread starts at once and again after a crash. */
export function openInThread(source: DatabaseSource, start = startWorker): SqliteConnection {
  return new WorkerConnection(source, start);
}

class WorkerConnection implements SqliteConnection {
  readonly #source: DatabaseSource;
  readonly #start: (source: DatabaseSource) => Worker;
  readonly #jobs = new JobQueue((job) => this.#send(job));
  #worker: Worker | undefined;
  #closed = false;

  constructor(source: DatabaseSource, start: (source: DatabaseSource) => Worker) {
    this.#source = source;
    this.#start = start;
    this.#running();
  }

  query(sql: string, parameters: readonly unknown[], signal?: AbortSignal): Promise<Record<string, unknown>[]> {
    if (this.#closed) {
      return Promise.reject(new Error('The SQLite database is closed'));
    }
    return this.#jobs.add(sql, parameters, signal);
  }

  async close(): Promise<void> {
    this.#closed = true;
    this.#jobs.rejectAll(new Error('The SQLite database was closed'));
    const worker = this.#worker;
    this.#worker = undefined;
    await worker?.terminate();
  }

  #send({ id, sql, parameters }: Job): void {
    const worker = this.#running();
    // A thread that has nothing to do does not keep the process alive.
    worker.ref();
    worker.postMessage({ id, sql, parameters } satisfies QueryMessage);
  }

  #running(): Worker {
    if (this.#worker) {
      return this.#worker;
    }
    const worker = this.#start(this.#source);
    this.#worker = worker;
    worker.on('message', (message: WorkerMessage) => this.#receive(worker, message));
    worker.on('error', (cause: unknown) => this.#lost(worker, cause));
    worker.on('exit', () => this.#lost(worker, undefined));
    return worker;
  }

  #receive(worker: Worker, message: WorkerMessage): void {
    switch (message.kind) {
      case 'rows':
        this.#jobs.settle(message.id, () => unpackResult(message.result));
        break;
      case 'failed':
        this.#jobs.settle(message.id, () => Promise.reject(new Error(message.message)));
        break;
      case 'broken':
        // The next query starts a thread that tries again.
        this.#lost(worker, new Error(message.message));
        void worker.terminate();
    }
    if (this.#jobs.idle) {
      worker.unref();
    }
  }

  #lost(worker: Worker, cause: unknown): void {
    if (this.#worker !== worker) {
      return;
    }
    this.#worker = undefined;
    const reason = cause instanceof Error ? `: ${cause.message}` : '';
    this.#jobs.rejectAll(new Error(`The thread of the SQLite database ended unexpectedly${reason}`, { cause }));
  }
}
