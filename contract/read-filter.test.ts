import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { filterDefinition, filters, type FilterId } from './filters.ts';
import { ContractError } from './query-error.ts';
import { maxFilterValues, maxTextLength, readFilter } from './read-filter.ts';

const failure = (id: FilterId, input: unknown): string => {
  try {
    return `accepted ${JSON.stringify(readFilter(id, input))}`;
  } catch (error) {
    expect(error).toBeInstanceOf(ContractError);
    return (error as ContractError).message;
  }
};

const textFilters = filters.filter(({ kind }) => kind === 'text').map(({ id }) => id);
const listFilters = filters.filter(({ kind }) => ['text', 'code', 'choice'].includes(kind)).map(({ id }) => id);

describe('a filter that lets everything pass', () => {
  test.each([undefined, '', '  ', [], ['', ' '], '$__all', ['$__all'], ['x', '$__all']])(
    '%j is the same as no text filter',
    (input) => {
      expect(readFilter('pools', input)).toBeUndefined();
    },
  );

  test.each(filters.map(({ id }) => id))('nothing and all are no filter: %s', (id) => {
    expect(readFilter(id, undefined)).toBeUndefined();
    expect(readFilter(id, '')).toBeUndefined();
    expect(readFilter(id, '$__all')).toBeUndefined();
  });

  test('null is no filter, but stands for rows without a code in a filter of codes', () => {
    expect(readFilter('pools', null)).toBeUndefined();
    expect(readFilter('sessionIdSeq', null)).toBeUndefined();
    expect(readFilter('diagnosticIds', null)).toEqual([null]);
  });
});

