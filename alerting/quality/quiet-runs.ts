import type { CdrOptions } from '../../demo/generator/options.ts';
import type { Rule } from '../rule.ts';
import { openDemoCdr } from './demo-cdr.ts';
import { falseAlarms, type FalseAlarms } from './false-alarms.ts';
import { simulate } from './simulate.ts';

const day = 24 * 3_600_000;
/** Days before the first evaluation: four weeks for the baseline and four for what is new, beside each other. */
const history = 30;

/** What the rules do over so many days, up to the end of the data, in which nothing is wrong. */
export async function quietRuns(
  options: CdrOptions,
  rules: readonly Rule[],
  days: number,
  stepMinutes: number,
): Promise<FalseAlarms[]> {
  const demo = await openDemoCdr({ ...options, days: days + history, incidents: false });
  const span = { from: options.end - days * day, to: options.end, stepMinutes };
  const found: FalseAlarms[] = [];
  for (const rule of rules) {
    found.push(falseAlarms(rule, await simulate(demo.cdr, rule, span), days));
  }
  await demo.close();
  return found;
}
