import { LRUCache } from 'lru-cache';
import { SharedWork } from '../async/shared-work.ts';
import { bytesOfRows } from './bytes-of-rows.ts';
import type { FoundRow } from './engines/engine.ts';

type Ask = (signal: AbortSignal) => Promise<readonly FoundRow[]>;

type Running = SharedWork<readonly FoundRow[]>;

/** How an answer came about, for the metrics. */
export type Origin = 'database' | 'running' | 'cache';

/**
 * Lets equal questions share one trip to the database: those asked while it runs, and those asked within `seconds`
 * after it. The trip ends when nobody waits for it any more. Errors are never kept.
 */
export class AnswerCache {
  readonly #running = new Map<string, Running>();
  readonly #answers: LRUCache<string, readonly FoundRow[]> | undefined;

  /**
   * @param seconds for which an answer is kept; none is with 0
   * @param now milliseconds; a clock that nobody sets where none is given
   * @param bytes most that is kept, about; a larger answer is not
   */
  constructor(seconds: number, now: () => number = () => performance.now(), bytes = 16 * 2 ** 20) {
    this.#answers =
      seconds > 0
        ? new LRUCache({
            ttl: seconds * 1000,
            ttlResolution: 0,
            perf: { now },
            maxSize: bytes,
            sizeCalculation: (rows, key) => 2 * key.length + bytesOfRows(rows),
          })
        : undefined;
  }

  /**
   * @param fresh asks in any case
   * @throws the reason of the signal when it aborts, else whatever `ask` threw
   */
  async get(
    key: string,
    signal: AbortSignal,
    ask: Ask,
    fresh = false,
  ): Promise<{ rows: readonly FoundRow[]; origin: Origin }> {
    signal.throwIfAborted();
    const known = fresh ? undefined : this.#answers?.get(key);
    if (known) {
      return { rows: known, origin: 'cache' };
    }
    const joined = fresh ? undefined : this.#running.get(key);
    const running = joined ?? this.#start(key, ask);
    return { rows: await running.wait(signal), origin: joined ? 'running' : 'database' };
  }

  #start(key: string, ask: Ask): Running {
    const running: Running = new SharedWork(
      async (signal) => {
        const rows = await ask(signal);
        this.#answers?.set(key, rows);
        return rows;
      },
      () => {
        if (this.#running.get(key) === running) {
          this.#running.delete(key);
        }
      },
    );
    this.#running.set(key, running);
    return running;
  }
}
