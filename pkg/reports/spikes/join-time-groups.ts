import { median } from 'simple-statistics';
import type { SpikeOptions } from '../../../contract/query.ts';
import type { TimeRange } from '../../cdr/calendar.ts';
import { byCodePoint } from '../order.ts';
import { Percentiles } from '../percentiles.ts';
import { byComponent } from '../setup-times.ts';
import { chooseBaseline, type BaselineKind } from './baseline.ts';
import type { SetupTimeRow } from './count-setup-times.ts';
import { Grouping, type GroupLabels } from './groups.ts';
import type { ReadingPlan } from './reading-plan.ts';
import type { SpikeWindow } from './windows.ts';

/** The numbers of one component in one window, by column id. */
export interface JoinTimeFigures {
  readonly count: number;
  readonly p50: number | null;
  readonly p95: number | null;
  readonly baselineP50: number | null;
  readonly baselineP95: number | null;
  readonly ratio: number | null;
  readonly baseline: BaselineKind;
}

/** A component, or one of a pool, with its setup times in all windows. */
export interface JoinTimeGroup {
  readonly labels: GroupLabels;
  figures(window: SpikeWindow, options: SpikeOptions): JoinTimeFigures;
}

interface Entry {
  readonly poolKey: string;
  readonly component: string;
  readonly times: Map<number, { time: number; reports: number }[]>;
}

/** Sorts setup times into groups: by component, the whole join first, then by pool. */
export function joinTimeGroups(rows: readonly SetupTimeRow[], plan: ReadingPlan, byPool: boolean): JoinTimeGroup[] {
  const pools = new Grouping(byPool ? ['pool'] : []);
  const entries = new Map<string, Entry>();
  for (const { piece, step, component, pool, time, reports } of rows) {
    const [poolKey = ''] = pools.ofSessions({ pool });
    const key = JSON.stringify([poolKey, component]);
    const entry = entries.get(key) ?? { poolKey, component, times: new Map<number, []>() };
    entries.set(key, entry);
    const segment = plan.segmentOf(piece, step);
    const times = entry.times.get(segment) ?? [];
    entry.times.set(segment, times);
    times.push({ time, reports });
  }
  return [...entries.values()]
    .map(({ poolKey, component, times }) => ({
      labels: { ...pools.labels(poolKey), component } as GroupLabels,
      figures: (window: SpikeWindow, options: SpikeOptions) => figuresOf(window, percentilesIn(times, plan), options),
    }))
    .sort(
      (a, b) =>
        byComponent(a.labels.component ?? '', b.labels.component ?? '') ||
        byCodePoint(a.labels.pool ?? '', b.labels.pool ?? ''),
    );
}

type Metrics = ReturnType<Percentiles['metrics']>;

const percentilesIn =
  (times: Entry['times'], plan: ReadingPlan) =>
  (range: TimeRange): Metrics => {
    const [first, end] = plan.segmentsIn(range);
    const percentiles = new Percentiles();
    for (let segment = first; segment < end; segment += 1) {
      times.get(segment)?.forEach(({ time, reports }) => percentiles.add(time, reports));
    }
    return percentiles.metrics();
  };

function figuresOf(
  { span, weeks, day }: SpikeWindow,
  metricsIn: (range: TimeRange) => Metrics,
  { minSessions }: SpikeOptions,
): JoinTimeFigures {
  const { count: reports, p50 = null, p95 = null } = metricsIn(span);
  const count = reports ?? 0;
  const { kind, parts } = chooseBaseline(
    weeks.map(metricsIn),
    () => metricsIn(day),
    (part) => part.count ?? 0,
  );
  const middle = (id: 'p50' | 'p95') => (kind === 'None' ? null : median(parts.map((part) => part[id] ?? 0)));
  const baselineP95 = middle('p95');
  const ratio = p95 === null || !baselineP95 ? null : p95 / baselineP95;
  return {
    count,
    p50,
    p95,
    baselineP50: middle('p50'),
    baselineP95,
    ratio: ratio !== null && count < minSessions ? 0 : ratio,
    baseline: kind,
  };
}
