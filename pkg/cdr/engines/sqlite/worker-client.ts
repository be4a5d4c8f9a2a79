import { Worker } from 'node:worker_threads';
import { untilAborted } from '../../../async/until-aborted.ts';
import type { SqliteConnection } from './engine.ts';
import { unpackResult } from './transfer.ts';
import type { DatabaseSource, QueryMessage, WorkerMessage } from './worker.ts';

type Rows = Record<string, unknown>[];

/** Starts the thread. The expression must stay as it is: the bundler finds the worker by it. */
function startWorker(source: DatabaseSource): Worker {
  return new Worker(new URL('./worker.ts', import.meta.url), { workerData: source });
}

const ignore = () => undefined;

/** Opens a database in a thread of its own; the thread starts at once and again after a crash. */
export function openInThread(source: DatabaseSource, start = startWorker): SqliteConnection {
  return new WorkerConnection(source, start);
}

class WorkerConnection implements SqliteConnection {
  readonly #source: DatabaseSource;
  readonly #start: (source: DatabaseSource) => Worker;
  #worker: Worker | undefined;
  /** Aborts when the thread is lost, with what queries that wait for it then fail with. */
  #thread = new AbortController();
  /** The end of the newest query, whatever its outcome: the thread gets one at a time. */
  #last: Promise<unknown> = Promise.resolve();
  /** Where the answer to the running query goes. */
  #answer: { resolve(rows: Rows): void; reject(cause: unknown): void } | undefined;

  constructor(source: DatabaseSource, start: (source: DatabaseSource) => Worker) {
    this.#source = source;
    this.#start = start;
    this.#running();
  }

  query(
    sql: string,
    parameters: readonly unknown[],
    signal: AbortSignal = new AbortController().signal,
  ): Promise<Rows> {
    const thread = this.#thread.signal;
    const turn = this.#last.then(() => {
      // What nobody waits for any more never runs.
      signal.throwIfAborted();
      thread.throwIfAborted();
      return this.#ask({ sql, parameters });
    });
    // Without its rows, which need not be kept until the next query.
    this.#last = turn.then(ignore, ignore);
    return untilAborted(turn, signal);
  }

  async close(): Promise<void> {
    const worker = this.#worker;
    this.#worker = undefined;
    this.#fail(new Error('The SQLite database was closed'));
    await worker?.terminate();
  }

  #ask(message: QueryMessage): Promise<Rows> {
    const worker = this.#running();
    return new Promise((resolve, reject) => {
      worker.postMessage(message);
      this.#answer = { resolve, reject };
      // A thread that has nothing to do does not keep the process alive.
      worker.ref();
    });
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
    if (this.#worker !== worker) {
      return;
    }
    const answer = this.#answer;
    worker.unref();
    switch (message.kind) {
      case 'rows':
        this.#answer = undefined;
        answer?.resolve(unpackResult(message.result));
        break;
      case 'failed':
        this.#answer = undefined;
        answer?.reject(new Error(message.message));
        break;
      case 'broken':
        // The next query starts a thread that tries again.
        this.#lost(worker, new Error(message.message));
        void worker.terminate();
    }
  }

  #lost(worker: Worker, cause: unknown): void {
    if (this.#worker !== worker) {
      return;
    }
    this.#worker = undefined;
    const reason = cause instanceof Error ? `: ${cause.message}` : '';
    this.#fail(new Error(`The thread of the SQLite database ended unexpectedly${reason}`, { cause }));
    this.#thread = new AbortController();
  }

  /** Ends the running query and those that wait. */
  #fail(error: Error): void {
    this.#thread.abort(error);
    this.#answer?.reject(error);
    this.#answer = undefined;
  }
}
