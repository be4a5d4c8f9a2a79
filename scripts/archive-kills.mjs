// Kills the archiver at random instants, between ends that change and go away. Options: --kills 200, --seed N, --source embedded|sqlserver,
// --target file|clickhouse, --sessions of a day. For sqlserver MSSQL_TEST_URL names the server.
import { spawn } from 'node:child_process';
import { ensureBuilt } from './build-backend.mjs';

ensureBuilt();
const run = spawn('npx', ['bun', 'tests/archive/kills/main.ts', ...process.argv.slice(2)], {
  stdio: 'inherit',
  shell: process.platform === 'win32',
});
for (const signal of ['SIGINT', 'SIGTERM']) {
  process.on(signal, () => run.kill(signal));
}
run.on('exit', (code) => process.exit(code ?? 1));
