import type { FilterId } from '../../contract/filters.ts';
import { summary as definition } from '../../contract/reports/summary.ts';
import { calendarBuckets, type Buckets } from '../cdr/calendar.ts';
import { conferenceCells } from '../cdr/questions/conference-cells.ts';
import { sessionCells } from '../cdr/questions/session-cells.ts';
import type { Notice } from '../plugin/frames/frame.ts';
import { isOfConferenceType } from './kinds.ts';
import type { ReportHandler, ReportRequest } from './report.ts';
import { aboutBuckets } from './shapes/buckets.ts';
import { numericMetric, percentage, seriesMetrics } from './shapes/metrics.ts';
import { labelledNumbers, wideSeries } from './shapes/series.ts';
import { table } from './shapes/table.ts';
import { bucketCells, failedOf, rollUp, totalOf, type CategoryCounts, type Group } from './volumes.ts';

type Request = ReportRequest<'summary'>;

const all: Group = { label: 'All', holds: () => true };
const focus: Group = { label: 'Focus', holds: ({ Kind = '' }) => isOfConferenceType('focus', Kind) };
const mcu: Group = { label: 'MCU', holds: ({ Kind = '' }) => isOfConferenceType('mcu', Kind) };

/** Filters that the count of conferences answers too. */
const answeredByConferences: readonly FilterId[] = ['pools', 'conferenceUris'];

/** Call Diagnostic Summary Report. */
export const summary: ReportHandler<'summary'> = async (request) => {
  const { query, range, zone, cdr } = request;
  const { title, columns } = definition;
  const buckets = calendarBuckets(range, query.format === 'numeric' ? 'total' : query.interval, zone);
  const of = { slices: [range], binMinutes: buckets.binMinutes, filters: query.filters };
  const [p2p, conference, held] = await Promise.all([
    cdr.ask(sessionCells(['Media', 'DiagnosticId', 'ResponseCode']), { ...of, activity: 'p2p' }),
    cdr.ask(sessionCells(['Kind', 'DiagnosticId', 'ResponseCode']), { ...of, activity: 'conference' }),
    conferencesHeld(request, buckets),
  ]);
  const [p2pAll = []] = rollUp(p2p, [all], buckets, cdr.classification);
  const [sessions = [], ofFocus = [], ofMcu = []] = rollUp(conference, [all, focus, mcu], buckets, cdr.classification);
  const outcome = (counts: CategoryCounts = []) => {
    const [total, failed] = [totalOf(counts), failedOf(counts, cdr.counting)];
    return { total, failed, rate: percentage(failed, total) };
  };
  const rows = buckets.starts.map((_, bucket) => {
    const [peer, any] = [outcome(p2pAll[bucket]), outcome(sessions[bucket])];
    const [dialog, media] = [outcome(ofFocus[bucket]), outcome(ofMcu[bucket])];
    return {
      ...bucketCells(buckets, bucket),
      p2pTotalSessions: peer.total,
      p2pFailedSessions: peer.failed,
      p2pFailureRate: peer.rate,
      totalConferences: held[bucket] ?? 0,
      totalConferenceSessions: any.total,
      failedConferenceSessions: any.failed,
      conferenceFailureRate: any.rate,
      focusSessions: dialog.total,
      failedFocusSessions: dialog.failed,
      focusFailureRate: dialog.rate,
      mcuSessions: media.total,
      failedMcuSessions: media.failed,
      mcuFailureRate: media.rate,
    };
  });

  if (query.format === 'numeric') {
    const metric = numericMetric(definition, query.metric);
    return [labelledNumbers(title, metric, [{ labels: {}, value: rows[0]?.[metric.id] ?? null }])];
  }
  if (query.format === 'timeSeries') {
    const metrics = seriesMetrics(definition, query.metric);
    const series = metrics.map((metric) => ({ metric, labels: {}, values: rows.map((row) => row[metric.id]) }));
    return [wideSeries(title, buckets, series)];
  }
  return [table(title, columns, rows, { custom: aboutBuckets(buckets), notices: notices(request) })];
};

/** Conferences per bucket. */
async function conferencesHeld({ cdr, query, range }: Request, buckets: Buckets): Promise<number[]> {
  const { binMinutes } = buckets;
  const held = buckets.starts.map(() => 0);
  const selection = { slices: [range], binMinutes, filters: query.filters };
  for (const { time, conferences } of await cdr.ask(conferenceCells, selection)) {
    const bucket = buckets.bucketOf(time);
    held[bucket] = (held[bucket] ?? 0) + conferences;
  }
  return held;
}

function notices({ query }: Request): Notice[] {
  const others = Object.keys(query.filters).filter((id) => !answeredByConferences.includes(id as FilterId));
  return others.length > 0
    ? [{ severity: 'info', text: `Total conferences does not follow the filters ${others.join(', ')}.` }]
    : [];
}
