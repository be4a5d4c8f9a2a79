import { expect, test } from '@jest/globals';
import { callContext, demoJson, queryCall, seeing } from '../../tests/support/calls.ts';
import { requestFor } from '../../tests/support/report-request.ts';
import { createInstance } from '../data-source/instance.ts';
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
