import { spawn } from 'node:child_process';
import { clearInterval, setInterval } from 'node:timers';
import { fileURLToPath } from 'node:url';

/** The Bun that npm installed: its file has this name on every platform. */
export const bun = fileURLToPath(new URL('../node_modules/bun/bin/bun.exe', import.meta.url));

/** Who started this process, as long as it is there. */
const starter = process.ppid;

/** Milliseconds between looks at whether it still is. */
const lookEvery = 500;

/**
 * Runs a program in TypeScript in the place of this process: its output, the signals it gets and its exit code are those of the program. Not by
 * npx, which does not hand signals on; nor does the shell that npm runs a script in, so that under npm the program is told to end where its
 * starter has.
 */
export function runInBun(program, ...args) {
  const child = spawn(bun, [program, ...args], { stdio: 'inherit' });
  for (const signal of ['SIGINT', 'SIGTERM']) {
    process.on(signal, () => child.kill(signal));
  }
  if (process.env.npm_lifecycle_event !== undefined) {
    const look = setInterval(() => {
      // Another parent: the first one has gone. Windows keeps the number.
      if (process.ppid !== starter) {
        clearInterval(look);
        child.kill('SIGTERM');
      }
    }, lookEvery);
  }
  child.on('exit', (code) => process.exit(code ?? 1));
}
