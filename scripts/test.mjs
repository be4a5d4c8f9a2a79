// Runs the test suites under the Bun that npm installed: Node 20 has no node:sqlite, Bun has.
//   node scripts/test.mjs [paths and options of Jest]
import { spawnSync } from 'node:child_process';
import { ensureBuilt } from './build-backend.mjs';
import { ensureFrontendBuilt } from './build-frontend.mjs';
import { ensurePreviewBuilt } from './build-preview.mjs';

const given = process.argv.slice(2);
if (!given.includes('--listTests')) {
  ensureBuilt();
  await ensureFrontendBuilt();
  await ensurePreviewBuilt();
}
const run = spawnSync('npx', ['bun', '--bun', 'node_modules/jest/bin/jest.js', ...given], {
  stdio: 'inherit',
  shell: process.platform === 'win32',
});
process.exit(run.status ?? 1);
