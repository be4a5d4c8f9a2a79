// The executable that Grafana starts. First of all, keep stdout clean for the handshake.
import './plugin/output.ts';
import { createHandlers } from './datasource.ts';
import { serve } from './plugin/serve.ts';

await serve(createHandlers());
