// Builds what is missing and cuts its connections to a SQL Server for a while. Options: --minutes 20, --seed N.
import { ensureBuilt } from './build-backend.mjs';
import { runInBun } from './run-bun.mjs';

ensureBuilt();
runInBun('tests/faults/soak/main.ts', ...process.argv.slice(2));
