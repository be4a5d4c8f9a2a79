import { reportDefinition } from '../../contract/reports/index.ts';
import { failedCategories } from '../../contract/vocabulary.ts';
import { deal } from './buckets.ts';
import { selectSessions } from './filters.ts';
import {
  columnIds,
  numericFrame,
  percent,
  seriesFrame,
  spans,
  starts,
  table,
  type Figures,
  type OracleFrame,
  type Task,
} from './frames.ts';
import type { Session } from './index-rows.ts';
import { isArchive } from './rows.ts';
import { compareNumber, compareText, fold, foldAddress } from './text.ts';

interface Line {
  readonly store: string | null;
  readonly diagnosticId: number | null;
  readonly responseCode: number | null;
  readonly userAgent: string | null;
  /** Whose failures it has. */
  holds(session: Session): boolean;
}

const apart = { store: null, diagnosticId: null, responseCode: null, userAgent: null };
const distinct = (texts: readonly string[]) => {
  const spelled = new Map<string, string>();
  for (const text of [...texts].sort(compareText)) {
    spelled.set(fold(text), spelled.get(fold(text)) ?? text);
  }
  return [...spelled.values()];
};

/** Long-term Trends: what every bucket had of each line. */
export function trends(task: Task): OracleFrame[] {
  const { trendOf = 'all', limit, filters, format } = task.query;
  const { categories, diagnosticIds, responseCodes, ...others } = filters;
  const chosen = { ...(diagnosticIds && { diagnosticIds }), ...(responseCodes && { responseCodes }) };
  const rated = task.settings.failureRate === 'all' ? failedCategories : (['unexpected'] as const);
  const sessions = selectSessions({ ...task, query: { ...task.query, filters: others } });
  const failures = selectSessions({
    ...task,
    query: { ...task.query, filters: { ...others, ...chosen, categories: categories ?? rated } },
  });
  const time = starts(task);
  const byBucket = deal(sessions, time, (session) => session.time);
  const failedByBucket = deal(failures, time, (session) => session.time);
  const sizeOf = (line: Line) => (trendOf === 'failure' ? failures : sessions).filter((one) => line.holds(one)).length;
  const lines = linesOf(task, sessions, failures);
  const ranked = trendOf === 'store' ? lines : [...lines].sort((a, b) => sizeOf(b) - sizeOf(a));
  const shown = ranked.slice(0, limit);
  const figures = (line: Line, bucket: number): Figures => {
    const all = byBucket[bucket] ?? [];
    const own = trendOf === 'failure' ? all : all.filter((one) => line.holds(one));
    const failed = (failedByBucket[bucket] ?? []).filter((one) => line.holds(one));
    const known = trendOf === 'failure' || trendOf === 'userAgent' ? all.length : own.length;
    return known === 0
      ? { sessions: null, failedSessions: null, failureRate: null, usersImpacted: null }
      : {
          sessions: own.length,
          failedSessions: failed.length,
          failureRate: percent(failed.length, own.length),
          usersImpacted: new Set(failed.flatMap(({ from }) => (from === null ? [] : [foldAddress(from)]))).size,
        };
  };
  if (format === 'numeric') {
    const whole: Task = { ...task, query: { ...task.query, interval: 'total', format: 'table' } };
    const metrics = ['sessions', 'failedSessions', 'failureRate', 'usersImpacted'];
    const { columns } = trends(whole)[0] as { columns: Record<string, unknown[]> } & OracleFrame;
    const groups = (columns['time'] ?? []).map((_, row) => {
      const value = (id: string) => columns[id]?.[row] ?? null;
      const { holds, ...names } = shown[row] as Line;
      return {
        labels: labelsOf(task, { ...names, holds }),
        whole: Object.fromEntries(metrics.map((id) => [id, value(id) as number | null])),
      };
    });
    return [numericFrame(task, groups)];
  }
  if (format === 'timeSeries') {
    const groups = shown.map((line) => ({
      labels: labelsOf(task, line),
      buckets: time.map((_, bucket) => figures(line, bucket)),
      whole: {},
    }));
    return [seriesFrame(task, groups)];
  }
  const rows = spans(task).flatMap(({ from, to }, bucket) =>
    shown.flatMap((line) => {
      const { holds, ...columns } = line;
      const counted = (trendOf === 'failure' ? failedByBucket : byBucket)[bucket] ?? [];
      return counted.some(holds)
        ? [{ time: time[bucket], ...columns, ...figures(line, bucket), bucketStart: from, bucketEnd: to }]
        : [];
    }),
  );
  return [table(reportDefinition('trends').title, columnIds('trends'), rows)];
}

/** Lines in the order of their names. */
function linesOf(task: Task, sessions: readonly Session[], failures: readonly Session[]): Line[] {
  const { trendOf = 'all' } = task.query;
  if (trendOf === 'failure') {
    const pairs = new Map(failures.map((one) => [`${one.diagnosticId} ${one.responseCode}`, one]));
    return [...pairs.values()]
      .sort((a, b) => compareNumber(a.diagnosticId, b.diagnosticId) || compareNumber(a.responseCode, b.responseCode))
      .map(({ diagnosticId, responseCode }) => ({
        ...{ ...apart, diagnosticId, responseCode },
        holds: (one) => one.diagnosticId === diagnosticId && one.responseCode === responseCode,
      }));
  }
  if (trendOf === 'userAgent') {
    const agents = distinct(sessions.flatMap(({ agent }) => agent ?? []));
    return [...agents, ...(sessions.some(({ agent }) => agent === null) ? [null] : [])].map((userAgent) => ({
      ...{ ...apart, userAgent },
      holds: ({ agent }) =>
        agent === null || userAgent === null ? agent === userAgent : fold(agent) === fold(userAgent),
    }));
  }
  if (trendOf === 'store' && isArchive(task.rows)) {
    return distinct(sessions.flatMap(({ store }) => store ?? [])).map((store) => ({
      ...{ ...apart, store },
      holds: (one) => one.store === store,
    }));
  }
  return sessions.length > 0 ? [{ ...apart, holds: () => true }] : [];
}

function labelsOf(task: Task, { store, diagnosticId, responseCode, userAgent }: Line): Record<string, string> {
  switch (task.query.trendOf) {
    case 'failure':
      return { diagnosticId: String(diagnosticId ?? 'none'), responseCode: String(responseCode ?? 'none') };
    case 'userAgent':
      return { userAgent: userAgent ?? 'none' };
    default:
      return store === null ? {} : { store };
  }
}
