import { median } from 'simple-statistics';
import type { SpikeOptions } from '../../../contract/query.ts';
import type { TimeRange } from '../../cdr/calendar.ts';
import type { SetupTimeCell } from '../../cdr/questions/setup-time-cells.ts';
import { byComponent } from '../components.ts';
import { byCodePoint } from '../../cdr/spellings.ts';
import { Percentiles, type PercentileMetrics } from '../percentiles.ts';
import { ByTime } from './by-time.ts';
import { chooseBaseline, type BaselineKind } from './figures.ts';
import { Grouping, type GroupLabels } from './groups.ts';
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
  /** Too few reports for a ratio: it is 0, which no alert rule takes for a spike. A table leaves it empty. */
  readonly isFew: boolean;
}

/** A component, or one of a pool, with its setup times in all windows. */
export interface JoinTimeGroup {
  readonly labels: GroupLabels;
  figures(window: SpikeWindow, guards: Pick<SpikeOptions, 'minSessions'>): JoinTimeFigures;
}

interface Entry {
  readonly poolKey: string;
  readonly component: string;
  readonly times: ByTime<Pick<SetupTimeCell, 'SetupTime' | 'reports'>[]>;
}

/**
 * Sorts setup times into groups: by component, the whole join first, then by pool.
 * @param components their cells by name
 */
export function joinTimeGroups(
  components: ReadonlyMap<string, readonly SetupTimeCell[]>,
  byPool: boolean,
): JoinTimeGroup[] {
  const pools = new Grouping(byPool ? ['pool'] : []);
  const entries = new Map<string, Entry>();
  for (const [component, cells] of components) {
    for (const cell of cells) {
      const [poolKey = ''] = pools.ofSessions(cell, 'conference');
      const key = JSON.stringify([poolKey, component]);
      const entry = entries.get(key) ?? { poolKey, component, times: new ByTime() };
      entries.set(key, entry);
      entry.times.get(cell.time, () => []).push(cell);
    }
  }
  return [...entries.values()]
    .map(({ poolKey, component, times }): JoinTimeGroup => ({
      labels: { ...pools.labels(poolKey), component },
      figures: (window, guards) => figuresOf(window, percentilesIn(times), guards),
    }))
    .sort(
      (a, b) =>
        byComponent(a.labels.component ?? '', b.labels.component ?? '') ||
        byCodePoint(a.labels.pool ?? '', b.labels.pool ?? ''),
    );
}

const percentilesIn =
  (times: Entry['times']) =>
  (range: TimeRange): PercentileMetrics => {
    const percentiles = new Percentiles();
    for (const time of times.in(range).flat()) {
      percentiles.add(time);
    }
    return percentiles.metrics();
  };

function figuresOf(
  { span, weeks, day }: SpikeWindow,
  metricsIn: (range: TimeRange) => PercentileMetrics,
  { minSessions }: Pick<SpikeOptions, 'minSessions'>,
): JoinTimeFigures {
  const { count, p50, p95 } = metricsIn(span);
  const { kind, parts } = chooseBaseline(
    weeks.map(metricsIn),
    () => metricsIn(day),
    (part) => part.count,
  );
  const middle = (id: 'p50' | 'p95') => (kind === 'None' ? null : median(parts.map((part) => part[id] ?? 0)));
  const baselineP95 = middle('p95');
  const ratio = p95 === null || !baselineP95 ? null : p95 / baselineP95;
  const isFew = count < minSessions;
  return {
    count,
    p50,
    p95,
    baselineP50: middle('p50'),
    baselineP95,
    ratio: ratio !== null && isFew ? 0 : ratio,
    baseline: kind,
    isFew,
  };
}
