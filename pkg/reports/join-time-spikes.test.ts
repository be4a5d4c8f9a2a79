import { expect, test } from '@jest/globals';
import { linesOf, rowsOf } from '../../tests/support/frame-rows.ts';
import { given, recordingCdr } from '../../tests/support/recording-cdr.ts';
import { ask } from '../../tests/support/report-queries.ts';
import { range } from '../../tests/support/selections.ts';
import { setupTimeCells } from '../cdr/questions/setup-time-cells.ts';

const [hour, week] = [3_600_000, 7 * 24 * 3_600_000];
const report = 'joinTimeSpikes';
/** The last window is the hour before the end of the range. */
const start = range.to - hour;
const cell = { time: start, Pool: 'a', Application: null, reports: 10 };
const times = given(setupTimeCells('wholeJoins', true), (_, { statement }) =>
  statement.sql.includes('ProgressReportView')
    ? [
        { ...cell, Application: 'ASMCU', SetupTime: 900, reports: 30 },
        { ...cell, Application: 'IMMCU', time: start - 2 * hour, SetupTime: 900 },
      ]
    : [
        { ...cell, SetupTime: 4000, reports: 20 },
        { ...cell, Pool: 'A', SetupTime: 4000, reports: 5 },
        { ...cell, time: start - week, SetupTime: 1000 },
        { ...cell, time: start - 2 * week, SetupTime: 2000 },
        { ...cell, time: start - 3 * week, SetupTime: 9000 },
      ],
);
const timed = () => recordingCdr('T-SQL', { answers: [times] });

test('holds the window against the median of the weeks that have reports', async () => {
  const [frame] = await ask(timed(), { report });
  expect(rowsOf(frame)).toEqual([
    {
      ...{ windowStart: start, windowEnd: range.to, application: 'Whole join', count: 25, p50: 4000, p95: 4000 },
      ...{ baselineP50: 2000, baselineP95: 2000, ratio: 2, baseline: 'Weeks' },
    },
    {
      ...{ windowStart: start, windowEnd: range.to, application: 'ASMCU', count: 30, p50: 900, p95: 900 },
      ...{ baselineP50: null, baselineP95: null, ratio: null, baseline: 'None' },
    },
  ]);
});

test('tells pools apart where asked, whatever the case of their names; too few reports are no spike', async () => {
  const saved = { report, format: 'numeric', groupBy: 'pool' } as const;
  const [spike] = await ask(timed(), saved);
  expect(rowsOf(spike)).toEqual([{ pool: 'A', component: 'Whole join', ratio: 2 }]);
  const [guarded] = await ask(timed(), { ...saved, minSessions: 26 });
  expect(rowsOf(guarded)).toEqual([{ pool: 'A', component: 'Whole join', ratio: 0 }]);
});

test('a table leaves the ratio of too few reports empty, and says why', async () => {
  const [frame] = await ask(timed(), { report, minSessions: 26 });
  expect(rowsOf(frame)).toMatchObject([
    { application: 'Whole join', count: 25, p95: 4000, baselineP95: 2000, ratio: null },
    { application: 'ASMCU', count: 30 },
  ]);
  const text = '1 of 2 rows are too small for a ratio: it takes at least 26 reports in the window.';
  expect(frame?.meta?.notices).toEqual([{ severity: 'info', text }]);
  const [enough] = await ask(timed(), { report, minSessions: 25 });
  expect(enough?.meta?.notices ?? []).toEqual([]);
});

test('over time shows the windows, each against its own past', async () => {
  const [frame] = await ask(timed(), { report, format: 'timeSeries', windowMinutes: 240 });
  // Windows from 07:00, 08:00, 12:00 and 16:00; 18:30 is in the last of them.
  expect(linesOf(frame)).toEqual([
    ['p95', 'Whole join', { 3: 4000 }],
    ['baselineP95', 'Whole join', { 3: 2000 }],
    ['p95', 'ASMCU', { 3: 900 }],
    ['baselineP95', 'ASMCU', {}],
    ['p95', 'IMMCU', { 3: 900 }],
    ['baselineP95', 'IMMCU', {}],
  ]);
});

test('asks for both kinds of time over the window, its weeks and its day, and for no baseline that nobody shows', async () => {
  const cdr = timed();
  await ask(cdr, { report, baselineWeeks: 1, filters: { pools: 'a' } });
  const slices = [
    { from: start - week, to: range.to - week, brief: true },
    { from: start - 24 * hour, to: start, brief: true },
    { from: start, to: range.to, brief: false },
  ];
  const selection = { slices, binMinutes: 60, filters: { pools: ['a'] } };
  expect(cdr.asked.map((one) => one.selection)).toEqual([selection, selection]);
  const uncompared = timed();
  await ask(uncompared, { report, format: 'timeSeries', metric: 'p50' });
  expect(uncompared.asked[0]?.selection).toMatchObject({ slices: [{ ...range, brief: false }] });
});
