import { describe, expect, test } from '@jest/globals';
import { addedUp, firstOf, newestFirst } from './question.ts';

describe('adding up', () => {
  const row = (name: string | null, count: number, weight = 0) => ({ name, count, weight });

  test('makes rows that agree in their keys one', () => {
    const merged = addedUp([[row('a', 1, 10)], [row('b', 2), row('a', 3, 30)]], ['name'], ['count', 'weight']);
    expect(merged).toEqual([row('a', 4, 40), row('b', 2)]);
  });

  test('tells null from the text, and texts that only look like two from two', () => {
    const merged = addedUp([[row(null, 1)], [row('null', 2)]], ['name'], ['count']);
    expect(merged).toHaveLength(2);
    const pairs = [[{ a: '1', b: '2,3', n: 1 }], [{ a: '1,2', b: '3', n: 1 }]];
    expect(addedUp(pairs, ['a', 'b'], ['n'])).toEqual(pairs.flat());
  });

  test('leaves a single answer as it is, and is empty without any', () => {
    const only = [row('a', 1), row('a', 2)];
    expect(addedUp([only], ['name'], ['count'])).toBe(only);
    expect(addedUp([], ['name' as never], [])).toEqual([]);
  });
});

describe('the first rows', () => {
  const order = newestFirst<{ time: number; seq: number | null }>('time', 'seq');
  const at = (time: number, seq: number | null) => ({ time, seq });

  test('are the newest, null after every number', () => {
    expect([at(1, 5), at(2, null), at(2, 0), at(2, 1)].sort(order)).toEqual([
      at(2, 1),
      at(2, 0),
      at(2, null),
      at(1, 5),
    ]);
    expect(order(at(1, null), at(1, null))).toBe(0);
  });

  test('of several answers are no more than the limit; one answer has been limited already', () => {
    expect(firstOf([[at(3, 1), at(1, 1)], [at(2, 1)]], 2, order)).toEqual([at(3, 1), at(2, 1)]);
    const only = [at(1, 1), at(2, 1)];
    expect(firstOf([only], 1, order)).toBe(only);
    expect(firstOf([], 5, order)).toEqual([]);
  });
});
