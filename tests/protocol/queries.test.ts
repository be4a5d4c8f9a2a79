import { expect, test } from '@jest/globals';
import type { DataQuery, QueryDataRequest } from '../../pkg/plugin/gen/backend.ts';
import { decodeFrame, type DecodedFrame } from '../../preview/plugin-host/decode-frame.ts';
import { dataQuery, pluginContext, type Caller } from '../../preview/plugin-host/requests.ts';
import { startFixture } from '../support/plugins.ts';

const context = pluginContext({ uid: 'one', jsonData: { a: 1 }, updated: 5 }, { login: 'ann' });
const range = { from: 1_000, to: 2_000 };

function asking(refId: string, ask: string): DataQuery {
  return dataQuery(refId, { ask }, range);
}

function request(...queries: DataQuery[]): QueryDataRequest {
  return { pluginContext: context, headers: {}, queries, format: 0 };
}

function decoded(frames: readonly Uint8Array[] | undefined): DecodedFrame[] {
  return (frames ?? []).map(decodeFrame);
}

test('every column type arrives, nulls, labels, config and meta included', async () => {
  const { plugin } = await startFixture();
  const { responses } = await plugin.queryData(request(asking('A', 'types')));
  const [frame] = decoded(responses['A']?.frames);
  expect(responses['A']).toMatchObject({ status: 200, error: '', errorSource: '', format: 0 });
  expect(frame).toMatchObject({ name: 'types', refId: 'A', meta: { executedQueryString: 'SELECT 1' } });
  expect(frame?.fields.map(({ name, type, nullable, values }) => [name, type, nullable, values])).toEqual([
    ['time', 'time', false, [0, 1_700_000_000_123.5]],
    ['maybe', 'time', true, [null, 1_700_000_000_000]],
    ['number', 'number', true, [1.5, null]],
    ['integer', 'integer', true, [-7, null]],
    ['string', 'string', true, ['zażółć', null]],
    ['boolean', 'boolean', true, [true, null]],
    ['json', 'json', true, [{ a: [1, null] }, null]],
  ]);
  expect(frame?.fields[2]?.config).toEqual({ unit: 'ms', decimals: 1 });
});

test('trap 14: fields of one name keep their own labels', async () => {
  const { plugin } = await startFixture();
  const { responses } = await plugin.queryData(request(asking('A', 'sameNames')));
  const [frame] = decoded(responses['A']?.frames);
  expect(frame?.fields.map(({ name, labels, values }) => [name, labels, values])).toEqual([
    ['time', {}, [1_000]],
    ['sessions', { pool: 'a' }, [1]],
    ['sessions', { pool: 'b' }, [2]],
  ]);
});

test('frames without rows and without fields arrive', async () => {
  const { plugin } = await startFixture();
  const { responses } = await plugin.queryData(request(asking('A', 'noRows'), asking('B', 'noFields')));
  expect(decoded(responses['A']?.frames)[0]?.fields).toMatchObject([{ name: 'string', values: [] }]);
  expect(decoded(responses['B']?.frames)[0]).toMatchObject({ name: 'nothing', fields: [] });
});

test('trap 11: every refId gets an answer, and an error stays with its refId', async () => {
  const { plugin, logged } = await startFixture();
  const broken = { ...asking('J', 'types'), json: Buffer.from('{"ask":') };
  const timeless = { ...asking('T', 'types'), timeRange: undefined };
  const asks = ['types', 'refuse', 'defect', 'unequal', 'unknown'];
  const queries = asks.map((ask) => asking(ask, ask));
  const { responses } = await plugin.queryData(request(...queries, broken, timeless));
  const summary = Object.fromEntries(
    Object.entries(responses).map(([refId, { status, error, errorSource, frames }]) => [
      refId,
      [status, errorSource, frames.length, error],
    ]),
  );
  expect(Object.keys(summary)).toHaveLength(7);
  expect(summary['types']).toEqual([200, '', 1, '']);
  expect(summary['unknown']).toEqual([200, '', 0, '']);
  expect(summary['refuse']).toEqual([403, 'downstream', 0, 'The login may not read SessionDetailsView.']);
  expect(summary['defect']).toEqual([500, 'plugin', 0, expect.stringContaining('defect')]);
  expect(summary['unequal']?.[0]).toBe(500);
  expect(summary['J']).toEqual([400, 'downstream', 0, expect.stringContaining('not valid JSON')]);
  expect(summary['T']?.[0]).toBe(400);
  expect((await logged('query failed')).fields).toMatchObject({ endpoint: 'queryData', dsUID: 'one' });
});

