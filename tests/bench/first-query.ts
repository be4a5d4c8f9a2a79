import { startPlugin } from '../../preview/plugin-host/plugin-process.ts';
import { askReport, type Measured } from './ask.ts';
import { lastDays, tinySource } from './demo-cdr.ts';
import type { Extent } from './options.ts';
import type { Programs } from './programs.ts';
import type { Section } from './section.ts';
import { spreadOf, spreadText } from './statistics.ts';

/** Part 3, cold: the first query of a fresh process, on so few sessions that the process itself is what takes time. */
export async function measureFirstQuery({ plugin: executable }: Programs, { cold }: Extent): Promise<Section> {
  const first: Measured[] = [];
  const second: Measured[] = [];
  for (let start = 0; start < cold; start++) {
    const plugin = await startPlugin({ executable });
    try {
      const query = { report: 'summary', interval: 'hourly' };
      first.push(await askReport(plugin, tinySource, query, lastDays(1)));
      second.push(await askReport(plugin, tinySource, query, lastDays(1)));
    } finally {
      await plugin.shutdown();
    }
  }
  const spreads = (all: readonly Measured[]) => ({
    total: spreadOf(all.map(({ total }) => total)),
    sql: spreadOf(all.map(({ sql }) => sql)),
    outside: spreadOf(all.map(({ total, sql }) => total - sql)),
  });
  const data = { first: spreads(first), second: spreads(second) };
  const row = (name: string, { total, sql, outside }: ReturnType<typeof spreads>) => [
    name,
    spreadText(total),
    spreadText(sql),
    spreadText(outside),
  ];
  return {
    id: 'firstQuery',
    title: `3a. First query of a fresh process (Summary of one day on a tiny CDR), ${cold} starts`,
    head: ['', 'total ms', 'SQL ms', 'outside SQL ms'],
    rows: [row('first query', data.first), row('the same again', data.second)],
    notes: ['SQL of the first query includes starting the thread of the embedded CDR and generating its data.'],
    data,
  };
}
