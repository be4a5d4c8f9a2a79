import { readdirSync, readFileSync } from 'node:fs';
import type { PluginProcess } from '../../preview/plugin-host/plugin-process.ts';

/**
 * Milliseconds that all threads of a process have computed so far; undefined where only Linux tells. Unlike the time on a clock it hangs
 * little on what else the machine does.
 */
function computed(pid: number | undefined): number | undefined {
  try {
    const tasks = `/proc/${pid}/task`;
    const nanoseconds = readdirSync(tasks).map((task) =>
      Number(readFileSync(`${tasks}/${task}/schedstat`, 'utf8').split(' ')[0]),
    );
    return nanoseconds.reduce((sum, one) => sum + one, 0) / 1e6;
  } catch {
    return undefined;
  }
}

/** Milliseconds that a plugin computed while it answered; those that the answer took where it is not told. */
export async function timed(plugin: PluginProcess, answer: () => Promise<number>): Promise<number> {
  const before = computed(plugin.process.pid);
  const milliseconds = await answer();
  const after = computed(plugin.process.pid);
  // A thread that ended meanwhile takes its share with it.
  return before === undefined || after === undefined || after < before ? milliseconds : after - before;
}
