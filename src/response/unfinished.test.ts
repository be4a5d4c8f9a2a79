import { FieldType, getDisplayProcessor, createTheme, formattedValueToString, type DataFrame } from '@grafana/data';
import { expect, test } from '@jest/globals';
import { unfinishedBand, withUnfinishedTime } from './unfinished.ts';

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
  const said = withUnfinishedTime(soFar, 'Europe/Berlin');
  expect(printed(said)).toEqual(['2026-11-24 09:00', '10:00, so far']);
  expect(said.fields[0]?.values).toEqual(times);
  const daily = frame({ interval: 'daily', unfinished: { from, to } });
  expect(printed(withUnfinishedTime(daily, 'Europe/Berlin'))[1]).toBe('24 Nov, so far');
});

test('where every interval is over, or the answer has none, nothing is said', () => {
  const whole = frame({});
  expect(withUnfinishedTime(whole, 'utc')).toBe(whole);
  expect(unfinishedBand([whole, { ...soFar, meta: {} }])).toEqual([]);
  const empty = { ...soFar, fields: [], length: 0 };
  expect(withUnfinishedTime(empty, 'utc')).toBe(empty);
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