test('an error is logged at its level, with its cause', async () => {
  const { plugin, logged } = await startFixture();
  await plugin.queryData(request(asking('A', 'refuse')));
  expect(await logged('query failed')).toMatchObject({
    level: 'warn',
    fields: { refId: 'A', code: 'permission', cause: { message: 'error 229' } },
  });
});

test('two queries of one refId share an answer', async () => {
  const { plugin } = await startFixture();
  const both = await plugin.queryData(request(asking('A', 'noRows'), asking('A', 'noFields')));
  expect(decoded(both.responses['A']?.frames).map(({ name }) => name)).toEqual(['empty', 'nothing']);
  const failed = await plugin.queryData(request(asking('A', 'noRows'), asking('A', 'refuse')));
  expect(failed.responses['A']).toMatchObject({ status: 403, frames: [] });
});

test('without data source settings each query says so', async () => {
  const { plugin } = await startFixture();
  const { responses } = await plugin.queryData({ ...request(asking('A', 'types')), pluginContext: undefined });
  expect(responses['A']).toMatchObject({ status: 400, error: expect.stringContaining('settings') });
});

test('trap 13: 64-bit integers of any size become numbers', async () => {
  const { plugin } = await startFixture();
  const huge = 2n ** 63n - 1n;
  const source = pluginContext({ uid: 'one' });
  const query = {
    ...asking('A', 'echo'),
    maxDataPoints: 0n,
    intervalMS: huge,
    timeRange: { fromEpochMS: -huge, toEpochMS: 1_700_000_000_000n },
  };
  const { responses } = await plugin.queryData({ ...request(query), pluginContext: { ...source, orgId: huge } });
  expect(decoded(responses['A']?.frames)[0]?.meta.custom).toMatchObject({
    range: { from: Number.MIN_SAFE_INTEGER, to: 1_700_000_000_000 },
    intervalMs: Number.MAX_SAFE_INTEGER,
    maxDataPoints: 100,
    settings: { orgId: Number.MAX_SAFE_INTEGER },
  });
});

test('handlers see settings, user and headers in one form', async () => {
  const { plugin } = await startFixture();
  const headers = { FromAlert: 'true', 'http_X-Panel-Id': '7', 'X-Cache-Skip': 'true' };
  const { responses } = await plugin.queryData({ ...request(asking('A', 'echo')), headers });
  expect(decoded(responses['A']?.frames)[0]?.meta.custom).toEqual({
    refId: 'A',
    model: { ask: 'echo' },
    range,
    intervalMs: 60_000,
    maxDataPoints: 1_000,
    user: { login: 'ann', name: 'ann', role: 'Viewer' },
    fromAlert: true,
    headers: expect.arrayContaining([
      ['fromalert', 'true'],
      ['x-panel-id', '7'],
      ['x-cache-skip', 'true'],
    ]),
    settings: {
      uid: 'one',
      name: 'one',
      orgId: 1,
      url: '',
      user: '',
      database: '',
      jsonData: { a: 1 },
      secureJsonData: {},
      updated: 5,
      grafanaConfig: {},
    },
  });
});

