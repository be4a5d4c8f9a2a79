import {
  createTheme,
  DataFrameType,
  FieldType,
  formattedValueToString,
  getDisplayProcessor,
  type DataFrame,
} from '@grafana/data';
import { expect, test } from '@jest/globals';
import { withLoneIntervalInSight } from './lone-interval.ts';

const [sunday, from] = [Date.UTC(2026, 10, 22), Date.UTC(2026, 10, 24, 8)];
const zones = { asked: 'UTC', shown: 'UTC' };
const series = (
  times: number[],
  type?: DataFrameType,
  config: object = { unit: 'time:[week of] D MMM' },
): DataFrame => ({
  refId: 'A',
  length: times.length,
  ...(type && { meta: { type } }),
  fields: [
    { name: 'time', type: FieldType.time, config, values: times },
    { name: 'totalSessions', type: FieldType.number, config: {}, values: times.map(() => 40) },
  ],
});
const shown = (frame: DataFrame) => {
  const { fields } = withLoneIntervalInSight(frame, from, zones);
  const display = fields[0] && getDisplayProcessor({ field: fields[0], theme: createTheme(), timeZone: 'UTC' });
  return {
    values: fields.map(({ values }) => values),
    names: fields[0]?.values.map((value) => display && formattedValueToString(display(value))),
  };
};

test('a week is drawn from the beginning of a range on that lies in it, under its own name', () => {
  const week = series([sunday], DataFrameType.TimeSeriesWide);
  expect(shown(week)).toEqual({ values: [[from], [40]], names: ['week of 22 Nov'] });
  const mappings = [{ type: 'value', options: { [sunday]: { text: 'week of 22 Nov, so far', index: 0 } } }];
  const unfinished = series([sunday], DataFrameType.TimeSeriesWide, { mappings });
  expect(shown(unfinished)).toEqual({ values: [[from], [40]], names: ['week of 22 Nov, so far'] });
});

test('what begins in the range, comes with others or stands in a table keeps its time', () => {
  const [later, next] = [from + 1, Date.UTC(2026, 10, 29)];
  expect(shown(series([later], DataFrameType.TimeSeriesWide)).values).toEqual([[later], [40]]);
  expect(shown(series([sunday, next], DataFrameType.TimeSeriesWide)).values).toEqual([
    [sunday, next],
    [40, 40],
  ]);
  expect(shown(series([sunday])).values).toEqual([[sunday], [40]]);
  expect(shown(series([], DataFrameType.TimeSeriesWide)).values).toEqual([[], []]);
});
