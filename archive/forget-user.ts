import { archivedViews } from '../pkg/cdr/schema/archive.ts';
import { DiagnosticsError } from '../pkg/errors.ts';
import { digestOf, Forgetting, isForgettable, needleOf, newPseudonym } from './forgotten.ts';
import { personalColumns } from './personal-columns.ts';
import type { ArchiveTarget, Lease } from './target.ts';

/**
 * Puts a pseudonym in the place of a person, in every store and view, and remembers to do so with rows that are copied from now on. Killed
 * in between and run again it ends what it began.
 * @returns how many rows named the person
 * @throws DiagnosticsError where the address is none, or another archiver is at work
 */
export async function forgetUser(target: ArchiveTarget, address: string): Promise<number> {
  if (!isForgettable(address)) {
    throw new DiagnosticsError(
      'settings',
      'forget: --user takes the address of a user such as alice@example.com, or a telephone number such as +493012345.',
    );
  }
  const leases = await lockAll(target);
  try {
    const digest = digestOf(address);
    const pseudonym = (await target.forgotten()).get(digest) ?? newPseudonym();
    await target.rememberForgotten(digest, pseudonym);
    const forgetting = new Forgetting(new Map([[digest, pseudonym]]));
    let rows = 0;
    for (const lease of leases) {
      for (const view of archivedViews.filter((one) => personalColumns(one).length > 0)) {
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
    for (const lease of leases) {
      await lease.release();
    }
  }
}

/** Every store that the archive has, whether or not the configuration names it still. */
async function lockAll(target: ArchiveTarget): Promise<Lease[]> {
  const leases: Lease[] = [];
  for (const store of await target.stores()) {
    const lease = await target.lock(store);
    if ('holder' in lease) {
      for (const one of leases) {
        await one.release();
      }
      throw new DiagnosticsError(
        'server',
        `Another archiver is at work on ${store}: ${lease.holder}. Stop it first, or try again when its pass has ended.`,
      );
    }
    leases.push(lease);
  }
  return leases;
}
