import type { RowOf } from '../../contract/columns.ts';
import { trends as definition } from '../../contract/reports/trends.ts';
import { calendarBuckets, type Buckets } from '../cdr/calendar.ts';
import type { Frame, Notice } from '../plugin/frames/frame.ts';
import type { ReportHandler, ReportRequest } from './report.ts';
import { aboutBuckets } from './shapes/buckets.ts';
import { numericMetric, percentage, seriesMetrics } from './shapes/metrics.ts';
import { capped } from './shapes/notices.ts';
import { labelledNumbers, nameSeries, wideSeries } from './shapes/series.ts';
import { table } from './shapes/table.ts';
import { countTrends, type TrendLine } from './trends/count-trends.ts';
import { bucketCells } from './volumes.ts';

/** What a line counts in a bucket; nothing is known of one without any session. */
function figuresOf(line: TrendLine, bucket: number) {
  const sessions = line.sessions[bucket] ?? 0;
  if ((line.seen[bucket] ?? 0) === 0) {
    return { sessions: null, failedSessions: null, failureRate: null, usersImpacted: null };
  }
  const failed = line.failed[bucket] ?? 0;
  return {
    sessions,
    failedSessions: failed,
    failureRate: percentage(failed, sessions),
    usersImpacted: line.users[bucket] ?? 0,
  };
}

/** The numbers of a format; undefined where all are in a row. */
function metricsOf({ format, metric }: ReportRequest<'trends'>['query']) {
  if (format === 'table') {
    return undefined;
  }
  return format === 'numeric' ? [numericMetric(definition, metric)] : seriesMetrics(definition, metric);
}

/** Long-term Trends: what weeks and months had, line by line. */
export const trends: ReportHandler<'trends'> = async (request) => {
  const { query, range, zone } = request;
  const buckets = calendarBuckets(range, query.format === 'numeric' ? 'total' : query.interval, zone);
  const metrics = metricsOf(query);
  const lines = await countTrends(request, buckets, metrics?.some(({ id }) => id === 'usersImpacted') ?? true);
  const shown = lines.slice(0, query.limit);
  const notices = unknown(lines, buckets);
  if (!metrics) {
    return [
      table(definition.title, definition.columns, rowsOf(shown, buckets), {
        custom: aboutBuckets(buckets),
        notices: [...capped(shown.length, lines.length, 'lines'), ...notices],
      }),
    ];
  }
  const [only] = metrics;
  if (query.format === 'numeric' && only) {
    const numbers = shown.map((line) => ({ labels: line.labels, value: figuresOf(line, 0)[only.id] }));
    return [labelledNumbers(definition.title, only, numbers)];
  }
  const series = metrics.flatMap((metric) =>
    shown.map((line) => ({
      metric,
      labels: line.labels,
      values: buckets.starts.map((_, bucket) => figuresOf(line, bucket)[metric.id]),
    })),
  );
  return [withNotices(named(wideSeries(definition.title, buckets, series), shown, metrics.length), notices)];
};

/** The rows of each bucket, in the order of the lines; a line that has nothing there has no row. */
function rowsOf(lines: readonly TrendLine[], buckets: Buckets): RowOf<typeof definition.columns>[] {
  return buckets.starts.flatMap((_, bucket) =>
    lines
      .filter(({ counted }) => (counted[bucket] ?? 0) > 0)
      .map((line) => ({ ...line.columns, ...figuresOf(line, bucket), ...bucketCells(buckets, bucket) })),
  );
}

/** A failure is named in words, where there is one metric alone. */
function named(frame: Frame, lines: readonly TrendLine[], metrics: number): Frame {
  const names = new Map(
    lines.flatMap(({ labels, columns: { failureInformation } }) =>
      failureInformation === null ? [] : [[JSON.stringify(labels), failureInformation] as const],
    ),
  );
  return metrics === 1 ? nameSeries(frame, (labels) => names.get(JSON.stringify(labels))) : frame;
}

const withNotices = (frame: Frame, notices: readonly Notice[]): Frame =>
  notices.length > 0 ? { ...frame, meta: { ...frame.meta, notices: [...notices] } } : frame;

/** Says where the range reaches further back than the records. */
function unknown(lines: readonly TrendLine[], { starts }: Buckets): Notice[] {
  const first = starts.findIndex((_, bucket) => lines.some(({ seen }) => (seen[bucket] ?? 0) > 0));
  if (first <= 0) {
    return [];
  }
  const text = `The data source has no session of the first ${first} of ${starts.length} intervals: they stay empty.`;
  return [{ severity: 'info', text }];
}
