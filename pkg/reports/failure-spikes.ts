import { failureSpikes as definition } from '../../contract/reports/failure-spikes.ts';
import { diagnosticText } from '../../contract/texts/diagnostics.ts';
import { alternatives } from '../../contract/query-error.ts';
import { spikeGroups } from '../../contract/vocabulary.ts';
import { DiagnosticsError } from '../errors.ts';
import type { Frame } from '../plugin/frames/frame.ts';
import type { ReportHandler, ReportRequest } from './report.ts';
import { numericMetric, seriesMetrics } from './shapes/metrics.ts';
import { capped, tooSmall } from './shapes/notices.ts';
import { labelledNumbers, wideSeries } from './shapes/series.ts';
import { table } from './shapes/table.ts';
import { textZoneOf } from './shapes/text-zone.ts';
import { countGroups } from './spikes/count-groups.ts';
import { eventFrame } from './spikes/events.ts';
import { byLabels, none } from './spikes/groups.ts';
import { rankedGroups } from './spikes/ranked-groups.ts';
import { lastWindow, slicesOfWindows, windowOptions, windowsOf } from './spikes/windows.ts';

type Request = ReportRequest<'failureSpikes'>;

/** Metrics that a chart shows where the query names none. */
const defaultMetrics = ['failures', 'baselineFailures'];
/** Metrics of a window alone, which need no baseline, and those that count users, themselves or in a guard. */
const uncompared = ['sessions', 'failures', 'usersImpacted', 'failureRate'];
const ofUsers = ['usersImpacted', 'ratio', 'score'];

/** Failure Spikes: a window against the same window of the preceding weeks, per group. */
export const failureSpikes: ReportHandler<'failureSpikes'> = async (request) => {
  switch (request.query.format) {
    case 'table':
      return [await ranking(request)];
    case 'numeric':
      return [await numbers(request)];
    case 'timeSeries':
      return [await overTime(request)];
    case 'events':
      return [await events(request)];
  }
};

async function ranking(request: Request): Promise<Frame> {
  const { query, range } = request;
  const { title, columns } = definition;
  const window = lastWindow(range, windowOptions(request));
  const groups = await rankedGroups(request, window, { volumes: true, isNew: true });
  const found = groups.filter(({ score }) => (score ?? 0) >= query.minScore);
  const rows = found.slice(0, query.limit).map(({ labels, isFew, ratio, score, ...figures }) => ({
    windowStart: window.span.from,
    windowEnd: window.span.to,
    pool: labels.pool ?? null,
    activity: labels.activity ?? null,
    modality: labels.modality ?? null,
    diagnosticId: labels.diagnosticId ?? null,
    store: labels.store ?? null,
    gateway: labels.gateway ?? null,
    source: labels.source ?? null,
    diagnosticMeaning: labels.diagnosticId === none ? null : diagnosticText(Number(labels.diagnosticId)),
    ...figures,
    ratio: isFew ? null : ratio,
    score: isFew ? null : score,
  }));
  const absent: readonly string[] = spikeGroups.map(({ id }) => id).filter((id) => !query.groupBy.includes(id));
  const guards = `${query.minSessions} sessions, ${query.minFailures} failures and ${query.minUsers} users`;
  const needed = columns.filter(({ id }) => !absent.includes(id === 'diagnosticMeaning' ? 'diagnosticId' : id));
  return table(title, needed, rows, {
    custom: { groups: found.length },
    notices: [
      ...capped(rows.length, found.length, 'groups'),
      ...tooSmall(found.slice(0, query.limit), 'a score and a ratio', guards),
    ],
  });
}

async function numbers(request: Request): Promise<Frame> {
  const { query, range } = request;
  const metric = numericMetric(definition, query.metric);
  const window = lastWindow(range, windowOptions(request));
  const groups = await rankedGroups(request, window, { volumes: false, isNew: metric.id === 'isNew' });
  const shown = groups.slice(0, query.limit).map((group) => ({
    labels: group.labels,
    value: group[metric.id],
  }));
  const frame = labelledNumbers(definition.title, metric, shown);
  return { ...frame, meta: { ...frame.meta, notices: capped(shown.length, groups.length, 'groups') } };
}

async function overTime(request: Request): Promise<Frame> {
  const { query, range } = request;
  const metrics = seriesMetrics(definition, undefined).filter((metric) => metric.id !== 'isNew');
  if (query.metric === 'isNew') {
    const expected = alternatives(metrics.map(({ id }) => id));
    throw new DiagnosticsError('query', `Metric: New has no time series, expected ${expected}.`);
  }
  const shownMetrics = query.metric ? [query.metric] : defaultMetrics;
  const windows = windowsOf(range, windowOptions(request));
  const compared = !shownMetrics.every((id) => uncompared.includes(id));
  const users = shownMetrics.some((id) => ofUsers.includes(id));
  const { groups } = await countGroups(request, slicesOfWindows(windows, compared), { users, volumes: false });
  const shown = groups
    .filter((group) => group.failures() > 0)
    .sort((a, b) => b.failures() - a.failures() || byLabels(a.labels, b.labels))
    .slice(0, query.limit);
  const series = shown.flatMap((group) => {
    const figures = windows.map((window) => group.figures(window));
    return metrics
      .filter(({ id }) => shownMetrics.includes(id))
      .map((metric) => ({
        metric,
        labels: group.labels,
        values: figures.map((one) => one[metric.id]),
      }));
  });
  return wideSeries(definition.title, { starts: windows.map(({ start }) => start) }, series);
}

async function events(request: Request): Promise<Frame> {
  const windows = windowsOf(request.range, windowOptions(request));
  const { groups } = await countGroups(request, slicesOfWindows(windows), { users: true, volumes: false });
  return eventFrame(windows, groups, request.query, textZoneOf(request));
}
