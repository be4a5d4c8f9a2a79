import {
  failureDistribution as definition,
  personalItems,
  rankedColumns,
} from '../../contract/reports/failure-distribution.ts';
import { diagnosticText } from '../../contract/texts/diagnostics.ts';
import { activities, categories, dimensions, labelOf, type Dimension } from '../../contract/vocabulary.ts';
import { calendarBuckets } from '../cdr/calendar.ts';
import { sessionCells } from '../cdr/questions/session-cells.ts';
import { DiagnosticsError } from '../errors.ts';
import type { Frame } from '../plugin/frames/frame.ts';
import { distribute } from './distribution.ts';
import { failureSelection } from './failure-selection.ts';
import { filtersOfKind } from './kinds.ts';
import type { ReportHandler, ReportRequest } from './report.ts';
import { numericMetric, percentage } from './shapes/metrics.ts';
import { labelledNumbers, nameSeries, wideSeries } from './shapes/series.ts';
import { table } from './shapes/table.ts';
import { rollUp } from './volumes.ts';

/** Failure Distribution Report: one frame per table. */
export const failureDistribution: ReportHandler<'failureDistribution'> = async (request) => {
  const { query } = request;
  if (query.format === 'timeSeries') {
    return [await overTime(request)];
  }
  if (query.format === 'numeric') {
    return [await numbers(request)];
  }
  return Promise.all(query.dimensions.map((dimension) => rankedTable(request, dimension)));
};

async function rankedTable(request: ReportRequest<'failureDistribution'>, dimension: Dimension): Promise<Frame> {
  const { query } = request;
  const { items, total, without } = await distribute(request, dimension);
  const label = labelOf(dimensions, dimension);
  const rows = items.slice(0, query.limit).map(({ item, sessions }, index) => ({
    rank: index + 1,
    item,
    sessions,
    share: percentage(sessions, total),
    meaning: typeof item === 'number' ? diagnosticText(item) : null,
    ...filtersOfKind(item),
  }));
  return table(label, rankedColumns(dimension), rows, {
    custom: { dimension, totalSessions: total, sessionsWithoutItem: without, items: items.length },
    stats: [
      { displayName: 'Sessions in the selection', value: total },
      { displayName: 'Sessions without an item in this table', value: without },
    ],
  });
}

/** The selection over time, one line per category. */
async function overTime(request: ReportRequest<'failureDistribution'>): Promise<Frame> {
  const { query, range, zone, cdr } = request;
  const buckets = calendarBuckets(range, query.interval, zone);
  const of = { slices: [range], binMinutes: buckets.binMinutes, filters: failureSelection(request).filters };
  const cells = await Promise.all(
    activities.map(({ id }) => cdr.ask(sessionCells(['DiagnosticId', 'ResponseCode']), { ...of, activity: id })),
  );
  const everything = [{ label: 'All', holds: () => true }];
  const [counts = []] = rollUp(cells.flat(), everything, buckets, cdr.classification);
  const metric = numericMetric(definition, 'sessions');
  const series = categories.map(({ label }, position) => ({
    metric,
    labels: { category: label },
    values: counts.map((bucket) => bucket[position] ?? 0),
  }));
  const frame = wideSeries(
    definition.title,
    buckets,
    series.filter(({ values }) => values.some((value) => value > 0)),
  );
  // Named after its category even where it is alone: its colour hangs on the name.
  return nameSeries(frame, ({ category }) => category);
}

async function numbers(request: ReportRequest<'failureDistribution'>): Promise<Frame> {
  const { query } = request;
  const [dimension, ...others] = query.dimensions;
  if (!dimension || others.length > 0) {
    throw new DiagnosticsError(
      'query',
      'dimensions: the numeric format takes exactly one table, for example ["pools"]. Choose one.',
    );
  }
  const { items } = await distribute(request, dimension);
  return labelledNumbers(
    labelOf(dimensions, dimension),
    numericMetric(definition, query.metric),
    items.slice(0, query.limit).map(({ item, sessions }) => ({ labels: { item: String(item) }, value: sessions })),
    personalItems[dimension],
  );
}
