import { expect, test } from '@jest/globals';
import { fakeTemplates } from '../testing/templates.ts';
import type { Query } from '../types.ts';
import { refusedOperator, withAdHocFilters } from './ad-hoc-filters.ts';

const templates = fakeTemplates([{ name: 'pool', value: ['a', 'b'] }]);
const failureList: Query = { refId: 'A', report: 'failureList' };
const equals = (key: string, value: string) => ({ key, operator: '=', value });
const applied = (query: Query, ...filters: Parameters<typeof withAdHocFilters>[1]) =>
  withAdHocFilters(query, filters, templates);

test('adds a filter the report takes', () => {
  expect(applied(failureList, equals('pools', 'a')).query.filters).toEqual({ pools: ['a'] });
  expect(applied(failureList, { key: 'pools', operator: '=|', value: 'a', values: ['a', 'b'] }).query.filters).toEqual({
    pools: ['a', 'b'],
  });
});

test('older Grafana names keys and values by their labels', () => {
  const { query } = applied(
    failureList,
    equals('Session category', 'Unexpected failure'),
    equals('Diagnostic ID', '1010 Certificate, 12 in the range'),
  );
  expect(query.filters).toEqual({ categories: ['unexpected'], diagnosticIds: ['1010'] });
});

test('takes the name of a field, which a filter made from a cell has', () => {
  const { query, notices } = applied(
    failureList,
    equals('diagnosticId', '1010'),
    equals('pool', 'a'),
    equals('category', 'Unexpected failure'),
    equals('rank', '1'),
  );
  expect(query.filters).toEqual({ diagnosticIds: ['1010'], pools: ['a'], categories: ['unexpected'] });
  expect(notices).toEqual(['Failure List does not filter by rank: this ad hoc filter is left out.']);
});

test("narrows the query's own filter, never widens it", () => {
  const own: Query = { ...failureList, filters: { pools: ['A', 'b'], diagnosticIds: ['1010, 7025', null] } };
  expect(applied(own, equals('pools', 'a')).query.filters?.pools).toEqual(['a']);
  expect(applied(own, equals('diagnosticIds', '7025')).query.filters?.diagnosticIds).toEqual(['7025']);
  expect(applied(own, equals('diagnosticIds', 'none')).nothing).toBe(false);
  expect(applied(own, equals('pools', 'c')).nothing).toBe(true);
  expect(applied(failureList, equals('pools', 'a'), equals('pools', 'b')).nothing).toBe(true);
});

test('says which filters a report does not take', () => {
  const { query, notices } = applied(
    { refId: 'A', report: 'summary' },
    equals('sources', 's'),
    equals('colour', 'red'),
  );
  expect(query.filters).toEqual({});
  expect(notices).toEqual([
    'Call Diagnostic Summary does not filter by Source: this ad hoc filter is left out.',
    'Call Diagnostic Summary does not filter by colour: this ad hoc filter is left out.',
  ]);
});

test('a filter that is still empty filters nothing; variables are replaced', () => {
  expect(applied(failureList, equals('pools', '')).query.filters).toEqual({});
  expect(applied(failureList, equals('pools', '$pool')).query.filters).toEqual({ pools: ['a', 'b'] });
  expect(applied(failureList).query).toBe(failureList);
});

test('refuses operators no report can answer', () => {
  expect(refusedOperator([equals('pools', 'a')])).toBeUndefined();
  expect(refusedOperator([{ key: 'pools', operator: '!=', value: '' }])).toBeUndefined();
  expect(refusedOperator([equals('pools', 'a'), { key: 'pools', operator: '!=', value: 'b' }])).toMatch(
    /"pools != b" cannot be answered/,
  );
});
