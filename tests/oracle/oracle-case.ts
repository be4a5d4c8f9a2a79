import type { QueryDraft } from '../../contract/query.ts';
import type { Range } from './buckets.ts';

/** One question to put to the product and to the oracle. `zone` is also the query's, except for some in UTC. */
export interface OracleCase {
  readonly name: string;
  readonly saved: QueryDraft;
  readonly range: Range;
  readonly zone: string;
}

/** The text that tells a case apart in a list of tests. */
export function caseName(number: number, { report, format }: QueryDraft, zone: string, range: Range): string {
  const span = `${new Date(range.from).toISOString()} to ${new Date(range.to).toISOString()}`;
  return `${number} ${report} ${format} ${zone} ${span}`;
}
