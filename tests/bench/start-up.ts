import { startPlugin } from '../../preview/plugin-host/plugin-process.ts';
import type { Extent } from './options.ts';
import type { Programs } from './programs.ts';
import { targetText, type Section } from './section.ts';
import { ratios, spreadOf, spreadText } from './statistics.ts';

const warmUp = 3;
const target = 35;

/** Part 1: from starting the process to its handshake line, the empty program right after the plugin each time. */
export async function measureStartUp({ plugin, empty }: Programs, { starts }: Extent): Promise<Section> {
  const times = { plugin: [] as number[], empty: [] as number[] };
  for (let round = -warmUp; round < starts; round++) {
    const pair = { plugin: await timeToLine(plugin), empty: await timeToLine(empty) };
    if (round >= 0) {
      times.plugin.push(pair.plugin);
      times.empty.push(pair.empty);
    }
  }
  const data = {
    plugin: spreadOf(times.plugin),
    empty: spreadOf(times.empty),
    ratio: ratios(times.plugin, times.empty),
  };
  return {
    id: 'startUp',
    title: `1. Start to handshake line, ${starts} starts`,
    head: ['', 'ms: median (min to max)'],
    rows: [
      ['plugin', spreadText(data.plugin)],
      ['empty Bun program', spreadText(data.empty)],
      ['ratio, pair by pair', spreadText(data.ratio)],
    ],
    notes: [targetText(data.plugin.median, target, 'ms')],
    data,
  };
}

async function timeToLine(executable: string): Promise<number> {
  const started = performance.now();
  const plugin = await startPlugin({ executable });
  const milliseconds = performance.now() - started;
  plugin.process.kill();
  plugin.close();
  await plugin.exited;
  return milliseconds;
}
