type Rows = Record<string, unknown>[];

/** A query on its way. */
export interface Job {
  readonly id: number;
  readonly sql: string;
  readonly parameters: readonly unknown[];
}

interface Entry extends Job {
  readonly resolve: (rows: Rows | Promise<Rows>) => void;
  readonly reject: (reason: unknown) => void;
}

/** Hands out one query at a time, so that one that nobody waits for any more never runs. */
export class JobQueue {
  readonly #run: (job: Job) => void;
  readonly #waiting: Entry[] = [];
  #current: Entry | undefined;
  #lastId = 0;

  constructor(run: (job: Job) => void) {
    this.#run = run;
  }

  get idle(): boolean {
    return this.#current === undefined;
  }

  add(sql: string, parameters: readonly unknown[], signal?: AbortSignal): Promise<Rows> {
    return new Promise<Rows>((resolve, reject) => {
      if (signal?.aborted) {
        reject(signal.reason as Error);
        return;
      }
      const onAbort = () => {
        const at = this.#waiting.indexOf(entry);
        if (at >= 0) {
          this.#waiting.splice(at, 1);
        }
        reject(signal?.reason as Error);
      };
      const done = () => signal?.removeEventListener('abort', onAbort);
      const entry: Entry = {
        id: ++this.#lastId,
        sql,
        parameters,
        resolve: (rows) => {
          done();
          resolve(rows);
        },
        reject: (reason) => {
          done();
          reject(reason as Error);
        },
      };
      signal?.addEventListener('abort', onAbort, { once: true });
      this.#waiting.push(entry);
      this.#next();
    });
  }

  /** Ends the query of that number with the outcome of `rows`, then hands out the next. */
  settle(id: number, rows: () => Rows | Promise<Rows>): void {
    const current = this.#current;
    if (current?.id !== id) {
      return;
    }
    this.#current = undefined;
    current.resolve(rows());
    this.#next();
  }

  rejectAll(reason: Error): void {
    const entries = this.#current ? [this.#current, ...this.#waiting] : [...this.#waiting];
    this.#current = undefined;
    this.#waiting.length = 0;
    for (const entry of entries) {
      entry.reject(reason);
    }
  }

  #next(): void {
    if (this.#current) {
      return;
    }
    const next = this.#waiting.shift();
    this.#current = next;
    if (!next) {
      return;
    }
    try {
      this.#run(next);
    } catch (error) {
      // Parameters that cannot be cloned, or no thread to be had.
      this.#current = undefined;
      next.reject(error);
      this.#next();
    }
  }
}
