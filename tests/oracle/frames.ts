import type { AnyQuery, Code } from '../../contract/query.ts';
import { reportDefinition, type ReportId } from '../../contract/reports/index.ts';
import type { Counting } from '../../contract/settings.ts';
import type { Category } from '../../contract/vocabulary.ts';
import { bucketSpans, bucketStarts, type Range } from './buckets.ts';
import type { CdrRows } from './rows.ts';

/** One question to the oracle. */
export interface Task {
  readonly rows: CdrRows;
  readonly query: AnyQuery;
  readonly range: Range;
  readonly zone: string;
  readonly settings: Counting;
  readonly category: (diagnosticId: Code, responseCode: Code) => Category;
}

export type Labels = Record<string, string>;

/** Format `table`: values by column id, all of one length. Times are epoch milliseconds, absent values null. */
export interface TableFrame {
  readonly format: 'table';
  readonly name: string;
  readonly columns: Record<string, unknown[]>;
  /** Failure Distribution: sessions of the selection that have no item in this table. */
  readonly without?: number;
}

export interface Series {
  readonly metric: string;
  readonly labels: Labels;
  readonly values: (number | null)[];
}

/** Format `timeSeries`: one value of every series per bucket start. */
export interface SeriesFrame {
  readonly format: 'timeSeries';
  readonly name: string;
  readonly time: number[];
  readonly series: Series[];
}

/** Format `numeric`: one number per group, over the whole range. */
export interface NumericFrame {
  readonly format: 'numeric';
  readonly name: string;
  readonly metric: string;
  readonly rows: { labels: Labels; value: number }[];
}

export type OracleFrame = TableFrame | SeriesFrame | NumericFrame;

/** The header taken apart, which has a test of its own. */
const headerColumns = [
  'lookFirst',
  'reason',
  'statedBy',
  'component',
  'peer',
  'port',
  'winsockError',
  'isupCause',
] as const;

/** Columns that are presentation: the oracle leaves them out. */
export const omittedColumns: Partial<Record<ReportId, readonly string[]>> = {
  topFailures: ['failureInformation'],
  trends: ['failureInformation'],
  // What an archiver notes is in no row.
  cdrFreshness: ['copied', 'behind'],
  failureList: ['sessionDetail', 'conference', 'report'],
  diagnosticReport: headerColumns,
};

/** Ids of the columns of a report that the oracle fills, in order. */
export function columnIds(report: ReportId): string[] {
  const omitted = omittedColumns[report] ?? [];
  return reportDefinition(report)
    .columns.map(({ id }) => id)
    .filter((id) => !omitted.includes(id));
}

/**
 * Turns rows into columns.
 * @throws Error where a row lacks a column or has one too many: the oracle and the catalogue then disagree
 */
export function table(name: string, ids: readonly string[], rows: readonly object[]): TableFrame {
  const entries = rows.map((row) => new Map<string, unknown>(Object.entries(row)));
  for (const row of entries) {
    if (row.size !== ids.length || ids.some((id) => row.get(id) === undefined)) {
      throw new Error(`${name}: columns ${[...row.keys()].join(', ')}, expected ${ids.join(', ')}`);
    }
  }
  const columns = Object.fromEntries(ids.map((id) => [id, entries.map((row) => row.get(id))]));
  return { format: 'table', name, columns };
}

/** 100 x part / whole; null where the whole is 0. */
export const percent = (part: number, whole: number): number | null => (whole === 0 ? null : (100 * part) / whole);

/** Metrics by column id. */
export type Figures = Record<string, number | null>;

/** One group of a report with buckets: its metrics per bucket and over the whole range. */
export interface Group {
  readonly labels: Labels;
  readonly buckets: Figures[];
  readonly whole: Figures;
}

export const starts = (task: Task): number[] => bucketStarts(task.query.interval ?? 'auto', task.range, task.zone);

export const spans = (task: Task): Range[] => bucketSpans(task.query.interval ?? 'auto', task.range, task.zone);

/** Groups as time series: every metric of the report, or the one asked for. */
export function seriesFrame(task: Task, groups: readonly Group[]): SeriesFrame {
  const { title, columns } = reportDefinition(task.query.report);
  const metrics = columns.filter(({ id, metric }) => metric && (task.query.metric ?? id) === id).map(({ id }) => id);
  const series = groups.flatMap(({ labels, buckets }) =>
    metrics.map((metric) => ({ metric, labels, values: buckets.map((figures) => figures[metric] ?? null) })),
  );
  return { format: 'timeSeries', name: title, time: starts(task), series };
}

/** Groups as one number each: the metric asked for, or the default one. */
export function numericFrame(task: Task, groups: readonly Pick<Group, 'labels' | 'whole'>[]): NumericFrame {
  const { title, defaultMetric = '' } = reportDefinition(task.query.report);
  const metric = task.query.metric ?? defaultMetric;
  const rows = groups.flatMap(({ labels, whole }) => {
    const value = whole[metric] ?? null;
    return value === null ? [] : [{ labels, value }];
  });
  return { format: 'numeric', name: title, metric, rows };
}
