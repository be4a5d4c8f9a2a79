// Runs the test suites under the Bun that npm installed: Node 20 has no node:sqlite, Bun has.
import { spawnSync } from 'node:child_process';
import { ensureBuilt } from './build-backend.mjs';
import { ensureFrontendBuilt } from './build-frontend.mjs';
import { ensurePreviewBuilt } from './build-preview.mjs';

ensureBuilt();
await ensureFrontendBuilt();
await ensurePreviewBuilt();
const jest = ['bun', '--bun', 'node_modules/jest/bin/jest.js', '--projects', '.', 'src'];
const run = spawnSync('npx', [...jest, ...process.argv.slice(2)], {
  stdio: 'inherit',
  shell: process.platform === 'win32',
});
process.exit(run.status ?? 1);
