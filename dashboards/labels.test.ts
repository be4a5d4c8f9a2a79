import { afterAll, beforeAll, describe, expect, jest, test } from '@jest/globals';
import type { Dashboard } from '@grafana/grafana-foundation-sdk/dashboard';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { ColumnDefinition } from '../contract/columns.ts';
import { conferenceDetailColumns } from '../contract/reports/conference-detail.ts';
import { reportDefinition, reportIds } from '../contract/reports/index.ts';
import { dimensions, spikeGroups } from '../contract/vocabulary.ts';
import type { DecodedFrame } from '../preview/plugin-host/decode-frame.ts';
import { startPlugin, type PluginProcess } from '../preview/plugin-host/plugin-process.ts';
import { builtExecutable } from '../tests/support/executable.ts';
import { dashboardUids, type DashboardUid } from './parts/catalogue.ts';
import { demo, week } from './testing/demo.ts';
import { panelsOf, targetsOf, wordless } from './testing/panels.ts';
import { nothing, unresolved, type Unresolved } from './testing/unresolved.ts';
import type { Visitor } from './testing/visitor.ts';

/** Everything whose label stands above a column. */
const named = new Set<{ label: string }>([
  ...reportIds.flatMap((id) => reportDefinition(id).columns as readonly ColumnDefinition[]),
  ...Object.values(conferenceDetailColumns).flat(),
  ...dimensions,
  ...spikeGroups,
]);
const changed = (label: string) => `${label} (new)`;
const old = new Set([...named].map(({ label }) => label));

let plugin: PluginProcess;
/** Dashboards as they were built with the labels of before, and as they are built with the new ones. */
let before: Readonly<Record<DashboardUid, Dashboard>>;
let after: Readonly<Record<DashboardUid, Dashboard>>;
let visit: (uid: DashboardUid) => Visitor;

beforeAll(async () => {
  // Grafana warns of the rows it can no longer filter.
  jest.spyOn(console, 'warn').mockImplementation(() => undefined);
  plugin = await startPlugin({ executable: builtExecutable() });
  const provisioned = join(import.meta.dirname, '../provisioning/dashboards');
  const read = (uid: DashboardUid) => JSON.parse(readFileSync(join(provisioned, `${uid}.json`), 'utf8')) as Dashboard;
  before = Object.fromEntries(dashboardUids.map((uid) => [uid, read(uid)])) as Record<DashboardUid, Dashboard>;
  named.forEach((one) => (one.label = changed(one.label)));
  // Imported late: the dashboards are built when their module is read.
  after = (await import('./index.ts')).dashboards;
  const visitors = await import('./testing/visitor.ts');
  visit = (uid) => new visitors.Visitor(plugin, demo, uid, week);
});
afterAll(() => plugin.shutdown());

/** The answer as a plugin gives it whose labels have changed. */
function relabelled(frame: DecodedFrame): DecodedFrame {
  const fields = frame.fields.map((field) => {
    const { displayNameFromDS: shown } = field.config;
    return shown && old.has(shown)
      ? { ...field, config: { ...field.config, displayNameFromDS: changed(shown) } }
      : field;
  });
  return { ...frame, fields };
}

async function namedInVain(dashboard: Dashboard, uid: DashboardUid): Promise<Unresolved[]> {
  const visitor = visit(uid);
  const asking = panelsOf(dashboard).filter((panel) => targetsOf(panel).length > 0);
  return Promise.all(
    asking.map(async (panel) => unresolved(panel, (await visitor.frames(wordless(panel))).map(relabelled))),
  );
}

describe.each(dashboardUids)('%s, when every label has changed', (uid) => {
  test('finds every field it names', async () => {
    const found = await namedInVain(after[uid], uid);
    expect(found).toEqual(found.map(() => nothing));
  });

  test('as it was saved before, finds every field but where Grafana goes by the label', async () => {
    const found = await namedInVain(before[uid], uid);
    expect(found).toMatchObject(found.map(() => ({ overrides: [], links: [], names: [] })));
  });
});

test('the labels did change', async () => {
  const found = await Promise.all(dashboardUids.map((uid) => namedInVain(before[uid], uid)));
  expect(found.flat().some(({ labels }) => labels.length > 0)).toBe(true);
  expect(JSON.stringify(after['cd-p2p'])).toContain('"fieldName":"Modality (new)"');
});
