// A plugin that answers with one frame it has ready: what is left is the encoder and the protocol.
import '../../../pkg/plugin/output.ts';
import { encodeFrame } from '../../../pkg/plugin/frames/encode.ts';
import { serve, type Field, type Frame, type PluginHandlers } from '../../../pkg/plugin/index.ts';

const rows = 10_000;
const column = <T>(value: (row: number) => T): T[] => Array.from({ length: rows }, (_, row) => value(row));

const floats = Array.from({ length: 4 }, (_, index): Field => ({
  name: `number ${index}`,
  type: 'number',
  values: column((row) => Math.sin(row + index) * 100),
}));

const frame: Frame = {
  name: 'bench',
  fields: [
    { name: 'time', type: 'time', values: column((row) => 1_700_000_000_000 + row * 60_000) },
    ...floats,
    { name: 'integer', type: 'integer', values: column((row) => row * 7) },
    { name: 'string', type: 'string', values: column((row) => `sip:user${row % 3_000}@example.com`) },
    { name: 'boolean', type: 'boolean', values: column((row) => row % 3 === 0) },
  ],
};

/** Milliseconds to encode the frame so many times, and bytes of one. */
function encode(times: number): { milliseconds: number; bytes: number } {
  let bytes = 0;
  const started = performance.now();
  for (let time = 0; time < times; time++) {
    bytes = encodeFrame(frame, 'A').byteLength;
  }
  return { milliseconds: performance.now() - started, bytes };
}

const handlers: PluginHandlers = {
  query: ({ query }) => {
    const { encode: times } = query.model as { encode?: number };
    return Promise.resolve([times ? { name: 'encode', fields: [], meta: { custom: encode(times) } } : frame]);
  },
  checkHealth: () => Promise.resolve({ ok: true, message: 'fine' }),
};

void serve(handlers);
