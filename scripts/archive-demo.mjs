// Builds what is missing, archives two generated LcsCDR databases and starts the preview on the archive. Options: --days, --sessions.
import { spawn } from 'node:child_process';
import { ensureBuilt } from './build-backend.mjs';
import { ensureFrontendBuilt } from './build-frontend.mjs';
import { ensurePreviewBuilt } from './build-preview.mjs';

const executable = ensureBuilt();
await ensureFrontendBuilt();
await ensurePreviewBuilt();
const demo = spawn('npx', ['bun', 'preview/archive-demo/main.ts', executable, ...process.argv.slice(2)], {
  stdio: 'inherit',
  shell: process.platform === 'win32',
});
for (const signal of ['SIGINT', 'SIGTERM']) {
  process.on(signal, () => demo.kill(signal));
}
demo.on('exit', (code) => process.exit(code ?? 1));
