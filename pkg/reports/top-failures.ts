import { topFailures as definition } from '../../contract/reports/top-failures.ts';
import { diagnosticText } from '../../contract/texts/diagnostics.ts';
import { responseText } from '../../contract/texts/sip-responses.ts';
import { categories, labelOf } from '../../contract/vocabulary.ts';
import { coarsestBins } from '../cdr/time-bins.ts';
import { calendarBuckets, type Buckets } from '../cdr/calendar.ts';
import { addressKey } from '../cdr/names.ts';
import { failureCounts, type FailureCount } from '../cdr/questions/failure-counts.ts';
import type { SessionCell } from '../cdr/questions/session-cells.ts';
import { DiagnosticsError } from '../errors.ts';
import type { Frame } from '../plugin/frames/frame.ts';
import { failureCells } from './failure-cells.ts';
import { failureInformation } from './failure-information.ts';
import { failureSelection } from './failure-selection.ts';
import { byItem } from './order.ts';
import type { ReportHandler, ReportRequest } from './report.ts';
import { numericMetric, percentage } from './shapes/metrics.ts';
import { capped } from './shapes/notices.ts';
import { aboutBuckets } from './shapes/buckets.ts';
import { labelledNumbers, nameSeries, wideSeries } from './shapes/series.ts';
import { table } from './shapes/table.ts';

type Request = ReportRequest<'topFailures'>;
type Codes = Pick<FailureCount, 'DiagnosticId' | 'ResponseCode'>;

/** Top Failures Report. */
export const topFailures: ReportHandler<'topFailures'> = async (request) => {
  const { query, range, zone } = request;
  if (query.format === 'numeric') {
    return [numbers(request, (await rankedFailures(request, trendBuckets(request))).failures.slice(0, query.limit))];
  }
  if (query.format === 'timeSeries') {
    if (query.metric === 'usersImpacted') {
      throw new DiagnosticsError('query', 'Metric: Users impacted has no time series, expected Reported sessions.');
    }
    const buckets = calendarBuckets(range, query.interval, zone);
    const { failures, cells } = await rankedFailures(request, buckets);
    const shown = failures.slice(0, query.limit);
    const trends = trendsOf(cells, buckets, shown);
    const metric = numericMetric(definition, 'reportedSessions');
    const series = shown.map((failure, index) => ({ metric, labels: labelsOf(failure), values: trends[index] ?? [] }));
    const names = new Map(shown.map((failure) => [JSON.stringify(labelsOf(failure)), informationOf(failure)]));
    // A code never stands alone, in the legend neither.
    const named = nameSeries(wideSeries(definition.title, buckets, series), (labels) =>
      names.get(JSON.stringify(labels)),
    );
    return [named];
  }
  return [await ranking(request)];
};

async function ranking(request: Request): Promise<Frame> {
  const { query, cdr } = request;
  const { title, columns } = definition;
  const { days, fitted, binMinutes } = trendBuckets(request);
  const { failures, cells } = await rankedFailures(request, { binMinutes });
  const shown = failures.slice(0, query.limit);
  const [trends, fittedTrends] = [trendsOf(cells, days, shown), trendsOf(cells, fitted, shown)];
  const total = failures.reduce((sum, { sessions }) => sum + sessions, 0);
  const rows = shown.map(({ DiagnosticId, ResponseCode, sessions, users }, index) => {
    return {
      rank: index + 1,
      reportedSessions: sessions,
      usersImpacted: users,
      failureInformation: informationOf({ DiagnosticId, ResponseCode }),
      trend: pointsOf(trends[index], days),
      fittedTrend: pointsOf(fittedTrends[index], fitted),
      diagnosticId: DiagnosticId,
      diagnosticMeaning: diagnosticText(DiagnosticId),
      responseCode: ResponseCode,
      responseMeaning: responseText(ResponseCode),
      category: labelOf(categories, cdr.classification.categoryOf(DiagnosticId, ResponseCode)),
      share: percentage(sessions, total),
    };
  });
  return table(title, columns, rows, {
    custom: { totalSessions: total, pairs: failures.length, ...aboutBuckets(fitted) },
    notices: capped(shown.length, failures.length, 'failures'),
  });
}

