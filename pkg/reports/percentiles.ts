import { bisector, bisectRight } from 'd3-array';
import type { MetricsOf } from '../../contract/columns.ts';
import type { joinTimes } from '../../contract/reports/join-times.ts';
import type { SetupTimeCell } from '../cdr/questions/setup-time-cells.ts';
import { percentage } from './shapes/metrics.ts';

/** Count, percentiles and maximum in milliseconds, and shares in percent, by column id. */
export type PercentileMetrics = MetricsOf<typeof joinTimes.columns> & { readonly count: number };

/** A setup time in milliseconds, and how many reports have it. */
type Counted = Pick<SetupTimeCell, 'SetupTime' | 'reports'>;

const bySetupTime = bisector(({ SetupTime }: Counted) => SetupTime);

/** Percentiles of setup times; exact, whatever their number. */
export class Percentiles {
  readonly #times: Counted[] = [];
  #metrics: PercentileMetrics | undefined;

  add(time: Counted): this {
    this.#times.push(time);
    this.#metrics = undefined;
    return this;
  }

  metrics(): PercentileMetrics {
    return (this.#metrics ??= this.#compute());
  }

  #compute(): PercentileMetrics {
    const times = this.#times.sort((a, b) => a.SetupTime - b.SetupTime);
    let count = 0;
    /** How many reports took as long as each of the times, or less. */
    const upTo = times.map(({ reports }) => (count += reports));
    const rank = (position: number) => times[bisectRight(upTo, position)]?.SetupTime ?? null;
    /** Linear interpolation between the two nearest ranks, as PERCENTILE_CONT of SQL Server. */
    const at = (quantile: number) => {
      const position = quantile * (count - 1);
      const [low, high] = [rank(Math.floor(position)), rank(Math.ceil(position))];
      return low === null || high === null ? null : low + (high - low) * (position - Math.floor(position));
    };
    const over = (limit: number) => percentage(count - (upTo[bySetupTime.right(times, limit) - 1] ?? 0), count);
    return {
      count,
      p50: at(0.5),
      p75: at(0.75),
      p90: at(0.9),
      p95: at(0.95),
      p99: at(0.99),
      max: times.at(-1)?.SetupTime ?? null,
      over2s: over(2000),
      over5s: over(5000),
      over10s: over(10_000),
    };
  }
}
