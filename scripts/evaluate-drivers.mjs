// Lets incidents happen in generated calls and holds what Failure Drivers says against them, under the Bun that npm installed, which has node:sqlite.
// Options: npm run drivers:quality -- --help
import { spawn } from 'node:child_process';

const quality = spawn('npx', ['bun', 'alerting/quality/drivers/main.ts', ...process.argv.slice(2)], {
  stdio: 'inherit',
  shell: process.platform === 'win32',
});
for (const signal of ['SIGINT', 'SIGTERM']) {
  process.on(signal, () => quality.kill(signal));
}
quality.on('exit', (code) => process.exit(code ?? 1));
