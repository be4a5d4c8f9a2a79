import { afterAll, expect, test } from '@jest/globals';
import { addConference } from '../../demo/generator/edge-cases/plain-rows.ts';
import { hourOf, oneHour, oneMinute, resolveOptions } from '../../demo/generator/options.ts';
import { Slot } from '../../demo/generator/slot.ts';
import { cdrOfRows } from '../support/cdr-of-rows.ts';

const noon = Date.UTC(2026, 10, 12, 12);
const cdr = cdrOfRows({ cacheSeconds: 0 });
afterAll(() => cdr.close());

/** A conference of noon, and a row of the same instance that is marked as synthetic so much earlier. */
test.each([
  ['at the same time', 0, 0],
  ['almost a day earlier', 24 * oneHour - oneMinute, 0],
  ['a day earlier', 24 * oneHour, 1],
  ['almost an hour later', oneMinute - oneHour, 0],
  ['an hour later', -oneHour, 1],
])('a row marked as synthetic %s', async (_, earlier, counted) => {
  const slot = new Slot(resolveOptions({ seed: 1, end: noon + oneHour }), hourOf(noon));
  const { ConferenceUri, ConfInstance } = addConference(slot, { SessionIdTime: noon });
  addConference(slot, { ConferenceUri, ConfInstance, SessionIdTime: noon - earlier, Flag: 1, SessionIdSeq: 77 });
  await cdr.hold(slot.rows);
  // The ranges end and begin where the rule does not look.
  for (const [before, after] of [
    [0, oneMinute],
    [30 * 24 * oneHour, 24 * oneHour],
  ] as const) {
    const asking = {
      saved: { report: 'summary', format: 'timeSeries', interval: 'total', metric: 'totalConferences' },
      range: { from: noon - before, to: noon + after },
    } as const;
    // In the long range the marked row is left out itself, as synthetic as it says.
    expect(await cdr.ask(asking)).toMatchObject([{ series: [{ values: [counted] }] }]);
    expect(await cdr.ask(asking)).toEqual(cdr.expected(slot.rows, asking));
  }
});
