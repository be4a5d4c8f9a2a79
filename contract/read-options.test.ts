import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { queryVersion } from './migrate.ts';
import { optionIds, options as vocabulary, optionsOf } from './options.ts';
import { ContractError } from './query-error.ts';
import { readOptions } from './read-options.ts';
import { reportDefinition, reportIds, type ReportId } from './reports/index.ts';
import { validateQuery } from './validate.ts';
import { dimensions, formats, spikeGroups, type Format } from './vocabulary.ts';

const read = (given: Record<string, unknown>, report: ReportId = 'failureSpikes', format: Format = 'table') =>
  readOptions(reportDefinition(report), given, format);

const failure = (given: Record<string, unknown>, report: ReportId = 'failureSpikes'): string => {
  try {
    return `accepted ${JSON.stringify(read(given, report))}`;
  } catch (error) {
    expect(error).toBeInstanceOf(ContractError);
    return (error as ContractError).message;
  }
};

const everyDimension = dimensions.map(({ id }) => id);
const words = (ids: readonly string[]) => `${ids.slice(0, -1).join(', ')} or ${ids.at(-1) ?? ''}`;

const defaults = {
  limit: 100,
  groupBy: ['pool'],
  windowMinutes: 60,
  baselineWeeks: 4,
  minSessions: 20,
  minUsers: 3,
  minFailures: 5,
  minScore: 0,
  overlaps: 'apart',
  lookbackDays: 28,
};

describe('options', () => {
  test('have defaults for everything, also where an editor leaves null or nothing is chosen', () => {
    for (const empty of [{}, { groupBy: null, windowMinutes: null, metric: null }, { minUsers: '', metric: '' }]) {
      expect(read(empty)).toEqual(defaults);
    }
    expect(read({}, 'joinTimeSpikes')).toEqual({ groupBy: [], windowMinutes: 60, baselineWeeks: 4, minSessions: 20 });
    expect(read({}, 'failureDistribution')).toEqual({ interval: 'auto', dimensions: everyDimension, limit: 10 });
    expect(read({}, 'cdrFreshness')).toEqual({});
  });

  test('have defaults by format: weak events are left out and no row of a table, charts have ten lines', () => {
    expect(formats.map(({ id }) => read({}, 'failureSpikes', id).minScore)).toEqual([0, 0, 0, 6]);
    expect(read({ minScore: 0 }, 'failureSpikes', 'events').minScore).toBe(0);
    expect(read({}, 'failureSpikes', 'timeSeries').limit).toBe(10);
    expect(read({ limit: 100 }, 'failureSpikes', 'timeSeries').limit).toBe(100);
    expect(read({}, 'topFailures', 'timeSeries').limit).toBe(10);
    expect(read({ limit: 1000 }, 'topFailures', 'timeSeries').limit).toBe(1000);
  });

  test('that are sets take one word without a list, several in the order of the vocabulary, and none', () => {
    expect(read({ groupBy: 'diagnosticId' }).groupBy).toEqual(['diagnosticId']);
    expect(read({ groupBy: ['source', 'pool', 'activity', 'pool'] }).groupBy).toEqual(['pool', 'activity', 'source']);
    expect(read({ groupBy: [] }).groupBy).toEqual([]);
  });

  test('that are lists take one word without a list, several in their order and each once; none is all', () => {
    const dimensionsOf = (given: unknown) => read({ dimensions: given }, 'failureDistribution').dimensions;
    expect(dimensionsOf('pools')).toEqual(['pools']);
    expect(dimensionsOf(['sources', 'pools', 'sources'])).toEqual(['sources', 'pools']);
    expect(dimensionsOf([])).toEqual(everyDimension);
  });

  test('that are numbers may be text, up to the most of the report', () => {
    expect(read({ windowMinutes: ' 15 ', baselineWeeks: '8', minScore: '2.5', minUsers: '0' })).toEqual({
      ...defaults,
      windowMinutes: 15,
      baselineWeeks: 8,
      minScore: 2.5,
      minUsers: 0,
    });
    expect(read({ limit: ' 50000 ' }, 'failureList').limit).toBe(50_000);
  });

  test('are those of the report alone in a validated query', () => {
    for (const report of reportIds) {
      const { keys, options } = reportDefinition(report);
      const filters = keys ? { sessionIdTime: '2026-01-31', sessionIdSeq: 1 } : {};
      const query = validateQuery({ report, filters });
      const taken = Object.keys(options).filter((id) => id !== 'metric');
      expect(
        Object.keys(query)
          .filter((id) => (optionIds as string[]).includes(id))
          .sort(),
      ).toEqual(taken.sort());
    }
  });
});

describe('an option that a report does not take', () => {
  test.each(reportIds)('is refused by %s with a sentence that names what it takes', (report) => {
    const { title, options } = reportDefinition(report);
    const taken = optionsOf(reportDefinition(report)).map(({ id }) => id);
    for (const id of optionIds.filter((one) => !options[one])) {
      expect(failure({ [id]: 'x' }, report)).toBe(
        `${vocabulary[id].label}: ${title} does not take this option, expected ${taken.length > 1 ? words(taken) : taken.join('')}`,
      );
      expect(failure({ [id]: null }, report)).toMatch(/^accepted/);
    }
  });

  test('is refused in a saved query too', () => {
    const saved = { version: queryVersion, report: 'p2pActivity', section: 'modalities' };
    expect(() => validateQuery(saved)).toThrow(
      'Section: Peer-to-Peer Activity Diagnostic does not take this option, expected interval or metric',
    );
  });
});

