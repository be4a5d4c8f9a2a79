import { link } from '../parts/link.ts';
import { withFigures } from '../parts/text.ts';
import type { Rule } from '../rule.ts';
import { groups } from '../settings.ts';
import { archiverStopped as thresholds } from '../thresholds.ts';

/**
 * The archiver of a store stands still: its dashboards show the past, while the pools may be well. The number is there in an archive alone;
 * on a single LcsCDR the rule has no data, and is at rest.
 */
export const archiverStopped: Rule = {
  uid: 'cd-archiver-stopped',
  title: 'Archiver stopped',
  group: groups.fast,
  queries: [
    {
      refId: 'behind',
      minutes: thresholds.minutes,
      query: { report: 'cdrFreshness', metric: 'behind', filters: { recordTypes: 'sessions' } },
    },
  ],
  condition: [{ of: 'behind', is: 'above', value: thresholds.minutes * 60 }],
  pendingMinutes: groups.fast.minutes,
  summary: withFigures(
    'behind',
    '{{ $labels.store }}: the archive has not been written for {{ humanizeDuration $values.behind.Value }}',
  ),
  description: withFigures(
    'behind',
    'The archiver of this store stands still, so that reports show the past; whether calls work is not known. Look at the service of the' +
      ' archiver and its log, and run "archive check". Nothing is lost while the SQL Server keeps its records: it copies the rest by itself.',
  ),
  link: link({ to: 'cd-home', hours: 6 }),
  severity: 'warning',
  panel: 'The last window, all sessions',
  noDataState: 'OK',
  execErrState: { grafana11: 'KeepLast', grafana10: 'OK' },
};
