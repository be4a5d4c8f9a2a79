import { joinTimes as definition } from '../../contract/reports/join-times.ts';
import { calendarBuckets, type Buckets } from '../cdr/calendar.ts';
import { byComponent, setupTimesByComponent } from './components.ts';
import { Percentiles } from './percentiles.ts';
import type { ReportHandler, ReportRequest } from './report.ts';
import { aboutBuckets } from './shapes/buckets.ts';
import { numericMetric, seriesMetrics } from './shapes/metrics.ts';
import { labelledNumbers, wideSeries } from './shapes/series.ts';
import { table } from './shapes/table.ts';

/** Setup time percentiles of the whole join and of each component. */
export const joinTimes: ReportHandler<'joinTimes'> = async (request) => {
  const { query, range, zone } = request;
  const { title, columns } = definition;
  const buckets = calendarBuckets(range, query.format === 'numeric' ? 'total' : query.interval, zone);
  const components = await measured(request, buckets);

  if (query.format === 'table') {
    const rows = buckets.starts.flatMap((time, bucket) =>
      components.flatMap(({ component, perBucket }) => {
        const metrics = perBucket.get(bucket)?.metrics();
        return metrics ? [{ time, application: component, ...metrics }] : [];
      }),
    );
    return [table(title, columns, rows, { custom: aboutBuckets(buckets) })];
  }
  if (query.format === 'numeric') {
    const metric = numericMetric(definition, query.metric);
    return [
      labelledNumbers(
        title,
        metric,
        components.map(({ component, perBucket }) => ({
          labels: { component },
          value: perBucket.get(0)?.metrics()[metric.id] ?? null,
        })),
      ),
    ];
  }
  const series = seriesMetrics(definition, query.metric).flatMap((metric) =>
    components.map(({ component, perBucket }) => ({
      metric,
      labels: { component },
      values: buckets.starts.map((_, bucket) => {
        const value = perBucket.get(bucket)?.metrics()[metric.id] ?? null;
        return metric.id === 'count' ? (value ?? 0) : value;
      }),
    })),
  );
  return [wideSeries(title, buckets, series)];
};

interface Component {
  readonly component: string;
  readonly perBucket: Map<number, Percentiles>;
}

/** Components in order of name, the whole join first. */
async function measured({ cdr, query, range }: ReportRequest<'joinTimes'>, buckets: Buckets): Promise<Component[]> {
  const selection = { slices: [range], binMinutes: buckets.binMinutes, filters: query.filters };
  const components: Component[] = [];
  for (const [component, cells] of await setupTimesByComponent(cdr, selection)) {
    const perBucket = new Map<number, Percentiles>();
    for (const cell of cells) {
      const bucket = buckets.bucketOf(cell.time);
      let percentiles = perBucket.get(bucket);
      if (!percentiles) {
        percentiles = new Percentiles();
        perBucket.set(bucket, percentiles);
      }
      percentiles.add(cell);
    }
    components.push({ component, perBucket });
  }
  return components.sort((a, b) => byComponent(a.component, b.component));
}
