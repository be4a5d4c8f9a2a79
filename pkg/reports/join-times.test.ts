import { expect, test } from '@jest/globals';
import { linesOf, rowsOf } from '../../tests/support/frame-rows.ts';
import { given, recordingCdr } from '../../tests/support/recording-cdr.ts';
import { ask } from '../../tests/support/report-queries.ts';
import { range } from '../../tests/support/selections.ts';
import { setupTimeCells } from '../cdr/questions/setup-time-cells.ts';

const [seven, eight] = [range.from, range.from + 3_600_000];
const cell = { time: seven, Pool: null, Application: null, reports: 1 };
const times = given(setupTimeCells('wholeJoins'), (_, { statement }) =>
  statement.sql.includes('ProgressReportView')
    ? [
        { ...cell, Application: 'IMMCU', SetupTime: 500 },
        { ...cell, SetupTime: 300 },
        { ...cell, Application: 'ASMCU', time: eight, SetupTime: 12_000, reports: 4 },
      ]
    : [
        { ...cell, SetupTime: 1000, reports: 2 },
        { ...cell, SetupTime: 3000 },
        { ...cell, time: eight, SetupTime: 6000 },
      ],
);
const timed = () => recordingCdr('T-SQL', { answers: [times] });

test('has percentiles per bucket: the whole join first, then components by name; steps of no component are the client', async () => {
  const [frame] = await ask(timed(), { report: 'joinTimes', interval: 'hourly' });
  const shown = ['time', 'application', 'count', 'p50', 'p75', 'max', 'over2s', 'over5s', 'over10s'];
  expect(rowsOf(frame, ...shown).map((row) => shown.map((name) => row[name]))).toEqual([
    [seven, 'Whole join', 3, 1000, 2000, 3000, 100 / 3, 0, 0],
    [seven, 'Client', 1, 300, 300, 300, 0, 0, 0],
    [seven, 'IMMCU', 1, 500, 500, 500, 0, 0, 0],
    [eight, 'Whole join', 1, 6000, 6000, 6000, 100, 100, 0],
    [eight, 'ASMCU', 4, 12_000, 12_000, 12_000, 100, 100, 100],
  ]);
});

test('over time a component without reports has none, and no time', async () => {
  const [counts] = await ask(timed(), {
    report: 'joinTimes',
    format: 'timeSeries',
    interval: 'hourly',
    metric: 'count',
  });
  expect(linesOf(counts)).toEqual([
    ['count', 'Whole join', { 0: 3, 1: 1 }],
    ['count', 'ASMCU', { 1: 4 }],
    ['count', 'Client', { 0: 1 }],
    ['count', 'IMMCU', { 0: 1 }],
  ]);
  expect(counts?.fields[2]?.values[0]).toBe(0);
  const [medians] = await ask(timed(), {
    report: 'joinTimes',
    format: 'timeSeries',
    interval: 'hourly',
    metric: 'p50',
  });
  expect(medians?.fields[2]?.values.slice(0, 3)).toEqual([null, 12_000, null]);
});

test('is one number per component for an alert rule', async () => {
  const [frame] = await ask(timed(), { report: 'joinTimes', format: 'numeric', metric: 'max' });
  expect(rowsOf(frame)).toEqual([
    { component: 'Whole join', max: 6000 },
    { component: 'ASMCU', max: 12_000 },
    { component: 'Client', max: 300 },
    { component: 'IMMCU', max: 500 },
  ]);
});

test('asks for whole joins and for components, over the same range and filters', async () => {
  const cdr = timed();
  await ask(cdr, { report: 'joinTimes', interval: 'hourly', filters: { applications: 'ASMCU' } });
  const selection = { slices: [range], binMinutes: 60, filters: { applications: ['ASMCU'] } };
  expect(cdr.asked.map((one) => [one.question, one.selection])).toEqual([
    ['setupTimeCells', selection],
    ['setupTimeCells', selection],
  ]);
});
