import { link } from '../parts/link.ts';
import { count, decimal, driverInWords, label, withFigures } from '../parts/text.ts';
import { driverQuery, spikeQueries } from '../parts/spike-queries.ts';
import type { Rule } from '../rule.ts';
import { groups } from '../settings.ts';
import { poolSpike } from '../thresholds.ts';

const { score, recovery, ...options } = poolSpike;

/** More unexpected failures on a pool or Edge Server than the same hour of the preceding weeks lets expect. */
export const poolFailureSpike: Rule = {
  uid: 'cd-pool-failure-spike',
  title: 'Failure spike on a pool',
  group: groups.fast,
  queries: [...spikeQueries({ groupBy: ['pool'], ...options }, 'score'), driverQuery('pool', options.windowMinutes)],
  condition: [{ of: 'score', is: 'above', value: score, recovery }],
  pendingMinutes: groups.fast.minutes,
  summary: withFigures(
    'score',
    `${label('pool')}: ${count('failures')} unexpected failures within an hour, ${count('users')} users affected`,
  ),
  description: withFigures(
    'score',
    `${driverInWords}${decimal('rate')} % of the sessions of the last 60 minutes failed, ${decimal('baseline')} % are usual at this hour` +
      ` (score ${decimal('score')}). The link opens what the failures of this hour have in common. Where nothing stands out and many` +
      ' diagnostic IDs share them, look at the server itself and its network.',
  ),
  // Among the sessions of the pool alone nothing could tell that the pool is it.
  link: link({ to: 'cd-drivers', hours: 1, windowOfDriver: true }),
  severity: 'warning',
  panel: 'Score over time, the ten groups with most failures',
  noDataState: 'OK',
  execErrState: { grafana11: 'KeepLast', grafana10: 'OK' },
};