describe('a wrong option is refused by field', () => {
  const groups = 'pool, activity, modality, diagnosticId, gateway, source or store';
  const minutes = '15, 30, 60, 120, 180, 240, 360, 720 or 1440';

  test.each<[Record<string, unknown>, string]>([
    [{ groupBy: 'user' }, `Group by: unknown value "user", expected ${groups}`],
    [{ groupBy: ['pool', 5] }, `Group by: unknown value 5, expected ${groups}`],
    [{ groupBy: {} }, `Group by: unknown value {}, expected ${groups}`],
    [{ windowMinutes: 45 }, `Window (minutes): unknown value 45, expected ${minutes}`],
    [{ windowMinutes: '1h' }, `Window (minutes): unknown value "1h", expected ${minutes}`],
    [{ baselineWeeks: 0 }, 'Baseline weeks: expected a whole number from 1 to 8'],
    [{ baselineWeeks: 9 }, 'Baseline weeks: expected a whole number from 1 to 8'],
    [{ baselineWeeks: 1.5 }, 'Baseline weeks: expected a whole number'],
    [{ minSessions: -1 }, 'Minimum sessions: expected at least 0'],
    [{ minUsers: 'few' }, 'Minimum users: expected a whole number'],
    [{ minFailures: [5] }, 'Minimum failures: expected a whole number'],
    [{ minScore: -0.5 }, 'Minimum score: expected at least 0'],
    [{ minScore: '1e3' }, 'Minimum score: expected a number'],
    [{ overlaps: 'some' }, 'Overlapping spikes: unknown value "some", expected apart or together'],
    [{ lookbackDays: 61 }, 'New after (days): expected a whole number from 1 to 60'],
  ])('of Failure Spikes: %j', (given, message) => {
    expect(failure(given)).toBe(message);
  });

  test.each<[ReportId, Record<string, unknown>, string]>([
    ['joinTimeSpikes', { groupBy: 'gateway' }, 'Group by: Join Time Spikes has no "gateway", expected pool'],
    [
      'summary',
      { interval: '$interval' },
      'Interval: unknown value "$interval", expected auto, fitted, quarterHourly, hourly, daily, weekly, monthly or total',
    ],
    [
      'topFailures',
      { interval: 'total' },
      'Interval: Top Failures has no "total", expected auto, fitted, quarterHourly, hourly, daily, weekly or monthly',
    ],
    ['summary', { metric: ['a'] }, 'Metric: expected text'],
    ['topFailures', { metric: 'rank' }, 'Metric: unknown value "rank", expected reportedSessions or usersImpacted'],
    ['failureDistribution', { dimensions: 5 }, `Tables: unknown value 5, expected ${words(everyDimension)}`],
    [
      'failureDistribution',
      { dimensions: 'servers' },
      `Tables: unknown value "servers", expected ${words(everyDimension)}`,
    ],
    [
      'failureDistribution',
      { dimensions: ['pools', 'servers'] },
      `Tables: unknown value "servers", expected ${words(everyDimension)}`,
    ],
    [
      'conferenceDetail',
      { section: 'chat' },
      'Section: unknown value "chat", expected information, participation or modalities',
    ],
    ['topFailures', { limit: 0 }, 'Rows: expected at least 1'],
    ['topFailures', { limit: 2.5 }, 'Rows: expected a whole number'],
    ['topFailures', { limit: 'many' }, 'Rows: expected a whole number'],
    ['topFailures', { limit: '-5' }, 'Rows: expected a whole number'],
    ['topFailures', { limit: {} }, 'Rows: expected a whole number'],
    ['topFailures', { limit: 10_001 }, 'Rows: 10001 is too many rows, Top Failures shows at most 10000'],
  ])('of %s: %j', (report, given, message) => {
    expect(failure(given, report)).toBe(message);
  });

  test('whatever it is', () => {
    const anything = fc.record(Object.fromEntries(optionIds.map((id) => [id, fc.jsonValue()])), { requiredKeys: [] });
    fc.assert(
      fc.property(anything, fc.constantFrom(...reportIds), (given, report) => {
        const answer = failure(given, report);
        expect(
          answer.startsWith('accepted {') || optionIds.some((id) => answer.startsWith(`${vocabulary[id].label}: `)),
        ).toBe(true);
      }),
    );
  });

  test('and whatever is taken is taken again', () => {
    const valid = fc.record(
      {
        groupBy: fc.subarray(spikeGroups.map(({ id }) => id)),
        windowMinutes: fc.constantFrom(15, 60, 1440),
        baselineWeeks: fc.integer({ min: 1, max: 8 }),
        minSessions: fc.integer({ min: 0, max: 1000 }),
        minUsers: fc.integer({ min: 0, max: 1000 }),
        minFailures: fc.integer({ min: 0, max: 1000 }),
        minScore: fc.integer({ min: 0, max: 1000 }),
        lookbackDays: fc.integer({ min: 1, max: 60 }),
      },
      { requiredKeys: [] },
    );
    fc.assert(
      fc.property(valid, fc.constantFrom(...reportDefinition('failureSpikes').formats), (given, format) => {
        const taken = read(given, 'failureSpikes', format);
        expect(taken).toMatchObject(given);
        expect(read(taken, 'failureSpikes', format)).toEqual(taken);
      }),
    );
  });
});
