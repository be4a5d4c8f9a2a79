import { expect, test } from '@jest/globals';
import { validateQuery } from '../../contract/validate.ts';
import { fakeTemplates } from '../testing/templates.ts';
import type { Query } from '../types.ts';
import { interpolateQuery } from './interpolate-query.ts';

const templates = fakeTemplates([
  { name: 'pool', value: ['a', 'b'] },
  { name: 'all', value: ['$__all'], options: ['x', 'y'] },
  { name: 'empty', value: '' },
  { name: 'codes', value: ['504', '503'] },
  { name: 'interval', value: 'daily' },
  { name: 'metric', value: 'totalSessions' },
  { name: 'rows', value: '20' },
  { name: 'tables', value: ['pools', 'sources'] },
  { name: 'section', value: 'modalities' },
  { name: 'groups', value: ['pool', 'gateway'] },
  { name: 'window', value: '30' },
  { name: 'zone', value: 'Europe/Berlin' },
  { name: 'time', value: '2026-01-31T08:15:00.007Z' },
  { name: 'seq', value: '7' },
]);

const filtersOf = (filters: Query['filters']) =>
  interpolateQuery({ refId: 'A', report: 'failureList', filters }, templates).filters;

test('elements of a list become the values of their variable', () => {
  expect(filtersOf({ pools: ['$pool', 'c', 'a'] })).toEqual({ pools: ['a', 'b', 'c', 'a'] });
});

test('a filter on All goes, even beside other values', () => {
  expect(filtersOf({ pools: ['$all', 'c'], sources: ['s'] })).toEqual({ sources: ['s'] });
  expect(filtersOf({ pools: '$__all' })).toEqual({});
});

test('an empty variable adds nothing; a filter left without values goes', () => {
  expect(filtersOf({ pools: ['$empty', 'c'] })).toEqual({ pools: ['c'] });
  expect(filtersOf({ pools: ['$empty'], users: [] })).toEqual({});
});

test('an empty key stays empty: it asks for nothing', () => {
  const key = { sessionIdTime: '$empty', sessionIdSeq: '$empty' };
  expect(filtersOf({ ...key, pools: ['$empty'] })).toEqual({ sessionIdTime: '', sessionIdSeq: '' });
  const query: Query = { refId: 'A', report: 'conferenceDetail', filters: { conferenceUris: ['$empty'], ...key } };
  const interpolated = interpolateQuery(query, templates);
  expect(interpolated.filters).toEqual({ conferenceUris: [], sessionIdTime: '', sessionIdSeq: '' });
  expect(validateQuery(interpolated).withoutKey).toMatch(/open it from a row of Failure List/);
});

test('numbers and null stay what they are', () => {
  expect(filtersOf({ responseCodes: [480, '$codes', null] })).toEqual({ responseCodes: [480, '504', '503', null] });
});

test('a key stays a single value', () => {
  const filters = filtersOf({ sessionIdTime: '$time', sessionIdSeq: '$seq' });
  expect(filters).toEqual({ sessionIdTime: '2026-01-31T08:15:00.007Z', sessionIdSeq: '7' });
});

test('options are replaced; those on All or empty go', () => {
  const query: Query = {
    refId: 'A',
    report: 'failureDistribution',
    interval: '$interval',
    metric: '$metric',
    section: '$section',
    limit: '$rows',
    timezone: '$zone',
    dimensions: ['$tables', 'modalities'],
  };
  expect(interpolateQuery(query, templates)).toEqual({
    refId: 'A',
    report: 'failureDistribution',
    interval: 'daily',
    metric: 'totalSessions',
    section: 'modalities',
    limit: '20',
    timezone: 'Europe/Berlin',
    dimensions: ['pools', 'sources', 'modalities'],
  });
  const open: Query = { refId: 'A', interval: '$all', limit: '$empty', dimensions: '$all' };
  expect(interpolateQuery(open, templates)).toEqual({ refId: 'A' });
});

test('so are those of spikes; no groups stay no groups', () => {
  const asked = { refId: 'A', report: 'failureSpikes' } as const;
  const spikes = (options: Partial<Query>) => interpolateQuery({ ...asked, ...options }, templates);
  expect(spikes({ groupBy: ['$groups'], windowMinutes: '$window', minUsers: 2, minScore: '$empty' })).toEqual({
    ...asked,
    groupBy: ['pool', 'gateway'],
    windowMinutes: '30',
    minUsers: 2,
  });
  expect(spikes({ groupBy: [], windowMinutes: '$all' })).toEqual({ ...asked, groupBy: [] });
  expect(spikes({ groupBy: '$all' })).toEqual(asked);
});

test('scoped variables come first', () => {
  const query: Query = { refId: 'A', report: 'summary', filters: { pools: ['$pool'] } };
  const scoped = { pool: { text: 'z', value: 'z' } };
  expect(interpolateQuery(query, templates, scoped).filters).toEqual({ pools: ['z'] });
});

test('what comes out, the back end takes', () => {
  const query: Query = {
    refId: 'A',
    report: 'p2pActivity',
    format: 'timeSeries',
    interval: '$interval',
    metric: '$metric',
    filters: { pools: ['$pool'], responseCodes: ['$codes'], modalities: ['$all'] },
  };
  expect(validateQuery(interpolateQuery(query, templates))).toMatchObject({
    interval: 'daily',
    metric: 'totalSessions',
    filters: { pools: ['a', 'b'], responseCodes: [504, 503] },
  });
});

test('a variable that does not exist reaches the back end, which names it', () => {
  expect(() =>
    validateQuery({ ...interpolateQuery({ refId: 'A', report: 'summary', filters: { pools: '$lost' } }, templates) }),
  ).toThrow(/"\$lost" was not replaced/);
});
