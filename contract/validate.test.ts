import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { filters } from './filters.ts';
import { queryVersion } from './migrate.ts';
import { metricsOf, optionIds, optionsOf, type OptionDefinition, type OptionId } from './options.ts';
import { ContractError, labelOfField } from './query-error.ts';
import type { QueryOf } from './query.ts';
import { reportDefinition, reportIds, type ReportId } from './reports/index.ts';
import { validateQuery } from './validate.ts';

const failure = (saved: unknown): string => {
  try {
    return `accepted ${JSON.stringify(validateQuery(saved))}`;
  } catch (error) {
    expect(error).toBeInstanceOf(ContractError);
    return (error as ContractError).message;
  }
};

describe('a saved query', () => {
  test('needs its report alone; the rest has defaults', () => {
    expect(validateQuery({ report: 'topFailures' })).toEqual({
      refId: 'A',
      report: 'topFailures',
      format: 'table',
      filters: {},
      interval: 'auto',
      limit: 1000,
    });
    expect(validateQuery({ report: 'conferenceDetail', filters: { conferenceUris: 'x' } })).toEqual({
      refId: 'A',
      report: 'conferenceDetail',
      format: 'table',
      filters: { conferenceUris: ['x'] },
      section: 'information',
      limit: 1000,
    });
  });

  test('keeps what it says', () => {
    const query: QueryOf<'failureDistribution'> = {
      refId: 'B',
      report: 'failureDistribution',
      format: 'numeric',
      filters: { pools: ['fe01'], diagnosticIds: [7025, null] },
      interval: 'daily',
      timezone: 'Europe/Berlin',
      metric: 'sessions',
      dimensions: ['pools'],
      limit: 25,
    };
    expect(validateQuery(query)).toEqual(query);
  });

  test('may carry what Grafana adds', () => {
    const saved = { report: 'summary', datasource: { uid: 'x' }, hide: false, intervalMs: 1000, maxDataPoints: 500 };
    expect(validateQuery(saved)).toEqual(validateQuery({ report: 'summary' }));
  });

  test.each([
    ['utc', 'UTC'],
    ['UTC', 'UTC'],
    ['Europe/Berlin', 'Europe/Berlin'],
  ])('takes the time zone %s', (timezone, zone) => {
    expect(validateQuery({ report: 'summary', timezone }).timezone).toBe(zone);
  });

  test('has no time zone and no metric where they are empty', () => {
    expect(validateQuery({ report: 'summary', timezone: 'Etc/Unknown' })).not.toHaveProperty('timezone');
    const query = validateQuery({ report: 'summary', timezone: '', metric: '' });
    expect(validateQuery({ report: 'summary', fresh: true }).fresh).toBe(true);
    expect(validateQuery({ report: 'summary', fresh: false })).not.toHaveProperty('fresh');
    expect(query).not.toHaveProperty('timezone');
    expect(query).not.toHaveProperty('metric');
  });

  test('takes words for nothing, and the wish for errors as rows', () => {
    const wishes = { nothing: 'No sessions in this range', errorAsRow: true };
    expect(validateQuery({ report: 'summary', ...wishes })).toMatchObject(wishes);
    const without = validateQuery({ report: 'summary', nothing: '', errorAsRow: false });
    expect(without).not.toHaveProperty('nothing');
    expect(without).not.toHaveProperty('errorAsRow');
  });

  test('leaves out filters that let everything pass', () => {
    const saved = { report: 'topFailures', filters: { pools: [], fromUsers: '', toUsers: '$__all', users: null } };
    expect(validateQuery(saved).filters).toEqual({});
  });
});

describe('a wrong query is refused by field', () => {
  test.each<[unknown, string]>([
    [null, 'query: a query is a JSON object such as {"report": "topFailures"}'],
    ['summary', 'query: a query is a JSON object such as {"report": "topFailures"}'],
    [{}, `Report: missing, expected ${reportIds.slice(0, -1).join(', ')} or ${reportIds.at(-1) ?? ''}`],
    [{ report: 'summary', refId: 5 }, 'refId: expected text'],
    [
      { report: 'summary', format: 'csv' },
      'Format: unknown value "csv", expected table, timeSeries, numeric or events',
    ],
    [{ report: 'failureList', format: 'numeric' }, 'Format: Failure List has no "numeric", expected table'],
    [
      { report: 'summary', timezone: 'Mars/Phobos' },
      'Time zone: "Mars/Phobos" is not a time zone, expected an IANA name such as Europe/Berlin',
    ],
    [{ report: 'summary', timezone: 'x'.repeat(201) }, 'Time zone: too long'],
    [{ report: 'summary', fresh: 'yes' }, 'Read anew: expected true or false'],
    [{ report: 'summary', nothing: 7 }, 'nothing: expected text'],
    [{ report: 'summary', errorAsRow: 1 }, 'errorAsRow: expected true or false'],
    [{ report: 'topFailures', filters: 'pools' }, 'Filters: expected an object with one entry per filter'],
    [
      { report: 'summary', filters: { colour: 'red' } },
      'filters.colour: unknown filter, expected stores, pools, modalities, conferenceTypes, diagnosticIds, responseCodes, fromUsers, toUsers, users, userAgents or conferenceUris',
    ],
    [
      { report: 'joinTimes', filters: { categories: 'success' } },
      'Session category: Join Times does not take this filter, expected stores, pools, sources, applications, fromUsers, toUsers, users, userAgents, conferenceUris or telemetryId',
    ],
    [
      { report: 'cdrFreshness', filters: { pools: 'a' } },
      'Pool: CDR Freshness does not take this filter, expected recordTypes or stores',
    ],
    [
      { report: 'topFailures', format: 'events' },
      'Format: Top Failures has no "events", expected table, timeSeries or numeric',
    ],
    [
      { report: 'failureList', filters: { sessionIdSeq: 5 } },
      'Session ID time: missing; Session ID time and Session ID sequence go together',
    ],
    [
      { report: 'diagnosticReport', filters: { errorTime: '2026-01-31' } },
      'Error report sequence: missing; Error time and Error report sequence go together',
    ],
    [
      { report: 'conferenceDetail' },
      'Filters: Conference Detail needs Conference URI or Session ID time with Session ID sequence; open it from a row of Failure List',
    ],
  ])('%#: %j', (saved, message) => {
    expect(failure(saved)).toBe(message);
  });

  test('an unknown report names all of them', () => {
    const message = failure({ report: 'toString' });
    expect(message).toContain('Report: unknown value "toString", expected ');
    expect(reportIds.filter((id) => !message.includes(id))).toEqual([]);
  });

  test('a huge wrong value does not become a huge message', () => {
    for (const field of ['report', 'format', 'timezone', 'fresh', 'nothing', 'errorAsRow', ...optionIds]) {
      const message = failure({ version: queryVersion, report: 'topFailures', [field]: 'x'.repeat(100_000) });
      expect(message.startsWith(`${labelOfField(field)}: `)).toBe(true);
      expect(message.length).toBeLessThan(400);
    }
  });
});

