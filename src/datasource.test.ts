import { CoreApp, dateTime, FieldType, type DataFrame, type DataQueryRequest } from '@grafana/data';
import { setBackendSrv, type BackendSrv, type BackendSrvRequest } from '@grafana/runtime';
import { beforeEach, describe, expect, jest, test } from '@jest/globals';
import { lastValueFrom, of } from 'rxjs';
import { queryVersion } from '../contract/migrate.ts';
import { DataSource } from './datasource.ts';
import { settings } from './testing/settings.ts';
import { fakeTemplates, type FakeVariable } from './testing/templates.ts';
import type { Query } from './types.ts';

const answer = {
  results: {
    A: {
      frames: [
        {
          schema: {
            refId: 'A',
            fields: [
              { name: 'rank', type: 'number', typeInfo: { frame: 'int64' } },
              { name: 'trend', type: 'other', typeInfo: { frame: 'json.RawMessage' } },
            ],
          },
          data: { values: [[1], [[[1000, 5]]]] },
        },
      ],
    },
  },
};
const values = { values: [{ value: '1010', label: '1010 Certificate', description: '12 in the range' }], more: false };

const fetch = jest.fn((request: BackendSrvRequest) =>
  of({ data: request.url.includes('/resources/') ? values : answer, status: 200, ok: true }),
);
setBackendSrv({ fetch } as unknown as BackendSrv);
beforeEach(() => {
  fetch.mockClear();
});

const source = (variables: FakeVariable[] = []) => new DataSource(settings, fakeTemplates(variables));
const request = (targets: Query[], rest: object = {}) =>
  ({
    targets,
    scopedVars: {},
    timezone: 'utc',
    range: { from: dateTime(1), to: dateTime(2) },
    ...rest,
  }) as DataQueryRequest<Query>;
const sent = () => (fetch.mock.calls[0]?.[0].data as { queries: Query[] }).queries;
const topFailures: Query = { refId: 'A', report: 'topFailures', format: 'table' };

test("sends the dashboard's time zone unless the query has its own", async () => {
  await lastValueFrom(source().query(request([topFailures, { ...topFailures, refId: 'B', timezone: 'Asia/Tokyo' }])));
  expect(sent().map(({ timezone }) => timezone)).toEqual(['UTC', 'Asia/Tokyo']);
});

test('replaces variables and leaves hidden and empty queries out', async () => {
  const query: Query = { ...topFailures, filters: { pools: ['$pool'] } };
  const targets = [query, { ...query, refId: 'B', hide: true }, { refId: 'C' }];
  await lastValueFrom(source([{ name: 'pool', value: ['a', 'b'] }]).query(request(targets)));
  expect(sent()).toMatchObject([{ refId: 'A', filters: { pools: ['a', 'b'] } }]);
});

test('replaces variables once, so that no value is taken for a variable', async () => {
  const templates = fakeTemplates([
    { name: 'user', value: ['$pool'] },
    { name: 'pool', value: ['a'] },
  ]);
  const replace = jest.spyOn(templates, 'replace');
  const query: Query = { ...topFailures, filters: { users: ['$user'] } };
  await lastValueFrom(new DataSource(settings, templates).query(request([query])));
  expect(sent()[0]?.filters).toEqual({ users: ['$pool'] });
  expect(replace).toHaveBeenCalledTimes(1);
});

test('sends a query of 0.1.0 in the present shape', async () => {
  const old = { refId: 'A', report: 'failureSpikes', filters: { user: ['$who'] }, spikes: { groupBy: '$by' } };
  const variables = [
    { name: 'who', value: ['a', 'b'] },
    { name: 'by', value: ['pool', 'source'] },
  ];
  await lastValueFrom(source(variables).query(request([old as Query], { filters: [] })));
  expect(sent()[0]).toMatchObject({
    version: queryVersion,
    filters: { users: ['a', 'b'] },
    groupBy: ['pool', 'source'],
  });
  expect(sent()[0]).not.toHaveProperty('spikes');
});

test('a report of a newer release goes to the back end, which refuses it', async () => {
  const newer = { refId: 'A', report: 'tomorrow' as Query['report'] };
  await lastValueFrom(source().query(request([newer])));
  expect(sent()).toMatchObject([newer]);
  expect(source().getQueryDisplayText(newer)).toBe('tomorrow');
});

test('asks nothing when there is nothing to ask', async () => {
  expect(await lastValueFrom(source().query(request([{ refId: 'A' }])))).toEqual({ data: [] });
  expect(fetch).not.toHaveBeenCalled();
});

test('draws trends as sparklines', async () => {
  const { data } = await lastValueFrom(source().query(request([topFailures])));
  const [frame] = data as DataFrame[];
  expect(frame?.fields[1]?.type).toBe(FieldType.frame);
});

