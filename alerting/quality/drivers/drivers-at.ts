import { validateQuery } from '../../../contract/validate.ts';
import type { Cdr } from '../../../pkg/cdr/cdr.ts';
import { answerReport } from '../../../pkg/reports/index.ts';
import { rules } from '../../index.ts';
import { ask } from '../ask.ts';
import { guardsOf } from '../visibility.ts';

/** A driver as the report names it. */
export interface FoundDriver {
  readonly dimensions: readonly string[];
  readonly values: readonly string[];
  readonly failures: number;
  readonly score: number;
  readonly sentence: string;
}

/** The drivers of a range. */
export async function driversIn(cdr: Cdr, from: number, to: number): Promise<FoundDriver[]> {
  const query = validateQuery({ report: 'failureDrivers', filters: { categories: ['unexpected'] } });
  const [frame] = await answerReport({ query, range: { from, to }, zone: 'UTC', cdr });
  const column = (id: string) => frame?.fields.find(({ name }) => name === id)?.values ?? [];
  const [dimensions, values, failures, scores] = ['dimension', 'value', 'failures', 'score'].map(column);
  return column('driver').map((sentence, row) => ({
    dimensions: String(dimensions?.[row]).split(' and '),
    values: String(values?.[row]).split(' and '),
    failures: Number(failures?.[row]),
    score: Number(scores?.[row]),
    sentence: String(sentence),
  }));
}

/** Whether a shipped rule on Failure Spikes is beyond its threshold at an instant. */
export async function isReported(cdr: Cdr, at: number): Promise<boolean> {
  for (const rule of rules.filter((one) => guardsOf(one) && guardsOf(one)?.newWithin === undefined)) {
    const [condition] = rule.condition;
    const query = rule.queries.find(({ refId }) => refId === condition.of);
    const samples = query ? await ask(cdr, query, at) : [];
    if (samples.some(({ value }) => value > condition.value)) {
      return true;
    }
  }
  return false;
}
