import type { CdrOptions } from '../../demo/generator/options.ts';
import { cdrStopped } from '../rules/cdr-stopped.ts';
import { joinTimes } from '../rules/join-times.ts';
import type { Rule } from '../rule.ts';
import { openDemoCdr } from './demo-cdr.ts';
import { simulate } from './simulate.ts';

const hour = 3_600_000;

/** When a rule noticed something that the generated incidents do not hold; null where it did not. */
export interface Noticed {
  readonly rule: Rule;
  readonly what: string;
  readonly from: number;
  readonly alerting: number | null;
}

/** No record arrives after the end of the data: how long until that is said, if it is within so many hours? */
export async function cdrStops(options: CdrOptions, hours = 24): Promise<Noticed> {
  const demo = await openDemoCdr({ ...options, incidents: false });
  const alerts = await simulate(demo.cdr, cdrStopped, { from: options.end, to: options.end + hours * hour });
  await demo.close();
  const fired = alerts.flatMap(({ alerting }) => (alerting === null ? [] : [alerting]));
  return {
    rule: cdrStopped,
    what: 'no record arrives any more',
    from: options.end,
    alerting: fired.length > 0 ? Math.min(...fired) : null,
  };
}

/** All joins of the last three hours take so many times as long. */
export async function joinsSlowDown(options: CdrOptions, factor: number): Promise<Noticed> {
  const demo = await openDemoCdr({ ...options, incidents: false });
  const from = options.end - 3 * hour;
  for (const table of ['ErrorReport', 'ProgressReport']) {
    demo.database.run(`UPDATE ${table} SET SessionSetupTime = SessionSetupTime * ? WHERE ErrorTime >= ?`, [
      factor,
      from,
    ]);
  }
  const alerts = await simulate(demo.cdr, joinTimes, { from: from - hour, to: options.end });
  await demo.close();
  const fired = alerts.flatMap(({ alerting }) => (alerting === null || alerting < from ? [] : [alerting]));
  return {
    rule: joinTimes,
    what: `joins take ${factor} times as long`,
    from,
    alerting: fired.length > 0 ? Math.min(...fired) : null,
  };
}
