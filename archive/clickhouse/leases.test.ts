import { beforeEach, expect, test } from '@jest/globals';
import type { Lease } from '../target.ts';
import { Leases } from './leases.ts';

/** The lines of `ArchiveLocks` on a server with a clock of its own, milliseconds. */
class Locks {
  now = 1_000_000;
  readonly #until = new Map<string, number>();

  /** Lines of others that hold a store. */
  ask = (_sql: string, [store, me]: readonly (string | number | null)[]) =>
    Promise.resolve(
      [...this.#until]
        .filter(([line, until]) => line.startsWith(`${store} `) && line !== `${store} ${me}` && until > this.now)
        .map(() => ({ Host: 'another machine', Pid: 7 })),
    );

  tell = (sql: string, [store, me]: readonly (string | number | null)[]) => {
    const [, milliseconds] = /\+ (\d+)/.exec(sql) ?? [];
    this.#until.set(`${store} ${me}`, milliseconds === undefined ? 0 : this.now + Number(milliseconds));
    return Promise.resolve();
  };
}

let locks: Locks;
let clock: number;
beforeEach(() => {
  locks = new Locks();
  clock = 0;
});
/** Time that passes, here and on the server. */
const pass = (seconds: number) => {
  clock += seconds * 1000;
  locks.now += seconds * 1000;
};
const archiver = (server: Pick<Locks, 'ask' | 'tell'> = locks) => new Leases(server, () => clock);
async function held(leases: Leases): Promise<Lease> {
  const lease = await leases.lock('emea');
  if ('holder' in lease) {
    throw new Error(lease.holder);
  }
  return lease;
}
const takenOver = 'Another archiver has taken over the store emea. Run one archiver for each store.';

test('a lease that is renewed stays, and nobody else gets the store', async () => {
  const lease = await held(archiver());
  const second = archiver();
  for (let minute = 0; minute < 10; minute++) {
    pass(60);
    await lease.renew();
    expect(await second.lock('emea')).toEqual({ holder: 'process 7 on another machine' });
  }
  await lease.release();
  await held(second);
});

test('one that has lapsed is lost to whoever took the store', async () => {
  const lease = await held(archiver());
  pass(121);
  await held(archiver());
  await expect(lease.renew()).rejects.toThrow(takenOver);
});

test('one that has lapsed by the clock of the server alone is lost too', async () => {
  const lease = await held(archiver());
  locks.now += 3_600_000;
  await held(archiver());
  pass(31);
  await expect(lease.renew()).rejects.toThrow(takenOver);
});

test('one whose answer was late is as old as the question', async () => {
  let answers = 0;
  const late: typeof locks.ask = async (...asked) => {
    const rows = await locks.ask(...asked);
    answers += 1;
    if (answers === 2) {
      pass(110);
    }
    return rows;
  };
  const lease = await held(archiver({ ask: late, tell: locks.tell }));
  pass(11);
  await held(archiver());
  await expect(lease.renew()).rejects.toThrow(takenOver);
});
