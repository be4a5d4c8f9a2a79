import type { Comparison, Rule } from '../rule.ts';
import type { Sample } from './ask.ts';

/** An alert of a rule: one group that was beyond the threshold for a time. */
export interface Alert {
  readonly labels: Readonly<Record<string, string>>;
  /** Evaluations at which it became pending, firing and normal again; null where it did not. */
  readonly pending: number;
  alerting: number | null;
  ended: number | null;
  /** The highest value of the first comparison. */
  peak: number;
}

/** Answers of a rule's queries at one evaluation, by refId. */
export type Answers = Readonly<Record<string, readonly Sample[]>>;

const minute = 60_000;

/**
 * Follows a rule from evaluation to evaluation as Grafana does: pending first, firing when the condition has held for the pending
 * period, normal as soon as it does not. A group that is missing keeps its state for one evaluation and is gone with the second. A
 * query without any number is "no data", which our rules take as normal.
 */
export class StateMachine {
  readonly alerts: Alert[] = [];
  readonly #rule: Rule;
  readonly #hysteresis: boolean;
  readonly #active = new Map<string, { readonly alert: Alert; seen: number }>();

  /** @param hysteresis whether Grafana knows recovery thresholds */
  constructor(rule: Rule, hysteresis = true) {
    this.#rule = rule;
    this.#hysteresis = hysteresis;
  }

  /**
   * @param interval milliseconds between two evaluations
   * @returns alerts that are pending or firing now
   */
  evaluate(at: number, answers: Answers, interval = this.#rule.group.minutes * minute): readonly Alert[] {
    const compared = this.#rule.condition.map(({ of }) => answers[of] ?? []);
    const noData = compared.some((samples) => samples.length === 0);
    const [first] = this.#rule.condition;
    const groups = noData ? [] : (answers[first.of] ?? []);
    const present = new Set<string>();
    for (const group of groups) {
      const key = JSON.stringify(group.labels);
      present.add(key);
      this.#follow(key, group, this.#holds(group, answers, this.#active.has(key)), at);
    }
    for (const [key, state] of this.#active) {
      if (!present.has(key) && (noData || at - state.seen >= 2 * interval)) {
        this.#end(key, state.alert, at);
      }
    }
    return [...this.#active.values()].map(({ alert }) => alert);
  }

  #follow(key: string, { labels, value }: Sample, holds: boolean, at: number): void {
    const known = this.#active.get(key);
    if (!holds) {
      if (known) {
        this.#end(key, known.alert, at);
      }
      return;
    }
    const alert = known?.alert ?? { labels, pending: at, alerting: null, ended: null, peak: value };
    if (!known) {
      this.alerts.push(alert);
    }
    this.#active.set(key, { alert, seen: at });
    alert.peak = Math.max(alert.peak, value);
    if (alert.alerting === null && at - alert.pending >= this.#rule.pendingMinutes * minute) {
      alert.alerting = at;
    }
  }

  #end(key: string, alert: Alert, at: number): void {
    alert.ended = at;
    this.#active.delete(key);
  }

  #holds(group: Sample, answers: Answers, active: boolean): boolean {
    return this.#rule.condition.every((comparison) => {
      const value = valueFor(group, answers[comparison.of] ?? []);
      const limit = active && this.#hysteresis ? (comparison.recovery ?? comparison.value) : comparison.value;
      return beyond(comparison, value, limit, active && limit !== comparison.value);
    });
  }
}

/** The value with the labels of a group. */
function valueFor({ labels }: Sample, samples: readonly Sample[]): number {
  const key = JSON.stringify(labels);
  return samples.find((one) => JSON.stringify(one.labels) === key)?.value ?? NaN;
}

/** At the recovery threshold itself the alert goes on: Grafana negates "below the recovery threshold". */
function beyond({ is }: Comparison, value: number, limit: number, recovering: boolean): boolean {
  if (recovering) {
    return is === 'above' ? !(value < limit) : !(value > limit);
  }
  return is === 'above' ? value > limit : value < limit;
}
