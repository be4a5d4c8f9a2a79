import { readFile } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import { startPlugin } from '../../preview/plugin-host/plugin-process.ts';
import type { Extent } from './options.ts';
import type { Programs } from './programs.ts';
import { targetText, type Section } from './section.ts';
import { ratios, spreadOf, spreadText } from './statistics.ts';

const target = 45;
const title = '2. Idle memory, 5 s after the handshake and a ping';

/** Megabytes (2^20 bytes): the process's share of what it has mapped, and the part of it that no file backs. */
interface Memory {
  readonly pss: number;
  readonly anonymous: number;
}

/** Part 2: memory of a process that has not touched a data source. Linux alone tells it. */
export async function measureMemory(programs: Programs, { memory: repetitions }: Extent): Promise<Section> {
  if (process.platform !== 'linux') {
    return { id: 'memory', title, head: [''], rows: [['not measured: only Linux tells it']], notes: [], data: null };
  }
  const plugin: Memory[] = [];
  const protocol: Memory[] = [];
  const empty: Memory[] = [];
  for (let repetition = 0; repetition < repetitions; repetition++) {
    // Side by side: they are different files and share none of their pages.
    const [first, second, third] = await Promise.all([
      idle(programs.plugin, true),
      idle(programs.protocolPlugin, true),
      idle(programs.empty, false),
    ]);
    plugin.push(first);
    protocol.push(second);
    empty.push(third);
  }
  const pss = (all: readonly Memory[]) => all.map((memory) => memory.pss);
  const anonymous = (all: readonly Memory[]) => spreadOf(all.map((memory) => memory.anonymous));
  const data = {
    plugin: { pss: spreadOf(pss(plugin)), anonymous: anonymous(plugin) },
    protocol: { pss: spreadOf(pss(protocol)), anonymous: anonymous(protocol) },
    empty: { pss: spreadOf(pss(empty)), anonymous: anonymous(empty) },
    ratio: ratios(pss(plugin), pss(empty)),
    ratioToProtocol: ratios(pss(plugin), pss(protocol)),
  };
  return {
    id: 'memory',
    title,
    head: ['', 'PSS, MB: median (min to max)', 'anonymous part'],
    rows: [
      ['plugin', spreadText(data.plugin.pss), spreadText(data.plugin.anonymous)],
      ['plugin that knows the protocol alone', spreadText(data.protocol.pss), spreadText(data.protocol.anonymous)],
      ['empty Bun program', spreadText(data.empty.pss), spreadText(data.empty.anonymous)],
      ['ratio to the protocol alone', spreadText(data.ratioToProtocol), ''],
      ['ratio to the empty program', spreadText(data.ratio), ''],
    ],
    notes: [targetText(data.plugin.pss.median, target, 'MB')],
    data,
  };
}

async function idle(executable: string, ping: boolean): Promise<Memory> {
  const plugin = await startPlugin({ executable });
  try {
    if (ping) {
      await plugin.ping();
    }
    await sleep(5_000);
    const text = await readFile(`/proc/${String(plugin.process.pid)}/smaps_rollup`, 'utf8');
    const megabytes = (name: string) => Number(new RegExp(`^${name}:\\s+(\\d+) kB$`, 'm').exec(text)?.[1]) / 1024;
    return { pss: megabytes('Pss'), anonymous: megabytes('Pss_Anon') };
  } finally {
    plugin.process.kill();
    plugin.close();
    await plugin.exited;
  }
}
