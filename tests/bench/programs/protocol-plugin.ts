// A plugin that knows Grafana's protocol and has no answers: what it takes is the runtime's and the protocol's.
import '../../../pkg/plugin/output.ts';
import { serve } from '../../../pkg/plugin/index.ts';

void serve({
  query: () => Promise.resolve([]),
  checkHealth: () => Promise.resolve({ ok: true, message: 'fine' }),
});
