import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { ContractError } from './query-error.ts';
import { reportDefinition, type ReportId } from './reports/index.ts';
import { spikeOptions, type SpikeOptions } from './spikes.ts';
import { validateQuery } from './validate.ts';
import { formats, spikeGroups, type Format } from './vocabulary.ts';

const read = (
  spikes: unknown,
  report: ReportId = 'failureSpikes',
  format: Format = 'table',
): SpikeOptions | undefined => validateQuery({ report, format, ...(spikes !== undefined && { spikes }) }).spikes;

const failure = (spikes: unknown, report?: ReportId): string => {
  try {
    return `accepted ${JSON.stringify(read(spikes, report))}`;
  } catch (error) {
    expect(error).toBeInstanceOf(ContractError);
    return (error as ContractError).message;
  }
};

const defaults = {
  groupBy: ['pool'],
  windowMinutes: 60,
  baselineWeeks: 4,
  minSessions: 20,
  minUsers: 3,
  minFailures: 5,
  minScore: 0,
  lookbackDays: 28,
};

describe('the option spikes', () => {
  test('has defaults for everything, also where an editor leaves null', () => {
    for (const empty of [undefined, null, {}, { groupBy: null, windowMinutes: null }]) {
      expect(read(empty)).toEqual(defaults);
    }
    expect(read({}, 'joinTimeSpikes')).toEqual({ groupBy: [], windowMinutes: 60, baselineWeeks: 4, minSessions: 20 });
  });

  test('leaves out weak events by default, and no row of a table', () => {
    expect(formats.map(({ id }) => read({}, 'failureSpikes', id)?.minScore)).toEqual([0, 0, 0, 6]);
    expect(read({ minScore: 0 }, 'failureSpikes', 'events')?.minScore).toBe(0);
  });

  test('takes one group without a list, several in the order of the vocabulary, and none', () => {
    expect(read({ groupBy: 'diagnosticId' })?.groupBy).toEqual(['diagnosticId']);
    expect(read({ groupBy: ['source', 'pool', 'activity', 'pool'] })?.groupBy).toEqual(['pool', 'activity', 'source']);
    expect(read({ groupBy: [] })?.groupBy).toEqual([]);
  });

  test('takes numbers as text', () => {
    expect(read({ windowMinutes: ' 15 ', baselineWeeks: '8', minScore: '2.5', minUsers: '0' })).toEqual({
      ...defaults,
      windowMinutes: 15,
      baselineWeeks: 8,
      minScore: 2.5,
      minUsers: 0,
    });
  });

  test('is not there for other reports', () => {
    expect(validateQuery({ report: 'topFailures' })).not.toHaveProperty('spikes');
    expect(validateQuery({ report: 'topFailures', spikes: null })).not.toHaveProperty('spikes');
  });
});

describe('a wrong option is refused by field', () => {
  const groups = 'pool, activity, modality, diagnosticId, gateway or source';
  const minutes = '15, 30, 60, 120, 180, 240, 360, 720 or 1440';
  const all = `groupBy, ${Object.keys(spikeOptions).slice(0, -1).join(', ')} or lookbackDays`;

  test.each<[unknown, string]>([
    [{ groupBy: 'user' }, `spikes.groupBy: unknown value "user", expected ${groups}`],
    [{ groupBy: ['pool', 5] }, `spikes.groupBy: unknown value 5, expected ${groups}`],
    [{ groupBy: {} }, `spikes.groupBy: unknown value {}, expected ${groups}`],
    [{ windowMinutes: 45 }, `spikes.windowMinutes: unknown value 45, expected ${minutes}`],
    [{ windowMinutes: '1h' }, `spikes.windowMinutes: unknown value "1h", expected ${minutes}`],
    [{ baselineWeeks: 0 }, 'spikes.baselineWeeks: expected a whole number from 1 to 8'],
    [{ baselineWeeks: 9 }, 'spikes.baselineWeeks: expected a whole number from 1 to 8'],
    [{ baselineWeeks: 1.5 }, 'spikes.baselineWeeks: expected a whole number'],
    [{ minSessions: -1 }, 'spikes.minSessions: expected at least 0'],
    [{ minUsers: 'few' }, 'spikes.minUsers: expected a whole number'],
    [{ minFailures: [5] }, 'spikes.minFailures: expected a whole number'],
    [{ minScore: -0.5 }, 'spikes.minScore: expected at least 0'],
    [{ minScore: '1e3' }, 'spikes.minScore: expected a number'],
    [{ lookbackDays: 61 }, 'spikes.lookbackDays: expected a whole number from 1 to 60'],
    [{ colour: 'red' }, `spikes.colour: Failure Spikes does not take this option, expected ${all}`],
  ])('%j', (spikes, message) => {
    expect(failure(spikes)).toBe(message);
  });

  test('that belongs to the other report', () => {
    const accepted = 'expected groupBy, windowMinutes, baselineWeeks or minSessions';
    expect(failure({ minUsers: 3 }, 'joinTimeSpikes')).toBe(
      `spikes.minUsers: Join Time Spikes does not take this option, ${accepted}`,
    );
    expect(failure({ groupBy: 'gateway' }, 'joinTimeSpikes')).toBe(
      'spikes.groupBy: unknown value "gateway", expected pool',
    );
  });

  test('whatever it is', () => {
    const anything = fc.record(
      Object.fromEntries(['groupBy', ...Object.keys(spikeOptions)].map((name) => [name, fc.jsonValue()])),
      { requiredKeys: [] },
    );
    fc.assert(
      fc.property(fc.oneof(anything, fc.jsonValue()), (spikes) => {
        expect(failure(spikes)).toMatch(/^(accepted \{|spikes: |spikes\.)/);
      }),
    );
  });

  test('and whatever is taken is taken again', () => {
    const option = ({
      id,
      choices,
      low,
      high = 1000,
    }: (typeof spikeOptions)[keyof typeof spikeOptions] & { high?: number; choices?: readonly number[] }) =>
      [id, choices ? fc.constantFrom(...choices) : fc.integer({ min: low, max: high })] as const;
    const valid = fc.record(
      {
        groupBy: fc.subarray(spikeGroups.map(({ id }) => id)),
        ...Object.fromEntries(Object.values(spikeOptions).map(option)),
      },
      { requiredKeys: [] },
    );
    const { formats: offered } = reportDefinition('failureSpikes');
    fc.assert(
      fc.property(valid, fc.constantFrom(...offered), (spikes, format) => {
        const taken = read(spikes, 'failureSpikes', format);
        expect(taken).toMatchObject(spikes);
        expect(read(taken, 'failureSpikes', format)).toEqual(taken);
      }),
    );
  });
});
