import type { Dashboard } from '@grafana/grafana-foundation-sdk/dashboard';
import { categories, failedCategories, type Category } from '../../contract/vocabulary.ts';
import type { DashboardUid } from './catalogue.ts';
import { bucketChart, lineOnTheRight, span } from './charts.ts';
import { categoryColours } from '../../contract/colours.ts';
import type { FieldName } from './fields.ts';
import { toDrivers } from './drivers.ts';
import { dataLink, fieldOfRow, type DataLink } from './links.ts';
import { page } from './page.ts';
import { earlier, stat, type Metric } from './stats.ts';
import { intervalWidth, numberColumn, table, type Column } from './tables.ts';
import { filtersFrom, type PanelQuery } from './target.ts';
import { rowsWhere } from './transformations.ts';

/** What the two activity reports differ in. */
interface Activity {
  readonly uid: DashboardUid;
  readonly report: 'p2pActivity' | 'conferenceActivity';
  /** Value of the variable `activity` of the Failure Distribution. */
  readonly activity: 'p2p' | 'conference';
  /** Column of the groups, and the variable that a group is a value of. */
  readonly group: 'modality' | 'conferenceType';
  readonly noun: string;
  readonly each: string;
}

/** Categories whose sessions have columns of their own to click on. */
const ofOutcome = ['success', 'expected', 'unexpected'] as const satisfies readonly Category[];

/** Metrics that the narrow table leaves to the wide one. */
const notInBrief = ['successVolume', 'successPercentage', 'expectedPercentage'] as const satisfies readonly FieldName[];

/** Peer-to-Peer Activity Diagnostic and Conference Diagnostic: the same seven metrics of other sessions. */
export function activityPage({ uid, report, activity, group, noun, each }: Activity): Dashboard {
  const filters = filtersFrom(uid, report);
  const wholeRange: PanelQuery = { report, interval: 'total', filters };
  const perBucket: PanelQuery = { report, interval: '$interval', filters };
  const onlyAll = rowsWhere(wholeRange, group, 'All');
  const eachGroup = rowsWhere(wholeRange, group, 'All', 'exclude');
  const noSessions = `No ${noun} in this range`;

  /** Failures of a category: of the selection, or of the group and the bucket of a row. */
  const toDistribution = (category: string, row: { group?: boolean; bucket?: boolean }): DataLink =>
    dataLink(uid, {
      title: `Open Failure Distribution: ${category} failures`,
      to: 'cd-distribution',
      set: { activity, category, ...(row.group && { [group]: fieldOfRow(group) }) },
      bucket: row.bucket ?? false,
    });
  // On every series: where columns are low their points lie on each other, and a click may take the neighbour.
  const ofInterval = [
    ...failedCategories.map((category) => toDistribution(category, { bucket: true })),
    toDrivers(uid, { of: 'interval', set: { activity }, bucket: true }),
  ];
  const isFailure = (category: Category) => failedCategories.includes(category);

  const metrics: Metric[] = ofOutcome.flatMap((category): Metric[] => {
    const link = isFailure(category) && { link: toDistribution(category, {}) };
    return [{ field: `${category}Volume`, ...link }, { field: `${category}Percentage` }];
  });
  const numbers = {
    title: 'Whole range',
    description: `All ${noun} of the range by how they ended. Expected failures are those a user caused or accepted, such as no answer. What fits no category is part of Total sessions alone, so the three percentages need not add up to 100.`,
    query: wholeRange,
    metrics: [...metrics, { field: 'totalSessions' as const }],
    transformations: [onlyAll],
    nothing: 'No sessions',
  };

  const metricColumns = (bucket: boolean): Column[] => [
    ...ofOutcome.flatMap((category): Column[] => [
      numberColumn(`${category}Volume`, {
        ...(isFailure(category) && { link: toDistribution(category, { group: true, bucket }) }),
      }),
      numberColumn(`${category}Percentage`),
    ]),
    numberColumn('totalSessions'),
  ];
  const without = ['uncategorizedVolume', 'uncategorizedPercentage', 'failureRate'] as const;

  return page(uid, [
    [stat(numbers), 0, 0, 24, 4],
    [earlier(numbers), 0, 4, 24, 3],
    [
      bucketChart(
        {
          title: 'Sessions over time',
          description: `All ${noun} of the selection per interval, stacked by how they ended, and the failure rate as the data source settings define it. Click a column for the failures of that interval, or for what they have in common.`,
          query: perBucket,
        },
        [
          ...categories.map(({ id, label }) => ({
            field: `${id}Volume` as const,
            colour: categoryColours[id],
            looks: [{ id: 'displayName', value: label }],
            links: ofInterval,
          })),
          { field: 'failureRate', colour: 'blue', looks: lineOnTheRight, links: ofInterval },
        ],
        [onlyAll],
      ),
      0,
      7,
      24,
      9,
    ],
    [
      table({
        title: `Whole range, ${each}`,
        description: `Which ${noun} fail most, ${each} over the whole range. Volumes of failures open the Failure Distribution.`,
        query: wholeRange,
        transformations: [eachGroup],
        columns: [
          { field: group },
          ...metricColumns(false)
            .filter(({ field }) => !notInBrief.some((left) => left === field))
            .map((column): Column => ({ ...column, width: 'heading' })),
        ],
        without: ['time', ...span, ...notInBrief, ...without],
        nothing: noSessions,
        sortBy: { field: 'unexpectedPercentage' },
      }),
      0,
      16,
      24,
      8,
    ],
    [
      table({
        title: `Per interval, ${each}`,
        description: `The seven metrics, one row per interval ${each}. Volumes of failures open the Failure Distribution of that row.`,
        query: perBucket,
        transformations: [eachGroup],
        columns: [{ field: 'time', width: intervalWidth }, { field: group }, ...metricColumns(true)],
        hidden: span,
        without,
        nothing: noSessions,
        sortBy: { field: 'unexpectedVolume' },
      }),
      0,
      24,
      24,
      14,
    ],
  ]);
}
