import { expect, test } from '@jest/globals';
import { fakeTemplates } from '../testing/templates.ts';
import { expand, expandOne } from './expand.ts';

const templates = fakeTemplates([
  { name: 'pool', value: ['a.example.com', 'b.example.com'] },
  { name: 'user', value: 'alice' },
  { name: 'all', value: ['$__all'], options: ['x', 'y'] },
  { name: 'single', value: '$__all', options: ['x', 'y'] },
  { name: 'custom', value: '$__all', customAll: '.*' },
  { name: 'literal', value: '$__all', customAll: '$__all' },
  { name: 'empty', value: '' },
  { name: 'none', value: [] },
]);

test.each([
  ['plain text', 'pool01.example.com', ['pool01.example.com']],
  ['several values', '$pool', ['a.example.com', 'b.example.com']],
  ['braces', '${pool}', ['a.example.com', 'b.example.com']],
  ['brackets', '[[pool]]', ['a.example.com', 'b.example.com']],
  ['a format for lists', '${pool:csv}', ['a.example.com', 'b.example.com']],
  ['another format for lists', '${pool:singlequote}', ['a.example.com', 'b.example.com']],
  ['text around it', 'sip:$user@${pool}', ['sip:alice@a.example.com', 'sip:alice@b.example.com']],
  ['an unknown variable', '$nobody', ['$nobody']],
  ['an empty variable', '$empty', []],
  ['a variable without values', '$none', []],
  ['blanks', '  ', []],
  ['a dollar that is no variable', 'costs $ 5', ['costs $ 5']],
])('%s', (_name, text, expected) => {
  expect(expand(text, templates)).toEqual(expected);
});

test.each(['$all', '$single', '$custom', '$literal', '$__all', 'sip:$all', '${all:csv}'])(
  '%s stands for all',
  (text) => {
    expect(expand(text, templates)).toBe('all');
  },
);

test('a repeated panel has one value of a variable on All', () => {
  const scoped = { all: { text: 'x', value: 'x' }, custom: { text: 'z', value: 'z' } };
  expect(expand('$all', templates, scoped)).toEqual(['x']);
  expect(expand('$custom', templates, scoped)).toEqual(['z']);
});

test('two variables give every combination', () => {
  const two = fakeTemplates([
    { name: 'a', value: ['1', '2'] },
    { name: 'b', value: ['x', 'y'] },
  ]);
  expect(expand('$a-$b', two)).toEqual(['1-x', '1-y', '2-x', '2-y']);
});

test('values that look like variables are not replaced again', () => {
  expect(expand('$v', fakeTemplates([{ name: 'v', value: ['$user', '$&'] }]))).toEqual(['$user', '$&']);
});

test('an option takes the first value', () => {
  expect(expandOne('$pool', templates)).toBe('a.example.com');
  expect(expandOne('$all', templates)).toBeUndefined();
  expect(expandOne('$empty', templates)).toBeUndefined();
});
