import type { Dashboard } from '@grafana/grafana-foundation-sdk/dashboard';
import { conferenceActivity } from './conference-activity.ts';
import { conferenceDetail } from './conference-detail.ts';
import { diagnosticReport } from './diagnostic-report.ts';
import { failureDistribution } from './failure-distribution.ts';
import { failureDrivers } from './failure-drivers.ts';
import { failureList } from './failure-list.ts';
import { failureSpikes } from './failure-spikes.ts';
import { home } from './home.ts';
import { p2pActivity } from './p2p-activity.ts';
import type { DashboardUid } from './parts/catalogue.ts';
import { sessionDetail } from './session-detail.ts';
import { summary } from './summary.ts';
import { topFailures } from './top-failures.ts';
import { trends } from './trends.ts';

/** Every dashboard by its uid. */
export const dashboards: Readonly<Record<DashboardUid, Dashboard>> = {
  'cd-home': home,
  'cd-spikes': failureSpikes,
  'cd-drivers': failureDrivers,
  'cd-trends': trends,
  'cd-summary': summary,
  'cd-p2p': p2pActivity,
  'cd-conference': conferenceActivity,
  'cd-top-failures': topFailures,
  'cd-distribution': failureDistribution,
  'cd-failure-list': failureList,
  'cd-diagnostic-report': diagnosticReport,
  'cd-session': sessionDetail,
  'cd-conference-detail': conferenceDetail,
};
