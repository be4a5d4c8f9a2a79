import { sql } from 'kysely';
import type { ColumnDefinition } from '../../contract/columns.ts';
import { reportDefinition } from '../../contract/reports/index.ts';
import { diagnosticText } from '../../contract/texts/diagnostics.ts';
import { responseText } from '../../contract/texts/sip-responses.ts';
import { categories, labelOf } from '../../contract/vocabulary.ts';
import { calendarBuckets, type Buckets } from '../cdr/calendar.ts';
import { stepOf } from '../cdr/cube.ts';
import { DiagnosticsError } from '../errors.ts';
import type { Frame } from '../plugin/frames/frame.ts';
import { eitherColumn, failedSessions, sameColumn } from './failed-sessions.ts';
import { byItem } from './order.ts';
import type { ReportHandler, ReportRequest } from './report.ts';
import { numericMetric, percentage } from './shapes/metrics.ts';
import { capped } from './shapes/notices.ts';
import { labelledNumbers, nameSeries, wideSeries } from './shapes/series.ts';
import { table } from './shapes/table.ts';

/** A failure: one pair of diagnostic ID and response code. */
interface Pair {
  readonly DiagnosticId: number | null;
  readonly ResponseCode: number | null;
  readonly sessions: number;
  readonly users: number;
}

/** Top Failures Report. */
export const topFailures: ReportHandler<'topFailures'> = async (request) => {
  const { query, range, zone } = request;
  const definition = reportDefinition(query.report);
  const pairs = await rankedPairs(request);
  if (query.format === 'numeric') {
    return [numbers(request, pairs.slice(0, query.limit))];
  }
  if (query.format === 'timeSeries') {
    if (query.metric === 'usersImpacted') {
      throw new DiagnosticsError('query', 'metric: Users impacted has no time series, expected reportedSessions.');
    }
    const buckets = calendarBuckets(range, query.interval, zone);
    const shown = pairs.slice(0, query.limit);
    const trends = await trendsOf(request, buckets, shown);
    const metric = definition.columns.find(({ id }) => id === 'reportedSessions') as ColumnDefinition;
    const series = shown.map((pair, index) => ({ metric, labels: labelsOf(pair), values: trends[index] ?? [] }));
    const names = new Map(shown.map((pair) => [JSON.stringify(labelsOf(pair)), informationOf(pair)]));
    // A code never stands alone, in the legend neither.
    const named = nameSeries(wideSeries(definition.title, buckets, series), (labels) =>
      names.get(JSON.stringify(labels)),
    );
    return [named];
  }
  return [await ranking(request, pairs)];
};

async function ranking(request: ReportRequest<'topFailures'>, pairs: readonly Pair[]): Promise<Frame> {
  const { query, range, zone, cdr } = request;
  const { title, columns } = reportDefinition(query.report);
  const days = calendarBuckets(range, 'daily', zone);
  const shown = pairs.slice(0, query.limit);
  const trends = await trendsOf(request, days, shown);
  const total = pairs.reduce((sum, { sessions }) => sum + sessions, 0);
  const rows = shown.map(({ DiagnosticId, ResponseCode, sessions, users }, index) => {
    return {
      rank: index + 1,
      reportedSessions: sessions,
      usersImpacted: users,
      failureInformation: informationOf({ DiagnosticId, ResponseCode }),
      trend: trends[index]?.map((count, day) => [days.starts[day], count]),
      diagnosticId: DiagnosticId,
      diagnosticMeaning: diagnosticText(DiagnosticId),
      responseCode: ResponseCode,
      responseMeaning: responseText(ResponseCode),
      category: labelOf(categories, cdr.classification.categoryOf(DiagnosticId, ResponseCode)),
      share: percentage(sessions, total),
    };
  });
  return table(title, columns, rows, {
    custom: { totalSessions: total, pairs: pairs.length },
    notices: capped(shown.length, pairs.length, 'failures'),
  });
}

