import type { ReportId } from '../../contract/reports/index.ts';
import { cdrFreshness } from './cdr-freshness.ts';
import { conferenceActivity } from './conference-activity.ts';
import { conferenceDetail } from './conference-detail.ts';
import { diagnosticReport } from './diagnostic-report.ts';
import { failureDistribution } from './failure-distribution.ts';
import { failureDrivers } from './failure-drivers.ts';
import { failureList } from './failure-list.ts';
import { failureSpikes } from './failure-spikes.ts';
import { joinTimeSpikes } from './join-time-spikes.ts';
import { joinTimes } from './join-times.ts';
import { p2pActivity } from './p2p-activity.ts';
import { progressReports } from './progress-reports.ts';
import type { Frame } from '../plugin/frames/frame.ts';
import type { ReportHandler, ReportRequest } from './report.ts';
import { sessionDetail } from './session-detail.ts';
import { summary } from './summary.ts';
import { topFailures } from './top-failures.ts';
import { trends } from './trends.ts';

/** Who answers which report. */
const reportHandlers: { readonly [R in ReportId]: ReportHandler<R> } = {
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

/**
 * Answers a query by the report it asks for.
 * @throws DiagnosticsError for whatever a person can mend
 */
export function answerReport<R extends ReportId>(request: ReportRequest<R>): Promise<Frame[]> {
  const handler: ReportHandler<R> = reportHandlers[request.query.report];
  return handler(request);
}
