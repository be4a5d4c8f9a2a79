// Lets incidents happen in generated calls and holds what Failure Drivers says against them, under the Bun that npm installed, which has node:sqlite.
// Options: npm run drivers:quality -- --help
import { runInBun } from './run-bun.mjs';

runInBun('alerting/quality/drivers/main.ts', ...process.argv.slice(2));
