import type { PluginClient } from '../../preview/plugin-host/client.ts';
import type { DataSource } from '../../preview/plugin-host/requests.ts';
import { askReport, type Measured } from './ask.ts';
import { everything, lastDays } from './demo-cdr.ts';
import type { Extent } from './options.ts';
import { reportCases } from './report-cases.ts';
import type { Section } from './section.ts';
import { digits, spreadOf, spreadText, type Spread } from './statistics.ts';

/** Figures of one report over one range, milliseconds. */
interface ReportFigures {
  readonly name: string;
  readonly days: number;
  readonly rows: number;
  /** Its first run in this process. */
  readonly first: number;
  readonly total: Spread;
  readonly sql: Spread;
  readonly outside: Spread;
  /** Part of the total during which no statement was outstanding, 0 to 1. */
  readonly share: Spread;
}

const most = 0.2;

/** Part 3: every report over a week and a month. The plugin must not cache. */
export async function measureReports(
  plugin: PluginClient,
  source: DataSource,
  { reports: repetitions }: Extent,
): Promise<Section> {
  const building = await askReport(plugin, source, { report: 'summary', interval: 'total' }, everything);
  const sessions = sessionCount(building);
  const failures = await askReport(plugin, source, { report: 'failureList' }, lastDays(7));
  const cases = reportCases(failures.first)
    .flatMap(({ name, model }) => [7, 30].map((days) => ({ name, model, days })))
    .map((one) => ({ ...one, runs: [] as Measured[] }));
  // Round after round, so that a busy moment of the machine does not fall on one report alone.
  for (let round = 0; round <= repetitions; round++) {
    for (const { model, days, runs } of cases) {
      runs.push(await askReport(plugin, source, model, lastDays(days)));
    }
  }
  const ping = await pings(plugin);
  const figures = cases.map(({ name, days, runs }) => figuresOf(name, days, runs));
  const data = {
    sessions,
    ping,
    buildingMilliseconds: building.total,
    outsideWhileBuilding: building.total - building.sql,
    figures,
  };
  return {
    id: 'reports',
    title: `3b. Reports on ${sessions.toLocaleString('en')} sessions, cache off, ${repetitions} runs after the first`,
    head: ['report, format', 'days', 'rows', 'first ms', 'total ms', 'SQL ms', 'outside SQL ms', 'share outside', ''],
    rows: figures.map(figuresRow),
    notes: notes(data, figures),
    data,
  };
}

function figuresOf(name: string, days: number, [first, ...runs]: readonly Measured[]): ReportFigures {
  return {
    name,
    days,
    rows: first?.rows ?? 0,
    first: first?.total ?? Number.NaN,
    total: spreadOf(runs.map(({ total }) => total)),
    sql: spreadOf(runs.map(({ sql }) => sql)),
    outside: spreadOf(runs.map(({ total, sql }) => total - sql)),
    share: spreadOf(runs.map(({ total, sql }) => 1 - sql / total)),
  };
}

const percent = (share: number) => (share * 100).toFixed(0);

function figuresRow({ name, days, rows, first, total, sql, outside, share }: ReportFigures): string[] {
  return [
    name,
    String(days),
    String(rows),
    digits(first),
    spreadText(total),
    digits(sql.median),
    spreadText(outside),
    `${spreadText(share, percent)} %`,
    share.median < most ? '' : '*',
  ];
}

function notes(
  data: { readonly ping: Spread; readonly buildingMilliseconds: number; readonly outsideWhileBuilding: number },
  figures: readonly ReportFigures[],
): string[] {
  const sum = (of: (figure: ReportFigures) => number) => figures.reduce((all, figure) => all + of(figure), 0);
  const share = sum(({ outside }) => outside.median) / sum(({ total }) => total.median);
  const over = figures.filter((figure) => figure.share.median >= most);
  return [
    'SQL: at least one statement was outstanding; it includes the way to the thread of the embedded CDR and back.',
    `Total: from sending the query to having the bytes, through the protocol, where a ping takes ${spreadText(data.ping)} ms.`,
    `All together ${percent(share)} % outside SQL. Target under 20 %, missed (*) by ${over.length} of ${figures.length}.`,
    `The first query waited ${(data.buildingMilliseconds / 1000).toFixed(0)} s for the CDR to be generated, and ${digits(data.outsideWhileBuilding)} ms outside SQL.`,
  ];
}

/** What the protocol alone takes to and fro. */
async function pings(plugin: PluginClient): Promise<Spread> {
  const times: number[] = [];
  for (let time = 0; time < 50; time++) {
    const started = performance.now();
    await plugin.ping();
    times.push(performance.now() - started);
  }
  return spreadOf(times);
}

/** Sessions as the Summary counts them: without retried and synthetic ones. */
function sessionCount({ first }: Measured): number {
  const value = (name: string) => Number(first.fields.find((field) => field.name === name)?.values[0]);
  return value('p2pTotalSessions') + value('totalConferenceSessions');
}
