import { link } from '../parts/link.ts';
import { spikeQueries } from '../parts/spike-queries.ts';
import { count, decimal, label, withFigures } from '../parts/text.ts';
import type { Rule } from '../rule.ts';
import { groups } from '../settings.ts';
import { newDiagnosticId as thresholds } from '../thresholds.ts';

/** A reason for failures that no session of the last four weeks had. The alert ends by itself after a day: then it is known. */
export const newDiagnosticId: Rule = {
  uid: 'cd-new-diagnostic-id',
  title: 'New diagnostic ID',
  group: groups.slow,
  // Asks for no baseline: without history there is none, and a query without numbers silences the rule.
  queries: spikeQueries({ groupBy: ['diagnosticId'], ...thresholds }, 'isNew'),
  condition: [{ of: 'isNew', is: 'above', value: 0 }],
  pendingMinutes: 0,
  summary: withFigures(
    'isNew',
    `Diagnostic ID ${label('diagnosticId')} is new: ${count('failures')} unexpected failures in 24 hours, ${count('users')} users affected`,
  ),
  description: withFigures(
    'isNew',
    `No session of the ${thresholds.lookbackDays} days before had this ID; now it is ${decimal('rate')} % of all sessions.` +
      ' Ask what has changed: an update, a certificate, a new gateway or partner. The link shows when it began and where.',
  ),
  link: link({ to: 'cd-distribution', fromLabels: { diagnosticId: 'diagnosticId' }, hours: 24 }),
  severity: 'warning',
  panel: 'Diagnostic IDs of the last window',
  noDataState: 'OK',
  execErrState: { grafana11: 'KeepLast', grafana10: 'OK' },
};
