import { expect, test } from '@jest/globals';
import { describingCdr, dialectNames, statementOf } from '../../../tests/support/recording-cdr.ts';
import { storeSpans } from './store-spans.ts';

const stores = ['emea', 'apac'];

test('a single LcsCDR has no stores to ask for', () => {
  expect(statementOf(describingCdr('T-SQL'), storeSpans, { stores })).toBeUndefined();
});

test.each(dialectNames)('%s: looks at the two ends of the key of each store, and at one row there', (name) => {
  const { sql = '', parameters = [] } =
    statementOf(describingCdr(name, { archive: true }), storeSpans, { stores }) ?? {};
  expect(sql.match(/order by .s.\..SessionIdTime. asc/g)).toHaveLength(2);
  expect(sql.match(/order by .s.\..SessionIdTime. desc/g)).toHaveLength(2);
  expect(sql.match(/\btop\b|\blimit\b/g)).toHaveLength(4);
  expect(parameters).toEqual(expect.arrayContaining(stores));
});

test('reads the ends of those that have sessions', () => {
  const found = [
    { store: 1, edge: 1, time: 9 },
    { store: 1, edge: 0, time: 4 },
  ];
  expect(storeSpans.read(found, { stores })).toEqual([{ store: 'apac', first: 4, last: 9 }]);
});

test('parts make one span', () => {
  const span = (store: string, first: number, last: number) => ({ store, first, last });
  expect(storeSpans.merge([[span('emea', 3, 5)], [span('apac', 1, 2), span('emea', 4, 8)]], { stores })).toEqual([
    span('emea', 3, 8),
    span('apac', 1, 2),
  ]);
});
