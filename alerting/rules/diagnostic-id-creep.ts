import { link } from '../parts/link.ts';
import { driverQuery, spikeQueries } from '../parts/spike-queries.ts';
import { count, decimal, driverInWords, label, withFigures } from '../parts/text.ts';
import type { Rule } from '../rule.ts';
import { groups } from '../settings.ts';
import { diagnosticIdCreep as thresholds } from '../thresholds.ts';

const { score, recovery, ...options } = thresholds;

/** One reason for failures occurs more often in a day than on that day of the preceding weeks: too little for any single hour. */
export const diagnosticIdCreep: Rule = {
  uid: 'cd-diagnostic-id-creep',
  title: 'Diagnostic ID on the rise',
  group: groups.hourly,
  queries: [
    ...spikeQueries({ groupBy: ['diagnosticId'], ...options }, 'score'),
    driverQuery('diagnosticId', options.windowMinutes),
  ],
  condition: [{ of: 'score', is: 'above', value: score, recovery }],
  pendingMinutes: groups.hourly.minutes,
  summary: withFigures(
    'score',
    `Diagnostic ID ${label('diagnosticId')}: ${count('failures')} unexpected failures in 24 hours, ${count('users')} users affected`,
  ),
  description: withFigures(
    'score',
    `${driverInWords}${decimal('rate')} % of the sessions of the last 24 hours failed with this ID, ${decimal('baseline')} % are usual on` +
      ` this day of the week (score ${decimal('score')}). Something gets worse slowly or concerns few users, such as a client` +
      ' version. The link opens what the failures with this ID have in common.',
  ),
  link: link({ to: 'cd-drivers', fromLabels: { diagnosticId: 'diagnosticId' }, hours: 24, windowOfDriver: true }),
  severity: 'warning',
  panel: 'Diagnostic IDs of the last window',
  noDataState: 'OK',
  execErrState: { grafana11: 'KeepLast', grafana10: 'OK' },
};
