import { added, storeColumn } from '../columns.ts';
import type { ReportDefinition } from './definition.ts';

export const cdrFreshness = {
  id: 'cdrFreshness',
  title: 'CDR Freshness',
  description:
    'How old the newest records are at the end of the range, and how many the preceding weeks had in the time since.',
  filters: ['recordTypes', 'stores'],
  formats: ['table', 'numeric'],
  options: { metric: {} },
  defaultMetric: 'missing',
  columns: [
    added(
      'recordType',
      'Record type',
      'string',
      'Peer-to-peer sessions, Conference sessions, both together, or Error reports.',
      { personal: false },
    ),
    added('newest', 'Newest record', 'time', 'Time of the newest record before the end of the range.'),
    added('age', 'Age', 'number', 'From the newest record to the end of the range.', {
      unit: 's',
      // 7 minutes, where seconds would be 6.87 mins.
      shownAs: 'dtdurations',
      metric: true,
    }),
    added(
      'missing',
      'Missing records',
      'number',
      'Records that the same time of the preceding weeks had: what one would expect since the newest record.',
      { metric: true },
    ),
    storeColumn,
    added('copied', 'Last copied', 'time', 'When the archiver last copied from the store; in an archive alone.', {
      ofArchives: true,
    }),
    added('behind', 'Archive behind', 'number', 'From the last copy to the end of the range; in an archive alone.', {
      unit: 's',
      shownAs: 'dtdurations',
      metric: true,
      ofArchives: true,
    }),
  ],
} as const satisfies ReportDefinition;
