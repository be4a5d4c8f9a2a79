// Runs the shipped alert rules over generated calls and says when they fire, under the Bun that npm installed, which has node:sqlite.
// Options: npm run alerts:quality -- --help
import { runInBun } from './run-bun.mjs';

runInBun('alerting/quality/main.ts', ...process.argv.slice(2));
