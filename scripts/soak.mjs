// Builds what is missing and cuts its connections to a SQL Server for a while. Options: --minutes 20, --seed N.
import { spawn } from 'node:child_process';
import { ensureBuilt } from './build-backend.mjs';

ensureBuilt();
const soak = spawn('npx', ['bun', 'tests/faults/soak/main.ts', ...process.argv.slice(2)], {
  stdio: 'inherit',
  shell: process.platform === 'win32',
});
for (const signal of ['SIGINT', 'SIGTERM']) {
  process.on(signal, () => soak.kill(signal));
}
soak.on('exit', (code) => process.exit(code ?? 1));
