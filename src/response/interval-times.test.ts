import { createTheme, FieldType, formattedValueToString, getDisplayProcessor, type DataFrame } from '@grafana/data';
import { expect, test } from '@jest/globals';
import { withIntervalTimes, type Zones } from './interval-times.ts';

const berlin: Zones = { asked: 'Europe/Berlin', shown: 'Europe/Berlin' };
const frame = (interval: string, ...values: number[]): DataFrame => ({
  refId: 'A',
  length: values.length,
  meta: { custom: { interval } },
  fields: [{ name: 'time', type: FieldType.time, config: {}, values }],
});

/** Times as a table of Grafana prints them to someone in a zone. */
function printed({ fields: [field] }: DataFrame, timeZone = 'Europe/Berlin'): string[] {
  if (!field) {
    return [];
  }
  const display = getDisplayProcessor({ field, theme: createTheme(), timeZone });
  return field.values.map((value) => formattedValueToString(display(value)));
}

// Midnight in Berlin is 23:00 of the day before in UTC; 2026-11-24 is a Tuesday, 2026-11-22 a Sunday.
test.each([
  ['quarterHourly', Date.UTC(2026, 10, 24, 8, 15), 'Tue 24 Nov 09:15'],
  ['hourly', Date.UTC(2026, 10, 24, 8), 'Tue 24 Nov 09:00'],
  ['daily', Date.UTC(2026, 10, 23, 23), 'Tue 24 Nov'],
  ['weekly', Date.UTC(2026, 10, 21, 23), 'week of 22 Nov'],
  ['monthly', Date.UTC(2026, 9, 31, 23), 'November 2026'],
])('a table names an interval (%s) as people do', (interval, start, name) => {
  expect(printed(withIntervalTimes(frame(interval, start), berlin))).toEqual([name]);
});

test('years of intervals are told apart', () => {
  const [last, first] = [Date.UTC(2026, 10, 21, 23), Date.UTC(2025, 10, 22, 23)];
  expect(printed(withIntervalTimes(frame('weekly', first, last), berlin))).toEqual([
    'week of 23 Nov 2025',
    'week of 22 Nov 2026',
  ]);
});

test("days of another zone than the viewer's show when they begin there, and a notice says whose they are", () => {
  const said = withIntervalTimes(frame('daily', Date.UTC(2026, 10, 23, 23)), { asked: 'Europe/Berlin', shown: 'UTC' });
  expect(printed(said, 'UTC')).toEqual(['Mon 23 Nov 23:00']);
  expect(said.meta?.notices?.map(({ text }) => text)).toEqual([
    'Intervals begin in the time zone Europe/Berlin; times are shown in UTC.',
  ]);
});

test('what has no intervals, or a unit of its own, passes as it is', () => {
  const total = frame('total', 0);
  const plain = { ...total, meta: {} };
  const iso = { name: 'time', type: FieldType.time, config: { unit: 'dateTimeAsIso' }, values: [0] };
  const chosen = { ...frame('daily', 0), fields: [iso] };
  for (const one of [total, plain, chosen]) {
    expect(withIntervalTimes(one, berlin)).toBe(one);
  }
});
