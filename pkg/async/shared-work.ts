import { untilAborted } from './until-aborted.ts';

/** Work that several callers wait for. Whoever goes away takes nobody else's answer; with the last one the work is ended. */
export class SharedWork<T> {
  readonly #result: Promise<T>;
  readonly #stop = new AbortController();
  readonly #over: () => void;
  #waiting = 0;
  #isOver = false;

  /**
   * Starts the work.
   * @param start its signal aborts when nobody waits any more
   * @param over called once, when the work has ended or nobody waits for it: from then on nobody may join
   * @throws what `start` throws before it has a promise
   */
  constructor(start: (signal: AbortSignal) => Promise<T>, over: () => void) {
    this.#over = over;
    this.#result = start(this.#stop.signal);
    const end = () => {
      this.#end();
    };
    this.#result.then(end, end);
  }

  /** @throws the reason of the signal when it aborts, else what the work throws */
  async wait(signal: AbortSignal): Promise<T> {
    this.#waiting += 1;
    try {
      return await untilAborted(this.#result, signal);
    } finally {
      this.#waiting -= 1;
      if (this.#waiting === 0 && !this.#isOver) {
        this.#end();
        this.#stop.abort();
      }
    }
  }

  #end(): void {
    if (!this.#isOver) {
      this.#isOver = true;
      this.#over();
    }
  }
}
