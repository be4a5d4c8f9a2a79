import { DiagnosticsError } from '../pkg/errors.ts';
import type { ArchiveConfig, StoreConfig } from './config.ts';
import { copyStore } from './pass.ts';
import type { ArchiveEvent, Reporter } from './reporter.ts';
import { withoutForgotten } from './forgotten.ts';
import type { ArchiveMetrics } from './metrics.ts';
import type { Source } from './source.ts';
import type { ArchiveTarget, Lease } from './target.ts';

/** What commands have at hand. */
export interface Tools {
  readonly config: ArchiveConfig;
  readonly target: ArchiveTarget;
  readonly report: Reporter;
  readonly signal: AbortSignal;
  /** Epoch milliseconds. */
  readonly now: () => number;
  /** Milliseconds that never go back. */
  readonly clock: () => number;
  /** @throws the reason of the signal */
  readonly wait: (milliseconds: number, signal: AbortSignal) => Promise<unknown>;
  readonly openSource: (store: StoreConfig) => Promise<Source>;
  readonly metrics?: Pick<ArchiveMetrics, 'copied' | 'passed' | 'failed' | 'rested' | 'known'>;
}

/** The first pause after a failure, and the longest, milliseconds. */
const pauses = { first: 5000, longest: 300_000 };

export interface RunOptions {
  readonly once: boolean;
  /** The first instant that is wanted. */
  readonly from?: number | undefined;
  /** Whether what was copied before is copied once more. */
  readonly again?: boolean;
}

/** Copies the stores, once or for ever. @returns whether every store was copied. */
export async function run(tools: Tools, stores: readonly StoreConfig[], options: RunOptions): Promise<boolean> {
  const workers = stores.map((store) => new StoreArchiver(tools, store, options));
  try {
    if (options.once) {
      let good = true;
      for (const worker of workers) {
        good = (await worker.pass()) && good;
      }
      return good;
    }
    for (;;) {
      for (const worker of workers.filter((one) => one.isDue())) {
        await worker.pass();
      }
      await tools.wait(1000, tools.signal);
    }
  } finally {
    await Promise.all(workers.map((worker) => worker.close()));
  }
}

/** Copies one store, pass after pass. */
class StoreArchiver {
  readonly #tools: Tools;
  readonly #store: StoreConfig;
  readonly #options: RunOptions;
  #source: Source | undefined;
  #failures = 0;
  #nextAt = 0;
  #fullAt = 0;
  #missing = '';

  constructor(tools: Tools, store: StoreConfig, options: RunOptions) {
    this.#tools = tools;
    this.#store = store;
    this.#options = options;
    tools.metrics?.known(store.name);
  }

  isDue(): boolean {
    return this.#tools.clock() >= this.#nextAt;
  }

  /** One pass. A failure is told, and makes the pause longer. */
  async pass(): Promise<boolean> {
    const { config, report, signal, clock } = this.#tools;
    const full = clock() >= this.#fullAt;
    try {
      await this.#copy(full);
      this.#failures = 0;
      this.#nextAt = clock() + config.everySeconds * 1000;
      if (full) {
        this.#fullAt = clock() + config.fullPassMinutes * 60_000;
      }
      return true;
    } catch (error) {
      report.endProgress();
      signal.throwIfAborted();
      const wait = Math.min(pauses.first * 2 ** this.#failures, pauses.longest);
      this.#failures += 1;
      this.#nextAt = clock() + wait;
      const told =
        error instanceof DiagnosticsError
          ? error.message
          : `Unexpected: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`;
      const code = error instanceof DiagnosticsError ? error.code : 'internal';
      this.#tools.metrics?.failed(this.#store.name, code);
      report.tell({
        event: 'failed',
        store: this.#store.name,
        code,
        message: `${told} ${this.#options.once ? 'What' : `Next attempt in ${Math.round(wait / 1000)} s; what`} was copied so far stays.`,
      });
      return false;
    }
  }

  async close(): Promise<void> {
    await this.#source?.close();
  }

  async #copy(full: boolean): Promise<void> {
    const { target, report, now, clock, metrics } = this.#tools;
    const { name: store } = this.#store;
    await target.requireCurrent();
    const lease = await target.lock(store);
    if ('holder' in lease) {
      throw new DiagnosticsError('server', `Another archiver is at work on this store: ${lease.holder}.`);
    }
    const began = clock();
    let told: Omit<ArchiveEvent, 'event'>;
    try {
      told = await this.#copyWith(lease, full);
    } catch (error) {
      try {
        await lease.release();
      } catch {
        // What went wrong first is what is to be told; the lease ends by itself.
      }
      throw error;
    }
    await lease.release();
    const seconds = (clock() - began) / 1000;
    metrics?.passed(store, seconds, now());
    report.tell({
      ...{ ...told, event: 'pass', store, seconds: Number(seconds.toFixed(1)), full },
      message: `${told.message}, in ${seconds.toFixed(1)} s.`,
    });
  }

  /** @returns what was copied, and a beginning of a sentence on it */
  async #copyWith(lease: Lease, full: boolean): Promise<Omit<ArchiveEvent, 'event'>> {
    const { target, report, signal, now, config, metrics } = this.#tools;
    const { name: store, keepDays } = this.#store;
    this.#source ??= await this.#tools.openSource(this.#store);
    // Whoever was forgotten meanwhile does not come back.
    const source = withoutForgotten(this.#source, await target.forgotten());
    let [of, done, rows, written] = [0, 0, 0, 0];
    const missing = await copyStore(
      {
        ...{ source, target, lease, signal, now, pageRows: config.pageRows },
        wait: (milliseconds, ended) => {
          metrics?.rested(store, milliseconds);
          return this.#tools.wait(milliseconds, ended);
        },
        done: (copied) => {
          metrics?.copied(store, copied);
          rows += copied.rows;
          written += copied.written;
          done += copied.slices;
          report.progress({ store, done, of, rows, upTo: copied.upTo });
        },
      },
      {
        ...{ keepDays, from: this.#options.from, again: this.#options.again, full },
        planned: (slices) => (of = slices),
      },
    );
    report.endProgress();
    this.#tellMissing(missing);
    const message = `${done} slices copied, ${rows} rows read, ${written} written`;
    return { slices: done, rows, written, message };
  }

  /** Once, and again when something else is missing. */
  #tellMissing(missing: readonly string[]): void {
    const text = missing.join(' ');
    if (text !== this.#missing) {
      this.#missing = text;
      missing.forEach((message) => this.#tools.report.tell({ event: 'missing', store: this.#store.name, message }));
    }
  }
}
