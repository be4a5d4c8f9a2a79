import { FieldType, type DataFrame } from '@grafana/data';
import { expect, test } from '@jest/globals';
import { tablesApart } from './apart.ts';

const table = (name: string, values: string[] = ['a']): DataFrame => ({
  name,
  length: values.length,
  meta: { preferredVisualisationType: 'table' },
  fields: [{ name: 'item', type: FieldType.string, config: {}, values }],
});
const chart: DataFrame = { ...table('chart'), meta: {} };
const panels = (frames: DataFrame[]) => tablesApart(frames).map(({ meta }) => meta?.preferredVisualisationPluginId);

test('several tables go to the table panel, which asks for one', () => {
  expect(panels([table('Top pools'), chart, table('Top sources')])).toEqual(['table', undefined, 'table']);
});

test('one table, with charts or with tables of nothing, stays as it is', () => {
  const nothing = { ...table('Top sources'), fields: [], length: 0 };
  expect(panels([table('Top pools'), chart, nothing])).toEqual([undefined, undefined, undefined]);
});
