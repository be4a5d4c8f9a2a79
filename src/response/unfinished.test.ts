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

test('a chart draws no rate of an interval that is not over, unless it is the only one', () => {
  const rate = { name: 'failureRate', type: FieldType.number, config: { unit: 'percent' }, values: [4, 0] };
  const charted = withoutUnfinishedRates({ ...soFar, fields: [...soFar.fields, rate] });
  expect(charted.fields.map(({ values }) => values)).toEqual([times, [40, 12], [4, null]]);
  const over = { ...frame({}), fields: [...soFar.fields, rate] };
  expect(withoutUnfinishedRates(over)).toBe(over);
  const only = { ...soFar, length: 1, fields: [{ ...rate, values: [50] }] };
  expect(withoutUnfinishedRates(only)).toBe(only);
});
