// Creates a demo LcsCDR on a SQL Server, under the Bun that npm installed. Options: node scripts/seed.mjs --help
import { runInBun } from './run-bun.mjs';

runInBun('seed/main.ts', ...process.argv.slice(2));
