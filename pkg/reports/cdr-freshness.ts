import { median } from 'simple-statistics';
import { reportDefinition } from '../../contract/reports/index.ts';
import { recordTypes, type RecordType } from '../../contract/vocabulary.ts';
import { secondsBetween } from './keys.ts';
import type { ReportHandler, ReportRequest } from './report.ts';
import { numericMetric } from './shapes/metrics.ts';
import { labelledNumbers } from './shapes/series.ts';
import { table } from './shapes/table.ts';
import { newestRecords, RecordCounts, type RecordSource } from './spikes/records.ts';
import { weekShift } from './spikes/windows.ts';

/** Whose records each record type is about: one source, or several together. */
const sourcesOf: Readonly<Record<RecordType, readonly RecordSource[]>> = {
  p2p: ['p2p'],
  conference: ['conference'],
  sessions: ['p2p', 'conference'],
  errorReports: ['reports'],
};

const weeks = [1, 2, 3, 4];
const day = 24 * 3_600_000;
/** What is missing is counted over no more than the last seven days. */
const longest = 7 * day;

/** CDR Freshness: how old the newest records are, and how many one would expect since. */
export const cdrFreshness: ReportHandler<'cdrFreshness'> = async (request) => {
  const { query, range } = request;
  const { title, columns } = reportDefinition(query.report);
  const asked = recordTypes.filter(({ id }) => query.filters.recordTypes?.includes(id) ?? true);
  const sources = asked.map(({ id }) => sourcesOf[id]);
  const times = await newestRecords(request, new Set(sources.flat()));
  const newest = sources.map((of) => latest(of.map((source) => times.get(source) ?? null)));
  const missing = await missingRecords(request, sources, newest);
  const rows = asked.map(({ label }, index) => ({
    signal: label,
    newest: newest[index] ?? null,
    age: secondsBetween(newest[index] ?? null, range.to),
    missing: missing[index] ?? null,
  }));
  if (query.format === 'numeric') {
    const metric = numericMetric(query);
    const id = metric.id === 'age' ? 'age' : 'missing';
    const numbers = rows.map((row) => ({ labels: { signal: row.signal }, value: row[id] }));
    return [labelledNumbers(title, metric, numbers)];
  }
  return [table(title, columns, rows)];
};

const latest = (times: readonly (number | null)[]) =>
  times.reduce<number | null>((last, time) => (last === null || (time !== null && time > last) ? time : last), null);

/**
 * How many records of each signal the preceding weeks had in the time since its newest record: the median over the weeks
 * that had any record in the 24 hours before the same instant; null where fewer than two did.
 */
async function missingRecords(
  request: ReportRequest<'cdrFreshness'>,
  sources: readonly (readonly RecordSource[])[],
  newest: readonly (number | null)[],
): Promise<(number | null)[]> {
  const { cdr, range } = request;
  const counts = new RecordCounts(request);
  const before = weekShift(cdr.counting);
  const lastDay = { from: range.to - day, to: range.to };
  const asked = sources.map((of, index) => {
    const from = newest[index] ?? null;
    // Without any record before the end of the range the weeks before have none either.
    if (from === null) {
      return [];
    }
    const since = { from: Math.max(from, range.to - longest), to: range.to };
    return weeks.map((week) => ({
      days: of.map((source) => counts.any(source, before(lastDay, week))),
      records: of.map((source) => counts.count(source, before(since, week))),
    }));
  });
  const answers = await counts.run();
  const sum = (keys: readonly string[]) => keys.reduce((all, key) => all + (answers.get(key) ?? 0), 0);
  return asked.map((perWeek) => {
    const filled = perWeek.filter(({ days }) => sum(days) > 0);
    return filled.length < 2 ? null : median(filled.map(({ records }) => sum(records)));
  });
}
