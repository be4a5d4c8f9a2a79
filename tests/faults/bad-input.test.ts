import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { filters, type FilterId } from '../../contract/filters.ts';
import { queryVersion } from '../../contract/migrate.ts';
import { optionIds } from '../../contract/options.ts';
import { labelOfField } from '../../contract/query-error.ts';
import { reportDefinition, reportIds } from '../../contract/reports/index.ts';
import type { DataQuery } from '../../pkg/plugin/gen/backend.ts';
import { startPlugin, type PluginProcess } from '../../preview/plugin-host/plugin-process.ts';
import { dataQuery } from '../../preview/plugin-host/requests.ts';
import { builtExecutable } from '../support/executable.ts';
import { ask, rowsOf, send, type Answer } from './support/ask.ts';
import { embedded, wholeRange } from './support/embedded.ts';
import { hostileTexts, literalVariables } from './support/hostile.ts';

const source = embedded();
const good = dataQuery('good', { report: 'summary', interval: 'total' }, wholeRange);
let plugin: PluginProcess;
let expectedGood: unknown;

beforeAll(async () => {
  plugin = await startPlugin({ executable: builtExecutable() });
  const [answer] = await send(plugin, source, [good]);
  expectedGood = answer?.frames[0]?.fields;
  expect(answer).toMatchObject({ status: 200, error: '' });
});
afterEach(() => plugin.ping());
afterAll(() => plugin.shutdown());

/** Answers to the queries; a good one beside them must get its own answer, whatever becomes of them. */
async function beside(queries: DataQuery[]): Promise<Answer[]> {
  const answers = await send(plugin, source, [...queries, good]);
  const last = answers.pop();
  expect(last).toMatchObject({ status: 200, error: '' });
  expect(last?.frames[0]?.fields).toEqual(expectedGood);
  return answers;
}

/** What an answer says, without how long it took. */
const valuesOf = (answer: Answer | undefined) => answer?.frames.map(({ fields }) => fields);

const query = (model: unknown, index = 0, range = wholeRange) => dataQuery(`bad ${index}`, model, range);

/** Each model must be refused with status 400 and a text that starts with the field. */
async function expectRefused(cases: readonly (readonly [model: unknown, field: string])[]): Promise<void> {
  const answers = await beside(cases.map(([model], index) => query(model, index)));
  const seen = answers.map(({ status, error, errorSource, frames }, index) => {
    const field = cases[index]?.[1] ?? '';
    return { status, errorSource, frames, names: error.startsWith(`${labelOfField(field)}: `) ? field : error };
  });
  expect(seen).toEqual(cases.map(([, names]) => ({ status: 400, errorSource: 'downstream', frames: [], names })));
}

/** The filter that a single LcsCDR refuses, whatever its value. */
const ofArchives: FilterId = 'stores';

describe('what is no query', () => {
  test.each([
    '',
    '{',
    '{"report":',
    'null null',
    '{"report": "summary",}',
    "{'report': 'summary'}",
    '\0',
    '\xff\xfe',
    'NaN',
  ])('malformed JSON %j', async (text) => {
    const [answer] = await beside([{ ...query({}), json: Buffer.from(text, 'latin1') }]);
    expect(answer).toMatchObject({ status: 400, error: expect.stringContaining('not valid JSON') });
  });

  test('JSON nested without end', async () => {
    const depth = 200_000;
    const deep = '['.repeat(depth) + ']'.repeat(depth);
    const texts = [deep, `{"report":"failureList","filters":{"pools":${deep}}}`, `{"report":${deep}}`];
    const answers = await beside(texts.map((text, index) => ({ ...query({}, index), json: Buffer.from(text) })));
    for (const { status, error } of answers) {
      expect({ status, error }).toEqual({ status: 400, error: expect.stringMatching(/^query: nested too deeply/) });
    }
  });

  test('JSON that is no object', async () => {
    await expectRefused([null, 1, 'summary', true].map((model) => [model, 'query']));
    await expectRefused([[], [{ report: 'summary' }]].map((model) => [model, 'report']));
  });
});

