import { readlinkSync } from 'node:fs';
import { hostname } from 'node:os';

/** The namespace of processes that a Linux begins with, as every one of them numbers it. */
const firstNamespace = 'pid:[4026531836]';

/**
 * The machine whose process numbers these are. A container has numbers of its own, while its name may be that of its host or of another
 * container.
 */
export function machineOf(name: string, namespace: () => string): string {
  try {
    const own = namespace();
    return own === firstNamespace ? name : `${name} ${own}`;
  } catch {
    // Not Linux.
    return name;
  }
}

export const machine = machineOf(hostname(), () => readlinkSync('/proc/self/ns/pid'));

/** Whether a process of this machine runs. */
export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    // Somebody else's process is one.
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}
