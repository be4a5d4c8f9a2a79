import { FieldType, isDataFrame, rangeUtil, type DataFrame } from '@grafana/data';
import { expect, test } from '@jest/globals';
import { nothingFound, withNotices } from './notices.ts';
import { withSparklines } from './sparkline.ts';

const frame = (values: unknown[], type = FieldType.other): DataFrame => ({
  refId: 'A',
  length: values.length,
  fields: [
    { name: 'rank', type: FieldType.number, config: {}, values: values.map((_value, index) => index + 1) },
    { name: 'trend', type, config: { displayNameFromDS: 'Trend', description: 'why', custom: { width: 90 } }, values },
  ],
});

test('turns each trend into a small frame of times and numbers', () => {
  const [, trend] = withSparklines(
    frame([
      [
        [1000, 3],
        [2000, 0],
      ],
      [],
    ]),
  ).fields;
  expect(trend).toMatchObject({
    type: FieldType.frame,
    config: {
      displayNameFromDS: 'Trend',
      description: 'why',
      custom: { width: 90, cellOptions: { type: 'sparkline' } },
    },
  });
  const [first, second] = trend?.values as DataFrame[];
  expect(isDataFrame(first)).toBe(true);
  expect(first?.fields.map(({ type, values }) => [type, values])).toEqual([
    [FieldType.time, [1000, 2000]],
    [FieldType.number, [3, 0]],
  ]);
  expect(second?.length).toBe(0);
});

test('leaves out an interval that is not over, which would let each of them fall at its end', () => {
  const points = [
    [1000, 3],
    [2000, 4],
    [3000, 1],
  ];
  const whole = frame([points]);
  const soFar = { ...whole, meta: { custom: { interval: 'hourly', unfinished: { from: 3000, to: 3100 } } } };
  const lengths = [whole, soFar].map((one) => (withSparklines(one).fields[1]?.values as DataFrame[])[0]?.length);
  expect(lengths).toEqual([3, 2]);
});

test('draws a single day as a line: Grafana hangs on an axis without length', () => {
  const [, trend] = withSparklines(frame([[[1000, 3]]])).fields;
  const [only] = trend?.values as DataFrame[];
  expect(only?.length).toBe(2);
  expect(only?.fields.map(({ values }) => values)).toEqual([
    [1000, 1000 + 24 * 3_600_000],
    [3, 3],
  ]);
});

test('reads trends that came as text, leaves empty what is no trend', () => {
  const [, trend] = withSparklines(frame(['[[1000,3],[2000,1]]', null, 'oops', { a: 1 }, [[1, 'x']]])).fields;
  expect((trend?.values as (DataFrame | null)[]).map((one) => one?.length ?? null)).toEqual([
    2,
    null,
    null,
    null,
    null,
  ]);
});

test('other frames pass as they are', () => {
  const other = frame([[]], FieldType.string);
  expect(withSparklines(other)).toBe(other);
});

test('notices are added to those the frame has', () => {
  const noticed = withNotices({ ...frame([]), meta: { notices: [{ severity: 'warning', text: 'a' }] } }, ['b']);
  expect(noticed.meta?.notices).toEqual([
    { severity: 'warning', text: 'a' },
    { severity: 'info', text: 'b' },
  ]);
  const range = rangeUtil.convertRawToRange({ from: '2026-03-02T00:00:00Z', to: '2026-03-03T00:00:00Z' });
  const asked = { refId: 'B', report: 'failureList' } as const;
  expect(nothingFound(asked, range, [])).toMatchObject({
    refId: 'B',
    length: 0,
    meta: { notices: [{ severity: 'info' }] },
  });
  const wordy = { ...asked, nothing: 'No failures' };
  expect(nothingFound(wordy, range, [])).toMatchObject({ length: 1, fields: [{ values: ['No failures'] }] });
  expect(nothingFound({ ...wordy, format: 'timeSeries' }, range, [])).toMatchObject({
    length: 2,
    fields: [
      { values: [Date.UTC(2026, 2, 2), Date.UTC(2026, 2, 3)] },
      { config: { displayNameFromDS: 'No failures' } },
    ],
  });
});
