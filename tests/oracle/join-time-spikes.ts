import { reportDefinition } from '../../contract/reports/index.ts';
import { columnIds, table, type OracleFrame, type Task } from './frames.ts';
import { percentile, selectSetupTimes, type SetupTime, spelledAlike } from './join-times.ts';
import { baselineOf, median, Timeline, windowsOf, type Window } from './spike-windows.ts';
import { compareText, fold } from './text.ts';

const uncompared = ['count', 'p50', 'p95'];
const whole = 'Whole join';

interface Group {
  readonly pool: string;
  readonly component: string;
  readonly times: Timeline<SetupTime>;
}

/** Join Time Spikes. */
export function joinTimeSpikes(task: Task): OracleFrame[] {
  const { format, metric, groupBy } = task.query;
  const { title } = reportDefinition('joinTimeSpikes');
  const byPool = groupBy?.includes('pool') ?? false;
  const windows = windowsOf(task);
  const groups = groupsOf(task, windows, byPool);
  const labels = ({ pool, component }: Group) => ({ ...(byPool && { pool }), component });
  if (format === 'timeSeries') {
    const series = groups
      .filter((group) => group.times.in(task.range).length > 0)
      .flatMap((group) =>
        (metric ? [metric] : ['p95', 'baselineP95']).map((id) => ({
          metric: id,
          labels: labels(group),
          values: windows.map((window) => numbers(task, group, window)[id] ?? null),
        })),
      );
    return [{ format: 'timeSeries', name: title, time: windows.map(({ start }) => start), series }];
  }
  const [window] = windows;
  const lines = groups.flatMap((group) =>
    window && group.times.in(window.span).length > 0 ? [{ group, window, ...figures(task, group, window) }] : [],
  );
  if (format === 'numeric') {
    const id = metric ?? 'ratio';
    const rows = lines.flatMap(({ group, ...line }) => {
      const value = line.numbers[id] ?? null;
      return value === null ? [] : [{ labels: labels(group), value }];
    });
    return [{ format: 'numeric', name: title, metric: id, rows }];
  }
  const ids = columnIds('joinTimeSpikes').filter((id) => byPool || id !== 'pool');
  const rows = lines.map(({ group, window: { span }, numbers: found, baseline }) => ({
    windowStart: span.from,
    windowEnd: span.to,
    ...(byPool && { pool: group.pool }),
    application: group.component,
    ...found,
    ratio: (found.count ?? 0) < (task.query.minSessions ?? 0) ? null : found.ratio,
    baseline,
  }));
  return [table(title, ids, rows)];
}

function groupsOf(task: Task, windows: readonly Window[], byPool: boolean): Group[] {
  const compared = task.query.format !== 'timeSeries' || !uncompared.includes(task.query.metric ?? '');
  const read = windows.flatMap(({ span, weeks, day }) => [span, ...(compared ? [...weeks, day] : [])]);
  const all = new Timeline(selectSetupTimes({ ...task, range: { from: -Infinity, to: Infinity } }));
  const seen = [...new Set(read.flatMap((range) => all.in(range)))];
  const named = spelledAlike(seen).map((one) => ({ ...one, pool: byPool ? (one.pool ?? 'None') : '' }));
  const poolOf = (pool: string) =>
    named
      .map((one) => one.pool)
      .filter((name) => fold(name) === fold(pool))
      .sort(compareText)[0] ?? pool;
  const dealt = new Map<string, typeof named>();
  for (const one of named) {
    const key = JSON.stringify([fold(one.pool), one.component]);
    const members = dealt.get(key) ?? [];
    members.push(one);
    dealt.set(key, members);
  }
  const groups = [...dealt.values()].map((members) => ({
    pool: poolOf(members[0]?.pool ?? ''),
    component: members[0]?.component ?? '',
    times: new Timeline<SetupTime>(members),
  }));
  return groups.sort(
    (a, b) =>
      Number(b.component === whole) - Number(a.component === whole) ||
      compareText(a.component, b.component) ||
      compareText(a.pool, b.pool),
  );
}

const sorted = (times: readonly SetupTime[]) => times.map(({ ms }) => ms).sort((a, b) => a - b);

function figures(task: Task, { times }: Group, { span, weeks, day }: Window) {
  const own = sorted(times.in(span));
  const { baseline, parts } = baselineOf(
    weeks.map((week) => sorted(times.in(week))),
    sorted(times.in(day)),
  );
  const [p50, p95] = [percentile(own, 0.5), percentile(own, 0.95)];
  const usual = (share: number) => median(parts.map((part) => percentile(part, share) ?? 0));
  const baselineP95 = usual(0.95);
  const ratio = p95 === null || baselineP95 === null || baselineP95 === 0 ? null : p95 / baselineP95;
  const few = own.length < (task.query.minSessions ?? 0);
  const found: Record<string, number | null> = {
    count: own.length,
    p50,
    p95,
    baselineP50: usual(0.5),
    baselineP95,
    ratio: ratio !== null && few ? 0 : ratio,
  };
  return { numbers: found, baseline };
}

const numbers = (task: Task, group: Group, window: Window) => figures(task, group, window).numbers;
