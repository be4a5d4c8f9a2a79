import { describe, expect, test } from '@jest/globals';
import { callContext, demoJson, queryCall, seeing } from '../../tests/support/calls.ts';
import { requestFor } from '../../tests/support/report-request.ts';
import { checkHealth } from '../data-source/check-health.ts';
import { createInstance, type DataSourceInstance } from '../data-source/instance.ts';
import type { InstanceCache, Role } from '../plugin/index.ts';
import { openDataSource } from './data-source.ts';
import { validate } from './validate.ts';

test('a report gets an open CDR, and a call that nothing has run in', async () => {
  const { cdr } = await requestFor({ report: 'summary' });
  expect(cdr.features.missing).toEqual([]);
  expect(cdr.trace).toMatchObject({ statements: [], seconds: 0 });
});

test('the zone is that of the query, else that of the data source', async () => {
  const jsonData = { ...demoJson, reportTimeZone: 'Europe/Berlin' };
  expect(await requestFor({ report: 'summary' }, jsonData)).toMatchObject({ zone: 'Europe/Berlin' });
  expect(await requestFor({ report: 'summary', timezone: 'Asia/Tokyo' }, jsonData)).toMatchObject({
    zone: 'Asia/Tokyo',
  });
});

describe('equal queries', () => {
  const over = (instance: DataSourceInstance) => {
    let made = 0;
    const opened = openDataSource({ get: () => instance })(() => {
      made += 1;
      return Promise.resolve([{ name: `answer ${made}`, fields: [] }]);
    });
    const ask = async (model: unknown, role: Role = 'Admin') => {
      const call = { ...queryCall(model, callContext(hiding)), user: { login: 'ada', name: '', email: '', role } };
      const [frame] = await validate(opened)({ ...call, people: await instance.people(call) });
      return frame?.name;
    };
    return ask;
  };
  const hiding = { ...demoJson, personalData: 'admins' };
  const settings = { ...callContext(hiding).settings, secureJsonData: { pseudonymKey: '6f1d'.repeat(16) } };

  test('share one answer, and each answer belongs to those who may see as much', async () => {
    const instance = createInstance(settings);
    const ask = over(instance);
    expect(await Promise.all([ask({ report: 'summary' }), ask({ report: 'summary' })])).toEqual([
      'answer 1',
      'answer 1',
    ]);
    expect(await ask({ report: 'summary' })).toBe('answer 1');
    expect(await ask({ report: 'summary' }, 'Viewer')).toBe('answer 2');
    expect(await ask({ report: 'topFailures' })).toBe('answer 3');
    expect(await ask({ report: 'summary', timezone: 'Asia/Tokyo' })).toBe('answer 4');
    expect(await ask({ report: 'summary', fresh: true })).toBe('answer 5');
    expect(await ask({ report: 'topFailures' })).toBe('answer 3');
    // As "Save & test" does.
    await checkHealth({ get: () => instance } as unknown as InstanceCache<DataSourceInstance>)(callContext(hiding));
    expect(await ask({ report: 'topFailures' })).toBe('answer 6');
    await instance.close();
  });

  test('are each answered where nothing is kept', async () => {
    const instance = createInstance({ ...settings, jsonData: { ...hiding, cacheSeconds: 0 } });
    const ask = over(instance);
    expect(await ask({ report: 'summary' })).toBe('answer 1');
    expect(await ask({ report: 'summary' })).toBe('answer 2');
    await instance.close();
  });
});

test('a data source that is closed meanwhile stays open until the report is done', async () => {
  const instance = createInstance(callContext(demoJson).settings);
  const opened = openDataSource({ get: () => instance });
  let closed = false;
  const answer = validate(
    opened(async () => {
      const closing = instance.close().then(() => (closed = true));
      await new Promise((resolve) => setTimeout(resolve, 20));
      const frames = [{ name: `closed: ${closed}`, fields: [] }];
      void closing;
      return frames;
    }),
  );
  expect(await answer(seeing(queryCall({ report: 'summary' }, callContext(demoJson))))).toEqual([
    { name: 'closed: false', fields: [] },
  ]);
});
