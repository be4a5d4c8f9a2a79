import { joinTimeSpikes as definition } from '../../contract/reports/join-time-spikes.ts';
import { setupTimesByComponent } from './components.ts';
import type { ReportHandler, ReportRequest } from './report.ts';
import { numericMetric, seriesMetrics } from './shapes/metrics.ts';
import { tooSmall } from './shapes/notices.ts';
import { labelledNumbers, wideSeries } from './shapes/series.ts';
import { table } from './shapes/table.ts';
import { joinTimeGroups, type JoinTimeFigures, type JoinTimeGroup } from './spikes/join-time-groups.ts';
import { lastWindow, slicesOfWindows, windowOptions, windowsOf, type SpikeWindow } from './spikes/windows.ts';

/** Metrics that a chart shows where the query names none. */
const defaultMetrics = ['p95', 'baselineP95'];
/** Metrics of a window alone. */
const uncompared = ['count', 'p50', 'p95'];

/** Join Time Spikes: setup times of a window against the same window of the preceding weeks, per component. */
export const joinTimeSpikes: ReportHandler<'joinTimeSpikes'> = async (request) => {
  const { query, range } = request;
  const { title, columns } = definition;
  if (query.format === 'timeSeries') {
    const shown = query.metric ? [query.metric] : defaultMetrics;
    const windows = windowsOf(range, windowOptions(request));
    const compared = !shown.every((id) => uncompared.includes(id));
    const groups = (await groupsOf(request, windows, compared)).map((group) => ({
      labels: group.labels,
      figures: windows.map((window) => group.figures(window, query)),
    }));
    const metrics = seriesMetrics(definition, undefined).filter(({ id }) => shown.includes(id));
    const series = groups
      .filter(({ figures }) => figures.some(({ count }) => count > 0))
      .flatMap(({ labels, figures }) =>
        metrics.map((metric) => ({ metric, labels, values: figures.map((one) => one[metric.id]) })),
      );
    return [wideSeries(title, { starts: windows.map(({ start }) => start) }, series)];
  }
  const window = lastWindow(range, windowOptions(request));
  const groups = (await groupsOf(request, [window], true))
    .map((group) => ({ labels: group.labels, figures: group.figures(window, query) }))
    .filter(({ figures }) => figures.count > 0);
  if (query.format === 'numeric') {
    const metric = numericMetric(definition, query.metric);
    const values = groups.map(({ labels, figures }) => ({ labels, value: figures[metric.id] }));
    return [labelledNumbers(title, metric, values)];
  }
  const { from: windowStart, to: windowEnd } = window.span;
  const rows = groups.map(({ labels, figures }) => ({
    windowStart,
    windowEnd,
    pool: labels.pool ?? null,
    application: labels.component ?? null,
    ...withoutGuard(figures),
  }));
  const needed = columns.filter(({ id }) => id !== 'pool' || query.groupBy.includes('pool'));
  const shown = groups.map(({ figures }) => figures);
  return [table(title, needed, rows, { notices: tooSmall(shown, 'a ratio', `${query.minSessions} reports`) })];
};

function withoutGuard({ isFew, ratio, ...figures }: JoinTimeFigures) {
  return { ...figures, ratio: isFew ? null : ratio };
}

async function groupsOf(
  { cdr, query }: ReportRequest<'joinTimeSpikes'>,
  windows: readonly SpikeWindow[],
  compared: boolean,
): Promise<JoinTimeGroup[]> {
  const byPool = query.groupBy.includes('pool');
  const selection = { ...slicesOfWindows(windows, compared), filters: query.filters };
  return joinTimeGroups(await setupTimesByComponent(cdr, selection, byPool), byPool);
}