/** The pair in words. */
function informationOf({ DiagnosticId, ResponseCode }: Pick<Pair, 'DiagnosticId' | 'ResponseCode'>): string {
  const [meaning, phrase] = [diagnosticText(DiagnosticId), responseText(ResponseCode)];
  return `${DiagnosticId ?? 'No diagnostic ID'}${meaning ? `: ${meaning}` : ''} (${ResponseCode ?? 'no response code'}${phrase ? ` ${phrase}` : ''})`;
}

async function rankedPairs(request: ReportRequest<'topFailures'>): Promise<Pair[]> {
  const { cdr, call } = request;
  const sessions = failedSessions(request, {
    DiagnosticId: sameColumn('DiagnosticId'),
    ResponseCode: sameColumn('ResponseCode'),
    User: eitherColumn('FromUri', 'UserUri'),
  });
  if (!sessions) {
    return [];
  }
  const pairs = cdr.db
    .selectFrom(sessions.as('f'))
    .select([
      sql<number | null>`f.DiagnosticId`.as('DiagnosticId'),
      sql<number | null>`f.ResponseCode`.as('ResponseCode'),
      sql<number>`count(*)`.as('sessions'),
      sql<number>`count(distinct ${cdr.dialect.lower(sql.ref('f.User'))})`.as('users'),
    ])
    .groupBy(['f.DiagnosticId', 'f.ResponseCode']);
  const rows = await cdr.run(pairs, call);
  return [...rows].sort(
    (a, b) =>
      b.sessions - a.sessions || byItem(a.DiagnosticId, b.DiagnosticId) || byItem(a.ResponseCode, b.ResponseCode),
  );
}

const keyOf = ({ DiagnosticId, ResponseCode }: Pick<Pair, 'DiagnosticId' | 'ResponseCode'>) =>
  `${DiagnosticId} ${ResponseCode}`;

/** Sessions per bucket of each of the pairs, in their order. */
async function trendsOf(
  request: ReportRequest<'topFailures'>,
  buckets: Buckets,
  shown: readonly Pair[],
): Promise<number[][]> {
  const { cdr, call } = request;
  const step = stepOf(cdr, buckets, 's.SessionIdTime');
  const sessions =
    shown.length > 0 &&
    failedSessions(request, {
      DiagnosticId: sameColumn('DiagnosticId'),
      ResponseCode: sameColumn('ResponseCode'),
      Step: { p2p: step, conference: step },
    });
  const trends = new Map(shown.map((pair) => [keyOf(pair), buckets.starts.map(() => 0)]));
  if (sessions) {
    const counted = cdr.db
      .selectFrom(sessions.as('f'))
      .select([
        sql<number>`f.Step`.as('step'),
        sql<number | null>`f.DiagnosticId`.as('DiagnosticId'),
        sql<number | null>`f.ResponseCode`.as('ResponseCode'),
        sql<number>`count(*)`.as('sessions'),
      ])
      .groupBy(['f.Step', 'f.DiagnosticId', 'f.ResponseCode']);
    for (const row of await cdr.run(counted, call)) {
      const trend = trends.get(keyOf(row));
      const bucket = buckets.bucketOf(row.step);
      if (trend) {
        trend[bucket] = (trend[bucket] ?? 0) + row.sessions;
      }
    }
  }
  return [...trends.values()];
}

const labelsOf = ({ DiagnosticId, ResponseCode }: Pair) => ({
  diagnosticId: String(DiagnosticId ?? 'none'),
  responseCode: String(ResponseCode ?? 'none'),
});

function numbers({ query }: ReportRequest<'topFailures'>, pairs: readonly Pair[]): Frame {
  const metric = numericMetric(query);
  return labelledNumbers(
    reportDefinition(query.report).title,
    metric,
    pairs.map((pair) => ({
      labels: labelsOf(pair),
      value: metric.id === 'usersImpacted' ? pair.users : pair.sessions,
    })),
  );
}
