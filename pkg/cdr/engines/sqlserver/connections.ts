import { Pool } from 'tarn';
import { untilAborted } from '../../../async/until-aborted.ts';
import type { PoolState } from '../engine.ts';
import { Busy } from './errors.ts';
import type { Session } from './session.ts';

/** Milliseconds an idle connection is kept: rules that are evaluated every few minutes need not sign in each time. */
const keepIdle = 15 * 60_000;
/** Milliseconds after which an idle connection is tried before it is used: a firewall may have forgotten it. */
const trusted = 5000;
/** Milliseconds such a connection has to answer. */
const checkWithin = 3000;
/** The largest delay of a timer, in milliseconds: limits of the pool's own are not wanted. */
const never = 2 ** 31 - 1;

/** A connection on loan. */
export interface Loan {
  readonly session: Session;
  /** Milliseconds left of the limit. */
  readonly left: number;
}

/** The connections of a data source; statements queue for them. */
export class Connections {
  readonly #pool: Pool<Session>;
  /** Since when there is a connection at all; the limit of a statement does not count the time before. */
  #since = 0;
  /** A check begun at this time was not answered: what was last heard before is forgotten too. */
  #deafSince = -Infinity;

  /** @param open makes a connection within a limit of its own */
  constructor(open: () => Promise<Session>, max: number) {
    const validate = (session: Session) => this.#isUsable(session);
    this.#pool = new Pool<Session>({
      create: async () => {
        const session = await open();
        this.#since = this.#isEmpty ? performance.now() : this.#since;
        return session;
      },
      // It may take its time, whatever its declaration says.
      validate: validate as unknown as (session: Session) => boolean,
      destroy: (session) => {
        session.close();
      },
      min: 0,
      max,
      idleTimeoutMillis: keepIdle,
      acquireTimeoutMillis: never,
      createTimeoutMillis: never,
      createRetryIntervalMillis: 10,
      propagateCreateError: true,
    });
  }

  get state(): PoolState {
    const open = this.#pool.numUsed() + this.#pool.numFree();
    return { size: open, available: this.#pool.numFree(), pending: this.#pool.numPendingAcquires() };
  }

  /**
   * Waits for a connection.
   * @param limit milliseconds
   * @throws what opening one threw, the reason of the signal, or {@link Busy}
   */
  async borrow(limit: number, signal: AbortSignal): Promise<Loan> {
    const asked = performance.now();
    const left = () => (this.#isEmpty ? limit : limit - (performance.now() - Math.max(asked, this.#since)));
    const waiting = this.#pool.acquire();
    const patience = new AbortController();
    let timer: NodeJS.Timeout | undefined;
    const watch = () => {
      timer = setTimeout(() => {
        if (left() > 0) {
          watch();
        } else {
          patience.abort(new Busy());
        }
      }, left());
    };
    watch();
    try {
      const session = await untilAborted(waiting.promise, AbortSignal.any([signal, patience.signal]));
      return { session, left: left() };
    } catch (thrown) {
      waiting.abort();
      // It may have been on its way already.
      waiting.promise.then(
        (session) => this.#pool.release(session),
        () => undefined,
      );
      throw thrown;
    } finally {
      clearTimeout(timer);
    }
  }

  /** Gives a connection back, once what was asked over it has ended. */
  giveBack(session: Session): void {
    void session.idle.then(() => this.#pool.release(session));
  }

  async close(): Promise<void> {
    await this.#pool.destroy();
  }

  get #isEmpty(): boolean {
    return this.#pool.numUsed() + this.#pool.numFree() === 0;
  }

  async #isUsable(session: Session): Promise<boolean> {
    if (session.ended || session.heard < this.#deafSince) {
      return false;
    }
    const now = performance.now();
    if (now - session.heard < trusted || (await session.answers(checkWithin))) {
      return true;
    }
    this.#deafSince = now;
    return false;
  }
}
