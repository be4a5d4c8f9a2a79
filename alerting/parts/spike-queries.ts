import type { MetricIdOf, SavedQueryOf } from '../../contract/query.ts';
import type { RuleQuery } from '../rule.ts';

type SpikeOptions = Omit<
  SavedQueryOf<'failureSpikes'>,
  'refId' | 'version' | 'report' | 'format' | 'filters' | 'metric'
>;

/**
 * The numbers of a rule on failure spikes: the one its condition compares, then those its texts show. All have the same
 * groups. A query without any group would make the whole rule one without data, so none may ask for a number that can be absent
 * where the first is not: `baseline` (absent without history) goes with `score` alone.
 */
export function spikeQueries(
  options: SpikeOptions & { readonly windowMinutes: number },
  compared: 'score' | 'isNew',
): readonly RuleQuery[] {
  const metrics: Record<string, MetricIdOf<'failureSpikes'>> = {
    [compared]: compared,
    failures: 'failures',
    users: 'usersImpacted',
    rate: 'failureRate',
    ...(compared === 'score' && { baseline: 'baselineRate' }),
  };
  // What people expect, such as a busy callee, follows their habits and not the servers' health.
  const filters = { categories: ['unexpected'] };
  return Object.entries(metrics).map(([refId, metric]) => ({
    refId,
    minutes: options.windowMinutes,
    query: { report: 'failureSpikes', metric, filters, ...options },
  }));
}

/**
 * What the failures of each group have in common, for the texts: a number whose label `driver` is the sentence. Every group with failures
 * has one, so that the rule is not one without data where nothing stands out.
 */
export function driverQuery(driverOf: 'pool' | 'diagnosticId', minutes: number): RuleQuery {
  return {
    refId: 'driver',
    minutes,
    query: {
      report: 'failureDrivers',
      metric: 'explainedShare',
      driverOf,
      filters: { categories: ['unexpected'] },
      limit: 1000,
    },
  };
}