describe('unknown words', () => {
  test('report', async () => {
    const words = [undefined, null, '', 'Summary', 'summary ', 'constructor', '__proto__', 1, ['summary'], {}];
    await expectRefused(words.map((report) => [{ report }, 'report']));
  });

  test('format, interval, metric, section, dimensions, time zone, limit', async () => {
    await expectRefused([
      [{ report: 'summary', format: 'csv' }, 'format'],
      [{ report: 'failureList', format: 'timeSeries' }, 'format'],
      [{ report: 'summary', interval: 'yearly' }, 'interval'],
      [{ report: 'topFailures', interval: 'total' }, 'interval'],
      [{ report: 'summary', metric: 'nonsense' }, 'metric'],
      [{ report: 'failureList', metric: 'toString' }, 'metric'],
      [{ report: 'conferenceDetail', section: 'all' }, 'section'],
      [{ report: 'failureDistribution', dimensions: ['pools', 'planets'] }, 'dimensions'],
      [{ report: 'summary', timezone: 'Mars/Olympus' }, 'timezone'],
      [{ report: 'summary', timezone: 'x'.repeat(201) }, 'timezone'],
      ...[0, -1, 1.5, 1e308, 50_001, '1e3', '-5', '9'.repeat(400)].map(
        (limit) => [{ report: 'failureList', limit }, 'limit'] as const,
      ),
    ]);
  });

  test('filters', async () => {
    await expectRefused([
      [{ report: 'summary', filters: { planet: 'Mars' } }, 'filters.planet'],
      [{ report: 'summary', filters: { toString: 'x' } }, 'filters.toString'],
      [{ report: 'summary', filters: { categories: 'success' } }, 'filters.categories'],
      [{ report: 'p2pActivity', filters: { modalities: 'smoke signals' } }, 'filters.modalities'],
      [{ report: 'failureList', filters: { activities: ['p2p', 'x'] } }, 'filters.activities'],
      [{ report: 'failureList', filters: { sessionIdTime: '2026-11-10' } }, 'filters.sessionIdSeq'],
      [{ report: 'failureList', filters: { diagnosticIds: '1, 2, 3000000000' } }, 'filters.diagnosticIds'],
      [{ report: 'failureList', filters: { responseCodes: '50?' } }, 'filters.responseCodes'],
      [{ report: 'diagnosticReport', filters: { telemetryId: 'x' } }, 'filters.telemetryId'],
      [{ report: 'diagnosticReport' }, 'filters'],
      [{ report: 'summary', filters: ['pools'] }, 'filters.0'],
      [{ report: 'summary', filters: 'pools' }, 'filters'],
    ]);
  });

  test('times of keys', async () => {
    const times = ['yesterday', '2026-13-01', '0001-01-01', '99999-01-01', '', '1e400', '2026-11-10T25:00Z', {}, []];
    const answers = await beside(
      times.map((sessionIdTime, index) =>
        query({ report: 'sessionDetail', filters: { sessionIdTime, sessionIdSeq: 1 } }, index),
      ),
    );
    expect(answers.map(({ status }) => status)).toEqual(times.map(() => 400));
    expect(answers.every(({ error }) => error.startsWith('Session ID time: '))).toBe(true);
  });
});

