import type { MetricIdOf } from '../../contract/query.ts';
import { link } from '../parts/link.ts';
import { count, label, withFigures } from '../parts/text.ts';
import type { Rule, RuleQuery } from '../rule.ts';
import { groups } from '../settings.ts';
import { joinTimes as thresholds } from '../thresholds.ts';

const { windowMinutes, ratio, recovery, minReports } = thresholds;

const number = (refId: string, metric: MetricIdOf<'joinTimeSpikes'>): RuleQuery => ({
  refId,
  minutes: windowMinutes,
  query: { report: 'joinTimeSpikes', metric, windowMinutes, minSessions: minReports },
});

/** Joining a conference takes much longer than at the same time of the preceding weeks, as a whole or in one component. */
export const joinTimes: Rule = {
  uid: 'cd-join-times',
  title: 'Conference join time degraded',
  group: groups.slow,
  queries: [
    number('ratio', 'ratio'),
    number('reports', 'count'),
    number('p95', 'p95'),
    number('baseline', 'baselineP95'),
  ],
  condition: [{ of: 'ratio', is: 'above', value: ratio, recovery }],
  pendingMinutes: groups.slow.minutes,
  summary: withFigures(
    'ratio',
    `${label('component')}: one join in twenty takes {{ printf "%.1f" $values.ratio.Value }} times as long as usual`,
  ),
  description: withFigures(
    'ratio',
    `95th percentile of the setup time over ${count('reports')} reports of the last ${windowMinutes / 60} hours: ${count('p95')} ms,` +
      ` usual at this time of the week: ${count('baseline')} ms. "Whole join" is the join as the user feels it; another name is the component that` +
      ' takes the time, such as the A/V MCU: look at its load and at the servers it waits for.',
  ),
  link: link({ to: 'cd-spikes', hours: 6 }),
  severity: 'warning',
  panel: 'Conference join times against their baseline',
  noDataState: 'OK',
  execErrState: { grafana11: 'KeepLast', grafana10: 'OK' },
};
