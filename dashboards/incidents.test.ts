import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { startPlugin, type PluginProcess } from '../preview/plugin-host/plugin-process.ts';
import { builtExecutable } from '../tests/support/executable.ts';
import { demo, incidents, week } from './testing/demo.ts';
import { Visitor } from './testing/visitor.ts';

let plugin: PluginProcess;
beforeAll(async () => {
  plugin = await startPlugin({ executable: builtExecutable() });
});
afterAll(() => plugin.shutdown());

const enter = () => new Visitor(plugin, demo, 'cd-home', week);
const incident = (name: string) => {
  const found = incidents.find((one) => one.name === name);
  if (!found) {
    throw new Error(`no incident ${name}`);
  }
  return found;
};
const frequent = 'What: the most frequent unexpected failures';

test('the gateway without circuits: its failure, the source, a session, its gateway', async () => {
  const { value: mediationServer, fqdns, diagnosticIds } = incident('gateway-circuits');
  const visitor = enter();
  const isOfGateway = (row: Record<string, unknown>) => diagnosticIds.includes(Number(row['diagnosticId']));
  expect((await visitor.rows(frequent)).some(isOfGateway)).toBe(true);
  await visitor.click(frequent, 'reportedSessions', isOfGateway);
  expect((await visitor.rows('Top sources'))[0]).toMatchObject({ item: mediationServer });
  await visitor.click('Top sources', 'sessions', (row) => row['rank'] === 1);
  await visitor.click('Failure list', 'sessionDetail', (row) => row['sessionDetail'] !== null);
  const [session] = await visitor.rows('Way');
  expect(fqdns).toContain(session?.['toGateway']);
  expect(visitor.clicks).toBeLessThanOrEqual(4);
});

test('the Edge Server with the expired certificate: first of the pools, its reason, a report that says it', async () => {
  const { value: edge, diagnosticIds } = incident('edge-certificate');
  const visitor = enter();
  expect((await visitor.rows('Where: pools and Edge Servers'))[0]).toMatchObject({ item: edge });
  await visitor.click('Where: pools and Edge Servers', 'item', (row) => row['item'] === edge);
  const [reason] = await visitor.rows('Top diagnostic reasons');
  expect(diagnosticIds).toContain(reason?.['item']);
  await visitor.click('Top diagnostic reasons', 'sessions', (row) => row['rank'] === 1);
  await visitor.click('Failure list', 'reportedTime', (row) => row['report'] !== null && row['diagnosticId'] === 1010);
  const [report] = await visitor.rows('Why: the diagnostic header taken apart');
  expect(report?.['lookFirst']).toMatch(/^Check chain, names and expiry of the certificate on the next hop/);
  expect(report?.['port']).toBe(5061);
  const [text] = await visitor.rows('Diagnostic header, as it came');
  expect(text?.['diagnosticHeader']).toMatch(/certificate.*expired/i);
  expect(visitor.clicks).toBeLessThanOrEqual(4);
});

test('the overloaded A/V MCU: the worst interval of A/V conferencing, its pool', async () => {
  const { value: pool, diagnosticIds } = incident('mcu-overload');
  const visitor = enter();
  const isAv = (row: Record<string, unknown>) => row['conferenceType'] === 'A/V conferencing';
  await visitor.click('Conferences by kind of session', 'conferenceType', isAv);
  const perInterval = await visitor.rows('Per interval, by kind of session');
  const worst = Math.max(...perInterval.filter(isAv).map((row) => Number(row['unexpectedVolume'])));
  await visitor.click(
    'Per interval, by kind of session',
    'unexpectedVolume',
    (row) => isAv(row) && row['unexpectedVolume'] === worst,
  );
  expect(visitor.range.to - visitor.range.from).toBe(24 * 3600 * 1000);
  expect((await visitor.rows('Top pools'))[0]).toMatchObject({ item: pool });
  const [reason] = await visitor.rows('Top diagnostic reasons');
  expect(diagnosticIds).toContain(reason?.['item']);
  expect(visitor.clicks).toBeLessThanOrEqual(4);
});

test('the client version that creeps up: its failure grows, and one user agent has it', async () => {
  const { value: agent, diagnosticIds } = incident('client-creep');
  const visitor = enter();
  const isCreep = (row: Record<string, unknown>) => diagnosticIds.includes(Number(row['diagnosticId']));
  expect((await visitor.rows(frequent)).some(isCreep)).toBe(true);
  await visitor.click(frequent, 'reportedSessions', isCreep);
  const [first] = await visitor.rows('Top from user agents');
  expect(first).toMatchObject({ item: agent });
  expect(first?.['share']).toBeGreaterThan(50);
  expect(visitor.clicks).toBe(1);
});
