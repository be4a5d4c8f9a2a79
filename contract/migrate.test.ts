import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { filters } from './filters.ts';
import { filterNamed, migrateQuery, queryVersion } from './migrate.ts';
import { reportDefinition, reportIds } from './reports/index.ts';
import { validateQuery } from './validate.ts';

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
    const old = fc.constantFrom('spikes', 'filters', 'dimensions', 'section', 'version', 'report', 'user', 'users');
    const field = fc.oneof(fc.string(), old);
    const value = fc.oneof(fc.jsonValue(), fc.dictionary(field, fc.jsonValue()), fc.constantFrom(...reportIds));
    fc.assert(
      fc.property(fc.dictionary(field, value), (saved) => {
        const before = structuredClone(saved);
        const once = migrateQuery(saved);
        expect(saved).toEqual(before);
        expect(once).not.toBe(saved);
        expect(migrateQuery(once)).toEqual(once);
      }),
    );
  });
});

describe('a query of 0.1.0', () => {
  const oldNames = {
    activity: ['p2p'],
    fromUser: ['sip:a@example.com'],
    toUser: '$user',
    user: [],
    userAgent: 'OC/16.0',
    conferenceUri: 'sip:c@example.com;gruu',
    signals: 'sessions',
  };
  const newNames = {
    activities: ['p2p'],
    fromUsers: ['sip:a@example.com'],
    toUsers: '$user',
    users: [],
    userAgents: 'OC/16.0',
    conferenceUris: 'sip:c@example.com;gruu',
    recordTypes: 'sessions',
  };

  test.each([undefined, 1, queryVersion])('finds its filters under their plural names: version %p', (version) => {
    const saved = { report: 'failureList', version, filters: { pools: ['a'], ...oldNames, sessionIdSeq: 3 } };
    expect(migrateQuery(saved).filters).toEqual({ pools: ['a'], ...newNames, sessionIdSeq: 3 });
  });

  test('with both names of a filter keeps the new one', () => {
    for (const both of [
      { user: 'old', users: 'new' },
      { users: 'new', user: 'old' },
    ]) {
      expect(migrateQuery({ report: 'failureList', filters: both }).filters).toEqual({ users: 'new' });
    }
  });

  test('finds Top components under its new name, alone and in a list', () => {
    const tables = (dimensions: unknown) => migrateQuery({ report: 'failureDistribution', dimensions }).dimensions;
    expect(tables('components')).toBe('applications');
    expect(tables(['pools', 'components', '$table'])).toEqual(['pools', 'applications', '$table']);
    expect(tables(5)).toBe(5);
  });

  test.each([undefined, 1, queryVersion])('has the options of spikes beside the others: version %p', (version) => {
    const spikes = { groupBy: ['pool'], windowMinutes: '$window', minScore: 0 };
    expect(migrateQuery({ report: 'failureSpikes', version, metric: 'score', spikes })).toEqual({
      report: 'failureSpikes',
      version: queryVersion,
      metric: 'score',
      ...spikes,
    });
  });

  test.each([null, {}])('with %j as spikes has none', (spikes) => {
    expect(migrateQuery({ report: 'topFailures', spikes })).toEqual({ report: 'topFailures', version: queryVersion });
  });

  test.each<[unknown, string]>([
    ['pool', 'spikes: Failure Spikes does not take this option, expected metric, '],
    [{ colour: 'red', groupBy: 'pool' }, 'spikes.colour: Failure Spikes does not take this option, expected metric, '],
  ])('with %j as spikes is refused as ever', (spikes, message) => {
    expect(() => validateQuery({ report: 'failureSpikes', spikes })).toThrow(message);
  });

  test('loses the options it carried in vain, and keeps those its report takes', () => {
    const carried = { interval: 'daily', section: 'participation', dimensions: ['pools'], limit: 50 };
    for (const report of reportIds) {
      const { options, keys } = reportDefinition(report);
      const kept = Object.fromEntries(Object.entries(carried).filter(([id]) => Object.hasOwn(options, id)));
      const filters = keys ? { sessionIdTime: '2026-01-31', sessionIdSeq: 1 } : {};
      expect(migrateQuery({ report, ...carried, filters })).toEqual({
        report,
        ...kept,
        filters,
        version: queryVersion,
      });
      expect(validateQuery({ report, ...carried, filters, version: 1 })).toMatchObject({ report, ...kept });
    }
  });

  test('that carries them in version 2 is refused: nobody else wrote it', () => {
    const saved = { report: 'topFailures', version: 2, section: 'participation' };
    expect(migrateQuery(saved)).toEqual(saved);
    expect(() => validateQuery(saved)).toThrow(/^Section: Top Failures does not take this option, expected interval/);
  });
});

describe('a filter is found', () => {
  test.each(filters.map(({ id, label }) => [id, label] as const))('by its id and its label: %s, %s', (id, label) => {
    expect([id, label, id.toUpperCase(), label.toLowerCase()].map((name) => filterNamed(name)?.id)).toEqual([
      id,
      id,
      id,
      id,
    ]);
  });

  test.each([
    ['activity', 'activities'],
    ['fromUser', 'fromUsers'],
    ['toUser', 'toUsers'],
    ['user', 'users'],
    ['userAgent', 'userAgents'],
    ['conferenceUri', 'conferenceUris'],
    ['signals', 'recordTypes'],
    ['Signal', 'recordTypes'],
  ])('by the name of 0.1.0: %s', (old, id) => {
    expect(filterNamed(old)?.id).toBe(id);
  });

  test.each(['', 'colour', 'toString', '__proto__'])('by no other name: %j', (name) => {
    expect(filterNamed(name)).toBeUndefined();
  });
});
