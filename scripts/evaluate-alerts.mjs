// Runs the shipped alert rules over generated calls and says when they fire, under the Bun that npm installed, which has node:sqlite.
// Options: npm run alerts:quality -- --help
import { spawn } from 'node:child_process';

const quality = spawn('npx', ['bun', 'alerting/quality/main.ts', ...process.argv.slice(2)], {
  stdio: 'inherit',
  shell: process.platform === 'win32',
});
for (const signal of ['SIGINT', 'SIGTERM']) {
  process.on(signal, () => quality.kill(signal));
}
quality.on('exit', (code) => process.exit(code ?? 1));
