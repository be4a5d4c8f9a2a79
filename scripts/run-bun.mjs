import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';

/** The Bun that npm installed: its file has this name on every platform. */
export const bun = fileURLToPath(new URL('../node_modules/bun/bin/bun.exe', import.meta.url));

/**
 * Runs a program in TypeScript in the place of this process: its output, the signals it gets and its exit code are those of the program. Not by
 * npx, which does not hand signals on.
 */
export function runInBun(program, ...args) {
  const child = spawn(bun, [program, ...args], { stdio: 'inherit' });
  for (const signal of ['SIGINT', 'SIGTERM']) {
    process.on(signal, () => child.kill(signal));
  }
  child.on('exit', (code) => process.exit(code ?? 1));
}
