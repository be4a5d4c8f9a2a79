import type { ColumnDefinition } from '../../contract/columns.ts';
import { reportDefinition } from '../../contract/reports/index.ts';
import { diagnosticText } from '../../contract/texts/diagnostics.ts';
import { categories, dimensions, labelOf, type Activity, type Dimension } from '../../contract/vocabulary.ts';
import { calendarBuckets } from '../cdr/calendar.ts';
import { cubeQuery } from '../cdr/cube.ts';
import { asks } from '../cdr/sessions.ts';
import { DiagnosticsError } from '../errors.ts';
import type { Frame } from '../plugin/frames/frame.ts';
import { distribute, filtersOf } from './distribution-items.ts';
import { failureSelection } from './failed-sessions.ts';
import type { ReportHandler, ReportRequest } from './report.ts';
import { numericMetric, percentage } from './shapes/metrics.ts';
import { labelledNumbers, nameSeries, wideSeries } from './shapes/series.ts';
import { table } from './shapes/table.ts';
import { rollUp } from './volumes.ts';

/** Columns that only one of the tables has. */
const ownColumns: Readonly<Record<string, Dimension>> = {
  meaning: 'diagnosticReasons',
  modality: 'modalities',
  conferenceType: 'modalities',
};

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
  const isId = dimension === 'diagnosticReasons';
  const columns = reportDefinition(query.report)
    .columns.filter(({ id }) => (ownColumns[id] ?? dimension) === dimension)
    .map((column): ColumnDefinition =>
      column.id === 'item' ? { ...column, label, type: isId ? 'integer' : 'string' } : column,
    );
  const rows = items.slice(0, query.limit).map(({ item, sessions }, index) => ({
    rank: index + 1,
    item,
    sessions,
    share: percentage(sessions, total),
    meaning: isId ? diagnosticText(item as number) : null,
    ...filtersOf(item),
  }));
  return table(label, columns, rows, {
    custom: { dimension, totalSessions: total, sessionsWithoutItem: without, items: items.length },
    stats: [
      { displayName: 'Sessions in the selection', value: total },
      { displayName: 'Sessions without an item in this table', value: without },
    ],
  });
}

/** The selection over time, one line per category. */
async function overTime(request: ReportRequest<'failureDistribution'>): Promise<Frame> {
  const { query, range, zone, cdr, call } = request;
  const { title, columns } = reportDefinition(query.report);
  const buckets = calendarBuckets(range, query.interval, zone);
  const selection = failureSelection(request);
  const asked = (['p2p', 'conference'] as const satisfies Activity[]).filter((kind) => asks(kind, selection.filters));
  const cells = await Promise.all(asked.map((kind) => cdr.run(cubeQuery(cdr, kind, selection, buckets), call)));
  const everything = [{ label: 'All', holds: () => true }];
  const [counts = []] = rollUp(cells.flat(), everything, buckets, cdr.classification);
  const metric = columns.find(({ id }) => id === 'sessions') as ColumnDefinition;
  const series = categories.map(({ label }, position) => ({
    metric,
    labels: { category: label },
    values: counts.map((bucket) => bucket[position] ?? 0),
  }));
  const frame = wideSeries(
    title,
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
    numericMetric(query),
    items.slice(0, query.limit).map(({ item, sessions }) => ({ labels: { item: String(item) }, value: sessions })),
  );
}
