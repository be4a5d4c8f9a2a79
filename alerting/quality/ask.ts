import { validateQuery } from '../../contract/validate.ts';
import type { Cdr } from '../../pkg/cdr/cdr.ts';
import { answerReport } from '../../pkg/reports/index.ts';
import { rangeOf, savedQuery } from '../parts/saved-query.ts';
import type { RuleQuery } from '../rule.ts';

/** One number of a rule's query. */
export interface Sample {
  readonly labels: Readonly<Record<string, string>>;
  readonly value: number;
}

/** What a query of a rule answers when the rule is evaluated at an instant. */
export async function ask(cdr: Cdr, query: RuleQuery, at: number): Promise<Sample[]> {
  const valid = validateQuery(savedQuery(query));
  const range = rangeOf(query, at);
  const [frame] = await answerReport({ query: valid, range, zone: 'UTC', cdr });
  const texts = frame?.fields.filter(({ type }) => type === 'string') ?? [];
  const [numbers, ...others] = frame?.fields.filter(({ type }) => type !== 'string') ?? [];
  if (others.length > 0) {
    throw new Error(`${query.refId}: a rule takes one number`);
  }
  return (numbers?.values ?? []).map((value, row) => ({
    labels: Object.fromEntries(texts.map(({ name, values }) => [name, String(values[row])])),
    value: Number(value),
  }));
}