test('hands over no columns without rows: the panel says what its dashboard says about nothing', async () => {
  const { schema } = answer.results.A.frames[0] ?? {};
  fetch.mockReturnValueOnce(
    of({
      data: { results: { A: { frames: [{ schema, data: { values: [[], []] } }] } } },
      status: 200,
      ok: true,
    }) as never,
  );
  const { data } = await lastValueFrom(source().query(request([topFailures])));
  expect(data).toMatchObject([{ refId: 'A', fields: [], length: 0 }]);
});

describe('ad hoc filters', () => {
  const filters = [{ key: 'pools', operator: '=', value: 'a' }];

  test('narrow the query', async () => {
    await lastValueFrom(source().query(request([topFailures], { filters })));
    expect(sent()[0]?.filters).toEqual({ pools: ['a'] });
  });

  test('of dashboards of 0.1.0 narrow it too', async () => {
    const old = [
      { key: 'user', operator: '=', value: 'u' },
      { key: 'activity', operator: '=', value: 'Peer-to-peer' },
    ];
    await lastValueFrom(source().query(request([topFailures], { filters: old })));
    expect(sent()[0]?.filters).toEqual({ users: ['u'], activities: ['p2p'] });
    expect(await source().getTagValues({ key: 'activity', filters: [] })).toHaveLength(2);
  });

  test('are asked for where Grafana does not hand them over', async () => {
    const templates = { ...fakeTemplates(), getAdhocFilters: () => filters };
    await lastValueFrom(new DataSource(settings, templates).query(request([topFailures])));
    expect(sent()[0]?.filters).toEqual({ pools: ['a'] });
  });

  test('that a report does not take are told in a notice', async () => {
    const other = [{ key: 'sessionIdSeq', operator: '=', value: '1' }];
    const { data } = await lastValueFrom(source().query(request([topFailures], { filters: other })));
    expect((data as DataFrame[])[0]?.meta?.notices?.[0]?.text).toMatch(/does not filter by Session ID sequence/);
  });

  test("that exclude the query's own give an empty answer", async () => {
    const query: Query = { ...topFailures, filters: { pools: ['b'] } };
    const { data } = await lastValueFrom(source().query(request([query], { filters })));
    expect(data).toMatchObject([{ refId: 'A', length: 0 }]);
    expect(fetch).not.toHaveBeenCalled();
  });

  test('with another operator are refused', async () => {
    const refused = [{ key: 'pools', operator: '=~', value: 'a.*' }];
    await expect(lastValueFrom(source().query(request([topFailures], { filters: refused })))).rejects.toThrow(
      /cannot be answered/,
    );
  });

  test('are offered from the catalogue and the database', async () => {
    const keys = await source().getTagKeys();
    expect(keys).toContainEqual({ text: 'Pool', value: 'pools' });
    expect(keys.map(({ value }) => value)).not.toContain('sessionIdTime');
    expect(await source().getTagValues({ key: 'activities', filters: [] })).toContainEqual({
      text: 'Peer-to-peer',
      value: 'p2p',
    });
    expect(await source().getTagValues({ key: 'users', filters: [] })).toEqual([]);
    expect(fetch).not.toHaveBeenCalled();
    expect(await source().getTagValues({ key: 'Diagnostic ID', filters: [] })).toEqual([
      { text: '1010 Certificate', value: '1010' },
    ]);
  });
});

test('Explore gets queries without variables that know their data source', () => {
  const query: Query = { ...topFailures, filters: { pools: ['$pool'] } };
  const [taken] = source([{ name: 'pool', value: ['a'] }]).interpolateVariablesInQueries([query], {});
  expect(taken).toMatchObject({ filters: { pools: ['a'] }, datasource: { uid: 'cdr' } });
});

test('offers defaults, one line of text and annotations', () => {
  expect(source().getDefaultQuery(CoreApp.Explore)).toMatchObject({ report: 'topFailures' });
  expect(source().getDefaultQuery(CoreApp.UnifiedAlerting)).toEqual({}); // the editor puts it into the rule
  expect(source().getQueryDisplayText(topFailures)).toBe('Top Failures (Table)');
  expect(source().annotations.getDefaultQuery?.()).toMatchObject({ report: 'failureSpikes', format: 'events' });
});

test('variables list values of the time range', async () => {
  const { variables } = source();
  const range = { from: dateTime(1000), to: dateTime(2000) };
  const asked = { targets: [{ refId: 'v', list: 'diagnosticIds' }], range } as unknown as Parameters<
    typeof variables.query
  >[0];
  const { data } = await lastValueFrom(variables.query(asked));
  expect(data).toEqual([{ text: '1010 Certificate', value: '1010' }]);
  expect(fetch.mock.calls[0]?.[0]).toMatchObject({
    url: expect.stringMatching(/resources\/values\/diagnosticIds$/),
    params: { from: 1000, to: 2000 },
  });
  // As Grafana 10 calls it: without its object.
  const { query } = variables;
  expect((await lastValueFrom(query(asked))).data).toEqual(data);

  const unknown = { targets: [{ refId: 'v' }], range } as unknown as Parameters<typeof variables.query>[0];
  expect(await lastValueFrom(variables.query(unknown))).toEqual({ data: [] });
});
