/** Milliseconds between two looks at the parent process. */
const interval = 1_000;

/** Whether a process of this id runs; true where the system does not let us know. */
export function processExists(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (thrown) {
    return (thrown as NodeJS.ErrnoException).code !== 'ESRCH';
  }
}

/**
 * Calls `onOrphan` once the process that started us is gone. A Grafana that is killed cannot stop its plugins, and
 * nothing else would end them. On Linux and macOS an orphan gets a new parent; on Windows the old parent's id stays,
 * so there the process itself is looked for. Does not keep the process alive.
 */
export function watchParent(onOrphan: () => void): void {
  const parent = process.ppid;
  const timer = setInterval(() => {
    if (process.ppid !== parent || !processExists(parent)) {
      clearInterval(timer);
      onOrphan();
    }
  }, interval);
  timer.unref();
}
