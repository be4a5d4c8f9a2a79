// Kills the archiver at random instants, between ends that change and go away. Options: --kills 200, --seed N, --source embedded|sqlserver,
// --target file|clickhouse, --sessions of a day. For sqlserver MSSQL_TEST_URL names the server.
import { ensureBuilt } from './build-backend.mjs';
import { runInBun } from './run-bun.mjs';

ensureBuilt();
runInBun('tests/archive/kills/main.ts', ...process.argv.slice(2));
