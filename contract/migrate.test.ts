import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { migrateQuery, queryVersion } from './migrate.ts';

describe('a saved query', () => {
  test('without a version is lifted to the present one and keeps what it holds', () => {
    const saved = { report: 'summary', filters: { pools: ['a'] }, hide: false };
    expect(migrateQuery(saved)).toEqual({ ...saved, version: queryVersion });
  });

  test.each(['1', null, 1.5, -3, Number.NaN, {}])('with the strange version %p counts as one without', (version) => {
    expect(migrateQuery({ report: 'summary', version })).toEqual({ report: 'summary', version: queryVersion });
  });

  test.each([queryVersion, queryVersion + 1, 1e21])('of version %p passes as it is', (version) => {
    expect(migrateQuery({ report: 'summary', version })).toEqual({ report: 'summary', version });
  });

  test('is not changed in place, and migrating twice changes nothing more', () => {
    fc.assert(
      fc.property(fc.dictionary(fc.string(), fc.jsonValue()), (saved) => {
        const before = structuredClone(saved);
        const once = migrateQuery(saved);
        expect(saved).toEqual(before);
        expect(once).not.toBe(saved);
        expect(migrateQuery(once)).toEqual(once);
      }),
    );
  });
});
