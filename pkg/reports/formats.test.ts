import { describe, expect, test } from '@jest/globals';
import type { SavedQuery } from '../../contract/query.ts';
import { reportDefinition, reportIds } from '../../contract/reports/index.ts';
import type { Row } from '../cdr/engine.ts';
import { ask, keyValues } from './testing/queries.ts';
import { recordingCdr } from './testing/recording-cdr.ts';

const alertable = reportIds.filter((id) => reportDefinition(id).formats.includes('numeric'));
const asked = (report: (typeof reportIds)[number], format: SavedQuery['format'] & string): SavedQuery => {
  const { filters, keys } = reportDefinition(report);
  const given = Object.entries(keyValues).filter(([id]) => keys && (filters as string[]).includes(id));
  return {
    report,
    format,
    filters: Object.fromEntries(given),
    ...(format === 'numeric' && { dimensions: 'pools' as const }),
  };
};

/** One row that every statement of a report understands in its way. */
const answer = (): Row[] => [
  {
    step: 0,
    kind: 16,
    DiagnosticId: 7025,
    ResponseCode: 504,
    sessions: 3,
    users: 2,
    conferences: 1,
    item: 'a',
    item0: 'pool',
    item1: null,
    item2: null,
    component: 'MediationServer',
    time: 1500,
    reports: 4,
  },
];

describe.each(alertable)('%s in an alert rule', (report) => {
  const counts = report === 'summary' ? ['p2pTotalSessions'] : [];

  test('numeric: labels and exactly one number', async () => {
    const [frame, ...others] = await ask(recordingCdr('mssql', { answer }), asked(report, 'numeric'));
    const types = frame?.fields.map(({ type }) => type) ?? [];
    expect(others).toEqual([]);
    expect(types.filter((type) => type === 'number' || type === 'integer')).toHaveLength(1);
    expect(types.filter((type) => type !== 'string')).toHaveLength(1);
    expect(frame?.fields.every(({ values }) => values.length === frame.fields[0]?.values.length)).toBe(true);
  });

  test('numeric without any session: no fields', async () => {
    const [frame] = await ask(recordingCdr('mssql'), asked(report, 'numeric'));
    expect(frame?.fields).toEqual([]);
    for (const metric of counts) {
      const [zero] = await ask(recordingCdr('mssql'), { ...asked(report, 'numeric'), metric });
      expect(zero?.fields.map(({ values }) => values)).toEqual([[0]]);
    }
  });

  test('time series: one time, numbers, no label without a line', async () => {
    const [frame, ...others] = await ask(recordingCdr('mssql', { answer }), asked(report, 'timeSeries'));
    const types = frame?.fields.map(({ type }) => type) ?? [];
    expect(others).toEqual([]);
    expect(types[0]).toBe('time');
    expect(types.slice(1).filter((type) => type !== 'number' && type !== 'integer')).toEqual([]);
    expect(types.length).toBeGreaterThan(1);
    expect(frame?.fields.every(({ values }) => values.length === 13)).toBe(true);
  });

  test('time series without any session: no labelled line, and no line without values', async () => {
    const [frame] = await ask(recordingCdr('mssql'), asked(report, 'timeSeries'));
    expect(frame?.fields.filter(({ labels }) => labels !== undefined)).toEqual([]);
    const at = Date.UTC(2026, 0, 1);
    const [none] = await ask(recordingCdr('mssql'), asked(report, 'timeSeries'), { from: at, to: at });
    expect(none?.fields).toEqual([]);
  });
});

describe.each(reportIds)('%s as a table', (report) => {
  test('has its columns in their order, also without rows', async () => {
    const frames = await ask(recordingCdr('sqlite'), asked(report, 'table'));
    const labels = reportDefinition(report).columns.map(({ label }) => label);
    if (report === 'failureDistribution') {
      expect(frames.map(({ name }) => name)).toHaveLength(8);
      expect(frames.every(({ fields }) => fields[0]?.name === 'Rank')).toBe(true);
    } else {
      expect(frames.map(({ fields }) => fields.map(({ name }) => name))).toEqual([labels]);
    }
  });
});
