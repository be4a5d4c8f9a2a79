import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Panel } from '@grafana/grafana-foundation-sdk/dashboard';
import type { QueryOf } from '../contract/query.ts';
import { conferenceDetailColumns } from '../contract/reports/conference-detail.ts';
import { reportDefinition, type ReportId } from '../contract/reports/index.ts';
import { validateQuery } from '../contract/validate.ts';
import { dimensions } from '../contract/vocabulary.ts';
import { startPlugin, type PluginProcess } from '../preview/plugin-host/plugin-process.ts';
import { builtExecutable } from '../tests/support/executable.ts';
import { dashboards } from './index.ts';
import { dashboardUids, type DashboardUid } from './parts/catalogue.ts';
import { demo, week } from './testing/demo.ts';
import { fieldNames, inPanel, shownNames } from './testing/grafana.ts';
import { annotationsOf, hiddenIn, panelsOf, targetsOf, wordless } from './testing/panels.ts';
import { nothing, unresolved } from './testing/unresolved.ts';
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
    const row = rows.find((one) => one['report'] !== null && wanted(one)) ?? {};
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
  keys = {
    'cd-session': keyOf((row) => row['sessionDetail'] !== null),
    'cd-diagnostic-report': keyOf((row) => row['sessionDetail'] !== null),
    'cd-conference-detail': keyOf((row) => row['conference'] !== null),
  };
});
afterAll(() => plugin.shutdown());

function visit(uid: DashboardUid, values: Values = {}): Visitor {
  const visitor = new Visitor(plugin, demo, uid, week);
  visitor.values = { ...defaults(uid), ...values, ...keys[uid] };
  return visitor;
}

const answer = (uid: DashboardUid, panel: Panel) => visit(uid).frames(wordless(panel));

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

  test('names only fields of the answer, by what Grafana finds them by', async () => {
    expect(await unresolved(panel, await answer(uid, panel))).toEqual(nothing);
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

/** The strip of the data source needs no key. */
const ofDetails = panels.filter(([uid, title]) => details.includes(uid) && title !== '');

test.each(ofDetails)('%s, opened without a key: %s claims nothing, and is no error', async (uid, _, panel) => {
  const frames = await new Visitor(plugin, demo, uid, week).frames(panel);
  const [asked] = targetsOf(panel);
  const says = frames.flatMap((frame) => rowsOf(frame));
  // What a report without a key is asked about a conference or session is known to have no answer.
  expect([{ nothing: '–' }, { nothing: asked?.['nothing'] }]).toEqual(expect.arrayContaining(says));
  expect(says).toHaveLength(1);
});

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
  '%s shows every documented column of %s',
  async (uid, report) => {
    const columns =
      report === 'conferenceDetail' ? Object.values(conferenceDetailColumns).flat() : reportDefinition(report).columns;
    const wanted = columns.filter((column) => column.documented).map(({ id }) => id);
    const shown = new Set<string>();
    for (const panel of panelsOf(dashboards[uid]).filter((one) => targetsOf(one).some((t) => t.report === report))) {
      const hidden = hiddenIn(panel);
      const names = fieldNames(await inPanel(panel, await answer(uid, panel)));
      names.filter((name) => !hidden.includes(name)).forEach((name) => shown.add(name));
    }
    // Drawn by a fitting interval, under the name that the report gives it.
    const standsFor = shown.has('fittedTrend') ? ['trend'] : [];
    expect(wanted.filter((id) => !shown.has(id) && !standsFor.includes(id))).toEqual([]);
  },
);

test('the Failure Distribution shows each of its tables under its name', async () => {
  const frames = await Promise.all(
    panelsOf(dashboards['cd-distribution']).map(async (panel) =>
      inPanel(panel, await answer('cd-distribution', panel)),
    ),
  );
  // The heading of the first would not fit above its numbers: there the panel alone says it.
  const titles = panelsOf(dashboards['cd-distribution']).map(({ title }) => title);
  expect(dimensions.map(({ label }) => label).filter((label) => !titles.includes(label))).toEqual([]);
  const shown = ['Top diagnostic reasons', ...frames.flatMap((one) => shownNames(one))];
  expect(dimensions.map(({ label }) => label).filter((label) => !shown.includes(label))).toEqual([]);
});

test('a panel of someone, made for 0.1.0, finds columns by their headings', async () => {
  const own = {
    type: 'table',
    targets: [{ refId: 'A', report: 'failureList', limit: 50 }],
    options: { sortBy: [{ displayName: 'Reported time' }] },
    transformations: [
      { id: 'convertFieldType', options: { fields: {}, conversions: [{ targetField: 'Response code' }] } },
      { id: 'filterFieldsByName', options: { include: { names: ['Reported time', 'Diagnostic ID', 'From user'] } } },
      { id: 'organize', options: { excludeByName: { 'From user': true }, indexByName: { 'Diagnostic ID': 0 } } },
    ],
    fieldConfig: {
      defaults: {},
      overrides: [
        { matcher: { id: 'byName', options: 'Diagnostic ID' }, properties: [] },
        { matcher: { id: 'byRegexp', options: '/^Reported/' }, properties: [] },
        { matcher: { id: 'byNames', options: { names: ['Diagnostic ID'] } }, properties: [] },
      ],
    },
  } as unknown as Panel;
  const frames = await answer('cd-failure-list', own);
  expect(await unresolved(own, frames)).toEqual(nothing);
  expect(shownNames(await inPanel(own, frames))).toEqual(['Diagnostic ID', 'Reported time']);
});

test('a session of the list opens with its reports and gateway fields', async () => {
  const [frame] = await answer('cd-session', visit('cd-session').panel('Way'));
  expect(rowsOf(frame)).toHaveLength(1);
});
