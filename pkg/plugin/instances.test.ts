import { afterEach, beforeEach, expect, jest, test } from '@jest/globals';
import type { InstanceSettings } from './api.ts';
import { InstanceCache } from './instances.ts';

const settings: InstanceSettings = {
  uid: 'one',
  name: 'One',
  orgId: 1,
  url: '',
  user: '',
  database: '',
  jsonData: { server: 'db', port: 1 },
  secureJsonData: { password: 'x' },
  updated: 1,
  grafanaConfig: {},
};

beforeEach(() => {
  jest.useFakeTimers();
});

afterEach(() => {
  jest.useRealTimers();
});

interface Instance {
  readonly id: number;
}

/** A cache of numbered instances, and the numbers of those that were disposed of. */
function cache(options: { max?: number } = {}) {
  const disposed: number[] = [];
  let made = 0;
  const instances = new InstanceCache<Instance>({
    create: () => ({ id: ++made }),
    dispose: ({ id }) => void disposed.push(id),
    ...options,
  });
  return { instances, disposed };
}

test('one instance per organisation and data source', () => {
  const { instances } = cache();
  expect(instances.get(settings)).toBe(instances.get({ ...settings }));
  expect(instances.get({ ...settings, orgId: 2 })).not.toBe(instances.get(settings));
  expect(instances.get({ ...settings, uid: 'two' })).not.toBe(instances.get(settings));
});

test('the order of keys does not matter', () => {
  const { instances } = cache();
  const first = instances.get(settings);
  expect(instances.get({ ...settings, jsonData: { port: 1, server: 'db' } })).toBe(first);
});

test.each<[string, Partial<InstanceSettings>]>([
  ['the time of the last change', { updated: 2 }],
  ['the settings', { jsonData: { server: 'db2', port: 1 } }],
  ['a secret', { secureJsonData: { password: 'y' } }],
  ["Grafana's configuration", { grafanaConfig: { GF_SQL_ROW_LIMIT: '5' } }],
])('a change of %s makes a new instance, and the old one goes after five seconds', (_case, change) => {
  const { instances, disposed } = cache();
  instances.get(settings);
  expect(instances.get({ ...settings, ...change }).id).toBe(2);
  jest.advanceTimersByTime(4_999);
  expect(disposed).toEqual([]);
  jest.advanceTimersByTime(1);
  expect(disposed).toEqual([1]);
});

test('of too many, the one unused for longest goes', () => {
  const { instances, disposed } = cache({ max: 2 });
  instances.get({ ...settings, uid: 'a' });
  instances.get({ ...settings, uid: 'b' });
  instances.get({ ...settings, uid: 'a' });
  instances.get({ ...settings, uid: 'c' });
  jest.advanceTimersByTime(5_000);
  expect(disposed).toEqual([2]);
});

test('closing disposes of every instance once, also of those in their grace period', async () => {
  const { instances, disposed } = cache();
  instances.get(settings);
  instances.get({ ...settings, updated: 2 });
  instances.get({ ...settings, uid: 'two' });
  await instances.closeAll();
  jest.advanceTimersByTime(10_000);
  expect(disposed.sort()).toEqual([1, 2, 3]);
});

test('an instance that cannot be made is tried again', () => {
  let attempts = 0;
  const instances = new InstanceCache<object>({
    create: () => {
      attempts += 1;
      throw new Error(`attempt ${attempts}`);
    },
    dispose: () => undefined,
  });
  expect(() => instances.get(settings)).toThrow('attempt 1');
  expect(() => instances.get(settings)).toThrow('attempt 2');
});
