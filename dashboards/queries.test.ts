import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Panel } from '@grafana/grafana-foundation-sdk/dashboard';
import type { QueryOf } from '../contract/query.ts';
import { conferenceDetailColumns } from '../contract/reports/conference-detail.ts';
import { reportDefinition, type ReportId } from '../contract/reports/index.ts';
import { validateQuery } from '../contract/validate.ts';
import { categories, dimensions, spikeGroups } from '../contract/vocabulary.ts';
import { startPlugin, type PluginProcess } from '../preview/plugin-host/plugin-process.ts';
import { builtExecutable } from '../tests/support/executable.ts';
import { dashboards } from './index.ts';
import { dashboardUids, type DashboardUid } from './parts/catalogue.ts';
import {
  alternativesIn,
  annotationsOf,
  fieldsLeft,
  fieldsShown,
  linksOf,
  namesAdded,
  namesIn,
  namesInTransformations,
  namesOf,
  overridesOf,
  panelsOf,
  targetsOf,
} from './testing/panels.ts';
import { demo, week } from './testing/demo.ts';
import { defaults, filled, rowsOf, Visitor, type Values } from './testing/visitor.ts';

const panels = dashboardUids.flatMap((uid) =>
  panelsOf(dashboards[uid])
    .filter((panel) => targetsOf(panel).length > 0)
    .map((panel) => [uid, panel.title ?? '', panel] as const),
);

/** A value of each variable, as someone would choose it. */
const chosen: Values = {
  pool: ['pool-ber1.kranich.example', 'edge2.kranich.example'],
  modality: ['audio', 'video'],
  conferenceType: ['av'],
  category: ['unexpected'],
  activity: ['p2p', 'conference'],
  interval: ['hourly'],
  diagnosticId: ['1010', 'none'],
  responseCode: ['504'],
  source: ['med1-ber.kranich.example'],
  application: ['SipStack'],
  requestType: ['INVITE'],
  userAgent: ['UCCAPI/16.0.4993.1001 OC/16.0.4993.1001 (Skype for Business)'],
  fromUser: ['sip:anna.hollis@kranich.example'],
  toUser: ['sip:rhys.hollis@kranich.example'],
  spikeGroup: ['diagnosticId'],
  spikeWindow: ['1440'],
};

let plugin: PluginProcess;
/** Keys of a peer-to-peer session and of a conference, by dashboard. */
let keys: Partial<Record<DashboardUid, Values>>;

beforeAll(async () => {
  plugin = await startPlugin({ executable: builtExecutable() });
  const visitor = new Visitor(plugin, demo, 'cd-failure-list', week);
  const rows = await visitor.rows('Failure list');
  const keyOf = (wanted: (row: Record<string, unknown>) => boolean): Values => {
    const row = rows.find((one) => one['Report'] !== null && wanted(one)) ?? {};
    const text = (name: string) => [String(row[name] ?? '')];
    return {
      errorTime: text('Error time key'),
      errorReportSeq: text('Error report sequence'),
      sessionIdTime: text('Session time key'),
      sessionIdSeq: text('Session sequence'),
      conferenceUri: text('Conference URI'),
      fromUser: text('From user'),
      toUser: text('To user'),
    };
  };
  keys = {
    'cd-session': keyOf((row) => row['Session detail'] !== null),
    'cd-diagnostic-report': keyOf((row) => row['Session detail'] !== null),
    'cd-conference-detail': keyOf((row) => row['Conference'] !== null),
  };
});
afterAll(() => plugin.shutdown());

function visit(uid: DashboardUid, values: Values = {}): Visitor {
  const visitor = new Visitor(plugin, demo, uid, week);
  visitor.values = { ...defaults(uid), ...values, ...keys[uid] };
  return visitor;
}

const answer = (uid: DashboardUid, panel: Panel) => visit(uid).frames(panel);

