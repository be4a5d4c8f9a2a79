import { cdrFreshness } from './cdr-freshness.ts';
import { conferenceActivity } from './conference-activity.ts';
import { conferenceDetail } from './conference-detail.ts';
import type { ReportDefinition } from './definition.ts';
import { diagnosticReport } from './diagnostic-report.ts';
import { failureDistribution } from './failure-distribution.ts';
import { failureDrivers } from './failure-drivers.ts';
import { failureList } from './failure-list.ts';
import { failureSpikes } from './failure-spikes.ts';
import { joinTimeSpikes } from './join-time-spikes.ts';
import { joinTimes } from './join-times.ts';
import { p2pActivity } from './p2p-activity.ts';
import { progressReports } from './progress-reports.ts';
import { sessionDetail } from './session-detail.ts';
import { summary } from './summary.ts';
import { topFailures } from './top-failures.ts';
import { trends } from './trends.ts';

/** The catalogue: every report, in the order in which the editor lists them. */
export const reports = {
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
} as const satisfies Record<string, ReportDefinition>;

export type ReportId = keyof typeof reports;

export const reportIds = Object.keys(reports) as ReportId[];

/** The definition of a report, as the wide type. */
export function reportDefinition(id: ReportId): ReportDefinition {
  return reports[id];
}
