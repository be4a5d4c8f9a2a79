import { Worker } from 'node:worker_threads';
import type { EmbeddedConnection, EmbeddedOptions, EmbeddedSummary } from './embedded-connection.ts';
import { type Job, JobQueue } from './job-queue.ts';
import type { QueryMessage, WorkerMessage } from './messages.ts';
import { unpackResult } from './wire.ts';

export type { EmbeddedConnection, EmbeddedOptions, EmbeddedSummary } from './embedded-connection.ts';

/** Starts the thread. The expression must stay as it is: the bundler finds the worker by it. */
function startWorker(options: EmbeddedOptions): Worker {
  return new Worker(new URL('./worker.ts', import.meta.url), { workerData: options });
}

/** Opens an embedded CDR in a thread of its own; the thread starts at once and again after a crash. */
export function openEmbedded(options: EmbeddedOptions, start = startWorker): EmbeddedConnection {
  return new WorkerConnection(options, start);
}

class WorkerConnection implements EmbeddedConnection {
  readonly ready: Promise<EmbeddedSummary>;
  private readonly jobs = new JobQueue((job) => this.send(job));
  private worker: Worker | undefined;
  private closed = false;
  private settleReady: { resolve(summary: EmbeddedSummary): void; reject(error: Error): void } | undefined;

  constructor(
    private readonly options: EmbeddedOptions,
    private readonly start: (options: EmbeddedOptions) => Worker,
  ) {
    this.ready = new Promise((resolve, reject) => (this.settleReady = { resolve, reject }));
    // Whoever does not wait for `ready` learns of a failure from the query.
    this.ready.catch(() => undefined);
    this.running();
  }

  query(sql: string, parameters: readonly unknown[], signal?: AbortSignal): Promise<Record<string, unknown>[]> {
    if (this.closed) return Promise.reject(new Error('The embedded CDR is closed'));
    return this.jobs.add(sql, parameters, signal);
  }

  async close(): Promise<void> {
    this.closed = true;
    const error = new Error('The embedded CDR was closed');
    this.jobs.rejectAll(error);
    this.settleReady?.reject(error);
    const { worker } = this;
    this.worker = undefined;
    await worker?.terminate();
  }

  private send({ id, sql, parameters }: Job): void {
    const worker = this.running();
    // A thread that has nothing to do does not keep the process alive.
    worker.ref();
    worker.postMessage({ id, sql, parameters } satisfies QueryMessage);
  }

  private running(): Worker {
    if (this.worker) return this.worker;
    const worker = this.start(this.options);
    this.worker = worker;
    worker.on('message', (message: WorkerMessage) => this.receive(worker, message));
    worker.on('error', (cause: unknown) => this.lost(worker, cause));
    worker.on('exit', () => this.lost(worker, undefined));
    return worker;
  }

  private receive(worker: Worker, message: WorkerMessage): void {
    if (message.kind === 'ready') this.settleReady?.resolve(message.summary);
    else if (message.kind === 'rows') this.jobs.settle(message.id, () => unpackResult(message.result));
    else this.jobs.settle(message.id, () => Promise.reject(new Error(message.message)));
    if (this.jobs.idle) worker.unref();
  }

  private lost(worker: Worker, cause: unknown): void {
    if (this.worker !== worker) return;
    this.worker = undefined;
    const reason = cause instanceof Error ? `: ${cause.message}` : '';
    const error = new Error(`The thread of the embedded CDR ended unexpectedly${reason}`, { cause });
    this.settleReady?.reject(error);
    this.jobs.rejectAll(error);
  }
}
