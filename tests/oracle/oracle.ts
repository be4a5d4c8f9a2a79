import type { AnyQuery } from '../../contract/query.ts';
import type { ReportId } from '../../contract/reports/index.ts';
import type { Counting } from '../../contract/settings.ts';
import type { Category } from '../../contract/vocabulary.ts';
import { conferenceActivity, p2pActivity, summary } from './activity.ts';
import type { Range } from './buckets.ts';
import { cdrFreshness } from './cdr-freshness.ts';
import { classify } from './classify.ts';
import { conferenceDetail } from './conference-detail.ts';
import { failureDistribution } from './distribution.ts';
import { failureDrivers } from './failure-drivers.ts';
import { failureList } from './failure-list.ts';
import { failureSpikes } from './failure-spikes.ts';
import { topFailures } from './failures.ts';
import type { OracleFrame, Task } from './frames.ts';
import { joinTimeSpikes } from './join-time-spikes.ts';
import { joinTimes } from './join-times.ts';
import { diagnosticReport, progressReports, sessionDetail } from './lists.ts';
import type { CdrRows, Stored } from './rows.ts';
import { fold } from './text.ts';
import { trends } from './trends.ts';

export type { OracleFrame } from './frames.ts';
export { omittedColumns } from './frames.ts';

const reports: Record<ReportId, (task: Task) => OracleFrame[]> = {
  summary,
  p2pActivity,
  conferenceActivity,
  topFailures,
  failureDistribution,
  failureList,
  diagnosticReport,
  sessionDetail,
  conferenceDetail,
  progressReports,
  joinTimes,
  trends,
  failureSpikes,
  failureDrivers,
  joinTimeSpikes,
  cdrFreshness,
};

const [firstInstant, endInstant] = [Date.UTC(2000, 0, 1), Date.UTC(2100, 0, 1)];

/**
 * What a report must show, computed straight from the rows as docs/reports.md words it.
 * @param range epoch milliseconds, half-open
 * @param zone IANA zone of the calendar buckets, whatever the query says
 * @throws RangeError where the range ends before it begins
 */
export function expected(
  rows: CdrRows,
  query: AnyQuery,
  range: Range,
  zone: string,
  settings: Counting,
): OracleFrame[] {
  if (range.from > range.to) {
    throw new RangeError('the range ends before it begins');
  }
  const within = (ms: number) => Math.min(Math.max(ms, firstInstant), endInstant);
  const seen = new Map<string, Category>();
  const category: Task['category'] = (diagnosticId, responseCode) => {
    const key = `${diagnosticId}/${responseCode}`;
    const found = seen.get(key) ?? classify(diagnosticId, responseCode, settings);
    seen.set(key, found);
    return found;
  };
  const cut = { from: within(range.from), to: within(range.to) };
  const { stores } = query.filters;
  return reports[query.report]({
    rows: stores ? ofStores(rows, stores) : rows,
    query,
    range: cut,
    zone,
    settings,
    category,
  });
}

const chosen = new WeakMap<CdrRows, Map<string, CdrRows>>();

/** The rows of some stores alone, the same lists for the same stores. */
function ofStores(rows: CdrRows, stores: readonly string[]): CdrRows {
  const wanted = stores.map(fold);
  const key = wanted.join();
  const known = chosen.get(rows) ?? new Map<string, CdrRows>();
  chosen.set(rows, known);
  const found =
    known.get(key) ??
    (Object.fromEntries(
      Object.entries(rows as unknown as Record<string, readonly Stored<object>[]>).map(([name, list]) => [
        name,
        list.filter(({ Store }) => Store !== undefined && wanted.includes(fold(Store))),
      ]),
    ) as unknown as CdrRows);
  known.set(key, found);
  return found;
}
