import type { ErrorReportRow } from '../../pkg/cdr/schema/views.ts';
import { reportDefinition } from '../../contract/reports/index.ts';
import { deal } from './buckets.ts';
import { anyName, asksForParties, inRange, reportPartyFilter } from './filters.ts';
import {
  columnIds,
  numericFrame,
  percent,
  seriesFrame,
  starts,
  table,
  type Figures,
  type OracleFrame,
  type Task,
} from './frames.ts';
import { indexOf, keyOf } from './index-rows.ts';
import { compareText, fold } from './text.ts';

/** A setup time of a whole join or of a component. */
export interface SetupTime {
  readonly time: number;
  readonly component: string;
  readonly ms: number;
  /** Pool of the error report. */
  readonly pool: string | null;
}

const whole = 'Whole join';

/** Join Times: percentiles of setup times per component. */
export function joinTimes(task: Task): OracleFrame[] {
  const { format } = task.query;
  const samples = spelledAlike(selectSetupTimes(task));
  const names = [...new Set(samples.map(({ component }) => component))].sort(
    (a, b) => Number(b === whole) - Number(a === whole) || compareText(a, b),
  );
  const times = starts(task);
  const groups = names.map((component) => {
    const own = samples.filter((sample) => sample.component === component);
    const buckets = deal(own, times, ({ time }) => time).map(figures);
    return { labels: { component }, buckets, whole: figures(own) };
  });
  if (format !== 'table') {
    return [format === 'timeSeries' ? seriesFrame(task, groups) : numericFrame(task, groups)];
  }
  const rows = times.flatMap((time, i) =>
    groups
      .map(({ labels, buckets }) => ({ time, application: labels.component, ...buckets[i] }))
      .filter((row) => row.count !== 0),
  );
  return [table(reportDefinition('joinTimes').title, columnIds('joinTimes'), rows)];
}

/** Components that are the same without regard to case, in the spelling that comes first. */
export function spelledAlike(samples: readonly SetupTime[]): SetupTime[] {
  const first = new Map<string, string>();
  for (const name of [...new Set(samples.map(({ component }) => component))].sort(compareText)) {
    first.set(fold(name), first.get(fold(name)) ?? name);
  }
  return samples.map((one) => ({ ...one, component: first.get(fold(one.component)) ?? one.component }));
}

/** Rows of the range with a setup time that pass the filters, of error reports and of progress reports. */
export function selectSetupTimes({ rows, query: { filters }, range }: Task): SetupTime[] {
  const party = reportPartyFilter(filters);
  const source = anyName(filters.sources);
  const application = anyName(filters.applications);
  const passes = (
    row: Pick<ErrorReportRow, 'ErrorTime' | 'Source' | 'Application' | 'TelemetryId'>,
    report: ErrorReportRow | undefined,
  ) =>
    inRange(row.ErrorTime, range) &&
    source(row.Source) &&
    application(row.Application) &&
    (filters.telemetryId === undefined || row.TelemetryId === filters.telemetryId) &&
    (!asksForParties(filters) || (report !== undefined && party(report)));
  const { reports } = indexOf(rows);
  const joins = rows.errorReports.flatMap((row): SetupTime[] =>
    row.SetupTime !== null && passes(row, row)
      ? [{ time: row.ErrorTime, component: whole, ms: row.SetupTime, pool: row.Pool }]
      : [],
  );
  const steps = rows.progressReports.flatMap((row): SetupTime[] => {
    const report = reports.get(keyOf(row.ErrorTime, row.ErrorReportSeq, row) ?? '');
    const component = row.Application ?? 'Client';
    return row.SessionSetupTime !== null && passes(row, report)
      ? [{ time: row.ErrorTime, component, ms: row.SessionSetupTime, pool: report?.Pool ?? null }]
      : [];
  });
  return [...joins, ...steps];
}

function figures(samples: readonly SetupTime[]): Figures & { count: number } {
  const sorted = samples.map(({ ms }) => ms).sort((a, b) => a - b);
  const over = (ms: number) => percent(sorted.filter((value) => value > ms).length, sorted.length);
  return {
    count: sorted.length,
    p50: percentile(sorted, 0.5),
    p75: percentile(sorted, 0.75),
    p90: percentile(sorted, 0.9),
    p95: percentile(sorted, 0.95),
    p99: percentile(sorted, 0.99),
    max: sorted.at(-1) ?? null,
    over2s: over(2000),
    over5s: over(5000),
    over10s: over(10_000),
  };
}

/** PERCENTILE_CONT: linear interpolation between the two nearest values. */
export function percentile(sorted: readonly number[], share: number): number | null {
  const position = share * (sorted.length - 1);
  const low = sorted[Math.floor(position)];
  const high = sorted[Math.ceil(position)];
  return low === undefined || high === undefined ? null : low + (position - Math.floor(position)) * (high - low);
}
