import type { DynamicConfigValue } from '@grafana/grafana-foundation-sdk/dashboard';
import { standsStillAfter } from '../../contract/archive.ts';
import { answerFields } from '../../contract/answer-fields.ts';
import { labelOf, recordTypes } from '../../contract/vocabulary.ts';
import { categoryColours } from '../../contract/colours.ts';
import { fixedColour } from './colours.ts';
import { onField } from './override.ts';
import { thresholds } from './spikes.ts';
import { colouredText, table, toTheSecond, unfiltered, wrapped } from './tables.ts';

/** A row is there because the data source has answered; the panel asks for one type of record alone. */
const answers: DynamicConfigValue = {
  id: 'mappings',
  value: [
    {
      type: 'value',
      options: { [labelOf(recordTypes, 'sessions')]: { text: 'Answers', color: categoryColours.success, index: 0 } },
    },
  ],
};

/** A session of this very second is as old as nobody reads: Grafana would count its milliseconds. */
const moment: DynamicConfigValue = {
  id: 'mappings',
  value: [{ type: 'range', options: { from: 0, to: 1, result: { text: 'just now', index: 0 } } }],
};

/** What only the data source itself can tell: whether it answers, of when its newest session is, and what is wrong if it does not. */
export function dataSourceStrip() {
  return table({
    title: '',
    description:
      'Whether the data source answers; the newest session it holds before the end of the range, and how many sessions the same time of the preceding weeks had since. Many missing means that the Front Ends no longer deliver, and that everything below shows the past. An archive has a row for each store, and says how long ago its archiver last copied.',
    query: { report: 'cdrFreshness', filters: { recordTypes: ['sessions'] }, errorAsRow: true },
    columns: [
      {
        field: 'recordType',
        width: 98,
        looks: [{ id: 'displayName', value: 'Data source' }, answers, colouredText, unfiltered],
      },
      { field: 'newest', width: 156, looks: [toTheSecond, { id: 'displayName', value: 'Newest session' }, unfiltered] },
      { field: 'age', width: 92, looks: [moment, unfiltered] },
      {
        field: 'missing',
        width: 134,
        looks: [{ id: 'decimals', value: 0 }, ...thresholds(10, 30), colouredText, unfiltered],
      },
      // Of an archive alone.
      { field: 'store', looks: [unfiltered] },
      {
        field: 'behind',
        width: 92,
        looks: [
          { id: 'displayName', value: 'Behind' },
          moment,
          ...thresholds(standsStillAfter, 4 * standsStillAfter),
          colouredText,
          unfiltered,
        ],
      },
    ],
    without: ['copied'],
    // There is room for one row: the store that is worst off.
    sortBy: { field: 'age' },
  }).withOverride(
    onField(
      answerFields.failure,
      { id: 'displayName', value: 'The data source does not answer' },
      fixedColour('red'),
      unfiltered,
      ...wrapped('color-text'),
    ),
  );
}
