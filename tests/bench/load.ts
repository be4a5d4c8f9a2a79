import { readFile } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import { Random } from '../../demo/generator/random.ts';
import { reportDefinition, reportIds } from '../../contract/reports/index.ts';
import { spikeGroups } from '../../contract/vocabulary.ts';
import type { PluginProcess } from '../../preview/plugin-host/plugin-process.ts';
import { dataQuery, pluginContext, type DataSource } from '../../preview/plugin-host/requests.ts';
import type { Extent } from './options.ts';
import { targetText, type Section } from './section.ts';

const clients = 6;
const hour = 3600 * 1000;
const most = 200;
/** One in so many queries is cancelled while it runs. */
const oneIn = 10;

/** Memory of a process in megabytes (2^20 bytes), its share of what it has mapped; undefined where only Linux tells. */
async function pssOf(pid: number | undefined): Promise<number | undefined> {
  try {
    const text = await readFile(`/proc/${String(pid)}/smaps_rollup`, 'utf8');
    return Number(/^Pss:\s+(\d+) kB$/m.exec(text)?.[1]) / 1024;
  } catch {
    return undefined;
  }
}

/** Any report in any of its formats, over a range nobody asked for before; some lack the key that they need and are refused. */
function draw(random: Random, end: number) {
  const report = random.pick(reportIds);
  const format = random.pick(reportDefinition(report).formats);
  const length = random.pick([1, 6, 24, 7 * 24, 30 * 24]) * hour;
  const to = end - random.int(0, 20 * 24 * hour);
  const groupBy = reportDefinition(report).options.groupBy && { groupBy: random.pick(spikeGroups).id };
  const limit = reportDefinition(report).options.limit && { limit: random.pick([10, 100, 1_000]) };
  return { model: { report, format, ...groupBy, ...limit }, range: { from: to - length, to } };
}

/** Part 8: memory while six clients ask for random reports and ranges, and twenty seconds after. */
export async function measureLoad(
  plugin: PluginProcess,
  source: DataSource,
  end: number,
  { loadMinutes }: Extent,
): Promise<Section> {
  const counts = { answered: 0, refused: 0, cancelled: 0 };
  const client = async (seed: number, until: number) => {
    const random = new Random(seed);
    while (Date.now() < until) {
      const { model, range } = draw(random, end);
      const queries = [dataQuery('A', model, range)];
      const signal = random.int(1, oneIn) === 1 ? AbortSignal.timeout(random.int(1, 300)) : undefined;
      try {
        const request = { pluginContext: pluginContext(source), headers: {}, queries, format: 0 };
        const { responses } = await plugin.queryData(request, signal);
        counts[responses['A']?.error ? 'refused' : 'answered'] += 1;
      } catch (error) {
        if (!signal?.aborted) {
          throw error;
        }
        counts.cancelled += 1;
      }
    }
  };
  const { pid } = plugin.process;
  const before = await pssOf(pid);
  const until = Date.now() + loadMinutes * 60_000;
  const asking = Promise.all(Array.from({ length: clients }, (_, index) => client(index + 1, until)));
  const samples: number[] = [];
  while (Date.now() < until) {
    samples.push((await pssOf(pid)) ?? Number.NaN);
    await sleep(500);
  }
  await asking;
  await sleep(20_000);
  const after = await pssOf(pid);
  const peak = Math.max(...samples);
  const digits = (value: number | undefined) =>
    value === undefined ? 'not measured: only Linux tells it' : value.toFixed(0);
  return {
    id: 'load',
    title: `8. Memory while ${clients} clients ask for random reports for ${loadMinutes} minutes, one query in ${oneIn} cancelled: PSS, MB`,
    head: ['before', 'largest', '20 s after', 'answered', 'refused', 'cancelled'],
    rows: [[digits(before), digits(peak), digits(after), ...Object.values(counts).map(String)]],
    notes: ['The generated CDR and its engine are part of the process.', targetText(peak, most, 'MB')],
    data: { before, peak, after, ...counts, samples },
  };
}
