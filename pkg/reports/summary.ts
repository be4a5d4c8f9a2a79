import { sql } from 'kysely';
import type { FilterId } from '../../contract/filters.ts';
import { reportDefinition } from '../../contract/reports/index.ts';
import type { Activity } from '../../contract/vocabulary.ts';
import { calendarBuckets, type Buckets } from '../cdr/calendar.ts';
import { cubeQuery, stepOf, type CubeCell } from '../cdr/cube.ts';
import { asks, conferences } from '../cdr/sessions.ts';
import type { Notice } from '../plugin/frames/frame.ts';
import type { ReportHandler, ReportRequest } from './report.ts';
import { numericMetric, percentage, seriesMetrics } from './shapes/metrics.ts';
import { labelledNumbers, wideSeries } from './shapes/series.ts';
import { table } from './shapes/table.ts';
import { failedOf, rollUp, totalOf, type CategoryCounts, type Group } from './volumes.ts';

const all: Group = { label: 'All', holds: () => true };
const focus: Group = { label: 'Focus', holds: (kind) => kind === 'focus' };
const mcu: Group = { label: 'MCU', holds: (kind) => kind !== 'focus' };

/** Filters that the count of conferences answers too. */
const answeredByConferences: readonly FilterId[] = ['pools', 'conferenceUris'];

/** Call Diagnostic Summary Report. */
export const summary: ReportHandler<'summary'> = async (request) => {
  const { query, range, zone, cdr } = request;
  const { title, columns } = reportDefinition(query.report);
  const buckets = calendarBuckets(range, query.format === 'numeric' ? 'total' : query.interval, zone);
  const [p2p, conference, held] = await Promise.all([
    cells(request, 'p2p', buckets),
    cells(request, 'conference', buckets),
    conferencesHeld(request, buckets),
  ]);
  const [p2pAll = []] = rollUp(p2p, [all], buckets, cdr.classification);
  const [sessions = [], ofFocus = [], ofMcu = []] = rollUp(conference, [all, focus, mcu], buckets, cdr.classification);
  const outcome = (counts: CategoryCounts = []) => {
    const [total, failed] = [totalOf(counts), failedOf(counts, cdr.counting)];
    return { total, failed, rate: percentage(failed, total) };
  };
  const rows = buckets.starts.map((time, bucket) => {
    const [peer, any, dialog, media] = [p2pAll, sessions, ofFocus, ofMcu].map((of) => outcome(of[bucket]));
    return {
      time,
      p2pTotalSessions: peer?.total,
      p2pFailedSessions: peer?.failed,
      p2pFailureRate: peer?.rate,
      totalConferences: held[bucket],
      totalConferenceSessions: any?.total,
      failedConferenceSessions: any?.failed,
      conferenceFailureRate: any?.rate,
      focusSessions: dialog?.total,
      failedFocusSessions: dialog?.failed,
      focusFailureRate: dialog?.rate,
      mcuSessions: media?.total,
      failedMcuSessions: media?.failed,
      mcuFailureRate: media?.rate,
      bucketStart: buckets.spans[bucket]?.from,
      bucketEnd: buckets.spans[bucket]?.to,
    } as Record<string, number | null | undefined>;
  });

  if (query.format === 'numeric') {
    const metric = numericMetric(query);
    return [labelledNumbers(title, metric, [{ labels: {}, value: rows[0]?.[metric.id] ?? null }])];
  }
  if (query.format === 'timeSeries') {
    const metrics = seriesMetrics(query);
    const series = metrics.map((metric) => ({ metric, labels: {}, values: rows.map((row) => row[metric.id]) }));
    return [wideSeries(title, buckets, series)];
  }
  return [table(title, columns, rows, { custom: { interval: buckets.interval }, notices: notices(request) })];
};

async function cells({ cdr, call, query, range }: ReportRequest<'summary'>, activity: Activity, buckets: Buckets) {
  if (!asks(activity, query.filters)) {
    return [] as readonly CubeCell[];
  }
  return cdr.run(cubeQuery(cdr, activity, { range, filters: query.filters }, buckets), call);
}

/** Conferences per bucket. */
async function conferencesHeld(
  { cdr, call, query, range }: ReportRequest<'summary'>,
  buckets: Buckets,
): Promise<number[]> {
  const step = stepOf(cdr, buckets, 'c.SessionIdTime');
  const steps = conferences(cdr, { range, filters: query.filters }).select(step.as('step'));
  const counted = cdr.db
    .selectFrom(steps.as('conference'))
    .select(['step', sql<number>`count(*)`.as('conferences')])
    .groupBy('step');
  const held = buckets.starts.map(() => 0);
  for (const { step: at, conferences: count } of await cdr.run(counted, call)) {
    const bucket = buckets.bucketOf(at);
    held[bucket] = (held[bucket] ?? 0) + count;
  }
  return held;
}

function notices({ query }: ReportRequest<'summary'>): Notice[] {
  const others = Object.keys(query.filters).filter((id) => !answeredByConferences.includes(id as FilterId));
  return others.length > 0
    ? [{ severity: 'info', text: `Total conferences does not follow the filters ${others.join(', ')}.` }]
    : [];
}
