import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { filters } from './filters.ts';
import { ContractError } from './query-error.ts';
import type { ReportQuery } from './query.ts';
import { reportDefinition, reportIds } from './reports/index.ts';
import { validateQuery } from './validate.ts';
import { dimensions } from './vocabulary.ts';

const failure = (saved: unknown): string => {
  try {
    return `accepted ${JSON.stringify(validateQuery(saved))}`;
  } catch (error) {
    expect(error).toBeInstanceOf(ContractError);
    return (error as ContractError).message;
  }
};

const everyDimension = dimensions.map(({ id }) => id);

describe('a saved query', () => {
  test('needs its report alone; the rest has defaults', () => {
    expect(validateQuery({ report: 'topFailures' })).toEqual({
      refId: 'A',
      report: 'topFailures',
      format: 'table',
      filters: {},
      interval: 'auto',
      dimensions: everyDimension,
      section: 'information',
      limit: 1000,
    });
  });

  test('keeps what it says', () => {
    const query: ReportQuery = {
      refId: 'B',
      report: 'failureDistribution',
      format: 'numeric',
      filters: { pools: ['fe01'], diagnosticIds: [7025, null] },
      interval: 'daily',
      timezone: 'Europe/Berlin',
      metric: 'sessions',
      dimensions: ['pools'],
      section: 'modalities',
      limit: 25,
    };
    expect(validateQuery(query)).toEqual(query);
  });

  test('may carry what Grafana adds', () => {
    const saved = { report: 'summary', datasource: { uid: 'x' }, hide: false, intervalMs: 1000, maxDataPoints: 500 };
    expect(validateQuery(saved)).toEqual(validateQuery({ report: 'summary' }));
  });

  test('takes one dimension without a list, and each once', () => {
    expect(validateQuery({ report: 'failureDistribution', dimensions: 'pools' }).dimensions).toEqual(['pools']);
    expect(
      validateQuery({ report: 'failureDistribution', dimensions: ['pools', 'sources', 'pools'] }).dimensions,
    ).toEqual(['pools', 'sources']);
    expect(validateQuery({ report: 'failureDistribution', dimensions: [] }).dimensions).toEqual(everyDimension);
  });

  test.each([
    ['utc', 'UTC'],
    ['UTC', 'UTC'],
    ['Europe/Berlin', 'Europe/Berlin'],
  ])('takes the time zone %s', (timezone, zone) => {
    expect(validateQuery({ report: 'summary', timezone }).timezone).toBe(zone);
  });

  test('has no time zone and no metric where they are empty', () => {
    const query = validateQuery({ report: 'summary', timezone: '', metric: '' });
    expect(query).not.toHaveProperty('timezone');
    expect(query).not.toHaveProperty('metric');
  });

  test('takes a limit as text, up to the most of the report', () => {
    expect(validateQuery({ report: 'failureList', limit: ' 50000 ' }).limit).toBe(50_000);
  });

  test('leaves out filters that let everything pass', () => {
    const saved = { report: 'topFailures', filters: { pools: [], fromUser: '', toUser: '$__all', user: null } };
    expect(validateQuery(saved).filters).toEqual({});
  });
});