/** Buckets of either trend, and the time bins that both are rolled up from. */
function trendBuckets({ range, zone }: Request) {
  const days = calendarBuckets(range, 'daily', zone);
  const fitted = calendarBuckets(range, 'fitted', zone);
  return { days, fitted, binMinutes: coarsestBins([...days.starts, ...fitted.starts]) };
}

const pointsOf = (trend: readonly number[] = [], { starts }: Buckets) =>
  trend.map((count, bucket) => [starts[bucket], count]);

/** The pair in words. */
const informationOf = ({ DiagnosticId, ResponseCode }: Codes): string => failureInformation(DiagnosticId, ResponseCode);

interface Ranking {
  /** The most frequent first. */
  readonly failures: readonly FailureCount[];
  /** What their trends are added up from. */
  readonly cells: readonly FailureCell[];
}

type FailureCell = SessionCell<'DiagnosticId' | 'ResponseCode'>;

/** Failures with their sessions and users, and when they were. */
async function rankedFailures(
  { cdr, query, range }: Request,
  { binMinutes }: Pick<Buckets, 'binMinutes'>,
): Promise<Ranking> {
  const selection = { ...failureSelection({ query, range }), binMinutes };
  const cells = await failureCells(cdr, ['DiagnosticId', 'ResponseCode', 'FromUser'], selection);
  if (cells) {
    return { failures: inOrder(countUsers(cells)), cells };
  }
  const [counted, withoutUsers] = await Promise.all([
    cdr.ask(failureCounts, selection),
    failureCells(cdr, ['DiagnosticId', 'ResponseCode'], selection),
  ]);
  return { failures: inOrder(counted), cells: withoutUsers ?? [] };
}

const inOrder = (failures: readonly FailureCount[]) =>
  [...failures].sort(
    (a, b) =>
      b.sessions - a.sessions || byItem(a.DiagnosticId, b.DiagnosticId) || byItem(a.ResponseCode, b.ResponseCode),
  );

/** Sessions and distinct users of each failure. A session without user counts for nobody. */
function countUsers(cells: readonly SessionCell<'DiagnosticId' | 'ResponseCode' | 'FromUser'>[]): FailureCount[] {
  const counted = new Map<string, { codes: Codes; sessions: number; spelled: Set<string> }>();
  for (const { DiagnosticId, ResponseCode, FromUser, sessions } of cells) {
    const key = keyOf({ DiagnosticId, ResponseCode });
    let failure = counted.get(key);
    if (!failure) {
      failure = { codes: { DiagnosticId, ResponseCode }, sessions: 0, spelled: new Set() };
      counted.set(key, failure);
    }
    failure.sessions += sessions;
    if (FromUser !== null) {
      failure.spelled.add(FromUser);
    }
  }
  return [...counted.values()].map(({ codes, sessions, spelled }) => ({
    ...codes,
    sessions,
    users: new Set([...spelled].map(addressKey)).size,
  }));
}

const keyOf = ({ DiagnosticId, ResponseCode }: Codes) => `${DiagnosticId} ${ResponseCode}`;

/** Sessions per bucket of each of the failures, in their order. */
function trendsOf(cells: readonly FailureCell[], buckets: Buckets, shown: readonly FailureCount[]): number[][] {
  const trends = new Map(shown.map((failure) => [keyOf(failure), buckets.starts.map(() => 0)]));
  for (const cell of cells) {
    const trend = trends.get(keyOf(cell));
    const bucket = buckets.bucketOf(cell.time);
    if (trend) {
      trend[bucket] = (trend[bucket] ?? 0) + cell.sessions;
    }
  }
  return [...trends.values()];
}

const labelsOf = ({ DiagnosticId, ResponseCode }: Codes) => ({
  diagnosticId: String(DiagnosticId ?? 'none'),
  responseCode: String(ResponseCode ?? 'none'),
});

function numbers({ query }: Request, failures: readonly FailureCount[]): Frame {
  const metric = numericMetric(definition, query.metric);
  return labelledNumbers(
    definition.title,
    metric,
    failures.map((failure) => ({
      labels: labelsOf(failure),
      value: metric.id === 'usersImpacted' ? failure.users : failure.sessions,
    })),
  );
}
