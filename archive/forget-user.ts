import { archivedViews } from '../pkg/cdr/schema/archive.ts';
import { DiagnosticsError } from '../pkg/errors.ts';
import { digestOf, Forgetting, isForgettable, needleOf, newPseudonym } from './forgotten.ts';
import { lockSoon } from './lock-soon.ts';
import { personalColumns } from './personal-columns.ts';
import type { Tools } from './run.ts';
import type { Lease } from './target.ts';

type Locking = Pick<Tools, 'config' | 'target' | 'wait' | 'signal'>;

/** @throws DiagnosticsError where a text is no address that can be forgotten; it does not repeat it */
export function requireForgettable(address: string): void {
  if (!isForgettable(address)) {
    throw new DiagnosticsError(
      'settings',
      'forget: --user takes the address of a user such as alice@example.com, or a telephone number such as +493012345.',
    );
  }
}

/**
 * Puts a pseudonym in the place of a person, in every store and view, and remembers to do so with rows that are copied from now on. Killed
 * in between and run again it ends what it began.
 * @returns how many rows named the person
 * @throws DiagnosticsError where the address is none, or another archiver is at work
 */
export async function forgetUser(tools: Locking, address: string): Promise<number> {
  requireForgettable(address);
  const { target } = tools;
  const leases = await lockAll(tools);
  try {
    const digest = digestOf(address);
    const pseudonym = (await target.forgotten()).get(digest) ?? newPseudonym();
    await target.rememberForgotten(digest, pseudonym);
    const forgetting = new Forgetting(new Map([[digest, pseudonym]]));
    let rows = 0;
    for (const lease of leases) {
      for (const view of archivedViews.filter((one) => personalColumns(one).length > 0)) {
        // The stores whose turn comes later are to stay ours too.
        for (const one of leases) {
          await one.renew();
        }
        rows += await target.rewrite(
          lease,
          view,
          { columns: personalColumns(view), needle: needleOf(address) },
          (row) => {
            const kept = forgetting.row(view, row);
            return kept === row ? undefined : kept;
          },
        );
      }
    }
    await target.scrub();
    return rows;
  } finally {
    await releaseAll(leases);
  }
}

/** Every store that the archive has, whether or not the configuration names it still, and every one that is about to be copied. */
async function lockAll(tools: Locking): Promise<Lease[]> {
  const leases: Lease[] = [];
  try {
    const configured = tools.config.stores.map(({ name }) => name);
    for (const store of new Set([...(await tools.target.stores()), ...configured])) {
      leases.push(await lockSoon(tools, store));
    }
    return leases;
  } catch (error) {
    await releaseAll(leases);
    throw error;
  }
}

/** One that is not given back ends by itself, and is no reason to keep the others or to hide what went wrong. */
async function releaseAll(leases: readonly Lease[]): Promise<void> {
  await Promise.allSettled(leases.map(async (lease) => lease.release()));
}