describe('a wrong query is refused by field', () => {
  const words = everyDimension.join(', ').replace(/, (?=[^,]*$)/, ' or ');
  test.each<[unknown, string]>([
    [null, 'query: a query is a JSON object such as {"report": "topFailures"}'],
    ['summary', 'query: a query is a JSON object such as {"report": "topFailures"}'],
    [{}, `report: missing, expected ${reportIds.slice(0, -1).join(', ')} or ${reportIds.at(-1) ?? ''}`],
    [{ report: 'summary', refId: 5 }, 'refId: expected text'],
    [
      { report: 'summary', format: 'csv' },
      'format: unknown value "csv", expected table, timeSeries, numeric or events',
    ],
    [{ report: 'failureList', format: 'numeric' }, 'format: Failure List has no "numeric", expected table'],
    [
      { report: 'summary', interval: '$interval' },
      'interval: unknown value "$interval", expected auto, hourly, daily, weekly, monthly or total',
    ],
    [
      { report: 'topFailures', interval: 'total' },
      'interval: Top Failures has no "total", expected auto, hourly, daily, weekly or monthly',
    ],
    [
      { report: 'summary', timezone: 'Mars/Phobos' },
      'timezone: "Mars/Phobos" is not a time zone, expected an IANA name such as Europe/Berlin',
    ],
    [{ report: 'summary', timezone: 'x'.repeat(201) }, 'timezone: too long'],
    [{ report: 'summary', metric: ['a'] }, 'metric: expected text'],
    [
      { report: 'topFailures', metric: 'rank' },
      'metric: unknown value "rank", expected reportedSessions or usersImpacted',
    ],
    [{ report: 'failureList', metric: 'rank' }, 'metric: unknown value "rank", this report has none'],
    [{ report: 'failureDistribution', dimensions: 5 }, `dimensions: unknown value 5, expected ${words}`],
    [
      { report: 'failureDistribution', dimensions: 'servers' },
      `dimensions: unknown value "servers", expected ${words}`,
    ],
    [
      { report: 'failureDistribution', dimensions: ['pools', 'servers'] },
      `dimensions: unknown value ["pools","servers"], expected ${words}`,
    ],
    [
      { report: 'conferenceDetail', section: 'chat', filters: { conferenceUri: 'x' } },
      'section: unknown value "chat", expected information, participation or modalities',
    ],
    [{ report: 'topFailures', limit: 0 }, 'limit: expected at least 1'],
    [{ report: 'topFailures', limit: 2.5 }, 'limit: expected a whole number'],
    [{ report: 'topFailures', limit: 'many' }, 'limit: expected a whole number'],
    [{ report: 'topFailures', limit: '-5' }, 'limit: expected a whole number'],
    [{ report: 'topFailures', limit: {} }, 'limit: expected a whole number'],
    [{ report: 'topFailures', limit: 10_001 }, 'limit: 10001 is too many rows, Top Failures shows at most 10000'],
    [{ report: 'topFailures', filters: 'pools' }, 'filters: expected an object with one entry per filter'],
    [
      { report: 'summary', filters: { colour: 'red' } },
      'filters.colour: unknown filter, expected pools, modalities, conferenceTypes, diagnosticIds, responseCodes, fromUser, toUser, user, userAgent or conferenceUri',
    ],
    [
      { report: 'joinTimes', filters: { categories: 'success' } },
      'filters.categories: Join Times does not take this filter, expected pools, sources, applications, fromUser, toUser, user, userAgent, conferenceUri or telemetryId',
    ],
    [
      { report: 'cdrFreshness', filters: { pools: 'a' } },
      'filters.pools: CDR Freshness does not take this filter, expected signals',
    ],
    [{ report: 'topFailures', spikes: {} }, 'spikes: Top Failures does not take this option'],
    [{ report: 'failureSpikes', spikes: 'pool' }, 'spikes: expected an object with one entry per option'],
    [
      { report: 'topFailures', format: 'events' },
      'format: Top Failures has no "events", expected table, timeSeries or numeric',
    ],
    [
      { report: 'failureList', filters: { sessionIdSeq: 5 } },
      'filters.sessionIdTime: missing; sessionIdTime and sessionIdSeq go together',
    ],
    [
      { report: 'diagnosticReport', filters: { errorTime: '2026-01-31' } },
      'filters.errorReportSeq: missing; errorTime and errorReportSeq go together',
    ],
    [
      { report: 'conferenceDetail' },
      'filters: Conference Detail needs conferenceUri or sessionIdTime with sessionIdSeq; open it from a row of Failure List',
    ],
  ])('%#: %j', (saved, message) => {
    expect(failure(saved)).toBe(message);
  });

  test('an unknown report names all of them', () => {
    const message = failure({ report: 'toString' });
    expect(message).toContain('report: unknown value "toString", expected ');
    expect(reportIds.filter((id) => !message.includes(id))).toEqual([]);
  });

  test('a huge wrong value does not become a huge message', () => {
    for (const field of ['report', 'format', 'interval', 'metric', 'dimensions', 'limit', 'timezone', 'section']) {
      const message = failure({ report: 'topFailures', [field]: 'x'.repeat(100_000) });
      expect(message).toMatch(new RegExp(`^${field}: `));
      expect(message.length).toBeLessThan(400);
    }
  });
});

describe('whatever is saved', () => {
  const fields =
    /^(accepted |(query|refId|report|format|interval|timezone|metric|dimensions|section|limit|filters|spikes): |filters\.|spikes\.)/;

  test('only a ContractError that starts with the field comes back for arbitrary JSON', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (saved) => {
        expect(failure(saved)).toMatch(fields);
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
          [
            'refId',
            'version',
            'format',
            'interval',
            'timezone',
            'metric',
            'dimensions',
            'section',
            'limit',
            'spikes',
          ].map((key) => [key, wrong(key)]),
        ),
      },
      { requiredKeys: ['report'] },
    );
    fc.assert(
      fc.property(saved, (query) => {
        expect(failure(query)).toMatch(fields);
      }),
      { numRuns: 400 },
    );
  });

  test('a valid query validates to itself', () => {
    const valid = fc.constantFrom(...reportIds).chain((report) => {
      const { formats, intervals = ['auto'], columns, keys, limit } = reportDefinition(report);
      const metrics = columns.filter(({ metric }) => metric).map(({ id }) => id);
      return fc.record(
        {
          report: fc.constant(report),
          format: fc.constantFrom(...formats),
          interval: fc.constantFrom(...intervals),
          filters: fc.constant(keys ? { sessionIdTime: '2026-01-31T08:15:00.007Z', sessionIdSeq: '3' } : {}),
          limit: fc.integer({ min: 1, max: limit?.max ?? 10_000 }),
          ...(metrics.length > 0 && { metric: fc.constantFrom(...metrics) }),
        },
        { requiredKeys: ['report', 'filters'] },
      );
    });
    fc.assert(
      fc.property(valid, (saved) => {
        const query = validateQuery(saved);
        expect(query).toMatchObject({ report: saved.report, ...(saved.limit && { limit: saved.limit }) });
        expect(validateQuery(query)).toEqual(query);
      }),
    );
  });
});
