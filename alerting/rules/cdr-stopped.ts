import type { MetricIdOf } from '../../contract/query.ts';
import { link } from '../parts/link.ts';
import type { Rule, RuleQuery } from '../rule.ts';
import { groups } from '../settings.ts';
import { cdrStopped as thresholds } from '../thresholds.ts';

const { silentMinutes, missing } = thresholds;

// Error reports alone, or one kind of session alone, may fail to appear for good reasons.
const freshness = (metric: MetricIdOf<'cdrFreshness'>): RuleQuery => ({
  refId: metric,
  minutes: silentMinutes,
  query: { report: 'cdrFreshness', metric, filters: { recordTypes: 'sessions' } },
});

/**
 * True of an alert that is over and of one that fires because the database cannot be read: Grafana 11 then keeps the text of the last
 * evaluation that worked.
 */
const otherwise = 'The CDR database cannot be read, or nothing is missing any more';

const stopped =
  `printf "%s: nothing for %s, about %.0f records are missing" $labels.signal (humanizeDuration $values.age.Value)` +
  ' $values.missing.Value';

/** Whose records are missing, in an archive. */
const ofStore = '{{ with $labels.store }} ({{ . }}){{ end }}';

/**
 * No sessions arrive in the CDR although there should be some, or the database cannot be read. While either lasts the other rules see
 * nothing, so this is the one that speaks.
 */
export const cdrStopped: Rule = {
  uid: 'cd-cdr-stopped',
  title: 'CDR stopped arriving',
  group: groups.fast,
  queries: [freshness('missing'), freshness('age')],
  condition: [
    { of: 'missing', is: 'above', value: missing },
    { of: 'age', is: 'above', value: silentMinutes * 60 },
  ],
  pendingMinutes: 2 * groups.fast.minutes,
  summary: whetherStopped(stopped, otherwise) + ofStore,
  description: whetherStopped(
    '"The number is what the same time of the preceding weeks had. Look at the CDR agents and message queues of the Front End' +
      ' Servers and at the job history of the SQL Server. A public holiday looks like this too."',
    'If this alert is firing, its query fails: the state says Error, and the history of the rule has the message. Check the SQL' +
      ' Server, the login and the network between. The other rules see nothing until the database is back.',
  ),
  link: link({ to: 'cd-spikes', hours: 6 }),
  severity: 'critical',
  panel: 'The last window, all sessions',
  noDataState: 'OK',
  execErrState: { grafana11: 'Alerting', grafana10: 'Alerting' },
};

/**
 * One text where records are missing, another otherwise. An alert for a failed query has no numbers in Grafana 10.
 * @param found expression of the template language
 */
function whetherStopped(found: string, otherwise: string): string {
  const enough = `{{ with $values.missing }}{{ if gt .Value ${missing.toFixed(1)} }}`;
  return `{{ $text := "${otherwise}" }}${enough}{{ $text = ${found} }}{{ end }}{{ end }}{{ $text }}`;
}
