import { spikeGroups } from '../contract/vocabulary.ts';
import { alertList } from './parts/alerts.ts';
import { columnChart, line } from './parts/charts.ts';
import { fixedColour } from './parts/colours.ts';
import { toDrivers } from './parts/drivers.ts';
import { fieldOfRow } from './parts/links.ts';
import { onEveryField, onField } from './parts/override.ts';
import { page } from './parts/page.ts';
import {
  groupColumns,
  newIds,
  oneDecimal,
  scoreColumn,
  spikes,
  spikeScore,
  thresholds,
  windowFields,
} from './parts/spikes.ts';
import { stat } from './parts/stats.ts';
import { colouredText, table, toTheSecond, unfiltered, whole, type Column } from './parts/tables.ts';
import { filtersFrom } from './parts/target.ts';

const uid = 'cd-spikes';
const windowMinutes = '$spikeWindow';
const groups = spikeGroups.map(({ id }) => id);
const noSpike = 'No spike in this window';

/** Observed against expected. */
const figures: readonly Column[] = [
  {
    ...scoreColumn,
    // Among the sessions of a pool alone nothing could tell that the pool is it.
    link: toDrivers(uid, { of: 'window', set: { pool: '$__all' }, window: true }),
  },
  { field: 'sessions', width: 84, looks: [unfiltered] },
  { field: 'failures', width: 120, looks: [unfiltered] },
  { field: 'baselineFailures', width: 130, looks: [oneDecimal, unfiltered] },
  { field: 'failureRate', width: 105, looks: [unfiltered] },
  { field: 'baselineRate', width: 160, looks: [unfiltered] },
  { field: 'baselineSessions', width: 135, looks: [unfiltered] },
  { field: 'usersImpacted', width: 130, looks: [unfiltered] },
  { field: 'baseline', width: 85, looks: [unfiltered] },
];
/** The figures beside it are wider than the page in a small window: they move, the name of the group stays readable. */
const legible = (column: Column): Column =>
  column.width === undefined
    ? { ...column, looks: [...(column.looks ?? []), { id: 'custom.minWidth', value: 200 }] }
    : column;
const notNeeded = ['expectedVolume', 'unexpectedVolume', 'ratio'] as const;

const isNew: Column = {
  field: 'isNew',
  width: 65,
  looks: [
    { id: 'mappings', value: [{ type: 'value', options: { 1: { text: 'New', color: 'orange' }, 0: { text: '' } } }] },
    colouredText,
    unfiltered,
  ],
};

/** A line without points: there are as many as windows in the range. */
const thin = line.map((look) => (look.id === 'custom.showPoints' ? { ...look, value: 'never' } : look));

/** Scores beyond are drawn at the upper edge: one in ten to the twentieth is as certain as can be. */
const highestDrawn = 20;

const ofId = toDrivers(uid, { of: 'diagnostic ID', set: { diagnosticId: fieldOfRow('diagnosticId') }, window: true });

/** The title of an event repeats what the table is about. */
const withoutPrefix = {
  id: 'mappings',
  value: [{ type: 'regex', options: { pattern: '/^Failure spike: (.*)$/', result: { text: '$1', index: 0 } } }],
};

const lineAtSpikes = [
  { value: null, color: 'transparent' },
  { value: spikeScore, color: 'orange' },
];

