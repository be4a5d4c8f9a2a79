// Builds what is missing and starts the preview, under the Bun that npm installed.
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { ensureBuilt } from './build-backend.mjs';
import { ensureFrontendBuilt } from './build-frontend.mjs';
import { ensurePreviewBuilt } from './build-preview.mjs';

const executable = ensureBuilt();
await ensureFrontendBuilt();
await ensurePreviewBuilt();
// Not by npx, which does not hand signals on.
const preview = spawn(join('node_modules', '.bin', 'bun'), ['preview/main.ts', executable], {
  stdio: 'inherit',
  shell: process.platform === 'win32',
});
for (const signal of ['SIGINT', 'SIGTERM']) {
  process.on(signal, () => preview.kill(signal));
}
preview.on('exit', (code) => process.exit(code ?? 1));
