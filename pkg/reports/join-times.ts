import { sql } from 'kysely';
import { reportDefinition } from '../../contract/reports/index.ts';
import { calendarBuckets, type Buckets } from '../cdr/calendar.ts';
import { stepOf } from '../cdr/cube.ts';
import { allOf } from '../cdr/sessions.ts';
import { Percentiles } from './percentiles.ts';
import type { ReportHandler, ReportRequest } from './report.ts';
import { byComponent, client, componentConditions, wholeJoin, wholeJoinConditions } from './setup-times.ts';
import { numericMetric, seriesMetrics } from './shapes/metrics.ts';
import { labelledNumbers, wideSeries } from './shapes/series.ts';
import { table } from './shapes/table.ts';

/** Setup time percentiles of the whole join and of each component. */
export const joinTimes: ReportHandler<'joinTimes'> = async (request) => {
  const { query, range, zone } = request;
  const { title, columns } = reportDefinition(query.report);
  const buckets = calendarBuckets(range, query.format === 'numeric' ? 'total' : query.interval, zone);
  const components = await measured(request, buckets);

  if (query.format === 'table') {
    const rows = buckets.starts.flatMap((time, bucket) =>
      components
        .filter(({ perBucket }) => perBucket.has(bucket))
        .map(({ component, perBucket }) => ({ time, component, ...perBucket.get(bucket)?.metrics() })),
    );
    return [table(title, columns, rows, { custom: { interval: buckets.interval } })];
  }
  if (query.format === 'numeric') {
    const metric = numericMetric(query);
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
  const series = seriesMetrics(query).flatMap((metric) =>
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
async function measured(request: ReportRequest<'joinTimes'>, buckets: Buckets): Promise<Component[]> {
  const { cdr, call } = request;
  const [whole, parts] = await Promise.all([
    cdr.run(wholeJoins(request, buckets), call),
    cdr.run(componentJoins(request, buckets), call),
  ]);
  const components = new Map<string, Component>();
  const named = [
    ...whole.map((row) => ({ ...row, component: wholeJoin })),
    ...parts.map((row) => ({ ...row, component: row.component ?? client })),
  ];
  for (const { component, step, time, reports } of named) {
    const { perBucket } = components.get(component) ?? { perBucket: new Map<number, Percentiles>() };
    components.set(component, { component, perBucket });
    const bucket = buckets.bucketOf(step);
    const percentiles = perBucket.get(bucket) ?? new Percentiles();
    perBucket.set(bucket, percentiles.add(time, reports));
  }
  return [...components.values()].sort((a, b) => byComponent(a.component, b.component));
}

/** How often each setup time occurs: exact percentiles without bringing every row. */
function wholeJoins(request: ReportRequest<'joinTimes'>, buckets: Buckets) {
  const { cdr, query, range } = request;
  const times = cdr.db
    .selectFrom('ErrorReportView as e')
    .select([stepOf(cdr, buckets, 'e.ErrorTime').as('step'), 'e.SetupTime as time'])
    .where(allOf(wholeJoinConditions(cdr, query.filters, range)));
  return cdr.db
    .selectFrom(times.as('t'))
    .select(['t.step', sql<number>`t.time`.as('time'), sql<number>`count(*)`.as('reports')])
    .groupBy(['t.step', 't.time']);
}

function componentJoins(request: ReportRequest<'joinTimes'>, buckets: Buckets) {
  const { cdr, query, range } = request;
  const times = cdr.db
    .selectFrom('ProgressReportView as p')
    .select([
      stepOf(cdr, buckets, 'p.ErrorTime').as('step'),
      cdr.dialect.binary(sql.ref('p.Application')).as('component'),
      'p.SessionSetupTime as time',
    ])
    .where(allOf(componentConditions(cdr, query.filters, range)));
  const component = cdr.dialect.binary(sql.ref('t.component'));
  return cdr.db
    .selectFrom(times.as('t'))
    .select([
      't.step',
      sql<string | null>`${component}`.as('component'),
      sql<number>`t.time`.as('time'),
      sql<number>`count(*)`.as('reports'),
    ])
    .groupBy([sql`t.step`, component, sql`t.time`]);
}
