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
  private readonly waiting: Entry[] = [];
  private current: Entry | undefined;
  private lastId = 0;

  constructor(private readonly run: (job: Job) => void) {}

  get idle(): boolean {
    return this.current === undefined;
  }

  add(sql: string, parameters: readonly unknown[], signal?: AbortSignal): Promise<Rows> {
    return new Promise<Rows>((resolve, reject) => {
      if (signal?.aborted) return reject(signal.reason as Error);
      const onAbort = () => {
        const at = this.waiting.indexOf(entry);
        if (at >= 0) this.waiting.splice(at, 1);
        reject(signal?.reason as Error);
      };
      const done = () => signal?.removeEventListener('abort', onAbort);
      const entry: Entry = {
        id: ++this.lastId,
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
      this.waiting.push(entry);
      this.next();
    });
  }

  /** Ends the query of that number with the outcome of `rows`, then hands out the next. */
  settle(id: number, rows: () => Rows | Promise<Rows>): void {
    if (this.current?.id !== id) return;
    const { current } = this;
    this.current = undefined;
    current.resolve(rows());
    this.next();
  }

  rejectAll(reason: Error): void {
    const entries = this.current ? [this.current, ...this.waiting] : [...this.waiting];
    this.current = undefined;
    this.waiting.length = 0;
    for (const entry of entries) entry.reject(reason);
  }

  private next(): void {
    if (this.current) return;
    this.current = this.waiting.shift();
    if (!this.current) return;
    try {
      this.run(this.current);
    } catch (error) {
      // Parameters that cannot be cloned, or no thread to be had.
      const { current } = this;
      this.current = undefined;
      current.reject(error);
      this.next();
    }
  }
}
