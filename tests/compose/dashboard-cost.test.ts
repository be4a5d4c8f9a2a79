import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { dashboards } from '../../dashboards/index.ts';
import { dashboardUids, type DashboardUid } from '../../dashboards/parts/catalogue.ts';
import { Visitor, type Values } from '../../dashboards/testing/visitor.ts';
import { startPlugin, type PluginProcess } from '../../preview/plugin-host/plugin-process.ts';
import type { DataSource } from '../../preview/plugin-host/requests.ts';
import { builtExecutable } from '../support/executable.ts';
import { read } from './support/compose-file.ts';
import { costOf } from './support/dashboard-cost.ts';

const day = 24 * 3600 * 1000;
const options = { seed: 7, end: Date.UTC(2026, 10, 12, 15, 30), days: 15, sessionsPerDay: 900 };
/** The range a dashboard opens with, over demo data that stand still. */
const week = { from: options.end - 7 * day, to: options.end };
const demo: DataSource = { uid: 'cost', jsonData: { engine: 'embedded', demo: options } };

let plugin: PluginProcess;

beforeAll(async () => {
  plugin = await startPlugin({ executable: builtExecutable() });
});
afterAll(() => plugin.shutdown());

/** Where a row of the Failure List leads: the dashboards of one thing say nothing without it. */
async function keys(): Promise<Partial<Record<DashboardUid, Values>>> {
  const rows = await new Visitor(plugin, demo, 'cd-failure-list', week).rows('Failure list');
  const keyOf = (column: string): Values => {
    const row = rows.find((one) => one['report'] !== null && one[column] !== null) ?? {};
    const text = (name: string) => [String(row[name] ?? '')];
    return {
      errorTime: text('errorTime'),
      errorReportSeq: text('errorReportSeq'),
      sessionIdTime: text('sessionIdTime'),
      sessionIdSeq: text('sessionIdSeq'),
      conferenceUri: text('conferenceUri'),
      fromUser: text('fromUser'),
      toUser: text('toUser'),
    };
  };
  const session = keyOf('sessionDetail');
  return { 'cd-session': session, 'cd-diagnostic-report': session, 'cd-conference-detail': keyOf('conference') };
}

test('docs/sql-server.md says what opening each dashboard costs', async () => {
  const values = await keys();
  const rows: string[][] = [];
  for (const [index, uid] of dashboardUids.entries()) {
    // A data source for each, so that no dashboard lives on the answers of the one before.
    const source = { ...demo, uid: `${demo.uid} ${index}` };
    const { panels, statements, rows: brought } = await costOf(plugin, source, uid, week, values[uid]);
    rows.push([dashboards[uid].title ?? '', ...[panels, statements, brought].map(String)]);
  }
  const [, table = ''] =
    /## What a dashboard costs\n.*?\n(\| Dashboard.*?)\n\n/s.exec(read('docs/sql-server.md')) ?? [];
  const written = table
    .split('\n')
    .slice(2)
    .map((line) =>
      line
        .split('|')
        .slice(1, 5)
        .map((cell) => cell.trim().replaceAll(',', '')),
    );
  // Where this fails, the dashboards have changed: what was received belongs into the table.
  expect(rows).toEqual(written);
});
