import type { Comparison, Rule } from '../rule.ts';

/** Name of the condition of every rule. */
export const conditionRefId = 'condition';

const expression = { type: '__expr__', uid: '__expr__' } as const;

/**
 * The condition as Grafana's server side expression: a threshold where one number is compared, which alone can have a recovery
 * threshold, else a formula.
 */
export function conditionModel({ condition }: Pick<Rule, 'condition'>): Record<string, unknown> {
  const [only, ...more] = condition;
  const common = { refId: conditionRefId, datasource: expression };
  if (more.length > 0) {
    return { ...common, type: 'math', expression: condition.map(formula).join(' && ') };
  }
  return { ...common, type: 'threshold', expression: only.of, conditions: [thresholdOf(only)] };
}

function thresholdOf({ is, value, recovery }: Comparison): Record<string, unknown> {
  return {
    type: 'query',
    evaluator: { type: is === 'above' ? 'gt' : 'lt', params: [value] },
    // Grafana negates it: the alert goes on while the number is not beyond.
    ...(recovery !== undefined && { unloadEvaluator: { type: is === 'above' ? 'lt' : 'gt', params: [recovery] } }),
  };
}

function formula({ of, is, value, recovery }: Comparison): string {
  if (recovery !== undefined) {
    throw new Error('only a condition on one number can have a recovery threshold');
  }
  return `(\${${of}} ${is === 'above' ? '>' : '<'} ${value})`;
}
