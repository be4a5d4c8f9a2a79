import { DiagnosticsError } from '../../../errors.ts';

/** Milliseconds without a login after one was refused: doubled with each refusal in a row. */
const firstPause = 30_000;
const longestPause = 600_000;

/**
 * Opens the connections of a data source, one at a time, so that a password that changed costs one refused login and not one
 * per panel: an account may be locked after a few. Whoever comes while one is opened shares its failure; after a refused login
 * everybody gets that error until it is time to try again.
 */
export class Logins<T> {
  readonly #open: () => Promise<T>;
  readonly #now: () => number;
  #underway: Promise<T> | undefined;
  #refused: { readonly error: DiagnosticsError; readonly until: number } | undefined;
  #pause = 0;

  /** @param now milliseconds, of the wall clock: the time of the next try is told */
  constructor(open: () => Promise<T>, now: () => number = Date.now) {
    this.#open = open;
    this.#now = now;
  }

  /** @throws what opening threw, now or when it was last refused */
  async open(): Promise<T> {
    while (this.#underway) {
      await this.#underway;
    }
    if (this.#refused && this.#now() < this.#refused.until) {
      throw this.#refused.error;
    }
    const attempt = this.#attempt().finally(() => {
      this.#underway = undefined;
    });
    this.#underway = attempt;
    return attempt;
  }

  /** Lets the next one try at once. If it is refused too, the pause after it is the longer. */
  forget(): void {
    this.#refused = undefined;
  }

  async #attempt(): Promise<T> {
    try {
      const opened = await this.#open();
      this.#refused = undefined;
      this.#pause = 0;
      return opened;
    } catch (thrown) {
      if (!(thrown instanceof DiagnosticsError) || thrown.code !== 'auth') {
        throw thrown;
      }
      this.#pause = Math.min(Math.max(firstPause, this.#pause * 2), longestPause);
      const until = this.#now() + this.#pause;
      const time = new Date(until).toISOString().slice(0, 19).replace('T', ' ');
      const text = `${thrown.message} So that the account is not locked, the next try is at ${time} UTC; Save & test and changed settings try at once.`;
      const error = new DiagnosticsError('auth', text, { cause: thrown.cause });
      this.#refused = { error, until };
      throw error;
    }
  }
}
