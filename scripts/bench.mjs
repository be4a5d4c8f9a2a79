// Builds what is missing and measures it, under the Bun that npm installed. Options: --quick, --json FILE.
import { ensureBuilt } from './build-backend.mjs';
import { runInBun } from './run-bun.mjs';

ensureBuilt();
runInBun('tests/bench/main.ts', ...process.argv.slice(2));
