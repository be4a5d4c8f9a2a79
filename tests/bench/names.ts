import type { PluginProcess } from '../../preview/plugin-host/plugin-process.ts';
import type { Caller, DataSource } from '../../preview/plugin-host/requests.ts';
import { ask } from './ask.ts';
import { timed } from './computed.ts';
import { lastDays } from './demo-cdr.ts';
import type { Extent } from './options.ts';
import { targetText, type Section } from './section.ts';
import { spreadOf, spreadText } from './statistics.ts';

const mostPercent = 5;
const week = lastDays(7);

/** Reports that name people, with as many rows as a panel would ask for, and one that counts. */
const cases = [
  { name: 'summary', model: { report: 'summary' } },
  { name: 'failureDistribution, all tables', model: { report: 'failureDistribution' } },
  { name: 'failureList, 1000 rows', model: { report: 'failureList', limit: 1000 } },
  { name: 'failureList, 50000 rows', model: { report: 'failureList', limit: 50_000 } },
  {
    name: 'diagnosticReport, 1000 rows',
    model: { report: 'diagnosticReport', limit: 1000, filters: { responseCodes: '504' } },
  },
  {
    name: 'sessionDetail, 10000 rows',
    model: { report: 'sessionDetail', limit: 10_000, filters: { responseCodes: '200' } },
  },
] as const;

const sees: Caller = { login: 'ada', role: 'Admin' };
const seesNot: Caller = { login: 'vic', role: 'Viewer' };

/** A data source that hides names from viewers. */
export const hiding = ({ jsonData, ...source }: DataSource): DataSource => ({
  ...source,
  jsonData: { ...(jsonData as object), personalData: 'admins' },
  secureJsonData: { pseudonymKey: '6f1d'.repeat(16) },
});

/** Part 6: what it costs to hide names. The same question by turns of somebody who sees them and of somebody who does not. */
export async function measureNames(plugin: PluginProcess, source: DataSource, { names }: Extent): Promise<Section> {
  const figures = [];
  for (const { name, model } of cases) {
    const [seen, hidden]: [number[], number[]] = [[], []];
    const time = (who: Caller) => timed(plugin, async () => (await ask(plugin, source, model, week, who)).milliseconds);
    // The first of each fills what is remembered; who begins changes from round to round.
    const first = { seen: await time(sees), hidden: await time(seesNot) };
    for (let round = 0; round < names; round++) {
      const turns = [async () => seen.push(await time(sees)), async () => hidden.push(await time(seesNot))];
      for (const turn of round % 2 === 0 ? turns : turns.reverse()) {
        await turn();
      }
    }
    figures.push({
      name,
      first,
      seen: spreadOf(seen),
      hidden: spreadOf(hidden),
      ratio: spreadOf(hidden).median / spreadOf(seen).median,
    });
  }
  const worst = Math.max(...figures.map(({ ratio }) => (ratio - 1) * 100));
  return {
    id: 'names',
    title: `6. Names hidden and seen by turns over 7 days, cache off, ${names} rounds: ms of computing`,
    head: ['report', 'first ms, hidden', 'ms, seen', 'ms, hidden', 'ratio'],
    rows: figures.map(({ name, first, seen, hidden, ratio }) => [
      name,
      first.hidden.toFixed(0),
      spreadText(seen),
      spreadText(hidden),
      ratio.toFixed(3),
    ]),
    notes: [
      `Largest ratio of medians: ${worst.toFixed(1)} %. ${targetText(Math.round(worst * 10) / 10, mostPercent, '%')}`,
    ],
    data: figures,
  };
}