describe('values of any type', () => {
  const fields = ['report', 'format', 'timezone', 'filters', 'spikes', ...optionIds];
  const places = fc.oneof(
    fc.constantFrom(...fields).map((field) => [field] as const),
    fc.constantFrom(...filters.map(({ id }) => id)).map((id) => ['filters', id] as const),
  );

  /** What is wrong with a filter may be what is missing beside it. */
  const namesField = (error: string, [field]: readonly string[]) => {
    const paths = field === 'filters' ? filters.map(({ id }) => `filters.${id}`) : [field ?? ''];
    return (
      [...paths, 'filters'].some((path) => error.startsWith(`${labelOfField(path)}: `)) ||
      /^(filters|spikes)[.]/.test(error)
    );
  };

  test('in every field: an answer, or an error that names the field, beside a good query', async () => {
    const bad = fc.record({
      report: fc.constantFrom(...reportIds),
      place: places,
      value: fc.jsonValue({ maxDepth: 3 }),
    });
    await fc.assert(
      fc.asyncProperty(fc.array(bad, { minLength: 8, maxLength: 24 }), async (cases) => {
        const models = cases.map(({ report, place: [field, id], value }) =>
          id ? { report, filters: { [id]: value } } : { report, version: queryVersion, [field]: value },
        );
        const answers = await beside(models.map((model, index) => query(model, index)));
        for (const [index, { status, error }] of answers.entries()) {
          const { place } = cases[index] as (typeof cases)[number];
          if (status !== 200) {
            expect({ status, names: namesField(error, place) ? place : error }).toEqual({ status: 400, names: place });
          }
        }
      }),
      { numRuns: 40 },
    );
  });

  test('as whole query', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.jsonValue(), { minLength: 5, maxLength: 30 }), async (models) => {
        const answers = await beside(models.map((model, index) => query(model, index)));
        expect(answers.filter(({ status }) => status !== 400)).toEqual([]);
      }),
      { numRuns: 20 },
    );
  });
});

describe('too much', () => {
  const many = (value: (index: number) => unknown) => Array.from({ length: 10_000 }, (_, index) => value(index));

  test('10,000 values of a filter are refused, 10,000 times the same are one', async () => {
    await expectRefused([
      [{ report: 'failureList', filters: { pools: many((index) => `pool${index}`) } }, 'filters.pools'],
      [{ report: 'failureList', filters: { users: many((index) => `sip:${index}`) } }, 'filters.users'],
      [{ report: 'failureList', filters: { diagnosticIds: many((index) => index).join() } }, 'filters.diagnosticIds'],
      [{ report: 'failureList', filters: { pools: 'x'.repeat(1_000_000) } }, 'filters.pools'],
      [{ report: 'failureDistribution', dimensions: many(() => 'x') }, 'dimensions'],
    ]);
    const one = await ask(plugin, source, { report: 'failureList', filters: { pools: many(() => 'x') } }, wholeRange);
    expect(one).toMatchObject({ status: 200, error: '' });
  });

  test.each(reportIds)('%s takes 500 values of all its filters at once', async (report) => {
    const values = {
      text: (name: string) => Array.from({ length: 500 }, (_, index) => `${name} ${index}`),
      code: () => Array.from({ length: 500 }, (_, index) => index + 400),
    };
    const taken = filters.flatMap(({ id, kind }) =>
      reportDefinition(report).filters.includes(id) && id !== ofArchives && (kind === 'text' || kind === 'code')
        ? [[id, values[kind](id)] as const]
        : [],
    );
    const [answer] = await beside([query({ report, filters: Object.fromEntries(taken) })]);
    expect(answer).toMatchObject({ status: 200, error: '' });
  });
});

