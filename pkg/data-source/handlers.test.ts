import { afterAll, describe, expect, test } from '@jest/globals';
import { callContext, demoJson, queryCall } from '../../tests/support/calls.ts';
import { cancelled } from '../plugin/index.ts';
import { createHandlers } from './handlers.ts';

const handlers = createHandlers();
const demo = callContext(demoJson);
const unusable = callContext({ engine: 'oracle' });
const range = `from=${queryCall({}).query.range.from}&to=${queryCall({}).query.range.to}`;

afterAll(() => handlers.close?.());

/** Calls a route of the plugin. */
async function get(path: string, params = '', { method = 'GET', context = demo } = {}) {
  const request = { method, path, params: new URLSearchParams(params), body: new Uint8Array() };
  return handlers.callResource?.({ ...context, request });
}

test('a query is answered, and counted', async () => {
  const [frame] = await handlers.query(queryCall({ report: 'topFailures' }, demo));
  expect(frame?.fields.length).toBeGreaterThan(3);
  expect(await handlers.metrics?.()).toContain('calldiagnostics_queries_total{report="topFailures",outcome="ok"} 1');
});

describe('the health check', () => {
  test('tells the time span of the sessions', async () => {
    const { ok, message, details } = await handlers.checkHealth(demo);
    expect({ ok, message }).toEqual({
      ok: true,
      message: expect.stringMatching(/^Demo data: sessions from 2026-06-1/),
    });
    expect(details).toMatchObject({ engine: 'embedded', missing: [], sessions: { from: expect.any(String) } });
    expect(details?.classification).toEqual([
      'MsDiagMetaData does not exist, or the login may not read it. Diagnostic IDs are classified by the built-in list.',
      'The built-in list has 171 diagnostic IDs.',
    ]);
  });

  test('tells whose classification holds', async () => {
    const categoryMap = [{ diagnosticId: 12000, category: 'expected' }];
    const { details } = await handlers.checkHealth(
      callContext({ ...demoJson, categoryMap, serverClassification: false }),
    );
    expect(details?.classification).toEqual([
      'The settings classify 1 diagnostic IDs or pairs.',
      'The classification of the server is switched off.',
      'The built-in list has 171 diagnostic IDs.',
    ]);
  });

  test('throws what keeps it from the CDR, of the one kind that Grafana is told', async () => {
    await expect(handlers.checkHealth(unusable)).rejects.toMatchObject({ name: 'PluginError', code: 'settings' });
  });

  test('ends with its caller', async () => {
    const reason = cancelled();
    const gone = callContext(demoJson, AbortSignal.abort(reason));
    await expect(handlers.checkHealth(gone)).rejects.toBe(reason);
  });
});

describe('the route values', () => {
  test('lists what the database has in the range', async () => {
    const answer = await get('values/pools', range);
    expect(answer).toMatchObject({ status: 200, body: { more: false } });
    expect((answer?.body as { values: unknown[] }).values.length).toBeGreaterThan(1);
  });

  test('gives codes their meaning, searches and cuts', async () => {
    expect((await get('values/diagnosticIds', `${range}&limit=1&search=in the range`))?.body).toEqual({
      values: [{ value: expect.any(String), label: expect.any(String), description: expect.stringContaining('range') }],
      more: true,
    });
  });

  test('finds addresses by their beginning, whatever case and scheme, each person once; none before the second letter', async () => {
    const valuesOf = async (list: string, search: string) =>
      ((await get(`values/${list}`, `${range}&search=${search}`))?.body as { values: { value: string }[] }).values.map(
        ({ value }) => value.toLowerCase().replace(/^<?sip:/, ''),
      );
    const [first = ''] = await valuesOf('users', 'an');
    expect(first).toMatch(/^an/);
    const name = first.split('@')[0] ?? '';
    for (const search of [name, name.toUpperCase(), `sip:${name}`, `${name}*`]) {
      const found = await valuesOf('users', encodeURIComponent(search));
      expect(found).toContain(first);
      expect(new Set(found).size).toBe(found.length);
      expect(found.filter((value) => !value.startsWith(name))).toEqual([]);
    }
    expect(await valuesOf('fromUsers', name.slice(0, 1))).toEqual([]);
    expect(await valuesOf('fromUsers', '')).toEqual([]);
  });

  test('lists the words of the contract without a database', async () => {
    expect(await get('values/modalities', 'search=VIDEO', { context: unusable })).toEqual({
      status: 200,
      body: { values: [{ value: 'video', label: 'Video' }], more: false },
    });
  });

  test('says so where settings, range or list are wrong', async () => {
    await expect(get('values/pools', range, { context: unusable })).rejects.toMatchObject({ code: 'settings' });
    await expect(get('values/pools', 'from=2&to=1')).rejects.toMatchObject({ code: 'query', status: 400 });
    await expect(get('values/planets')).rejects.toMatchObject({
      code: 'notFound',
      message: expect.stringContaining('Lists: stores, pools,'),
    });
  });

  test.each(['', 'catalogue', 'values', 'values/pools/more'])('is the only one: %s', async (path) => {
    await expect(get(path)).rejects.toMatchObject({ name: 'PluginError', code: 'notFound', status: 404 });
  });

  test('answers GET alone', async () => {
    await expect(get('values/pools', '', { method: 'POST' })).rejects.toMatchObject({ code: 'notFound' });
  });
});
