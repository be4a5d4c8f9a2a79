import { randomUUID } from 'node:crypto';
import type { DatabaseSync } from 'node:sqlite';
import { DiagnosticsError } from '../../pkg/errors.ts';
import { isAlive, machine } from '../is-alive.ts';
import type { Lease } from '../target.ts';

/** Milliseconds for which a store stays with an archiver that is not heard of. */
const leaseTime = 120_000;

/**
 * Takes a store for this process, within a transaction: where nobody has it, where whoever has it was not heard of for two minutes, or
 * has ended on this machine.
 */
export function lockStore(db: DatabaseSync, store: string, now: () => number): Lease | { readonly holder: string } {
  const me = randomUUID();
  const held = db.prepare('SELECT * FROM "ArchiveLocks" WHERE "Store" = ?').get(store);
  const gone = held && held['Host'] === machine && !isAlive(Number(held['Pid']));
  const left = Number(held?.['Until']) - now();
  // More than a whole lease is left where the clock has been put back since: nobody would get the store before it has caught up.
  if (held && !gone && left > 0 && left <= leaseTime) {
    return { holder: `process ${String(held['Pid'])} on ${String(held['Host'])}` };
  }
  db.prepare('INSERT OR REPLACE INTO "ArchiveLocks" VALUES (?, ?, ?, ?, ?)').run(
    ...[store, me, machine, process.pid, now() + leaseTime],
  );
  return {
    store,
    renew: () => {
      const { changes } = db
        .prepare('UPDATE "ArchiveLocks" SET "Until" = ? WHERE "Store" = ? AND "Holder" = ?')
        .run(now() + leaseTime, store, me);
      if (Number(changes) === 0) {
        throw new DiagnosticsError(
          'server',
          `Another archiver has taken over the store ${store}. Run one archiver for each store.`,
        );
      }
    },
    release: () => {
      db.prepare('DELETE FROM "ArchiveLocks" WHERE "Store" = ? AND "Holder" = ?').run(store, me);
    },
  };
}
