import { describe, expect, test } from '@jest/globals';
import { optionOf } from '../../contract/options.ts';
import type { QueryDraft } from '../../contract/query.ts';
import { reportDefinition, reportIds, type ReportId } from '../../contract/reports/index.ts';
import type { Format } from '../../contract/vocabulary.ts';
import { recordingCdr, type Answer } from '../../tests/support/recording-cdr.ts';
import { ask, keyValues } from '../../tests/support/report-queries.ts';
import { range } from '../../tests/support/selections.ts';
import { driverColumns } from '../cdr/questions/driver-sessions.ts';
import { driverFailures } from '../cdr/questions/driver-failures.ts';
import { recordCounts } from '../cdr/questions/records.ts';
import type { SessionCellSelection } from '../cdr/questions/session-cells.ts';

const offering = (format: Format) => reportIds.filter((id) => reportDefinition(id).formats.includes(format));
const asked = (report: (typeof reportIds)[number], format: Format): QueryDraft => {
  const { filters, keys, options } = reportDefinition(report);
  const given = Object.entries(keyValues).filter(([id]) => keys && (filters as string[]).includes(id));
  return {
    report,
    format,
    filters: Object.fromEntries(given),
    ...(format === 'numeric' && options.dimensions && { dimensions: 'pools' }),
    // What is missing takes several weeks of records.
    ...(report === 'cdrFreshness' && format === 'numeric' && { metric: 'age' }),
  };
};

/** A row that every question of a report understands in its way, in the last of its windows. */
const row = {
  ...{ time: range.to - 1_800_000, source: 'p2p', Media: 16, DiagnosticId: 7025, ResponseCode: 504, sessions: 3 },
  ...{
    Pool: 'a',
    FromUser: 'u',
    User: 'u',
    conferences: 1,
    Application: 'MediationServer',
    SetupTime: 1500,
    reports: 4,
  },
};
const answer: Answer = ({ question }) => (question === recordCounts.name ? [1] : [row]);

/** Failures of one pool, and sessions of another that did not fail. */
const drivers: Answer = ({ question }) => {
  const nothing = Object.fromEntries(
    [...driverColumns, 'ToUser', 'Source', 'RequestType', 'ContentType'].map((name) => [name, null]),
  );
  const session = {
    ...nothing,
    ...row,
    Kind: '',
    FromUser: null,
    SessionIdTime: row.time,
    DiagnosticId: 7025,
    ResponseCode: 504,
  };
  return question === driverFailures.name
    ? Array.from({ length: 9 }, (_, SessionIdSeq) => ({ ...session, SessionIdSeq }))
    : [
        { ...session, sessions: 10 },
        { ...session, Pool: 'b', sessions: 500 },
      ];
};

/** The same, with sessions of the day before, none of which failed. */
const withDayBefore: Answer = (asked) => {
  const { filters } = asked.selection as SessionCellSelection;
  const before = { ...row, time: row.time - 24 * 3_600_000, sessions: 50 };
  return [...answer(asked), ...(filters.categories ? [] : [before])];
};
const answerOf = (report: ReportId) =>
  report === 'failureDrivers' ? drivers : reportDefinition(report).options.windowMinutes ? withDayBefore : answer;

describe.each(offering('numeric'))('%s in an alert rule', (report) => {
  const counts = report === 'summary' ? ['p2pTotalSessions'] : [];

  test('numeric: labels and exactly one number', async () => {
    const [frame, ...others] = await ask(
      recordingCdr('T-SQL', { answers: [answerOf(report)] }),
      asked(report, 'numeric'),
    );
    const types = frame?.fields.map(({ type }) => type) ?? [];
    expect(others).toEqual([]);
    expect(types.filter((type) => type === 'number' || type === 'integer')).toHaveLength(1);
    expect(types.filter((type) => type !== 'string')).toHaveLength(1);
    expect(frame?.fields.every(({ values }) => values.length === frame.fields[0]?.values.length)).toBe(true);
  });

  test('numeric without any session: no fields', async () => {
    const [frame] = await ask(recordingCdr('T-SQL'), asked(report, 'numeric'));
    expect(frame?.fields).toEqual([]);
    for (const metric of counts) {
      const [zero] = await ask(recordingCdr('T-SQL'), { ...asked(report, 'numeric'), metric });
      expect(zero?.fields.map(({ values }) => values)).toEqual([[0]]);
    }
  });
});

describe.each(offering('timeSeries'))('%s over time', (report) => {
  test('time series: one time, numbers, no label without a line', async () => {
    const [frame, ...others] = await ask(
      recordingCdr('T-SQL', { answers: [answerOf(report)] }),
      // Spikes have windows of an hour by themselves.
      { ...asked(report, 'timeSeries'), ...(reportDefinition(report).options.interval && { interval: 'hourly' }) },
    );
    const types = frame?.fields.map(({ type }) => type) ?? [];
    expect(others).toEqual([]);
    expect(types[0]).toBe('time');
    expect(types.slice(1).filter((type) => type !== 'number' && type !== 'integer')).toEqual([]);
    expect(types.length).toBeGreaterThan(1);
    expect(frame?.fields.every(({ values }) => values.length === 13)).toBe(true);
  });

  test('time series without any session: no labelled line, and no line without values', async () => {
    const [frame] = await ask(recordingCdr('T-SQL'), asked(report, 'timeSeries'));
    expect(frame?.fields.filter(({ labels }) => labels !== undefined)).toEqual([]);
    const at = Date.UTC(2026, 0, 1);
    const [none] = await ask(recordingCdr('T-SQL'), asked(report, 'timeSeries'), { from: at, to: at });
    expect(none?.fields).toEqual([]);
  });
});

describe.each(offering('events'))('%s as events', (report) => {
  test('has the fields of annotations, also without rows', async () => {
    const frames = await ask(recordingCdr('SQLite'), asked(report, 'events'));
    const fields = frames.map((frame) => frame.fields.map(({ name, type }) => `${name} ${type}`));
    expect(fields).toEqual([['time time', 'timeEnd time', 'title string', 'text string', 'tags string']]);
    const taken = reportDefinition(report).options;
    const guards = Object.fromEntries(
      (['minSessions', 'minUsers', 'minFailures', 'minScore'] as const).filter((id) => taken[id]).map((id) => [id, 0]),
    );
    const [frame] = await ask(recordingCdr('T-SQL', { answers: [answerOf(report)] }), {
      ...asked(report, 'events'),
      ...guards,
    });
    expect(frame?.fields.map(({ values }) => values.length)).toEqual([1, 1, 1, 1, 1]);
  });
});

describe.each(reportIds)('%s as a table', (report) => {
  test('has its columns in their order, also without rows', async () => {
    const frames = await ask(recordingCdr('SQLite'), asked(report, 'table'));
    const { columns } = reportDefinition(report);
    const groups = optionOf(reportDefinition(report), 'groupBy');
    const unasked = groups?.choices.map(({ id }) => id).filter((id) => !groups.default?.includes(id)) ?? [];
    const left: readonly string[] = unasked.includes('diagnosticId') ? [...unasked, 'diagnosticMeaning'] : unasked;
    const ids = columns.map(({ id }) => id).filter((id) => !left.includes(id));
    if (report === 'failureDistribution') {
      expect(frames.map(({ name }) => name)).toHaveLength(8);
      expect(frames.every(({ fields }) => fields[0]?.name === 'rank')).toBe(true);
    } else {
      expect(frames.map(({ fields }) => fields.map(({ name }) => name))).toEqual([ids]);
    }
  });
});
