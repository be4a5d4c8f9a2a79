// The executable that Grafana starts. First of all, keep stdout clean for the handshake.
import './plugin/output.ts';
import { createHandlers } from './data-source/handlers.ts';
import { serve } from './plugin/index.ts';

await serve(createHandlers());
