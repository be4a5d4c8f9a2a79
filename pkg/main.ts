// The executable that Grafana starts. First of all, keep stdout clean for the handshake.
import './plugin/output.ts';
import { createHandlers } from './data-source/handlers.ts';
import { serve } from './plugin/index.ts';

if (process.argv[2] === 'archive') {
  // The same executable is the archiver; Grafana gives no arguments and never loads it.
  const { runArchive } = await import('../archive/main.ts');
  process.exit(await runArchive(process.argv.slice(3)));
} else {
  await serve(createHandlers());
}
