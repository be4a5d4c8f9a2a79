import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { rules } from '../../alerting/index.ts';
import { detect, type Detection } from '../../alerting/quality/detection.ts';
import { openDemoCdr, type DemoCdr } from '../../alerting/quality/demo-cdr.ts';
import { cdrStops, joinsSlowDown } from '../../alerting/quality/disturbances.ts';
import { quietRuns } from '../../alerting/quality/quiet-runs.ts';
import { simulate } from '../../alerting/quality/simulate.ts';
import { missed } from '../../alerting/quality/verdict.ts';
import { guardsOf } from '../../alerting/quality/visibility.ts';
import { describeIncidents, type Incident } from '../../demo/generator/describe-incidents.ts';

/** A small version of `npm run alerts:quality`. */
const options = { seed: 1, end: Date.UTC(2026, 10, 12, 15, 30), days: 40, sessionsPerDay: 1200 };
const hour = 3_600_000;
const incidents = describeIncidents(options);

describe('incidents', () => {
  let demo: DemoCdr;
  beforeAll(async () => {
    demo = await openDemoCdr(options);
  });
  afterAll(() => demo.close());

  /** What the rules on failures make of the first window of an incident, looking from one time to another. */
  async function met(name: Incident['name'], wanted: readonly string[], from: number, to: number) {
    const incident = incidents.find((one) => one.name === name);
    const window = incident?.windows[0];
    if (!incident || !window) {
      throw new Error(`no incident ${name}`);
    }
    const span = { from: window.from + from * hour, to: window.from + to * hour };
    const found: Detection[] = [];
    for (const rule of rules.filter(({ uid }) => wanted.includes(uid))) {
      const detection = detect(demo, incident, window, rule, await simulate(demo.cdr, rule, span), span);
      expect(detection).toBeDefined();
      found.push(...(detection ? [detection] : []));
    }
    expect(found).toHaveLength(wanted.length);
    return found;
  }

  const [pool, id, fresh, creep] = [
    'cd-pool-failure-spike',
    'cd-diagnostic-id-spike',
    'cd-new-diagnostic-id',
    'cd-diagnostic-id-creep',
  ];
  test.each<[Incident['name'], string[], number, number]>([
    ['gateway-circuits', [pool, id], -0.5, 1.5],
    ['edge-certificate', [pool, id, fresh], -0.5, 1.5],
    ['mcu-overload', [pool, id, fresh], 0.5, 2],
    // Eight days after it began; on its first day no more sessions fail than on any other.
    ['client-creep', [creep], 188, 194],
  ])('%s is reported in time, and not before it began', async (name, wanted, from, to) => {
    const found = await met(name, wanted, from, to);
    expect(missed(found)).toEqual([]);
    for (const { pending, window } of found) {
      expect(pending).toBeGreaterThan(window.from);
    }
  });
});

test('two workdays on which nothing is wrong pass without an alarm', async () => {
  const spikes = rules.filter((rule) => guardsOf(rule) !== undefined);
  const found = await quietRuns({ ...options, end: options.end - 15 * hour }, spikes, 2, 30);
  expect(found.map(({ rule, fired }) => [rule.uid, fired])).toEqual(spikes.map(({ uid }) => [uid, 0]));
});

test('a CDR that stops on a workday is reported within the hour', async () => {
  const { from, alerting } = await cdrStops({ ...options, days: 29 }, 2);
  expect(alerting).not.toBeNull();
  expect(Number(alerting) - from).toBeLessThanOrEqual(hour);
});

test('joins that take four times as long are reported while they do', async () => {
  const { from, alerting } = await joinsSlowDown({ ...options, sessionsPerDay: 12_000, days: 16 }, 4);
  expect(alerting).not.toBeNull();
  expect(Number(alerting) - from).toBeLessThanOrEqual(3 * hour);
});
