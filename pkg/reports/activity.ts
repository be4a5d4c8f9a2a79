import type { RowOf } from '../../contract/columns.ts';
import type { LabelId } from '../../contract/labels.ts';
import type { conferenceActivity } from '../../contract/reports/conference-activity.ts';
import type { p2pActivity } from '../../contract/reports/p2p-activity.ts';
import type { Activity } from '../../contract/vocabulary.ts';
import { calendarBuckets } from '../cdr/calendar.ts';
import { sessionCells } from '../cdr/questions/session-cells.ts';
import type { Frame, FrameMeta } from '../plugin/frames/frame.ts';
import type { ReportRequest } from './report.ts';
import { aboutBuckets } from './shapes/buckets.ts';
import { numericMetric, seriesMetrics } from './shapes/metrics.ts';
import { labelledNumbers, wideSeries } from './shapes/series.ts';
import { addUp, bucketCells, rollUp, totalOf, volumeMetrics, type CategoryCounts, type Group } from './volumes.ts';

type Definition = typeof p2pActivity | typeof conferenceActivity;

/** A row of an activity report, with its group under a name that both reports share. */
export type ActivityRow = Omit<RowOf<Definition['columns']>, 'modality' | 'conferenceType'> & {
  readonly group: string;
};

/** What the two activity reports differ in. */
interface ActivityOptions {
  readonly definition: Definition;
  readonly activity: Activity;
  /** Rows within each bucket, All first. */
  readonly groups: readonly Group[];
  /** Name of the label that tells the groups apart in series and alert rules. */
  readonly label: LabelId;
  readonly table: (rows: readonly ActivityRow[], meta: FrameMeta) => Frame;
}

/** The two activity reports: volumes and percentages by bucket and group. */
export async function activityReport(
  { query, range, zone, cdr }: ReportRequest<'p2pActivity' | 'conferenceActivity'>,
  { definition, activity, groups, label, table }: ActivityOptions,
): Promise<Frame[]> {
  const { title } = definition;
  const buckets = calendarBuckets(range, query.format === 'numeric' ? 'total' : query.interval, zone);
  const { binMinutes } = buckets;
  const kind = activity === 'p2p' ? ('Media' as const) : ('Kind' as const);
  const cells = await cdr.ask(sessionCells([kind, 'DiagnosticId', 'ResponseCode']), {
    activity,
    slices: [range],
    binMinutes,
    filters: query.filters,
  });
  const volumes = rollUp(cells, groups, buckets, cdr.classification).map((perBucket, index) => ({
    name: groups[index]?.label ?? '',
    perBucket,
    sessions: totalOf(addUp(perBucket)),
  }));
  const metricsOf = (counts: CategoryCounts = []) => volumeMetrics(counts, cdr.counting);

  if (query.format === 'table') {
    const rows = buckets.starts.flatMap((_, bucket) =>
      volumes.map(({ name, perBucket }) => ({
        group: name,
        ...metricsOf(perBucket[bucket]),
        ...bucketCells(buckets, bucket),
      })),
    );
    return [table(rows, { custom: aboutBuckets(buckets) })];
  }
  const present = volumes.filter(({ sessions }) => sessions > 0);
  if (query.format === 'numeric') {
    const metric = numericMetric(definition, query.metric);
    const numbers = present.map(({ name, perBucket }) => ({
      labels: { [label]: name },
      value: metricsOf(perBucket[0])[metric.id],
    }));
    return [labelledNumbers(title, metric, numbers)];
  }
  const figures = present.map(({ name, perBucket }) => ({ name, perBucket: perBucket.map(metricsOf) }));
  const series = seriesMetrics(definition, query.metric).flatMap((metric) =>
    figures.map(({ name, perBucket }) => ({
      metric,
      labels: { [label]: name },
      values: perBucket.map((metrics) => metrics[metric.id]),
    })),
  );
  return [wideSeries(title, buckets, series)];
}