describe('ranges', () => {
  const report = { report: 'failureList' };
  const int64 = { min: -(2n ** 63n), max: 2n ** 63n - 1n };
  const ranged = (from: bigint, to: bigint, model: unknown = report) => ({
    ...query(model),
    timeRange: { fromEpochMS: from, toEpochMS: to },
  });
  const year9999 = BigInt(Date.UTC(9999, 11, 31));
  const [from, to] = [BigInt(wholeRange.from), BigInt(wholeRange.to)];

  test.each([
    ['reversed', to, from],
    ['reversed by one', to, to - 1n],
    ['reversed and extreme', int64.max, int64.min],
  ])('%s: an error of the query', async (_name, start, end) => {
    const [answer] = await beside([ranged(start, end)]);
    expect(answer).toMatchObject({ status: 400, error: expect.stringMatching(/^Time range: From is after To/) });
  });

  test.each([
    ['equal', to, to],
    ['epoch 0 alone', 0n, 0n],
    ['before the epoch', -1_000_000n, -1n],
    ['long past', int64.min, -(2n ** 62n)],
    ['far ahead', year9999, int64.max],
  ])('%s: no rows', async (_name, start, end) => {
    const answers = await Promise.all(
      reportIds
        .filter((id) => !reportDefinition(id).keys)
        .map((id) => beside([ranged(start, end, { report: id })]).then(([answer]) => ({ id, answer }))),
    );
    for (const { id, answer } of answers) {
      expect({ id, ...answer }).toMatchObject({ id, status: 200, error: '' });
    }
    const list = answers.find(({ id }) => id === 'failureList')?.answer;
    expect(rowsOf(list as Answer)).toEqual([]);
  });

  test.each([
    ['epoch 0 to year 9999', 0n, year9999],
    ['all that an int64 holds', int64.min, int64.max],
  ])('%s: the same rows as the range of the data', async (_name, start, end) => {
    const [wide, narrow] = await Promise.all([beside([ranged(start, end)]), beside([ranged(from, to)])]);
    expect(rowsOf(wide[0] as Answer)).toEqual(rowsOf(narrow[0] as Answer));
    expect(rowsOf(wide[0] as Answer).length).toBeGreaterThan(50);
  });

  test('too many buckets are refused with what to do', async () => {
    for (const id of ['summary', 'p2pActivity', 'joinTimes', 'topFailures', 'failureDistribution']) {
      const [answer] = await beside([ranged(0n, year9999, { report: id, format: 'timeSeries', interval: 'hourly' })]);
      expect({ id, ...answer }).toMatchObject({ id, status: 413, error: expect.stringMatching(/^Interval: /) });
    }
  });
});

describe('texts', () => {
  /** Every report with each of its text filters. */
  const places = reportIds.flatMap((report) => {
    const taken: readonly FilterId[] = reportDefinition(report).filters;
    return filters
      .filter(({ id, kind }) => kind === 'text' && id !== ofArchives && taken.includes(id))
      .map(({ id }) => ({ report, id }));
  });

  test.each(places)('hostile texts in $id of $report find nothing, and break nothing', async ({ report, id }) => {
    const asking = (text: string, index = 0) => {
      // Some reports want a key, which not every text filter is.
      const key = reportDefinition(report).keys ? { responseCodes: '200, 486, 504, none' } : {};
      const taken = reportDefinition(report).filters.includes('responseCodes') ? key : {};
      const dimensions = report === 'failureDistribution' ? { dimensions: ['pools'] } : {};
      return query({ report, filters: { ...taken, [id]: text }, ...dimensions }, index);
    };
    const answers = await beside(hostileTexts.map((text, index) => asking(text, index)));
    // What the whole answer looks like when nothing matches.
    const [none] = await beside([asking('nothing has this name')]);
    for (const [index, answer] of answers.entries()) {
      const text = hostileTexts[index];
      expect({ text, status: answer.status, error: answer.error }).toEqual({ text, status: 200, error: '' });
      expect({ text, values: valuesOf(answer) }).toEqual({ text, values: valuesOf(none) });
    }
  });

  test.each(places)('template variables nobody replaced in $id of $report', async ({ report, id }) => {
    await expectRefused(literalVariables.map((text) => [{ report, filters: { [id]: text } }, `filters.${id}`]));
    const [all, none] = await beside([query({ report, filters: { [id]: ['$__all'] } }, 0), query({ report }, 1)]);
    expect({ ...all, frames: valuesOf(all) }).toEqual({ ...none, frames: valuesOf(none) });
  });

  test('longer ones are refused', async () => {
    await expectRefused(
      places.map(({ report, id }) => [{ report, filters: { [id]: 'x'.repeat(1025) } }, `filters.${id}`]),
    );
  });

  test('refIds of any kind get their answers', async () => {
    const refIds = ['', '__proto__', 'constructor', '\u202e', '😀', 'x'.repeat(10_000)];
    const queries = refIds.flatMap((refId) => [
      dataQuery(`${refId}+`, { report: 'summary', interval: 'total' }, wholeRange),
      dataQuery(refId, { report: 'x' }, wholeRange),
    ]);
    const answers = await beside(queries);
    expect(answers.map(({ status }) => status)).toEqual(refIds.flatMap(() => [200, 400]));
  });
});
