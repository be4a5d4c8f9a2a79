import type { Code } from '../../contract/query.ts';
import { reportDefinition } from '../../contract/reports/index.ts';
import { diagnosticText } from '../../contract/texts/diagnostics.ts';
import { responseText } from '../../contract/texts/sip-responses.ts';
import { categories, labelOf } from '../../contract/vocabulary.ts';
import { bucketStarts, deal } from './buckets.ts';
import { selectFailed } from './filters.ts';
import { columnIds, numericFrame, percent, starts, table, type OracleFrame, type Task } from './frames.ts';
import type { Session } from './index-rows.ts';
import { compareNumber, foldAddress } from './text.ts';

interface Pair {
  readonly diagnosticId: Code;
  readonly responseCode: Code;
  readonly sessions: Session[];
}

/** Top Failures. */
export function topFailures(task: Task): OracleFrame[] {
  const { title } = reportDefinition('topFailures');
  const selection = selectFailed(task);
  const pairs = rankedPairs(selection);
  const asked = task.query.limit;
  if (task.query.format === 'timeSeries') {
    const time = starts(task);
    const series = pairs.slice(0, asked).map((pair) => ({
      metric: 'reportedSessions',
      labels: labels(pair),
      values: deal(pair.sessions, time, (session) => session.time).map((some) => some.length),
    }));
    return [{ format: 'timeSeries', name: title, time, series }];
  }
  const shown = pairs.slice(0, asked);
  if (task.query.format === 'numeric') {
    const groups = shown.map((pair) => ({
      labels: labels(pair),
      whole: { reportedSessions: pair.sessions.length, usersImpacted: usersOf(pair) },
    }));
    return [numericFrame(task, groups)];
  }
  const days = bucketStarts('daily', task.range, task.zone);
  const steps = bucketStarts('fitted', task.range, task.zone);
  const rows = shown.map((pair, i) => ({
    rank: i + 1,
    reportedSessions: pair.sessions.length,
    usersImpacted: usersOf(pair),
    trend: deal(pair.sessions, days, ({ time }) => time).map((some, day) => [days[day], some.length]),
    fittedTrend: deal(pair.sessions, steps, ({ time }) => time).map((some, step) => [steps[step], some.length]),
    diagnosticId: pair.diagnosticId,
    diagnosticMeaning: diagnosticText(pair.diagnosticId),
    responseCode: pair.responseCode,
    responseMeaning: responseText(pair.responseCode),
    category: labelOf(categories, task.category(pair.diagnosticId, pair.responseCode)),
    share: percent(pair.sessions.length, selection.length),
  }));
  return [table(title, columnIds('topFailures'), rows)];
}

const labels = ({ diagnosticId, responseCode }: Pair) => ({
  diagnosticId: String(diagnosticId ?? 'none'),
  responseCode: String(responseCode ?? 'none'),
});

/** Distinct initiators of peer-to-peer sessions and participants of conference sessions. */
const usersOf = ({ sessions }: Pair): number =>
  new Set(sessions.flatMap(({ from }) => (from === null ? [] : [foldAddress(from)]))).size;

function rankedPairs(sessions: readonly Session[]): Pair[] {
  const pairs = new Map<string, Pair>();
  for (const session of sessions) {
    const { diagnosticId, responseCode } = session;
    const key = `${diagnosticId}/${responseCode}`;
    const pair = pairs.get(key) ?? { diagnosticId, responseCode, sessions: [] };
    pair.sessions.push(session);
    pairs.set(key, pair);
  }
  return [...pairs.values()].sort(
    (a, b) =>
      b.sessions.length - a.sessions.length ||
      compareNumber(a.diagnosticId, b.diagnosticId) ||
      compareNumber(a.responseCode, b.responseCode),
  );
}
