import { FieldType, getDisplayProcessor, createTheme, formattedValueToString, type DataFrame } from '@grafana/data';
import { expect, test } from '@jest/globals';
import { unfinishedBand, withoutUnfinishedRates, withUnfinishedTime } from './unfinished.ts';

const [from, to] = [Date.UTC(2026, 10, 24, 9), Date.UTC(2026, 10, 24, 9, 20)];
const times = [from - 3_600_000, from];
const frame = (custom: object): DataFrame => ({
  refId: 'A',
  length: 2,
  meta: { custom: { interval: 'hourly', ...custom } },
  fields: [
    { name: 'time', type: FieldType.time, config: { unit: 'time:YYYY-MM-DD HH:mm' }, values: times },
    { name: 'totalSessions', type: FieldType.number, config: {}, values: [40, 12] },
  ],
});
const berlin = { asked: 'Europe/Berlin', shown: 'Europe/Berlin' };
const soFar = frame({ unfinished: { from, to } });

/** Times as a table of Grafana prints them. */
function printed({ fields: [field] }: DataFrame): string[] {
  if (!field) {
    return [];
  }
  const display = getDisplayProcessor({ field, theme: createTheme(), timeZone: 'Europe/Berlin' });
  return field.values.map((value) => formattedValueToString(display(value)));
}

test('the last time says in the zone of the viewer that its interval is not over; the value stays', () => {
  const said = withUnfinishedTime(soFar, berlin);
  expect(printed(said)).toEqual(['2026-11-24 09:00', 'Tue 24 Nov 10:00, so far']);
  expect(said.fields[0]?.values).toEqual(times);
  const daily = frame({ interval: 'daily', unfinished: { from, to } });
  expect(printed(withUnfinishedTime(daily, berlin))[1]).toBe('Tue 24 Nov, so far');
});

test('where every interval is over, or the answer has none, nothing is said', () => {
  const whole = frame({});
  expect(withUnfinishedTime(whole, berlin)).toBe(whole);
  expect(unfinishedBand([whole, { ...soFar, meta: {} }])).toEqual([]);
  const empty = { ...soFar, fields: [], length: 0 };
  expect(withUnfinishedTime(empty, berlin)).toBe(empty);
});

test('charts get one band over what is not over, however many queries they draw', () => {
  const bands = unfinishedBand([frame({}), soFar, { ...soFar, refId: 'B' }]);
  expect(bands).toMatchObject([{ refId: 'A', length: 1, meta: { dataTopic: 'annotations' } }]);
  expect(Object.fromEntries((bands[0]?.fields ?? []).map(({ name, values }) => [name, values]))).toMatchObject({
    time: [from],
    timeEnd: [to],
    isRegion: [true],
  });
});

test('an interval that is not over has no failure rate before it has enough sessions, unless it is the only one', () => {
  const rates = (sessions: number[], rate: number[], time = times, custom: object = { unfinished: { from, to } }) => {
    const field = (name: string, values: number[]) => ({ name, type: FieldType.number, config: {}, values });
    const fields = [
      { name: 'time', type: FieldType.time, config: {}, values: time },
      field('totalSessions', sessions),
      field('failureRate', rate),
      field('expectedPercentage', rate),
    ];
    const answer = withoutUnfinishedRates({ ...frame(custom), fields, length: time.length });
    return answer.fields.map(({ values }) => values as unknown[]);
  };
  expect(rates([40, 19], [4, 0])).toEqual([times, [40, 19], [4, null], [4, 0]]);
  expect(rates([5, 20], [4, 5])[2]).toEqual([4, 5]);
  expect(rates([5, 19], [4, 0], times, {})[2]).toEqual([4, 0]);
  expect(rates([19], [50], [from])[2]).toEqual([50]);
  // A row per group: each by its own sessions.
  expect(rates([9, 30, 3], [1, 2, 3], [from - 3_600_000, from, from])[2]).toEqual([1, 2, null]);
});
