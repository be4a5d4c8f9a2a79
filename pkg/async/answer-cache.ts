import { LRUCache } from 'lru-cache';
import { SharedWork } from './shared-work.ts';

/** How an answer came about: asked for, waited for with others, or kept. */
export type Origin = 'asked' | 'running' | 'cache';

/** How answers are kept. */
export interface AnswerCacheOptions<Answer extends object> {
  /** For how long; none is kept with 0. */
  readonly seconds: number;
  /** Milliseconds; a clock that nobody sets where none is given. */
  readonly now?: (() => number) | undefined;
  /** Most that is kept, about; a larger answer is not. */
  readonly bytes?: number;
  /** What an answer takes in memory, about. */
  bytesOf(answer: Answer): number;
}

/**
 * Lets those who ask for the same share one answer: whoever asks while it is made, and whoever asks within some seconds
 * after it. Making it ends when nobody waits for it any more. Errors are never kept.
 */
export class AnswerCache<Answer extends object> {
  readonly #running = new Map<string, SharedWork<Answer>>();
  readonly #answers: LRUCache<string, Answer> | undefined;

  constructor({ seconds, now = () => performance.now(), bytes = 16 * 2 ** 20, bytesOf }: AnswerCacheOptions<Answer>) {
    this.#answers =
      seconds > 0
        ? new LRUCache({
            ttl: seconds * 1000,
            ttlResolution: 0,
            ttlAutopurge: true,
            perf: { now },
            maxSize: bytes,
            sizeCalculation: (answer, key) => 2 * key.length + bytesOf(answer),
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
    ask: (signal: AbortSignal) => Promise<Answer>,
    fresh = false,
  ): Promise<{ answer: Answer; origin: Origin }> {
    signal.throwIfAborted();
    const known = fresh ? undefined : this.#answers?.get(key);
    if (known) {
      return { answer: known, origin: 'cache' };
    }
    const joined = fresh ? undefined : this.#running.get(key);
    const running = joined ?? this.#start(key, ask);
    return { answer: await running.wait(signal), origin: joined ? 'running' : 'asked' };
  }

  /** Forgets what is kept; whoever waits gets the answer that is being made, and nobody else. */
  clear(): void {
    this.#answers?.clear();
    this.#running.clear();
  }

  #start(key: string, ask: (signal: AbortSignal) => Promise<Answer>): SharedWork<Answer> {
    const running: SharedWork<Answer> = new SharedWork(
      async (signal) => {
        const answer = await ask(signal);
        // Else it was forgotten meanwhile, or asked for anew.
        if (this.#running.get(key) === running) {
          this.#answers?.set(key, answer);
        }
        return answer;
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
