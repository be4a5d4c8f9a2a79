import { describe, expect, test } from '@jest/globals';
import type { Field, Frame } from '../plugin/frames/frame.ts';
import { maskFrame } from './mask-frame.ts';
import { Pseudonyms } from './pseudonyms.ts';

const pseudonyms = new Pseudonyms('a key of more than thirty-two characters', '1 cdr', {
  personalData: 'admins',
  personalDataInAlerts: false,
  pseudonymDomains: 'hidden',
  ownDomains: '',
  personalDataTrail: false,
});
const ann = pseudonyms.ofAddress('ann@contoso.com');
const shown = (field: Field, rest: Partial<Frame> = {}) =>
  maskFrame({ name: 'A', fields: [field], ...rest }, pseudonyms);

describe('a field that nobody has decided on is left out', () => {
  test.each<[string, Field]>([
    ['texts without a decision', { name: 'a', type: 'string', values: ['ann', null] }],
    ['texts with a word that nobody knows', { name: 'a', type: 'string', about: 'people', values: ['ann', null] }],
    ['json without one', { name: 'a', type: 'json', values: [{ user: 'ann' }, null] }],
    ['json about people', { name: 'a', type: 'json', about: 'address', values: [{ user: 'ann' }, null] }],
  ])('%s', (_case, field) => {
    expect(shown(field).fields[0]?.values).toEqual(['…', null]);
  });
});

test('numbers, times and what is about nobody stay', () => {
  for (const field of [
    { name: 'a', type: 'number', values: [1, null] },
    { name: 'a', type: 'time', values: [1] },
    { name: 'a', type: 'string', about: 'nobody', values: ['pool', ''] },
    { name: 'a', type: 'json', about: 'nobody', values: [[1, 2]] },
  ] as const) {
    expect(shown(field).fields).toEqual([field]);
  }
});

test('labels and the names that are made of them are masked by their own decisions', () => {
  const labels = { item: 'ann@contoso.com', pool: 'pool.contoso.com', unheard: 'Ann Smith' };
  const config = { displayNameFromDS: 'ann@contoso.com pool.contoso.com Ann Smith' };
  const [field] = shown({ name: 'sessions', type: 'number', values: [1], labels, config }).fields;
  expect(field?.labels).toEqual({ item: ann, pool: 'pool.contoso.com', unheard: '…' });
  expect(field?.config).toEqual({ displayNameFromDS: `${ann} pool.contoso.com …` });
});

test('what comes with a frame is masked', () => {
  const { meta } = shown(
    { name: 'a', type: 'number', values: [] },
    {
      meta: {
        executedQueryString: "select 'ann@contoso.com'",
        notices: [{ severity: 'info', text: 'Nothing of ann@contoso.com.' }],
        custom: { dimension: 'fromUsers', total: 3, who: 'ann', all: ['ann'], unfinished: { from: 1, by: 'ann' } },
      },
    },
  );
  expect(meta).toEqual({
    executedQueryString: '-- The statements are hidden from your role: their values may name people.',
    notices: [{ severity: 'info', text: `Nothing of ${ann}.` }],
    custom: { dimension: 'fromUsers', total: 3, unfinished: { from: 1 } },
  });
});

describe('a sentence of ours', () => {
  const text = 'sessions of user ann@contoso.com with domain contoso.com from client Phone/0004f2aabbcc';
  const parts = [
    [
      { text: 'contoso.com', about: 'address' },
      { text: 'ann@contoso.com', about: 'address' },
      { text: 'Phone/0004f2aabbcc', about: 'agent' },
    ],
  ];

  test('keeps its words, with pseudonyms for its parts', () => {
    const [field] = shown({ name: 'driver', type: 'string', about: 'sentence', values: [text], parts }).fields;
    const domain = pseudonyms.ofAddress('contoso.com');
    expect(domain).toMatch(/^domain [0-9A-Z]{4}-[0-9A-Z]{4}$/);
    expect(field?.values).toEqual([
      `sessions of user ${ann} with domain ${domain} from client ${pseudonyms.ofAgent('Phone/0004f2aabbcc')}`,
    ]);
    expect(JSON.stringify(field)).not.toMatch(/contoso|0004f2/);
  });

  test('without its parts, or with one that nobody has decided on, shows nothing of it', () => {
    const without = shown({ name: 'driver', type: 'string', about: 'sentence', values: ['of Ann', null] });
    expect(without.fields[0]?.values).toEqual(['…', null]);
    const unknown = [[{ text: 'Ann', about: 'people' }]];
    const [field] = shown({
      name: 'driver',
      type: 'string',
      about: 'sentence',
      values: ['of Ann'],
      parts: unknown,
    }).fields;
    expect(field?.values).toEqual(['of …']);
  });
});
