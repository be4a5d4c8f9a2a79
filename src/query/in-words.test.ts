import { expect, test } from '@jest/globals';
import { reportDefinition } from '../../contract/reports/index.ts';
import { inWords } from './in-words.ts';

const { description } = reportDefinition('failureDrivers');

test('a query without filters asks of everything', () => {
  expect(inWords({ refId: 'A', report: 'failureDrivers' })).toBe(`${description} Of everything in the range.`);
});

test('filters are said by their labels, words of ours by theirs, lists as alternatives', () => {
  const filters = { pools: ['$pool', 'pool1.example.com'], categories: ['unexpected'], diagnosticIds: 1010 };
  expect(inWords({ refId: 'A', report: 'failureDrivers', filters })).toBe(
    `${description} Only where Pool is $pool or pool1.example.com, and Session category is Unexpected failure, and Diagnostic ID is 1010.`,
  );
});

test('a filter that the report does not take changes nothing, and no report says nothing', () => {
  expect(inWords({ refId: 'A', report: 'cdrFreshness', filters: { pools: ['a'] } })).toContain('Of everything');
  expect(inWords({ refId: 'A' })).toBe('');
});
