// Builds what is missing and measures it, under the Bun that npm installed. Options: --quick, --json FILE.
import { spawn } from 'node:child_process';
import { ensureBuilt } from './build-backend.mjs';

ensureBuilt();
const bench = spawn('npx', ['bun', 'tests/bench/main.ts', ...process.argv.slice(2)], {
  stdio: 'inherit',
  shell: process.platform === 'win32',
});
for (const signal of ['SIGINT', 'SIGTERM']) {
  process.on(signal, () => bench.kill(signal));
}
bench.on('exit', (code) => process.exit(code ?? 1));