/** Any value that an option takes in a report. */
function valueOf(option: OptionDefinition, report: ReportId): fc.Arbitrary<unknown> {
  switch (option.kind) {
    case 'word':
      return fc.constantFrom(...option.choices.map(({ id }) => id));
    case 'set':
      return fc.subarray(option.choices.map(({ id }) => id));
    case 'list':
      return fc.shuffledSubarray(
        option.choices.map(({ id }) => id),
        { minLength: 1 },
      );
    case 'number':
      return option.choices
        ? fc.constantFrom(...option.choices)
        : fc.integer({ min: option.low, max: option.high ?? option.most ?? 1000 });
    case 'metric':
      return fc.constantFrom(...metricsOf(reportDefinition(report)).map(({ id }) => id));
  }
}

describe('whatever is saved', () => {
  const fields = [
    'query',
    'refId',
    'report',
    'format',
    'timezone',
    'fresh',
    'nothing',
    'errorAsRow',
    'filters',
    'spikes',
  ];
  /** Accepted, or refused with a message that begins with the field as the screen calls it. */
  const isAnswered = (message: string) =>
    /^(accepted |filters\.|spikes\.)/.test(message) ||
    [...fields, ...optionIds, ...filters.map(({ id }) => `filters.${id}`)].some((field) =>
      message.startsWith(`${labelOfField(field)}: `),
    );

  test('only a ContractError that starts with the field comes back for arbitrary JSON', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (saved) => {
        expect([failure(saved)].filter((message) => !isAnswered(message))).toEqual([]);
      }),
    );
  });

  test('only a ContractError that starts with the field comes back for right keys and wrong values', () => {
    const wrong = (key: string) =>
      fc.oneof(fc.jsonValue(), fc.constantFrom('', 'table', 'daily', 'UTC', 'pools', key, 5));
    const anyFilter = fc.record(Object.fromEntries(filters.map(({ id }) => [id, fc.jsonValue()])), {
      requiredKeys: [],
    });
    const saved = fc.record(
      {
        report: fc.oneof(
          { weight: 9, arbitrary: fc.constantFrom(...reportIds) },
          { weight: 1, arbitrary: fc.jsonValue() },
        ),
        filters: fc.oneof(anyFilter, fc.jsonValue()),
        ...Object.fromEntries(
          ['refId', 'version', 'format', 'timezone', 'spikes', ...optionIds].map((key) => [key, wrong(key)]),
        ),
      },
      { requiredKeys: ['report'] },
    );
    fc.assert(
      fc.property(saved, (query) => {
        expect([failure(query)].filter((message) => !isAnswered(message))).toEqual([]);
      }),
      { numRuns: 400 },
    );
  });

  test('a valid query validates to itself', () => {
    const valid = fc.constantFrom(...reportIds).chain((report) => {
      const { formats, keys } = reportDefinition(report);
      const options = optionsOf(reportDefinition(report)).map((option) => [option.id, valueOf(option, report)]);
      return fc.record(
        {
          report: fc.constant(report),
          format: fc.constantFrom(...formats),
          filters: fc.constant(keys ? { sessionIdTime: '2026-01-31T08:15:00.007Z', sessionIdSeq: '3' } : {}),
          ...(Object.fromEntries(options) as Record<OptionId, fc.Arbitrary<unknown>>),
        },
        { requiredKeys: ['report', 'filters'] },
      );
    });
    fc.assert(
      fc.property(valid, (saved) => {
        const query = validateQuery(saved);
        expect(query).toMatchObject({ ...saved, filters: query.filters });
        expect(validateQuery(query)).toEqual(query);
      }),
    );
  });
});
