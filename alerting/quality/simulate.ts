import type { Cdr } from '../../pkg/cdr/cdr.ts';
import type { Rule } from '../rule.ts';
import { ask } from './ask.ts';
import { StateMachine, type Alert, type Answers } from './state-machine.ts';

/** Evaluations from the first at or after `from` to before `to`, in epoch milliseconds. */
export interface Span {
  readonly from: number;
  readonly to: number;
  /** Minutes between evaluations where that is more than the rule's own interval. */
  readonly stepMinutes?: number;
}

/** Milliseconds between two evaluations of a rule. */
const intervalOf = (rule: Rule, stepMinutes = 0): number => Math.max(rule.group.minutes, stepMinutes) * 60_000;

/** Evaluations of a rule in a span: Grafana's lie on multiples of the interval. */
export function evaluationsOf(rule: Rule, { from, to, stepMinutes }: Span): number[] {
  const interval = intervalOf(rule, stepMinutes);
  const first = Math.ceil(from / interval);
  return Array.from({ length: Math.max(0, Math.ceil(to / interval) - first) }, (_, n) => (first + n) * interval);
}

/** Alerts of a rule over a span, each also with what it had at its highest. */
export async function simulate(cdr: Cdr, rule: Rule, span: Span): Promise<readonly Alert[]> {
  const machine = new StateMachine(rule);
  const compared = new Set(rule.condition.map(({ of }) => of));
  const queries = rule.queries.filter(({ refId }) => compared.has(refId));
  for (const at of evaluationsOf(rule, span)) {
    const answers: Answers = Object.fromEntries(
      await Promise.all(queries.map(async (query) => [query.refId, await ask(cdr, query, at)] as const)),
    );
    machine.evaluate(at, answers, intervalOf(rule, span.stepMinutes));
  }
  return machine.alerts;
}
