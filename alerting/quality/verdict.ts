import type { Incident } from '../../demo/generator/describe-incidents.ts';
import type { Detection } from './detection.ts';
import { month, type FalseAlarms } from './false-alarms.ts';

/** Evaluations within which an incident that is visible has to be reported: one finds it, the next confirms it. */
const mostEvaluations = 2;
/**
 * What grows slowly has no moment at which it stands out: its first sessions fail as others do, and only their number over a day tells.
 * It has a day of hourly evaluations.
 */
const mostOfSlow: Partial<Readonly<Record<Incident['name'], number>>> = { 'client-creep': 24 };
/** False alarms of a rule for one group, such as a pool, that are bearable in a month. */
const mostFalseAlarms = 1;

/** Windows of incidents that no rule reported in time, in words. Windows that were visible to no rule are not among them. */
export function missed(detections: readonly Detection[]): string[] {
  const windows = new Map<string, { incident: Incident['name']; evaluations: number }>();
  for (const { incident, window, evaluations } of detections) {
    const key = `${incident}, ${new Date(window.from).toISOString().slice(0, 16)}`;
    const least = Math.min(windows.get(key)?.evaluations ?? Infinity, evaluations ?? Infinity);
    windows.set(key, { incident, evaluations: least });
  }
  return [...windows].flatMap(([key, { incident, evaluations }]) =>
    evaluations <= (mostOfSlow[incident] ?? mostEvaluations)
      ? []
      : [`${key}: ${evaluations === Infinity ? 'not reported' : `reported after ${evaluations} evaluations`}`],
  );
}

/** Rules that cry wolf too often, in words. */
export function tooLoud(found: readonly FalseAlarms[]): string[] {
  return found.flatMap(({ rule, worst, days }) => {
    const perMonth = (worst.fired * month) / days;
    return perMonth <= mostFalseAlarms ? [] : [`${rule.title}, ${worst.group}: ${perMonth.toFixed(1)} in a month`];
  });
}
