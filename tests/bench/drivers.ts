import type { QueryDraft } from '../../contract/query.ts';
import type { PluginProcess } from '../../preview/plugin-host/plugin-process.ts';
import type { DataSource, QueryOptions } from '../../preview/plugin-host/requests.ts';
import { ask } from './ask.ts';
import { timed } from './computed.ts';
import { end, lastDays } from './demo-cdr.ts';
import type { Extent } from './options.ts';
import { targetText, type Section } from './section.ts';
import { ratios, spreadOf, spreadText } from './statistics.ts';

const hour = 3_600_000;
const unexpected = { categories: ['unexpected'] };

/** Rounds before those that count. */
const warmUps = 5;

interface Comparison {
  readonly name: string;
  readonly range: QueryOptions;
  readonly drivers: QueryDraft;
  readonly other: QueryDraft;
  /** Most that drivers may take, in times of the other. */
  readonly most: number;
}

/** What one would ask otherwise, by hand and table by table. */
const comparisons: readonly Comparison[] = [
  {
    name: 'an hour and four weeks before / failureSpikes per pool',
    range: { from: end - hour, to: end },
    drivers: { report: 'failureDrivers', filters: unexpected },
    other: { report: 'failureSpikes', groupBy: 'pool' },
    most: 1.5,
  },
  {
    name: '7 days / failureDistribution, all tables',
    range: lastDays(7),
    drivers: { report: 'failureDrivers', filters: unexpected },
    other: { report: 'failureDistribution', filters: unexpected },
    most: 1,
  },
];

/** Part 7: what failure drivers cost beside the reports that one would look through otherwise, by turns. The plugin must not cache. */
export async function measureDrivers(
  plugin: PluginProcess,
  source: DataSource,
  { drivers: rounds }: Extent,
): Promise<Section> {
  const figures = [];
  for (const { name, range, drivers, other, most } of comparisons) {
    const [ours, theirs]: [number[], number[]] = [[], []];
    const time = (model: QueryDraft) =>
      timed(plugin, async () => (await ask(plugin, source, model, range)).milliseconds);
    // Rules ask every minute: what counts is an answer of a plugin that has run for a while, its code compiled. Who begins changes from round to round.
    for (let round = 0; round < warmUps; round++) {
      await time(drivers);
      await time(other);
    }
    for (let round = 0; round < rounds; round++) {
      const turns = [async () => ours.push(await time(drivers)), async () => theirs.push(await time(other))];
      for (const turn of round % 2 === 0 ? turns : turns.reverse()) {
        await turn();
      }
    }
    figures.push({
      name,
      most,
      drivers: spreadOf(ours),
      other: spreadOf(theirs),
      ratio: ratios(ours, theirs),
    });
  }
  return {
    id: 'drivers',
    title: `7. Failure drivers beside other reports by turns, cache off, ${rounds} rounds: ms of computing`,
    head: ['failureDrivers over / beside', 'ms, drivers', 'ms, other', 'ratio'],
    rows: figures.map(({ name, drivers, other, ratio }) => [
      name,
      spreadText(drivers),
      spreadText(other),
      spreadText(ratio),
    ]),
    notes: figures.map(({ name, ratio, most }) => `${name}: ${targetText(ratio.median, most, 'times')}`),
    data: figures,
  };
}
