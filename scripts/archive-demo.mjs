// Builds what is missing, archives two generated LcsCDR databases and starts the preview on the archive. Options: --clickhouse, --days,
// --sessions.
import { ensureBuilt } from './build-backend.mjs';
import { ensureFrontendBuilt } from './build-frontend.mjs';
import { ensurePreviewBuilt } from './build-preview.mjs';
import { runInBun } from './run-bun.mjs';

const executable = ensureBuilt();
await ensureFrontendBuilt();
await ensurePreviewBuilt();
runInBun('preview/archive-demo/main.ts', executable, ...process.argv.slice(2));
