import { lstatSync, utimesSync, type Stats } from 'node:fs';
import { setTimeout } from 'node:timers/promises';

/** Milliseconds between two looks at the socket. */
const interval = 3_000;

/** Milliseconds after which the socket is touched: what cleans temporary directories goes by the age of files, in days. */
const touchedEvery = 24 * 60 * 60 * 1_000;

/**
 * Keeps the socket at `path` there until the process ends, and calls `listenAgain` where it has gone or is another's:
 * connections that are open live on without it, but no new one can be made. Does not keep the process alive.
 *
 * @param ending aborts when the socket may go
 * @throws what `listenAgain` throws
 */
export async function keepSocket(path: string, ending: AbortSignal, listenAgain: () => Promise<void>): Promise<void> {
  let own = statusOf(path)?.ino;
  for (;;) {
    await setTimeout(interval, undefined, { ref: false });
    if (ending.aborted) {
      return;
    }
    const found = statusOf(path);
    if (found?.ino !== own) {
      await listenAgain();
      own = statusOf(path)?.ino;
    } else if (found && Date.now() - found.mtimeMs > touchedEvery) {
      touch(path);
    }
  }
}

function statusOf(path: string): Stats | undefined {
  try {
    return lstatSync(path);
  } catch {
    return undefined;
  }
}

function touch(path: string): void {
  const now = Date.now() / 1_000;
  try {
    utimesSync(path, now, now);
  } catch {
    // Gone this moment: the next look sees it.
  }
}
