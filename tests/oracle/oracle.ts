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
import type { CdrRows } from './rows.ts';

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
  return reports[query.report]({ rows, query, range: cut, zone, settings, category });
}
