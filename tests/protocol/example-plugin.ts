import '../../pkg/plugin/output.ts'; // first: standard output belongs to the handshake
import { PluginError, serve, type PluginHandlers, type QueryCall } from '../../pkg/plugin/index.ts';

/** A sine wave of the period that the query asks for, in seconds. */
function wave({ query: { model, range, maxDataPoints } }: QueryCall) {
  const { period } = model as { period?: unknown };
  if (typeof period !== 'number' || period <= 0) {
    throw new PluginError('query', 'period: expected seconds above 0.', { status: 400, source: 'downstream' });
  }
  const step = (range.to - range.from) / maxDataPoints;
  const times = Array.from({ length: maxDataPoints }, (_, index) => range.from + index * step);
  return {
    name: 'wave',
    fields: [
      { name: 'time', type: 'time' as const, values: times },
      {
        name: 'value',
        type: 'number' as const,
        values: times.map((time) => Math.sin((2 * Math.PI * time) / 1000 / period)),
      },
    ],
  };
}

const handlers: PluginHandlers = {
  query: async (call) => [wave(call)],
  checkHealth: async ({ settings }) => ({ ok: true, message: `${settings.name} is at sea.` }),
};

await serve(handlers);
