import type { SavedQuery } from '../../contract/query.ts';
import type { PluginClient } from '../../preview/plugin-host/client.ts';
import type { DataSource } from '../../preview/plugin-host/requests.ts';
import { sqlTotals } from '../support/sql-totals.ts';
import { ask } from './ask.ts';
import { end, lastDays } from './demo-cdr.ts';
import type { Section } from './section.ts';
import { ratios, spreadOf, spreadText } from './statistics.ts';

const hour = 3600 * 1000;
const many = 50;

/** The panels of an overview. Each panel is a request of its own, as in Grafana. */
const panels: readonly SavedQuery[] = [
  { report: 'summary', interval: 'total' },
  { report: 'summary', format: 'timeSeries' },
  { report: 'p2pActivity', format: 'timeSeries' },
  { report: 'conferenceActivity', format: 'timeSeries' },
  { report: 'topFailures' },
  { report: 'failureDistribution', dimensions: ['diagnosticReasons'] },
  { report: 'failureDistribution', dimensions: ['pools'] },
  { report: 'failureDistribution', dimensions: ['applications'] },
];

interface Opened {
  readonly milliseconds: number;
  /** Statements that reached the database. */
  readonly statements: number;
}

interface Sharing {
  readonly name: string;
  readonly one: readonly Opened[];
  readonly many: readonly Opened[];
}

/** Opens the dashboard by turns once and fifty times at once; every time over a range that was not asked before. */
export async function openDashboards(
  name: string,
  plugin: PluginClient,
  source: DataSource,
  rounds: number,
): Promise<Sharing> {
  await open(plugin, source, 1, end);
  const one: Opened[] = [];
  const fifty: Opened[] = [];
  for (let round = 0; round < rounds; round++) {
    one.push(await open(plugin, source, 1, end - (2 * round + 1) * hour));
    fifty.push(await open(plugin, source, many, end - (2 * round + 2) * hour));
  }
  return { name, one, many: fifty };
}

async function open(plugin: PluginClient, source: DataSource, clients: number, to: number): Promise<Opened> {
  const before = await sqlTotals(plugin);
  const started = performance.now();
  await Promise.all(
    Array.from({ length: clients }, () => panels.map((model) => ask(plugin, source, model, lastDays(7, to)))).flat(),
  );
  const milliseconds = performance.now() - started;
  return { milliseconds, statements: (await sqlTotals(plugin)).statements - before.statements };
}

/** Part 5: what fifty clients cost the database. @param measured with the cache on, then with it off */
export function dashboardSection(measured: readonly Sharing[]): Section {
  const data = measured.map(({ name, one, many: fifty }) => {
    const times = (all: readonly Opened[]) => all.map(({ milliseconds }) => milliseconds);
    const statements = (all: readonly Opened[]) => spreadOf(all.map((opened) => opened.statements));
    return {
      name,
      one: { statements: statements(one), milliseconds: spreadOf(times(one)) },
      many: { statements: statements(fifty), milliseconds: spreadOf(times(fifty)) },
      ratio: ratios(times(fifty), times(one)),
    };
  });
  const met = data[0] && data[0].many.statements.max <= data[0].one.statements.max;
  const whole = (value: number) => String(value);
  return {
    id: 'dashboard',
    title: `5. A dashboard of ${panels.length} panels over 7 days, opened by 1 client and by ${many} at once`,
    head: ['', 'statements, 1', `statements, ${many}`, 'ms, 1', `ms, ${many}`, 'ratio of ms'],
    rows: data.map(({ name, one, many: fifty, ratio }) => [
      name,
      spreadText(one.statements, whole),
      spreadText(fifty.statements, whole),
      spreadText(one.milliseconds),
      spreadText(fifty.milliseconds),
      spreadText(ratio),
    ]),
    notes: [
      `Target with the cache on: no more statements for ${many} clients than for 1: ${met ? 'met' : 'missed'}.`,
      'With the cache off, only questions asked while the same one runs share its answer.',
    ],
    data,
  };
}
