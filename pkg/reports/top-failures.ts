import { topFailures as definition } from '../../contract/reports/top-failures.ts';
import { diagnosticText } from '../../contract/texts/diagnostics.ts';
import { responseText } from '../../contract/texts/sip-responses.ts';
import { activities, categories, labelOf } from '../../contract/vocabulary.ts';
import { calendarBuckets, type Buckets } from '../cdr/calendar.ts';
import { failureCounts, type FailureCount } from '../cdr/questions/failures-by-user.ts';
import { sessionCells } from '../cdr/questions/session-cells.ts';
import { DiagnosticsError } from '../errors.ts';
import type { Frame } from '../plugin/frames/frame.ts';
import { failureSelection } from './failure-selection.ts';
import { byItem } from './order.ts';
import type { ReportHandler, ReportRequest } from './report.ts';
import { numericMetric, percentage } from './shapes/metrics.ts';
import { capped } from './shapes/notices.ts';
import { labelledNumbers, nameSeries, wideSeries } from './shapes/series.ts';
import { table } from './shapes/table.ts';

type Request = ReportRequest<'topFailures'>;
type Codes = Pick<FailureCount, 'DiagnosticId' | 'ResponseCode'>;

/** Top Failures Report. */
export const topFailures: ReportHandler<'topFailures'> = async (request) => {
  const { query, range, zone } = request;
  const failures = await rankedFailures(request);
  if (query.format === 'numeric') {
    return [numbers(request, failures.slice(0, query.limit))];
  }
  if (query.format === 'timeSeries') {
    if (query.metric === 'usersImpacted') {
      throw new DiagnosticsError('query', 'metric: Users impacted has no time series, expected reportedSessions.');
    }
    const buckets = calendarBuckets(range, query.interval, zone);
    const shown = failures.slice(0, query.limit);
    const trends = await trendsOf(request, buckets, shown);
    const metric = numericMetric(definition, 'reportedSessions');
    const series = shown.map((failure, index) => ({ metric, labels: labelsOf(failure), values: trends[index] ?? [] }));
    const names = new Map(shown.map((failure) => [JSON.stringify(labelsOf(failure)), informationOf(failure)]));
    // A code never stands alone, in the legend neither.
    const named = nameSeries(wideSeries(definition.title, buckets, series), (labels) =>
      names.get(JSON.stringify(labels)),
    );
    return [named];
  }
  return [await ranking(request, failures)];
};

async function ranking(request: Request, failures: readonly FailureCount[]): Promise<Frame> {
  const { query, range, zone, cdr } = request;
  const { title, columns } = definition;
  const days = calendarBuckets(range, 'daily', zone);
  const shown = failures.slice(0, query.limit);
  const trends = await trendsOf(request, days, shown);
  const total = failures.reduce((sum, { sessions }) => sum + sessions, 0);
  const rows = shown.map(({ DiagnosticId, ResponseCode, sessions, users }, index) => {
    return {
      rank: index + 1,
      reportedSessions: sessions,
      usersImpacted: users,
      failureInformation: informationOf({ DiagnosticId, ResponseCode }),
      trend: (trends[index] ?? []).map((count, day) => [days.starts[day], count]),
      diagnosticId: DiagnosticId,
      diagnosticMeaning: diagnosticText(DiagnosticId),
      responseCode: ResponseCode,
      responseMeaning: responseText(ResponseCode),
      category: labelOf(categories, cdr.classification.categoryOf(DiagnosticId, ResponseCode)),
      share: percentage(sessions, total),
    };
  });
  return table(title, columns, rows, {
    custom: { totalSessions: total, pairs: failures.length },
    notices: capped(shown.length, failures.length, 'failures'),
  });
}

/** The pair in words. */
function informationOf({ DiagnosticId, ResponseCode }: Codes): string {
  const [meaning, phrase] = [diagnosticText(DiagnosticId), responseText(ResponseCode)];
  return `${DiagnosticId ?? 'No diagnostic ID'}${meaning ? `: ${meaning}` : ''} (${ResponseCode ?? 'no response code'}${phrase ? ` ${phrase}` : ''})`;
}

/** Failures with their sessions and users, the most frequent first. */
async function rankedFailures(request: Request): Promise<FailureCount[]> {
  const found = await request.cdr.ask(failureCounts, failureSelection(request));
  return [...found].sort(
    (a, b) =>
      b.sessions - a.sessions || byItem(a.DiagnosticId, b.DiagnosticId) || byItem(a.ResponseCode, b.ResponseCode),
  );
}

const keyOf = ({ DiagnosticId, ResponseCode }: Codes) => `${DiagnosticId} ${ResponseCode}`;

/** Sessions per bucket of each of the failures, in their order. */
async function trendsOf(request: Request, buckets: Buckets, shown: readonly FailureCount[]): Promise<number[][]> {
  const { cdr, range } = request;
  const trends = new Map(shown.map((failure) => [keyOf(failure), buckets.starts.map(() => 0)]));
  const of = { slices: [range], binMinutes: buckets.binMinutes, filters: failureSelection(request).filters };
  const asked = shown.length > 0 ? activities : [];
  const cells = await Promise.all(
    asked.map(({ id }) => cdr.ask(sessionCells(['DiagnosticId', 'ResponseCode']), { ...of, activity: id })),
  );
  for (const cell of cells.flat()) {
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
