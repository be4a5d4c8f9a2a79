import { FieldType, type DataFrame } from '@grafana/data';
import { config } from '@grafana/runtime';
import { expect, test } from '@jest/globals';
import { withDriversLink } from './drivers-link.ts';

const events = (refId: string): DataFrame => ({
  refId,
  length: 1,
  fields: [
    { name: 'time', type: FieldType.time, config: {}, values: [1000] },
    { name: 'timeEnd', type: FieldType.time, config: {}, values: [5000] },
    { name: 'text', type: FieldType.string, config: {}, values: ['9 of 20 sessions failed'] },
  ],
});
const textsOf = ({ fields }: DataFrame) => fields.find(({ name }) => name === 'text')?.values;

test('an event leads to the drivers of its time, below the path of Grafana', () => {
  config.appSubUrl = '/grafana';
  expect(textsOf(withDriversLink(events('Anno'), 'ds 1'))).toEqual([
    '9 of 20 sessions failed<br><a href="/grafana/d/cd-drivers?from=1000&to=5000&var-datasource=ds%201">Open Failure Drivers of this time</a>',
  ]);
});

test('a table of events, and an annotation of other rows, stay as they are', () => {
  const table = events('A');
  expect(withDriversLink(table, 'ds')).toBe(table);
  const rows = { ...events('Anno'), fields: events('Anno').fields.filter(({ name }) => name !== 'timeEnd') };
  expect(withDriversLink(rows, 'ds')).toBe(rows);
});
