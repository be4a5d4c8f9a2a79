import { reportDefinition } from '../../contract/reports/index.ts';
import type { Activity } from '../../contract/vocabulary.ts';
import { calendarBuckets } from '../cdr/calendar.ts';
import { cubeQuery } from '../cdr/cube.ts';
import type { Frame } from '../plugin/frames/frame.ts';
import type { ReportRequest } from './report.ts';
import { numericMetric, seriesMetrics } from './shapes/metrics.ts';
import { labelledNumbers, wideSeries } from './shapes/series.ts';
import { table } from './shapes/table.ts';
import { addUp, rollUp, totalOf, volumeMetrics, type Group } from './volumes.ts';

/**
 * The two activity reports: volumes and percentages by bucket and group.
 * @param groups rows within each bucket, All first
 * @param label name of the label that tells the groups apart in series and alert rules
 */
export async function activityReport(
  { query, range, zone, cdr, call }: ReportRequest<'p2pActivity' | 'conferenceActivity'>,
  activity: Activity,
  groups: readonly Group[],
  label: string,
): Promise<Frame[]> {
  const { title, columns } = reportDefinition(query.report);
  const buckets = calendarBuckets(range, query.format === 'numeric' ? 'total' : query.interval, zone);
  const cells = await cdr.run(cubeQuery(cdr, activity, { range, filters: query.filters }, buckets), call);
  const volumes = rollUp(cells, groups, buckets, cdr.classification).map((perBucket, index) => ({
    name: groups[index]?.label ?? '',
    perBucket: perBucket.map((counts) => volumeMetrics(counts, cdr.counting)),
    sessions: totalOf(addUp(perBucket)),
  }));

  if (query.format === 'table') {
    const rows = buckets.starts.flatMap((time, bucket) =>
      volumes.map(({ name, perBucket }) => ({
        time,
        group: name,
        ...perBucket[bucket],
        bucketStart: buckets.spans[bucket]?.from,
        bucketEnd: buckets.spans[bucket]?.to,
      })),
    );
    return [table(title, columns, rows, { custom: { interval: buckets.interval } })];
  }
  const present = volumes.filter(({ sessions }) => sessions > 0);
  if (query.format === 'numeric') {
    const metric = numericMetric(query);
    const numbers = present.map(({ name, perBucket }) => ({
      labels: { [label]: name },
      value: perBucket[0]?.[metric.id] ?? null,
    }));
    return [labelledNumbers(title, metric, numbers)];
  }
  const series = seriesMetrics(query).flatMap((metric) =>
    present.map(({ name, perBucket }) => ({
      metric,
      labels: { [label]: name },
      values: perBucket.map((metrics) => metrics[metric.id]),
    })),
  );
  return [wideSeries(title, buckets, series)];
}
