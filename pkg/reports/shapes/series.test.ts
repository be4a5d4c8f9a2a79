import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { MetricDefinition } from '../../../contract/columns.ts';
import { calendarBuckets } from '../../cdr/calendar.ts';
import { labelledNumbers, wideSeries, type Series } from './series.ts';

const sessions: MetricDefinition = {
  id: 'sessions',
  label: 'Sessions',
  type: 'integer',
  description: 'Sessions of the item.',
  personal: false,
  documented: true,
  metric: true,
};
const rate: MetricDefinition = { ...sessions, id: 'rate', label: 'Failure rate', type: 'number', unit: 'percent' };

const from = Date.UTC(2026, 0, 1);
const buckets = calendarBuckets({ from, to: from + 3 * 3_600_000 }, 'hourly', 'UTC');
const noBuckets = calendarBuckets({ from, to: from }, 'hourly', 'UTC');
const series = (metric: MetricDefinition, labels: Series['labels'], ...values: Series['values']): Series => ({
  metric,
  labels,
  values,
});
const labelled = fc.record({
  labels: fc.record({ pool: fc.string(), kind: fc.string() }),
  value: fc.option(fc.integer()),
});

describe('numbers for an alert rule', () => {
  test('are one string column per label and exactly one number column, row by row', () => {
    fc.assert(
      fc.property(fc.array(labelled), (numbers) => {
        const { fields, meta } = labelledNumbers('Pools', sessions, numbers);
        const present = numbers.filter(({ value }) => value !== null);
        expect(meta).toEqual({ type: 'numeric-long', typeVersion: [0, 1] });
        expect(fields.map(({ name, type }) => [name, type])).toEqual(
          present.length === 0
            ? []
            : [
                ['pool', 'string'],
                ['kind', 'string'],
                ['sessions', 'integer'],
              ],
        );
        expect(fields.map(({ values }) => values)).toEqual(
          present.length === 0
            ? []
            : [
                present.map(({ labels }) => labels.pool),
                present.map(({ labels }) => labels.kind),
                present.map(({ value }) => value),
              ],
        );
      }),
    );
  });

  test('without labels are the number alone', () => {
    const { fields } = labelledNumbers('Summary', rate, [{ labels: {}, value: 12.5 }]);
    expect(fields.map(({ name, type, values }) => ({ name, type, values }))).toEqual([
      { name: 'rate', type: 'number', values: [12.5] },
    ]);
  });

  test('keep a zero, and leave out what has no number', () => {
    const { fields } = labelledNumbers('Pools', sessions, [
      { labels: { pool: 'a' }, value: 0 },
      { labels: { pool: 'b' }, value: null },
    ]);
    expect(fields.map(({ values }) => values)).toEqual([['a'], [0]]);
  });

  test.each([[[]], [[{ labels: { pool: 'a' }, value: null }]]])('that are none have no fields: %j', (numbers) => {
    expect(labelledNumbers('Pools', sessions, numbers)).toEqual({
      name: 'Pools',
      fields: [],
      meta: { type: 'numeric-long', typeVersion: [0, 1] },
    });
  });
});

describe('a wide time series', () => {
  const meta = { type: 'timeseries-wide', typeVersion: [0, 1], custom: { interval: 'hourly' } };
  const empty = { name: 'Trend', fields: [], meta };

  test('without series has no fields', () => {
    expect(wideSeries('Trend', buckets, [])).toEqual(empty);
  });

  test('without buckets has no fields, for an empty series makes a rule fire', () => {
    expect(noBuckets.starts).toEqual([]);
    expect(wideSeries('Trend', noBuckets, [series(sessions, { pool: 'a' }), series(rate, {})])).toEqual(empty);
  });

  test('is one time and numbers, each with its labels and a value per bucket', () => {
    const { fields, meta: said } = wideSeries('Trend', buckets, [
      series(sessions, { pool: 'a' }, 1, 2, 3),
      series(sessions, { pool: 'b' }, 4, null, undefined),
    ]);
    expect(said).toEqual(meta);
    expect(fields.map(({ name, type, labels, values }) => ({ name, type, labels, values }))).toEqual([
      { name: 'time', type: 'time', labels: undefined, values: buckets.starts },
      { name: 'sessions', type: 'integer', labels: { pool: 'a' }, values: [1, 2, 3] },
      { name: 'sessions', type: 'integer', labels: { pool: 'b' }, values: [4, null, null] },
    ]);
  });

  test('says what its last bucket counts where that is not over', () => {
    const to = from + 90 * 60_000;
    const unfinished = calendarBuckets({ from, to }, 'hourly', 'UTC');
    const { meta: said } = wideSeries('Trend', unfinished, [series(sessions, {}, 1, 2)]);
    expect(said?.custom).toEqual({ interval: 'hourly', unfinished: { from: from + 3_600_000, to } });
  });

  test.each<[string, Series[], string[]]>([
    ['the metric where there is one group', [series(sessions, { pool: 'a' }, 1, 2, 3)], ['Sessions']],
    [
      'the group where there are several',
      [series(sessions, { pool: 'a' }, 1, 2, 3), series(sessions, { pool: 'b' }, 1, 2, 3)],
      ['a', 'b'],
    ],
    [
      'the metric where there are several',
      [series(sessions, {}, 1, 2, 3), series(rate, {}, 1, 2, 3)],
      ['Sessions', 'Failure rate'],
    ],
    [
      'both where there are several of each',
      [series(sessions, { pool: 'a', modality: 'x' }, 1, 2, 3), series(rate, { pool: 'b', modality: 'y' }, 1, 2, 3)],
      ['a x: Sessions', 'b y: Failure rate'],
    ],
  ])('shows %s', (_, lines, names) => {
    const { fields } = wideSeries('Trend', buckets, lines);
    expect(fields.slice(1).map(({ config }) => config?.displayNameFromDS)).toEqual(names);
  });

  test('never has two lines that a rule cannot tell apart', () => {
    const { fields } = wideSeries('Trend', buckets, [series(sessions, {}, 1, 2, 3), series(rate, {}, 1, 2, 3)]);
    const identities = fields.map(({ name, labels }) => JSON.stringify([name, labels]));
    expect(new Set(identities).size).toBe(identities.length);
    expect(fields.filter(({ labels }) => labels !== undefined && Object.keys(labels).length === 0)).toEqual([]);
  });
});

describe('colours of lines', () => {
  const failing: MetricDefinition = { ...rate, colour: 'failures' };
  const colours = (...lines: Series[]) =>
    wideSeries('S', buckets, lines)
      .fields.slice(1)
      .map(({ config }) => config?.color?.fixedColor);

  test('are red for what fails alone, and never green for one of several', () => {
    expect(colours(series(failing, {}, 1, 2, 3))).toEqual(['red']);
    const many = Array.from({ length: 15 }, (_, index) => series(failing, { pool: `pool${index}` }, 1, 2, 3));
    const shown = colours(...many);
    expect(new Set(shown.slice(0, 10)).size).toBe(10);
    expect(shown.filter((colour) => colour === undefined || colour.includes('green'))).toEqual([]);
  });

  test('are those of the category that a label names', () => {
    const lines = ['Success', 'Expected failure'].map((category) => series(sessions, { category }, 1, 2, 3));
    expect(colours(...lines)).toEqual(['semi-dark-green', 'semi-dark-yellow']);
  });

  test('are left to Grafana where nothing fails', () => {
    expect(colours(series(sessions, {}, 1, 2, 3))).toEqual([undefined]);
  });
});