describe('text filters', () => {
  test('take one value or a list, trimmed and each once', () => {
    expect(readFilter('pools', ' fe01.example.com ')).toEqual(['fe01.example.com']);
    expect(readFilter('pools', ['b', 'a', 'b', ' a '])).toEqual(['b', 'a']);
    expect(readFilter('fromUsers', 42)).toEqual(['42']);
  });

  test('keep commas, for a user agent may hold them', () => {
    expect(readFilter('userAgents', 'UCCAPI/16.0, OC/16.0')).toEqual(['UCCAPI/16.0, OC/16.0']);
  });

  test('give any text back as it is', () => {
    const texts = fc
      .string({ unit: 'binary', minLength: 1, maxLength: 200 })
      .filter((text) => text.trim() === text && !/^\$|^\[\[/.test(text));
    fc.assert(
      fc.property(fc.constantFrom(...textFilters), texts, (id, text) => {
        expect(readFilter(id, text)).toEqual([text]);
      }),
    );
  });

  test.each([
    "sip:o'brien@example.com",
    "'; drop table SessionDetails;--",
    '[brackets]',
    '%_like[a-z]%',
    'C:\\path\\',
    'sip:jürgen@例え.jp',
    'a\u0000b',
    '😀',
    'costs $5',
    '{a,b}',
  ])('%j is a value like any other', (text) => {
    expect(readFilter('fromUsers', text)).toEqual([text]);
  });

  test('refuse values longer than any column', () => {
    expect(readFilter('toUsers', 'x'.repeat(maxTextLength))).toHaveLength(1);
    expect(failure('toUsers', 'x'.repeat(maxTextLength + 1))).toBe(
      'To user: a value has 1025 characters, at most 1024 are taken',
    );
  });
});

describe('filters of codes', () => {
  test.each([
    [504, [504]],
    ['504', [504]],
    [' 7025 , 1003,7025 ', [7025, 1003]],
    [
      ['7025,1003', 24],
      [7025, 1003, 24],
    ],
    ['none', [null]],
    ['None, 0', [null, 0]],
    [
      [null, 5],
      [null, 5],
    ],
    ['-1,+2', [-1, 2]],
    ['2147483647,-2147483648', [2147483647, -2147483648]],
    [',,5,,', [5]],
  ])('%j', (input, codes) => {
    expect(readFilter('diagnosticIds', input)).toEqual(codes);
  });

  test.each([
    ['4xx', '"4xx"'],
    ['1.5', '"1.5"'],
    [1.5, '"1.5"'],
    ['2147483648', '"2147483648"'],
    [1e21, '"1e+21"'],
    [Number.NaN, '"NaN"'],
    ['0x10', '"0x10"'],
    ['1;2', '"1;2"'],
    ['504 or 1=1', '"504 or 1=1"'],
  ])('%p is refused', (input, quoted) => {
    expect(failure('responseCodes', input)).toBe(
      `Response code: ${quoted} is not a whole number from -2147483648 to 2147483647 or "none" for sessions without one`,
    );
  });

  test('a list of a million is an answer or a clear error, never a crash', () => {
    expect(readFilter('diagnosticIds', '1,'.repeat(1_000_000))).toEqual([1]);
    const many = Array.from({ length: 1_000_000 }, (_, id) => id).join(',');
    expect(failure('diagnosticIds', many)).toBe(
      'Diagnostic ID: 1000000 values, at most 500 are taken; use fewer or none for all',
    );
  });
});

describe('filters of choices', () => {
  test('take ids and labels in any case', () => {
    expect(readFilter('modalities', ['IM', 'Instant messaging', 'file transfer', 'AUDIO'])).toEqual([
      'im',
      'fileTransfer',
      'audio',
    ]);
    expect(readFilter('activities', 'Peer-to-peer')).toEqual(['p2p']);
  });

  test('name the choices when there is no such one', () => {
    expect(failure('activities', 'webcast')).toBe('Activity type: unknown value "webcast", expected p2p or conference');
  });

  test('show only the start of a long wrong value', () => {
    const message = failure('categories', 'x'.repeat(5000));
    expect(message).toContain('unknown value "xxxx');
    expect(message.length).toBeLessThan(200);
  });
});

describe('keys', () => {
  test('read instants to the tick', () => {
    const tick = Date.UTC(2026, 0, 31, 8, 15, 0, 7);
    expect(readFilter('sessionIdTime', '2026-01-31T08:15:00.007Z')).toBe(tick);
    expect(readFilter('errorTime', tick)).toBe(tick);
    expect(readFilter('errorTime', [String(tick)])).toBe(tick);
  });

  test('read sequences and GUIDs', () => {
    expect(readFilter('sessionIdSeq', '12')).toBe(12);
    expect(readFilter('telemetryId', '{0f8fad5b-d9cb-469f-a165-70867728950e}')).toBe(
      '0F8FAD5B-D9CB-469F-A165-70867728950E',
    );
  });

  test.each([
    ['sessionIdTime', 'yesterday', '"yesterday" is not a time, expected ISO 8601 such as 2026-01-31T08:15:00.007Z'],
    ['sessionIdSeq', '1e3', '"1e3" is not a whole number from -2147483648 to 2147483647'],
    ['sessionIdSeq', [1, 2], 'takes one value, not 2'],
    ['telemetryId', '0f8fad5b', '"0f8fad5b" is not a GUID'],
    [
      'telemetryId',
      "0f8fad5b-d9cb-469f-a165-70867728950e' or 1=1",
      '"0f8fad5b-d9cb-469f-a165-70867728950e\' or 1=1" is not a GUID',
    ],
  ] as const)('%s refuses %j', (id, input, message) => {
    expect(failure(id, input)).toBe(`${filterDefinition(id).label}: ${message}`);
  });
});

describe('bad input', () => {
  test.each(['$pool', '${pool}', '${pool:csv}', '[[pool]]', ' $pool '])(
    'the template variable %j left literal is an error for every kind of filter',
    (variable) => {
      for (const { id } of filters) {
        expect(failure(id, variable)).toMatch(
          new RegExp(`^${filterDefinition(id).label}: the template variable .* was not replaced`),
        );
      }
    },
  );

  test.each([true, {}, [['nested']], [{ value: 'a' }], [undefined], false])('%j is no value', (input) => {
    expect(failure('pools', input)).toMatch(/^Pool: expected text or a number, or a list of them, not /);
  });

  test.each(listFilters)('10,000 values of %s are refused, the allowed number is not', (id) => {
    const values = Array.from({ length: 10_000 }, (_, index) => String(index));
    expect(failure(id, values)).toBe(
      `${filterDefinition(id).label}: 10000 values, at most ${maxFilterValues} are taken; use fewer or none for all`,
    );
  });

  test('as many values as allowed are taken', () => {
    const values = Array.from({ length: maxFilterValues }, (_, index) => `pool${index}`);
    expect(readFilter('pools', [...values, ...values])).toEqual(values);
  });

  test('whatever is given, only a ContractError that names the filter comes back', () => {
    fc.assert(
      fc.property(fc.constantFrom(...filters.map(({ id }) => id)), fc.jsonValue(), (id, input) => {
        const answer = failure(id, input);
        expect(answer.startsWith('accepted') || answer.startsWith(`${filterDefinition(id).label}: `)).toBe(true);
      }),
    );
  });
});
