import { reportDefinition } from '../../contract/reports/index.ts';
import type { ReportHandler, ReportRequest } from './report.ts';
import { numericMetric } from './shapes/metrics.ts';
import { labelledNumbers, wideSeries } from './shapes/series.ts';
import { table } from './shapes/table.ts';
import { countSetupTimes } from './spikes/count-setup-times.ts';
import { joinTimeGroups, type JoinTimeFigures, type JoinTimeGroup } from './spikes/join-time-groups.ts';
import { windowOptions } from './spikes/options.ts';
import { readingPlan } from './spikes/reading-plan.ts';
import { lastWindow, windowsOf, type SpikeWindow } from './spikes/windows.ts';

/** Metrics that a chart shows where the query names none. */
const defaultMetrics = ['p95', 'baselineP95'];
/** Metrics of a window alone. */
const uncompared = ['count', 'p50', 'p95'];

/** Join Time Spikes: setup times of a window against the same window of the preceding weeks, per component. */
export const joinTimeSpikes: ReportHandler<'joinTimeSpikes'> = async (request) => {
  const { query, range } = request;
  const { title, columns } = reportDefinition(query.report);
  if (query.format === 'timeSeries') {
    const shown = query.metric ? [query.metric] : defaultMetrics;
    const windows = windowsOf(range, windowOptions(request));
    const compared = !shown.every((id) => uncompared.includes(id));
    const groups = (await groupsOf(request, windows, compared)).map((group) => ({
      labels: group.labels,
      figures: windows.map((window) => group.figures(window, query)),
    }));
    const metrics = columns.filter(({ id }) => shown.includes(id));
    const series = groups
      .filter(({ figures }) => figures.some(({ count }) => count > 0))
      .flatMap(({ labels, figures }) =>
        metrics.map((metric) => ({ metric, labels, values: figures.map((one) => valueOf(one, metric.id)) })),
      );
    return [wideSeries(title, { starts: windows.map(({ start }) => start) }, series)];
  }
  const window = lastWindow(range, windowOptions(request));
  const groups = (await groupsOf(request, [window], true))
    .map((group) => ({ labels: group.labels, figures: group.figures(window, query) }))
    .filter(({ figures }) => figures.count > 0);
  if (query.format === 'numeric') {
    const metric = numericMetric(query);
    const values = groups.map(({ labels, figures }) => ({ labels, value: valueOf(figures, metric.id) }));
    return [labelledNumbers(title, metric, values)];
  }
  const { from: windowStart, to: windowEnd } = window.span;
  const rows = groups.map(({ labels, figures }) => ({ windowStart, windowEnd, ...labels, ...figures }));
  const needed = columns.filter(({ id }) => id !== 'pool' || query.groupBy.includes('pool'));
  return [table(title, needed, rows)];
};

async function groupsOf(
  request: ReportRequest<'joinTimeSpikes'>,
  windows: readonly SpikeWindow[],
  compared: boolean,
): Promise<JoinTimeGroup[]> {
  const plan = readingPlan(windows, compared);
  const byPool = request.query.groupBy.includes('pool');
  return joinTimeGroups(await countSetupTimes(request, plan, byPool), plan, byPool);
}

const valueOf = (figures: JoinTimeFigures, id: string) => figures[id as keyof JoinTimeFigures] as number | null;
