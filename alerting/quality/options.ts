import { parseArgs } from 'node:util';

/** What the command line asks for. */
export interface QualityOptions {
  readonly seeds: readonly number[];
  /** Quiet days to look for false alarms in. */
  readonly days: number;
  readonly sessionsPerDay: readonly number[];
  /** Minutes between evaluations where that is more than the rule's own interval; 0 evaluates as Grafana does. */
  readonly step: number;
  /** UIDs of the rules to run; all where there are none. */
  readonly rules: readonly string[];
}

export const usage = `Runs the shipped alert rules over generated calls, as Grafana would, and says when they fire.

  --seed 1,2               seeds of the generated data (1)
  --days 60                quiet days to look for false alarms in (60)
  --sessions-per-day 1200  volumes, sessions of a weekday (1200)
  --step 5                 minutes between evaluations, if more than the interval of a rule (0: the rule's interval)
  --rule cd-new-diagnostic-id  UIDs of rules to run (all)
`;

/** Reads the command line. @throws Error naming an option or value it does not know */
export function readOptions(args: string[]): QualityOptions {
  const { values } = parseArgs({
    args,
    options: {
      seed: { type: 'string', default: '1' },
      days: { type: 'string', default: '60' },
      'sessions-per-day': { type: 'string', default: '1200' },
      step: { type: 'string', default: '0' },
      rule: { type: 'string' },
    },
  });
  return {
    seeds: numbers('seed', values.seed),
    days: numbers('days', values.days)[0] ?? 60,
    sessionsPerDay: numbers('sessions-per-day', values['sessions-per-day']),
    step: numbers('step', values.step)[0] ?? 0,
    rules: values.rule?.split(',') ?? [],
  };
}

function numbers(name: string, text: string): number[] {
  return text.split(',').map((one) => {
    if (!/^\d+$/.test(one.trim())) {
      throw new Error(`--${name}: expected whole numbers, such as 1 or 1,2`);
    }
    return Number(one);
  });
}
