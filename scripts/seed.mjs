// Creates a demo LcsCDR on a SQL Server, under the Bun that npm installed. Options: node scripts/seed.mjs --help
import { spawn } from 'node:child_process';

const seed = spawn('npx', ['bun', 'seed/main.ts', ...process.argv.slice(2)], {
  stdio: 'inherit',
  shell: process.platform === 'win32',
});
for (const signal of ['SIGINT', 'SIGTERM']) {
  process.on(signal, () => seed.kill(signal));
}
seed.on('exit', (code) => process.exit(code ?? 1));
