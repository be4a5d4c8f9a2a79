import { describeIncidents } from '../../demo/generator/describe-incidents.ts';
import type { CdrOptions } from '../../demo/generator/options.ts';
import type { Rule } from '../rule.ts';
import { detect, type Detection } from './detection.ts';
import { openDemoCdr } from './demo-cdr.ts';
import { simulate } from './simulate.ts';
import { guardsOf } from './visibility.ts';

const day = 24 * 3_600_000;

/** What each rule on failures made of each window of each incident, in order of the incidents. */
export async function incidentRuns(
  options: CdrOptions,
  rules: readonly Rule[],
  stepMinutes: number,
): Promise<Detection[]> {
  const demo = await openDemoCdr({ ...options, incidents: true });
  const incidents = describeIncidents(options);
  const first = Math.min(...incidents.flatMap(({ windows }) => windows.map(({ from }) => from)));
  const span = { from: first - day, to: options.end, stepMinutes };
  const found: Detection[] = [];
  for (const rule of rules.filter((one) => guardsOf(one) !== undefined)) {
    const alerts = await simulate(demo.cdr, rule, span);
    for (const incident of incidents) {
      found.push(...incident.windows.flatMap((window) => detect(demo, incident, window, rule, alerts, span) ?? []));
    }
  }
  await demo.close();
  const place = ({ incident }: Detection) => incidents.findIndex(({ name }) => name === incident);
  return found.sort((a, b) => place(a) - place(b) || a.window.from - b.window.from);
}