/** Failure spikes: what stands out against the preceding weeks. */
export const failureSpikes = page(uid, [
  [
    stat({
      title: 'Current spikes',
      description: `Groups whose failures in the last window score ${spikeScore} or more. The score says how unlikely so many failures are under the baseline, as a power of ten: 6 is one in a million. Groups with few sessions, users or failures are none.`,
      query: spikes(uid, { groupBy: '$spikeGroup', windowMinutes }),
      metrics: [{ field: 'score', looks: [...thresholds(1, 3), { id: 'decimals', value: 0 }] }],
      calc: 'count',
      nothing: '0',
    }),
    0,
    0,
    6,
    4,
  ],
  [newIds(uid), 6, 0, 9, 4],
  [
    stat({
      title: 'The last window, all sessions',
      description:
        'Sessions of the window before the end of the range, those that failed, and what the same window of the preceding weeks lets expect.',
      query: spikes(uid, { groupBy: [], windowMinutes, minScore: 0 }),
      metrics: [{ field: 'sessions' }, { field: 'failures' }, { field: 'failureRate' }, { field: 'baselineRate' }],
      nothing: 'No sessions in this window',
    }),
    15,
    0,
    9,
    4,
  ],
  [
    columnChart({
      title: 'Failed sessions: observed and expected',
      description:
        'Failed sessions of the pools chosen per window, and how many the same window of the preceding weeks lets expect. Choose a pool above to see its own. Drag over a peak to narrow the range to it.',
      query: { ...spikes(uid, { groupBy: [], windowMinutes, minScore: 0 }), format: 'timeSeries' },
      stacked: false,
      overrides: [
        onEveryField(...thin),
        onField('failures', { id: 'custom.fillOpacity', value: 20 }),
        onField('baselineFailures', fixedColour('blue'), oneDecimal, {
          id: 'custom.lineStyle',
          value: { fill: 'dash', dash: [8, 6] },
        }),
      ],
      nothing: 'No failed sessions in this range',
    }),
    0,
    4,
    12,
    9,
  ],
  [
    columnChart({
      title: 'Score over time, the ten groups with most failures',
      description: `When which group stood out: its score per window. The line at ${spikeScore} is where a window counts as a spike. Drawn up to ${highestDrawn}: from there on more says nothing more, and would hide the line.`,
      query: {
        ...spikes(uid, { groupBy: '$spikeGroup', windowMinutes, minScore: 0 }),
        format: 'timeSeries',
        metric: 'score',
        limit: 10,
      },
      stacked: false,
      overrides: [
        onEveryField(
          ...thin,
          oneDecimal,
          { id: 'max', value: highestDrawn },
          { id: 'thresholds', value: { mode: 'absolute', steps: lineAtSpikes } },
          { id: 'custom.thresholdsStyle', value: { mode: 'dashed' } },
        ),
      ],
      nothing: 'No failed sessions in this range',
    }),
    12,
    4,
    12,
    9,
  ],
  [
    table({
      title: 'Current spikes',
      description:
        'Groups whose failures in the last window stand out against the same window of the preceding weeks, most unlikely first. A click on a group opens its failures of that window, one on its score what all failures of the window have in common.',
      query: spikes(uid, { groupBy: '$spikeGroup', windowMinutes }),
      columns: [...groupColumns(uid, groups).map(legible), ...figures],
      hidden: windowFields,
      without: [...notNeeded, 'isNew'],
      nothing: noSpike,
    }),
    0,
    13,
    17,
    8,
  ],
  [alertList(), 17, 13, 7, 8],
  [
    table({
      title: 'Diagnostic IDs of the last window',
      description:
        'Failures of the last window by diagnostic ID, most unlikely first. New: no session of the four weeks before carries the ID. A click opens its failures of that window, one on the score what they have in common.',
      query: spikes(uid, { groupBy: ['diagnosticId'], windowMinutes, minScore: 0 }),
      columns: [
        isNew,
        ...groupColumns(uid, ['diagnosticId']).map(legible),
        ...figures.map((column) => (column.field === 'score' ? { ...column, link: ofId } : column)),
      ],
      hidden: windowFields,
      without: notNeeded,
      nothing: 'No failed sessions in this window',
    }),
    0,
    21,
    24,
    9,
  ],
  [
    table({
      title: 'Conference join times against their baseline',
      description:
        'How long joining conferences took in the last window, whole and per component, against the same window of the preceding weeks. 19 of 20 joins took no longer than the 95th percentile. Ratio: of the two 95th percentiles; empty where there are fewer than 20 reports.',
      query: {
        report: 'joinTimeSpikes',
        filters: filtersFrom(uid, 'joinTimeSpikes'),
        windowMinutes,
      },
      columns: [
        { field: 'application', width: 190 },
        { field: 'count', width: 75, looks: [unfiltered] },
        { field: 'p50', width: 80, looks: [unfiltered] },
        { field: 'p95', looks: [unfiltered] },
        { field: 'baselineP95', looks: [unfiltered] },
        { field: 'ratio', width: 70, looks: [oneDecimal, ...thresholds(2, 4), colouredText, unfiltered] },
      ],
      without: [...windowFields, 'baselineP50', 'baseline'],
      nothing: 'No join times in this window',
      sortBy: { field: 'ratio' },
    }),
    0,
    30,
    11,
    9,
  ],
  [
    table({
      title: 'Spikes of this range',
      description: `Every run of windows in which a pool scored ${spikeScore} or more, newest first; a click opens what its failures have in common. The same events, from a score of 6 on, are marked on the charts of all dashboards by the annotation Failure spikes, which a switch at the top turns on.`,
      query: { ...spikes(uid, { groupBy: '$spikeGroup', windowMinutes }), format: 'events' },
      columns: [
        { field: 'time', width: 158, looks: [toTheSecond, { id: 'displayName', value: 'From' }] },
        { field: 'timeEnd', width: 158, looks: [toTheSecond, { id: 'displayName', value: 'To' }] },
        { field: 'title', width: 220, looks: [{ id: 'displayName', value: 'Spike' }, withoutPrefix] },
        {
          field: 'text',
          looks: [whole, { id: 'displayName', value: 'Worst window' }],
          link: toDrivers(uid, { of: 'spike', set: { pool: '$__all' }, event: true }),
        },
      ],
      without: ['tags'],
      nothing: 'No spike in this range',
      sortBy: { field: 'time' },
    }),
    11,
    30,
    13,
    9,
  ],
]);
