import { describe, expect, test } from '@jest/globals';
import { added, documented, type ColumnDefinition, type MetricOf, type RowOf } from '../../../contract/columns.ts';
import { failureSpikes } from '../../../contract/reports/failure-spikes.ts';
import type { reports } from '../../../contract/reports/index.ts';
import { reportDefinition } from '../../../contract/reports/index.ts';
import { numericMetric, seriesMetrics } from './metrics.ts';
import { field, table } from './table.ts';

const columns = [
  documented('time', 'Time', 'time', 'Start of the bucket.'),
  documented('pool', 'Pool', 'string', 'Pool of the sessions.', { personal: false }),
  added('sessions', 'Sessions', 'integer', 'Sessions of the pool.', { metric: true }),
  added('rate', 'Failure rate', 'number', 'Share of them that failed.', { unit: 'percent', metric: true }),
  added('isNew', 'New', 'boolean', 'Not seen before.'),
  added('trend', 'Trend', 'json', 'Sessions per day.', { personal: false }),
] as const;
const row = { time: 0, pool: 'a', sessions: 3, rate: 12.5, isNew: true, trend: [[0, 3]] };

/** Compiles where both are the same type. */
type Same<A, B> = (<T>() => T extends A ? 1 : 2) extends <T>() => T extends B ? 1 : 2 ? true : false;
const holds = <Claim extends true>(claim: Claim) => {
  expect(claim).toBe(true);
};

describe('a table', () => {
  test('has fields that are named by id and show their label', () => {
    const frame = table('Pools', columns, [row, { ...row, pool: null, sessions: 4 }]);
    expect(frame.name).toBe('Pools');
    expect(frame.fields.map(({ name, config, values }) => [name, config?.displayNameFromDS, values])).toEqual([
      ['time', 'Time', [0, 0]],
      ['pool', 'Pool', ['a', null]],
      ['sessions', 'Sessions', [3, 4]],
      ['rate', 'Failure rate', [12.5, 12.5]],
      ['isNew', 'New', [true, true]],
      ['trend', 'Trend', [[[0, 3]], [[0, 3]]]],
    ]);
    expect(frame.fields[3]?.config).toMatchObject({ unit: 'percent', decimals: 1 });
  });

  test('says nothing about what is shown where that is the name', () => {
    expect(field(failureSpikes.events[0], []).config).toEqual({ description: expect.any(String) });
  });

  test('takes rows of exactly its columns', () => {
    const { time, ...incomplete } = row;
    // @ts-expect-error the column time is missing
    table('Pools', columns, [{ ...incomplete }]);
    // @ts-expect-error no column has this id
    table('Pools', columns, [{ ...row, pools: 'a' }]);
    const wide = [row].map((one) => ({ ...one, pools: 'a' }));
    // @ts-expect-error no column has this id, in rows made elsewhere neither
    table('Pools', columns, wide);
    const late: { pool: string; sessions?: number } = { pool: 'a' };
    // @ts-expect-error a column that a row may lack
    table('Pools', columns, [{ ...row, sessions: late.sessions }]);
    // @ts-expect-error a count is no text
    table('Pools', columns, [{ ...row, sessions: '3' }]);
    // @ts-expect-error a time is a number of milliseconds
    table('Pools', columns, [{ ...row, time: new Date(time) }]);
    const byName: Record<string, string | number> = { pool: 'a' };
    // @ts-expect-error any column may be missing
    table('Pools', columns, [byName]);
    expect(table('Pools', columns, []).fields).toHaveLength(columns.length);
  });

  test('takes columns chosen at run time; its rows have all that may come', () => {
    const shown = columns.filter(({ id }) => id !== 'isNew');
    expect(table('Pools', shown, [row]).fields.map(({ name }) => name)).not.toContain('isNew');
    const { isNew, ...incomplete } = row;
    // @ts-expect-error the column isNew may be shown
    table('Pools', shown, [incomplete]);
    expect(isNew).toBe(true);
  });

  test('of columns that the compiler does not know takes no rows', () => {
    const unknown: readonly ColumnDefinition[] = reportDefinition('summary').columns;
    expect(table('Summary', unknown, []).fields.length).toBeGreaterThan(0);
    // @ts-expect-error nobody can tell whether the row is right
    table('Summary', unknown, [row]);
  });
});

