import type { MetricsOf } from '../../contract/columns.ts';
import type { joinTimes } from '../../contract/reports/join-times.ts';
import { percentage } from './shapes/metrics.ts';

/** Count, percentiles and maximum in milliseconds, and shares in percent, by column id. */
export type PercentileMetrics = MetricsOf<typeof joinTimes.columns> & { readonly count: number };

/** Setup times as (milliseconds, how often); exact, whatever their number. */
export class Percentiles {
  readonly #times: { time: number; reports: number }[] = [];
  #metrics: PercentileMetrics | undefined;

  add(time: number, reports: number): this {
    this.#times.push({ time, reports });
    this.#metrics = undefined;
    return this;
  }

  metrics(): PercentileMetrics {
    return (this.#metrics ??= this.#compute());
  }

  #compute(): PercentileMetrics {
    const times = this.#times.sort((a, b) => a.time - b.time);
    const count = times.reduce((sum, { reports }) => sum + reports, 0);
    const at = (quantile: number) => this.#at(quantile, count);
    const over = (limit: number) => {
      const longer = times.reduce((sum, { time, reports }) => sum + (time > limit ? reports : 0), 0);
      return percentage(longer, count);
    };
    return {
      count,
      p50: at(0.5),
      p75: at(0.75),
      p90: at(0.9),
      p95: at(0.95),
      p99: at(0.99),
      max: times.at(-1)?.time ?? null,
      over2s: over(2000),
      over5s: over(5000),
      over10s: over(10_000),
    };
  }

  /** Linear interpolation between the two nearest ranks, as PERCENTILE_CONT of SQL Server. */
  #at(quantile: number, count: number): number | null {
    const position = quantile * (count - 1);
    const [low, high] = [this.#rank(Math.floor(position)), this.#rank(Math.ceil(position))];
    return low === null || high === null ? null : low + (high - low) * (position - Math.floor(position));
  }

  #rank(rank: number): number | null {
    let passed = 0;
    for (const { time, reports } of this.#times) {
      passed += reports;
      if (passed > rank) {
        return time;
      }
    }
    return null;
  }
}