describe.each(panels)('%s: %s', (uid, _, panel) => {
  test('asks what the contract takes', () => {
    for (const values of [defaults(uid), chosen]) {
      for (const one of targetsOf(panel)) {
        expect(validateQuery(filled(one, { ...values, ...keys[uid] })).report).toBe(one.report);
      }
    }
  });

  test('is answered with All and with values chosen', async () => {
    const all = await visit(uid).frames(panel);
    expect(all.flatMap(({ fields }) => fields).length).toBeGreaterThan(0);
    await visit(uid, chosen).frames(panel);
  });

  test('names only fields of the answer', async () => {
    const frames = await answer(uid, panel);
    const present = namesOf(frames);
    const reduced = (panel.options as { reduceOptions?: { fields?: string } } | undefined)?.reduceOptions?.fields;
    const named = [
      ...overridesOf(panel).flatMap((override) => namesIn(override) ?? []),
      ...namesInTransformations(panel),
      ...(reduced ? alternativesIn(reduced) : []),
    ];
    // Not every category occurs in every range, and only the groups asked for have a column.
    const mayBeAbsent: readonly string[] = [
      ...(panel.type === 'timeseries' ? categories.map(({ label }) => label) : []),
      ...(targetsOf(panel).some(({ report }) => report === 'failureSpikes')
        ? [...spikeGroups.map(({ label }) => label), 'Diagnostic meaning']
        : []),
      ...namesAdded(panel),
    ];
    expect(named.filter((name) => !present.has(name) && !mayBeAbsent.includes(name))).toEqual([]);
  });

  test('reads in its links only what is there', async () => {
    const frames = await answer(uid, panel);
    const left = fieldsLeft(panel, frames);
    const labels = new Set(frames.flatMap(({ fields }) => fields.flatMap((field) => Object.keys(field.labels ?? {}))));
    for (const { link } of linksOf(panel)) {
      const text = link.url + link.title;
      for (const [, name] of text.matchAll(/__data\.fields\["([^"]+)"\]/g)) {
        expect([...left]).toContain(name);
      }
      for (const [, label] of text.matchAll(/__field\.labels\.(\w+)/g)) {
        expect([...labels]).toContain(label);
      }
    }
  });
});

const annotated = dashboardUids.flatMap((uid) => annotationsOf(dashboards[uid]).map((one) => [uid, one] as const));

test.each(annotated)('%s: its annotations are events of the pools chosen', async (uid, { target }) => {
  for (const values of [defaults(uid), { ...defaults(uid), ...chosen }]) {
    const saved = filled(target, values);
    expect(validateQuery(saved)).toMatchObject({ report: 'failureSpikes', format: 'events' });
    const frames = await visit(uid).ask([{ refId: target.refId, model: saved }]);
    expect(frames.map(({ fields }) => fields.map(({ name }) => name))).toEqual([
      ['time', 'timeEnd', 'title', 'text', 'tags'],
    ]);
  }
  const pools = (model: unknown) => (validateQuery(model) as QueryOf<'failureSpikes'>).filters.pools;
  expect(pools(filled(target, defaults(uid)))).toBeUndefined();
  expect(pools(filled(target, chosen))).toEqual(chosen['pool']);
});

test('the annotations find the incidents of the demo data', async () => {
  const [, first] = annotated[0] ?? [];
  const frames = await visit('cd-home').ask([{ refId: 'Anno', model: filled(first?.target, defaults('cd-home')) }]);
  const titles = rowsOf(frames[0]).map(({ title }) => String(title));
  expect(titles.some((title) => title.startsWith('Failure spike: '))).toBe(true);
});

/** Dashboards of one session, report or conference. */
const details: readonly DashboardUid[] = ['cd-session', 'cd-diagnostic-report', 'cd-conference-detail'];

test.each(panels.filter(([uid]) => details.includes(uid)))(
  '%s, opened without a key: %s is empty, without an error',
  async (uid, _, panel) => {
    const frames = await new Visitor(plugin, demo, uid, week).frames(panel);
    expect(frames.map((frame) => rowsOf(frame))).toEqual(frames.map(() => []));
    expect(frames.length).toBeGreaterThan(0);
  },
);

/** The report each dashboard is for. */
const reportOf: Partial<Record<DashboardUid, ReportId>> = {
  'cd-summary': 'summary',
  'cd-p2p': 'p2pActivity',
  'cd-conference': 'conferenceActivity',
  'cd-top-failures': 'topFailures',
  'cd-distribution': 'failureDistribution',
  'cd-failure-list': 'failureList',
  'cd-diagnostic-report': 'diagnosticReport',
  'cd-session': 'sessionDetail',
  'cd-conference-detail': 'conferenceDetail',
};

test.each(Object.entries(reportOf) as [DashboardUid, ReportId][])(
  '%s shows every documented label of %s',
  async (uid, report) => {
    const columns =
      report === 'conferenceDetail' ? Object.values(conferenceDetailColumns).flat() : reportDefinition(report).columns;
    const documented = columns.filter((column) => column.documented).map(({ label }) => label);
    const wanted = documented.flatMap((label) =>
      report === 'failureDistribution' && label === 'Item' ? dimensions.map((one) => one.label) : [label],
    );
    const shown = new Set<string>();
    for (const panel of panelsOf(dashboards[uid]).filter((one) => targetsOf(one).some((t) => t.report === report))) {
      fieldsShown(panel, await answer(uid, panel)).forEach((name) => shown.add(name));
    }
    expect(wanted.filter((label) => !shown.has(label))).toEqual([]);
  },
);

test('a session of the list opens with its reports and gateway fields', async () => {
  const [frame] = await answer('cd-session', visit('cd-session').panel('Way'));
  expect(rowsOf(frame)).toHaveLength(1);
});
