import { percentage } from './shapes/metrics.ts';

const quantiles = { p50: 0.5, p75: 0.75, p90: 0.9, p95: 0.95, p99: 0.99 } as const;
const thresholds = { over2s: 2000, over5s: 5000, over10s: 10_000 } as const;

/** Setup times as (milliseconds, how often); exact, whatever their number. */
export class Percentiles {
  readonly #times: { time: number; reports: number }[] = [];
  #metrics: Record<string, number | null> | undefined;

  add(time: number, reports: number): this {
    this.#times.push({ time, reports });
    this.#metrics = undefined;
    return this;
  }

  /** Metrics by column id: count, percentiles and maximum in milliseconds, shares in percent. */
  metrics(): Record<string, number | null> {
    return (this.#metrics ??= this.#compute());
  }

  #compute(): Record<string, number | null> {
    const times = this.#times.sort((a, b) => a.time - b.time);
    const count = times.reduce((sum, { reports }) => sum + reports, 0);
    const over = (limit: number) => times.reduce((sum, { time, reports }) => sum + (time > limit ? reports : 0), 0);
    return {
      count,
      ...Object.fromEntries(Object.entries(quantiles).map(([id, quantile]) => [id, this.#at(quantile, count)])),
      max: times.at(-1)?.time ?? null,
      ...Object.fromEntries(Object.entries(thresholds).map(([id, limit]) => [id, percentage(over(limit), count)])),
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
