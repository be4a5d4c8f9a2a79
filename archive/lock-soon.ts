import { DiagnosticsError } from '../pkg/errors.ts';
import type { Tools } from './run.ts';
import type { Lease } from './target.ts';

/** Seconds for which whoever takes something away waits for the pass of an archiver to end. */
const patience = 60;

/**
 * Takes a store, as soon as the archiver that is at work on it has ended its pass.
 * @throws DiagnosticsError where that takes more than a minute
 */
export async function lockSoon(
  { target, wait, signal }: Pick<Tools, 'target' | 'wait' | 'signal'>,
  store: string,
): Promise<Lease> {
  for (let second = 0; ; second++) {
    const lease = await target.lock(store);
    if (!('holder' in lease)) {
      return lease;
    }
    if (second >= patience) {
      throw new DiagnosticsError(
        'server',
        `Another archiver is at work on ${store}: ${lease.holder}. Try again when its pass has ended, or stop it first.`,
      );
    }
    await wait(1000, signal);
  }
}
