import { expect, test } from '@jest/globals';
import { columnOf, rowsOf } from '../../tests/support/frame-rows.ts';
import { given, recordingCdr } from '../../tests/support/recording-cdr.ts';
import { ask } from '../../tests/support/report-queries.ts';
import { range } from '../../tests/support/selections.ts';
import { archiverRuns } from '../cdr/questions/archiver-runs.ts';
import { storeNames } from '../cdr/questions/store-names.ts';
import { newestRecords, recordCounts, type RecordCount } from '../cdr/questions/records.ts';

const [day, week] = [24 * 3_600_000, 7 * 24 * 3_600_000];
const report = 'cdrFreshness';
const newest = given(newestRecords, ({ sources }) =>
  [
    { source: 'p2p' as const, time: range.to - 1_800_000 },
    { source: 'errorReports' as const, time: range.to - 30_000 },
  ].filter(({ source }) => sources.includes(source)),
);
const weeksAgo = ({ range: { to } }: RecordCount) => (range.to - to) / week;
/** Peer-to-peer sessions of the first three weeks, 10, 20 and 60 of them; one week of error reports. */
const counts = given(recordCounts, (asked) =>
  asked.map((count) => {
    const known = count.source === 'p2p' ? [10, 20, 60] : count.source === 'errorReports' ? [5] : [];
    const records = known[weeksAgo(count) - 1] ?? 0;
    return count.any ? Math.min(records, 1) : records;
  }),
);
const watched = () => recordingCdr('T-SQL', { answers: [newest, counts] });

test('tells how old the newest records are, and how many the weeks before had since: the median of those with any', async () => {
  const [frame] = await ask(watched(), { report });
  expect(rowsOf(frame, 'recordType', 'newest', 'age', 'missing')).toEqual([
    { recordType: 'Peer-to-peer sessions', newest: range.to - 1_800_000, age: 1800, missing: 20 },
    { recordType: 'Conference sessions', newest: null, age: null, missing: null },
    { recordType: 'All sessions', newest: range.to - 1_800_000, age: 1800, missing: 20 },
    // One week with records is too little to expect anything.
    { recordType: 'Error reports', newest: range.to - 30_000, age: 30, missing: null },
  ]);
});

test('looks at each store of an archive for itself', async () => {
  const answers = [
    given(storeNames, ['emea', 'apac', 'Americas']),
    given(newestRecords, ({ stores }) => [
      { source: 'p2p' as const, time: range.to - (stores?.[0] === 'emea' ? 60_000 : 90_000) },
    ]),
  ];
  const cdr = recordingCdr('SQLite', { archive: true, answers });
  const filters = { recordTypes: ['p2p' as const], stores: ['EMEA', 'apac', 'nobody'] };
  const [frame] = await ask(cdr, { report, filters });
  expect(rowsOf(frame, 'store', 'age')).toEqual([
    { store: 'apac', age: 90 },
    { store: 'emea', age: 60 },
  ]);
  const [numbers] = await ask(cdr, { report, format: 'numeric', metric: 'age', filters: { recordTypes: ['p2p'] } });
  expect(columnOf(numbers, 'store')).toEqual(['Americas', 'apac', 'emea']);
});

test('counts what is missing up to the last copy of a store, and says how far that is behind', async () => {
  const copied = range.to - 3_600_000;
  const asked: RecordCount[] = [];
  const cdr = recordingCdr('SQLite', {
    archive: true,
    features: { ledger: true },
    answers: [
      given(storeNames, ['emea']),
      given(archiverRuns, [{ store: 'EMEA', copied }]),
      given(newestRecords, [{ source: 'p2p', time: range.to - 2 * 3_600_000 }]),
      given(recordCounts, (counted) => {
        asked.push(...counted);
        return counted.map(() => 7);
      }),
    ],
  });
  const [frame] = await ask(cdr, { report, filters: { recordTypes: 'p2p' } });
  expect(rowsOf(frame)).toMatchObject([{ age: 7200, missing: 7, store: 'emea', copied, behind: 3600 }]);
  const lengths = asked.filter(({ any }) => !any).map(({ range: { from, to } }) => to - from);
  expect(lengths).toEqual([3_600_000, 3_600_000, 3_600_000, 3_600_000]);
  expect(Math.max(...asked.map(({ range: { to } }) => to))).toBe(copied - week);
});

test('has a number for each type of record that is known of', async () => {
  const cdr = watched();
  const [ages] = await ask(cdr, { report, format: 'numeric', metric: 'age' });
  expect(columnOf(ages, 'age')).toEqual([1800, 1800, 30]);
  expect(cdr.asked.map(({ question }) => question)).toEqual(['newestRecords']);
  const [missing] = await ask(watched(), {
    report,
    format: 'numeric',
    filters: { recordTypes: ['p2p', 'errorReports'] },
  });
  expect(columnOf(missing, 'missing')).toEqual([20]);
});

test('asks for each count once: the time since, and whether the day before had any', async () => {
  const cdr = watched();
  await ask(cdr, { report, filters: { recordTypes: ['p2p', 'sessions'] } });
  const [first, second, ...others] = cdr.asked;
  expect(others).toEqual([]);
  expect(first).toMatchObject({
    question: 'newestRecords',
    selection: { sources: ['p2p', 'conference'], before: range.to },
  });
  const back = (from: number, weeks: number) => ({ from: range.to - from - weeks * week, to: range.to - weeks * week });
  const wanted = [1, 2, 3, 4].flatMap((weeks) =>
    (['p2p', 'conference'] as const).flatMap((source) => [
      { source, range: back(day, weeks), any: true },
      { source, range: back(1_800_000, weeks), any: false },
    ]),
  );
  const key = (count: unknown) => JSON.stringify(count, ['source', 'range', 'from', 'to', 'any']);
  const counted = (second?.selection as readonly RecordCount[]).map(key).sort();
  expect(counted).toEqual(wanted.map(key).sort());
});

test('counts over a week at most, however long nothing came', async () => {
  const old = given(newestRecords, [{ source: 'p2p', time: range.to - 30 * day }]);
  const cdr = recordingCdr('T-SQL', { answers: [old, counts] });
  await ask(cdr, { report, filters: { recordTypes: ['p2p'] } });
  const ranges = (cdr.asked[1]?.selection as readonly RecordCount[]).filter(({ any }) => !any).map((one) => one.range);
  expect(ranges.map(({ from, to }) => to - from)).toEqual([week, week, week, week]);
});

test('an age reads as people say it', async () => {
  const [frame] = await ask(recordingCdr('T-SQL'), { report: 'cdrFreshness' });
  const age = frame?.fields.find(({ name }) => name === 'age');
  // Grafana prints 98 of these as "1 minute", 98 s as "1.63 mins".
  expect(age?.config?.unit).toBe('dtdurations');
});
