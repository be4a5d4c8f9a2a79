import { queryVersion } from '../../contract/migrate.ts';
import type { SavedQueryIn } from '../../contract/query.ts';
import type { RuleQuery } from '../rule.ts';

/** A query of a rule as it is saved. */
export function savedQuery({ refId, query }: RuleQuery): SavedQueryIn<'numeric'> {
  return { refId, version: queryVersion, format: 'numeric', ...query };
}

/** The range of a query when its rule is evaluated at an instant, in epoch milliseconds. */
export function rangeOf({ minutes }: RuleQuery, at: number): { readonly from: number; readonly to: number } {
  return { from: at - minutes * 60_000, to: at };
}