test('settings that are no JSON object count as empty, and an absent user stays absent', async () => {
  const { plugin } = await startFixture();
  for (const jsonData of ['', 'null', '[1]', '{']) {
    const source = pluginContext({ uid: 'one' });
    const settings = source.dataSourceInstanceSettings;
    const odd = settings && { ...settings, jsonData: Buffer.from(jsonData) };
    const { responses } = await plugin.queryData({
      ...request(asking('A', 'echo')),
      pluginContext: { ...source, dataSourceInstanceSettings: odd },
    });
    const custom = decoded(responses['A']?.frames)[0]?.meta.custom;
    expect(custom).toMatchObject({ settings: { jsonData: {} } });
    expect(custom).not.toHaveProperty('user');
  }
});

/** What the fixture was told about who asks. */
async function userSeen(caller: Caller): Promise<unknown> {
  const { plugin } = await startFixture();
  const pluginContextOf = pluginContext({ uid: 'one' }, caller);
  const { responses } = await plugin.queryData({ ...request(asking('A', 'echo')), pluginContext: pluginContextOf });
  return decoded(responses['A']?.frames)[0]?.meta.custom?.['user'];
}

test.each(['None', 'Viewer', 'Editor', 'Admin'])('a user comes with login, name, mail and role: %s', async (role) => {
  const ann = { login: 'ann', name: 'Ann Bell', email: 'ann@contoso.com', role };
  expect(await userSeen(ann)).toEqual(ann);
});

test.each(['', 'admin', 'Grafana Admin'])('a role that nobody knows counts as none: "%s"', async (role) => {
  expect(await userSeen({ login: 'ann', role })).toEqual({ login: 'ann', name: 'ann', role: 'None' });
});

test('nobody asks where Grafana itself does, also in a name that it gives itself', async () => {
  expect(await userSeen({})).toBeUndefined();
  expect(await userSeen({ login: '' })).toBeUndefined();
  for (const login of ['grafana_scheduler', 'service', 'provisioning']) {
    expect(await userSeen({ login, role: 'Admin' })).toBeUndefined();
  }
});

test('a cancelled request reaches its query', async () => {
  const { plugin, logged } = await startFixture();
  const controller = new AbortController();
  const answer = plugin.queryData(request(asking('A', 'slow')), controller.signal);
  await logged('slow query runs');
  controller.abort();
  await expect(answer).rejects.toMatchObject({ code: 1 });
  const why = {
    code: 'cancelled',
    message: 'The query was cancelled: the panel or rule that asked has gone away.',
  };
  expect((await logged('slow query was cancelled')).fields).toMatchObject({ reason: why });
  expect(await logged('query failed')).toMatchObject({
    level: 'debug',
    fields: { code: why.code, error: why.message },
  });
  expect((await logged('Plugin Request Completed')).fields['status']).toBe('cancelled');
});

test('trap 17: a host that would like JSON still gets Arrow, marked as such', async () => {
  const { plugin } = await startFixture();
  const { responses } = await plugin.queryData({ ...request(asking('A', 'types')), format: 1 });
  expect(responses['A']?.format).toBe(0);
  expect(decoded(responses['A']?.frames)).toHaveLength(1);
});

test('an answer larger than the limit for requests arrives', async () => {
  const { plugin } = await startFixture();
  const large = ['A', 'B', 'C', 'D'].map((refId) => asking(refId, 'large'));
  const { responses } = await plugin.queryData(request(...large));
  const size = Object.values(responses).reduce((sum, { frames }) => sum + (frames[0]?.length ?? 0), 0);
  expect(size).toBeGreaterThan(16 * 1024 * 1024);
});

test('the log says that a request is over, and nothing of what was asked', async () => {
  const { plugin, logs, logged } = await startFixture();
  await plugin.queryData(request(dataQuery('A', { ask: 'types', user: 'sip:bob@contoso.com' }, range)));
  expect((await logged('Plugin Request Completed')).fields).toEqual({
    endpoint: 'queryData',
    dsName: 'one',
    dsUID: 'one',
    uname: 'ann',
    duration: expect.any(Number),
    status: 'ok',
  });
  expect(JSON.stringify(logs)).not.toContain('bob');
});
