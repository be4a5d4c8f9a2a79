import { randomUUID } from 'node:crypto';
import { DiagnosticsError } from '../../pkg/errors.ts';
import { isAlive, machine } from '../is-alive.ts';
import type { Lease } from '../target.ts';
import type { ArchiveServer } from './server.ts';

/** Milliseconds for which a store stays with an archiver that is not heard of, and after which it makes itself heard again. */
const times = { lease: 120_000, renew: 30_000 };

/**
 * Who is at work on which store. ClickHouse has no transactions: whoever wants a store says so, then looks who else did, and steps back
 * where there is anybody. Each writes before it looks, so that of two at most one sees nobody. The clock is that of the server.
 */
export class Leases {
  readonly #server: Pick<ArchiveServer, 'ask' | 'tell'>;
  readonly #clock: () => number;
  /** One line for each process that ever asked, not for each pass. */
  readonly #me = randomUUID();

  constructor(server: Pick<ArchiveServer, 'ask' | 'tell'>, clock: () => number) {
    this.#server = server;
    this.#clock = clock;
  }

  async lock(store: string): Promise<Lease | { readonly holder: string }> {
    // From before it is said: the answer may be late.
    let claimedAt = this.#clock();
    const holder = await this.#claim(store);
    if (holder !== undefined) {
      return { holder };
    }
    return {
      store,
      renew: async () => {
        const asked = this.#clock();
        if (asked - claimedAt < times.renew) {
          return;
        }
        // Somebody else may have it although its time is not over here: the server's clock may have been put forward.
        if ((await this.#claim(store)) !== undefined) {
          throw new DiagnosticsError(
            'server',
            `Another archiver has taken over the store ${store}. Run one archiver for each store.`,
          );
        }
        claimedAt = asked;
      },
      release: () => this.#say(store, 0),
    };
  }

  /** @returns who has the store; undefined where that is this process now */
  async #claim(store: string): Promise<string | undefined> {
    const before = await this.#other(store);
    if (before !== undefined) {
      return before;
    }
    await this.#say(store, times.lease);
    const other = await this.#other(store);
    if (other !== undefined) {
      await this.#say(store, 0);
    }
    return other;
  }

  /** Somebody else who has the store, and was heard of or runs on this machine. */
  async #other(store: string): Promise<string | undefined> {
    const rows = await this.#server.ask(
      `select "Host", "Pid" from "ArchiveLocks" where "Store" = {p1:String} and "Holder" != {p2:String}
        and "Until" > toUnixTimestamp64Milli(now64(3))`,
      [store, this.#me],
    );
    const alive = rows.find(({ Host, Pid }) => Host !== machine || isAlive(Number(Pid)));
    return alive && `process ${String(alive['Pid'])} on ${String(alive['Host'])}`;
  }

  /** @param milliseconds for which the store is wanted from now on */
  async #say(store: string, milliseconds: number): Promise<void> {
    const now = 'toUnixTimestamp64Milli(now64(3))';
    await this.#server.tell(
      `insert into "ArchiveLocks" ("Store", "Holder", "Host", "Pid", "Until", "Said")
        select {p1:String}, {p2:String}, {p3:String}, {p4:Int64}, ${milliseconds > 0 ? `${now} + ${milliseconds}` : '0'}, ${now}`,
      [store, this.#me, machine, process.pid],
    );
  }
}
