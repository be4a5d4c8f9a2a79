// Builds what is missing and starts the preview, under the Bun that npm installed.
import { ensureBuilt } from './build-backend.mjs';
import { ensureFrontendBuilt } from './build-frontend.mjs';
import { ensurePreviewBuilt } from './build-preview.mjs';
import { runInBun } from './run-bun.mjs';

const executable = ensureBuilt();
await ensureFrontendBuilt();
await ensurePreviewBuilt();
runInBun('preview/main.ts', executable);
