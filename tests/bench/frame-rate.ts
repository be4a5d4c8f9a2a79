import { decodeFrame } from '../../preview/plugin-host/decode-frame.ts';
import { startPlugin, type PluginProcess } from '../../preview/plugin-host/plugin-process.ts';
import { ask } from './ask.ts';
import type { Extent } from './options.ts';
import type { Programs } from './programs.ts';
import type { Section } from './section.ts';
import { digits, ratios, spreadOf, spreadText } from './statistics.ts';

const source = { uid: 'bench-frames' };
const range = { from: 0, to: 1 };

/** Part 4: frames of 10,000 rows by 8 columns per second, encoded alone and through the protocol. */
export async function measureFrameRate(
  { framePlugin: executable }: Programs,
  { frames: { rounds, perRound } }: Extent,
): Promise<Section> {
  const plugin = await startPlugin({ executable });
  const rates = { encode: [] as number[], one: [] as number[], eight: [] as number[] };
  let bytes = 0;
  try {
    for (let round = -2; round < rounds; round++) {
      const encoded = await encode(plugin, perRound);
      const one = await through(plugin, perRound, 1);
      const eight = await through(plugin, perRound, 8);
      bytes = encoded.bytes;
      if (round >= 0) {
        rates.encode.push((perRound / encoded.milliseconds) * 1000);
        rates.one.push(one);
        rates.eight.push(eight);
      }
    }
  } finally {
    await plugin.shutdown();
  }
  const data = {
    bytes,
    encode: spreadOf(rates.encode),
    one: spreadOf(rates.one),
    eight: spreadOf(rates.eight),
    oneOfEncode: ratios(rates.one, rates.encode),
    eightOfEncode: ratios(rates.eight, rates.encode),
  };
  const megabytes = (perSecond: number) => digits((perSecond * bytes) / 2 ** 20);
  return {
    id: 'frames',
    title: `4. Frames of 10,000 rows by 8 columns (${digits(bytes / 1024)} kB), ${rounds} rounds of ${perRound}`,
    head: ['', 'frames/s: median (min to max)', 'MB/s', 'ratio to encoding alone'],
    rows: [
      ['encoded alone', spreadText(data.encode), megabytes(data.encode.median), ''],
      ['protocol, 1 in flight', spreadText(data.one), megabytes(data.one.median), spreadText(data.oneOfEncode)],
      ['protocol, 8 in flight', spreadText(data.eight), megabytes(data.eight.median), spreadText(data.eightOfEncode)],
    ],
    notes: ['1 time, 4 float, 1 integer, 1 string, 1 boolean. The host takes part in the work on the same machine.'],
    data,
  };
}

async function encode(plugin: PluginProcess, times: number): Promise<{ milliseconds: number; bytes: number }> {
  const { frames } = await ask(plugin, source, { encode: times }, range);
  const { custom } = decodeFrame(frames[0] ?? new Uint8Array()).meta;
  return { milliseconds: Number(custom?.milliseconds), bytes: Number(custom?.bytes) };
}

/** Frames per second with so many queries in flight. */
async function through(plugin: PluginProcess, frames: number, inFlight: number): Promise<number> {
  let left = frames;
  const started = performance.now();
  const asking = async () => {
    while (left-- > 0) {
      await ask(plugin, source, {}, range);
    }
  };
  await Promise.all(Array.from({ length: inFlight }, asking));
  return (frames / (performance.now() - started)) * 1000;
}
