import { median } from 'simple-statistics';
import { cdrFreshness as definition } from '../../contract/reports/cdr-freshness.ts';
import { recordTypes, type RecordType } from '../../contract/vocabulary.ts';
import { lastCopies } from '../cdr/questions/archiver-runs.ts';
import { storeNames } from '../cdr/questions/store-names.ts';
import { nameKey } from '../cdr/names.ts';
import { byCodePoint } from '../cdr/spellings.ts';
import { newestRecords, recordCounts, type RecordCount, type RecordSource } from '../cdr/questions/records.ts';
import { secondsBetween } from './column-values.ts';
import type { ReportHandler, ReportRequest } from './report.ts';
import { numericMetric } from './shapes/metrics.ts';
import { labelledNumbers } from './shapes/series.ts';
import { table } from './shapes/table.ts';
import { weekShift } from './spikes/windows.ts';

/** Whose records each type is: those of one source, or of several together. */
const sourcesOf: Readonly<Record<RecordType, readonly RecordSource[]>> = {
  p2p: ['p2p'],
  conference: ['conference'],
  sessions: ['p2p', 'conference'],
  errorReports: ['errorReports'],
};

const weeks = [1, 2, 3, 4];
const day = 24 * 3_600_000;
/** What is missing is counted over no more than the last seven days. */
const longest = 7 * day;

/** CDR Freshness: how old the newest records are, and how many one would expect since. */
export const cdrFreshness: ReportHandler<'cdrFreshness'> = async (request) => {
  const { query } = request;
  const { title, columns } = definition;
  const asked = recordTypes.filter(({ id }) => query.filters.recordTypes?.includes(id) ?? true);
  const metric = query.format === 'numeric' ? numericMetric(definition, query.metric) : undefined;
  const now = Math.max(request.range.to, Date.now());
  const [stores, copied] = await Promise.all([storesOf(request), lastCopies(request.cdr, now)]);
  const countsMissing = metric === undefined || metric.id === 'missing';
  const perStore = await Promise.all(
    stores.map((store) => freshnessOf(request, asked, { store, copied: copied(store ?? ''), countsMissing })),
  );
  const rows = perStore.flat();
  if (metric) {
    const numbers = rows.map((row) => ({
      labels: { signal: row.recordType, ...(row.store !== null && { store: row.store }) },
      value: row[metric.id],
    }));
    return [labelledNumbers(title, metric, numbers)];
  }
  return [table(title, columns, rows)];
};

/** The stores to look at, each for itself: those asked for, or all; undefined for a single LcsCDR. */
async function storesOf({ cdr, query }: ReportRequest<'cdrFreshness'>): Promise<readonly (string | undefined)[]> {
  const { stores } = query.filters;
  if (!cdr.features.stores) {
    return [undefined];
  }
  const wanted = stores?.map(nameKey);
  const all = await cdr.ask(storeNames, {});
  return all.filter((store) => wanted?.includes(nameKey(store)) ?? true).sort(byCodePoint);
}

/** One store, and what is wanted of it. */
interface StoreOptions {
  /** Undefined for a single LcsCDR. */
  readonly store: string | undefined;
  /** When the archiver last copied from it, epoch milliseconds, as far as that is known. */
  readonly copied: number | undefined;
  readonly countsMissing: boolean;
}

/** A row for each record type. */
async function freshnessOf(
  request: ReportRequest<'cdrFreshness'>,
  asked: readonly (typeof recordTypes)[number][],
  { store, copied, countsMissing }: StoreOptions,
) {
  const { query, range, cdr } = request;
  const stores = store === undefined ? query.filters.stores : [store];
  const sources = asked.map(({ id }) => sourcesOf[id]);
  const found = await cdr.ask(newestRecords, {
    ...{ sources: [...new Set(sources.flat())], before: range.to },
    ...(stores && { stores }),
  });
  const times = new Map(found.map(({ source, time }) => [source, time]));
  const newest = sources.map((of) => latest(of.map((source) => times.get(source) ?? null)));
  // The preceding weeks are read for what is missing alone.
  const missing = countsMissing ? await missingRecords(request, sources, newest, { stores, until: copied }) : [];
  return asked.map(({ label }, index) => ({
    recordType: label,
    newest: newest[index] ?? null,
    age: secondsBetween(newest[index] ?? null, range.to),
    missing: missing[index] ?? null,
    store: store ?? null,
    copied: copied ?? null,
    behind: copied === undefined ? null : Math.max(0, (range.to - copied) / 1000),
  }));
}

const latest = (times: readonly (number | null)[]) =>
  times.reduce<number | null>((last, time) => (last === null || (time !== null && time > last) ? time : last), null);

/**
 * How many records of each type the preceding weeks had in the time since its newest record: the median over the weeks
 * that had any record in the 24 hours before the same instant; null where fewer than two did.
 */
async function missingRecords(
  { cdr, range }: ReportRequest<'cdrFreshness'>,
  sources: readonly (readonly RecordSource[])[],
  newest: readonly (number | null)[],
  { stores, until }: { readonly stores: readonly string[] | undefined; readonly until: number | undefined },
): Promise<(number | null)[]> {
  const before = weekShift(cdr.counting);
  // What came after the last copy is not missing: nobody has looked.
  const to = Math.min(range.to, until ?? range.to);
  const lastDay = { from: to - day, to };
  const wanted: RecordCount[] = [];
  const positions = new Map<string, number>();
  /** Position of a count among those to ask for; record types share some. */
  const positionOf = (count: RecordCount): number => {
    const key = `${count.source} ${count.range.from} ${count.range.to} ${count.any}`;
    const position = positions.get(key) ?? wanted.push(count) - 1;
    positions.set(key, position);
    return position;
  };
  const perWeek = sources.map((of, index) => {
    const from = newest[index] ?? null;
    // Without any record before the end of the range the weeks before have none either.
    if (from === null) {
      return [];
    }
    const since = { from: Math.min(Math.max(from, to - longest), to), to };
    return weeks.map((week) => ({
      days: of.map((source) =>
        positionOf({ source, range: before(lastDay, week), any: true, ...(stores && { stores }) }),
      ),
      records: of.map((source) =>
        positionOf({ source, range: before(since, week), any: false, ...(stores && { stores }) }),
      ),
    }));
  });
  const counted = await cdr.ask(recordCounts, wanted);
  const sum = (of: readonly number[]) => of.reduce((all, position) => all + (counted[position] ?? 0), 0);
  return perWeek.map((of) => {
    const filled = of.filter(({ days }) => sum(days) > 0);
    return filled.length < 2 ? null : median(filled.map(({ records }) => sum(records)));
  });
}