describe('columns', () => {
  test('keep their ids and types', () => {
    type Row = RowOf<typeof columns>;
    holds<Same<Row['time'], number | null>>(true);
    holds<Same<Row['pool'], string | null>>(true);
    holds<Same<Row['isNew'], boolean | null>>(true);
    holds<Same<Row['trend'], unknown>>(true);
    holds<Same<keyof Row, 'time' | 'pool' | 'sessions' | 'rate' | 'isNew' | 'trend'>>(true);
    holds<Same<MetricOf<typeof columns>['id'], 'sessions' | 'rate'>>(true);
    holds<Same<(typeof reports.summary.columns)[1]['id'], 'p2pTotalSessions'>>(true);
    holds<Same<keyof RowOf<typeof failureSpikes.events>, 'time' | 'timeEnd' | 'title' | 'text' | 'tags'>>(true);
  });

  test('are metrics only where they are numbers', () => {
    // @ts-expect-error a text is no metric
    added('pool', 'Pool', 'string', 'Pool of the sessions.', { personal: false, metric: true });
    expect(columns.filter((column) => 'metric' in column).map(({ id }) => id)).toEqual(['sessions', 'rate']);
  });
});

describe('metrics', () => {
  const report = { title: 'Pools', columns, defaultMetric: 'rate' };

  test('of a series are all, or the one wanted', () => {
    expect(seriesMetrics(report, undefined).map(({ id }) => id)).toEqual(['sessions', 'rate']);
    expect(seriesMetrics(report, 'sessions').map(({ id }) => id)).toEqual(['sessions']);
  });

  test('of an alert rule are one, the default where none is wanted', () => {
    expect(numericMetric(report, undefined).id).toBe('rate');
    expect(numericMetric(report, 'sessions').id).toBe('sessions');
    expect(() => numericMetric({ title: 'Pools', columns }, undefined)).toThrow('without a default metric');
    // A row has a number for each of them.
    const value: number | null = row[numericMetric(report, undefined).id];
    expect(value).toBe(12.5);
  });
});

describe('colours of a table', () => {
  const columns = [
    added('sessions', 'Sessions', 'integer', 'Sessions.', { metric: true }),
    added('failureRate', 'Failure rate', 'number', 'Share.', {
      unit: 'percent',
      metric: true,
      colour: 'failures',
      rateOf: 'sessions',
    }),
    added('expectedVolume', 'Expected failure volume', 'integer', 'Those.', { metric: true, colour: 'expected' }),
    added('category', 'Session category', 'string', 'Category.', { personal: false, colour: 'words' }),
  ] as const;
  const row = { sessions: 20, failureRate: 10, expectedVolume: 2, category: 'Success' };
  const configOf = (id: string, ...rows: (typeof row)[]) =>
    table('T', columns, rows).fields.find(({ name }) => name === id)?.config;

  test('warn of a rate only where there are sessions enough for one', () => {
    const steps = [
      { value: null, color: 'text' },
      { value: 5, color: 'orange' },
      { value: 10, color: 'red' },
    ];
    expect(configOf('failureRate', row)).toMatchObject({ color: { mode: 'thresholds' }, thresholds: { steps } });
    const few = configOf('failureRate', row, { ...row, sessions: 19 });
    expect(few?.color).toEqual({ mode: 'fixed', fixedColor: 'text' });
    expect(few).not.toHaveProperty('thresholds');
  });

  test('are those of the category, for numbers as for words', () => {
    expect(configOf('sessions', row)).not.toHaveProperty('color');
    expect(configOf('expectedVolume', row)?.color).toEqual({ mode: 'fixed', fixedColor: 'semi-dark-yellow' });
    expect(configOf('category', row)?.mappings).toEqual([
      {
        type: 'value',
        options: {
          Success: { color: 'semi-dark-green', index: 0 },
          'Expected failure': { color: 'semi-dark-yellow', index: 1 },
          'Unexpected failure': { color: 'red', index: 2 },
          Uncategorized: { color: '#8e8e8e', index: 3 },
        },
      },
    ]);
  });
});
