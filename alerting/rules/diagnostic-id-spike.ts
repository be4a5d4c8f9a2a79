import { link } from '../parts/link.ts';
import { driverQuery, spikeQueries } from '../parts/spike-queries.ts';
import { count, decimal, driverInWords, label, withFigures } from '../parts/text.ts';
import type { Rule } from '../rule.ts';
import { groups } from '../settings.ts';
import { diagnosticIdSpike as thresholds } from '../thresholds.ts';

const { score, recovery, ...options } = thresholds;

/** One reason for failures occurs far more often than in the same hour of the preceding weeks, wherever that is. */
export const diagnosticIdSpike: Rule = {
  uid: 'cd-diagnostic-id-spike',
  title: 'Failure spike of a diagnostic ID',
  group: groups.fast,
  queries: [
    ...spikeQueries({ groupBy: ['diagnosticId'], ...options }, 'score'),
    driverQuery('diagnosticId', options.windowMinutes),
  ],
  condition: [{ of: 'score', is: 'above', value: score, recovery }],
  pendingMinutes: groups.fast.minutes,
  summary: withFigures(
    'score',
    `Diagnostic ID ${label('diagnosticId')}: ${count('failures')} unexpected failures within an hour, ${count('users')} users affected`,
  ),
  description: withFigures(
    'score',
    `${driverInWords}${decimal('rate')} % of the sessions of the last 60 minutes failed with this ID, ${decimal('baseline')} % are usual at` +
      ` this hour (score ${decimal('score')}). The link opens what the failures with this ID have in common.`,
  ),
  link: link({ to: 'cd-drivers', fromLabels: { diagnosticId: 'diagnosticId' }, hours: 1, windowOfDriver: true }),
  severity: 'warning',
  panel: 'Diagnostic IDs of the last window',
  noDataState: 'OK',
  execErrState: { grafana11: 'KeepLast', grafana10: 'OK' },
};
