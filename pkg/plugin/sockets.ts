import { randomBytes } from 'node:crypto';
import { readdir, unlink } from 'node:fs/promises';
import { createConnection } from 'node:net';
import { join } from 'node:path';
import { processExists } from './orphan.ts';

/** Socket names carry the process id, so that a later start can tell what a killed one left behind. */
const namePattern = /^gpx-(\d+)-[0-9a-f]+\.sock$/;

/** Longest path a socket address takes on every system we support; macOS allows least. */
const maxPathBytes = 103;

/** A new path in `directory` for the socket of this process, or undefined where a path there would be too long. */
export function socketPath(directory: string): string | undefined {
  const path = join(directory, `gpx-${process.pid}-${randomBytes(3).toString('hex')}.sock`);
  return Buffer.byteLength(path) <= maxPathBytes ? path : undefined;
}

/**
 * Removes the sockets of our own processes that were killed and could not clean up. A socket goes only if its process
 * is gone and nobody answers on it: a process of another container that shares the directory has an id we cannot see.
 */
export async function removeStaleSockets(directory: string): Promise<void> {
  const names = await readdir(directory).catch(() => []);
  for (const name of names) {
    const pid = namePattern.exec(name)?.[1];
    if (pid === undefined || processExists(Number(pid))) {
      continue;
    }
    const path = join(directory, name);
    if (!(await answers(path))) {
      // Somebody else's socket stays: the directory's permissions see to that.
      await unlink(path).catch(() => undefined);
    }
  }
}

function answers(path: string): Promise<boolean> {
  return new Promise((resolve) => {
    const connection = createConnection({ path });
    const settle = (answer: boolean) => () => {
      connection.destroy();
      resolve(answer);
    };
    connection.once('connect', settle(true));
    connection.once('error', settle(false));
    connection.setTimeout(1_000, settle(true));
  });
}
