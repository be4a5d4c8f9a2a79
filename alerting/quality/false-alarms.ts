import type { Rule } from '../rule.ts';
import type { Alert } from './state-machine.ts';

/** What a rule did while nothing was wrong. */
export interface FalseAlarms {
  readonly rule: Rule;
  /** Alerts that fired, and those that were pending only. */
  readonly fired: number;
  readonly pendingOnly: number;
  /** Fired alerts of the group that had most, and that group. */
  readonly worst: { readonly group: string; readonly fired: number };
  /** The highest number that was compared while pending or firing. */
  readonly peak: number;
  readonly days: number;
}

export const month = 30;

/** Counts the alerts of a rule over so many quiet days. */
export function falseAlarms(rule: Rule, alerts: readonly Alert[], days: number): FalseAlarms {
  const fired = alerts.filter(({ alerting }) => alerting !== null);
  const perGroup = new Map<string, number>();
  for (const { labels } of fired) {
    const group = Object.values(labels).join(', ');
    perGroup.set(group, (perGroup.get(group) ?? 0) + 1);
  }
  const [worst = ['', 0] as const] = [...perGroup].sort((a, b) => b[1] - a[1]);
  return {
    rule,
    fired: fired.length,
    pendingOnly: alerts.length - fired.length,
    worst: { group: worst[0], fired: worst[1] },
    peak: Math.max(0, ...alerts.map(({ peak }) => peak)),
    days,
  };
}
