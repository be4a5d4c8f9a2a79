import Table from 'cli-table3';
import type { Detection } from './detection.ts';
import type { Noticed } from './disturbances.ts';
import { month, type FalseAlarms } from './false-alarms.ts';

const time = (at: number | null): string =>
  at === null ? '' : new Date(at).toUTCString().replace(/^(\w+), (\d+) (\w+) \d+ (\d+:\d+).*/, '$1 $2 $3 $4');
const minutes = (from: number, to: number | null): string => (to === null ? 'no' : ((to - from) / 60_000).toFixed(0));

function table(head: string[], rows: string[][]): string {
  const drawn = new Table({ head, style: { head: [], border: [], compact: true } });
  drawn.push(...rows);
  return drawn.toString();
}

/** When each rule saw each window of each incident, in UTC. */
export function detectionTable(detections: readonly Detection[]): string {
  return table(
    ['Incident', 'From', 'Rule', 'Group', 'Visible', 'Pending', 'Firing', 'Evaluations', 'Minutes from start'],
    detections.map(({ incident, window, rule, group, visible, pending, alerting, evaluations }) => [
      incident,
      time(window.from),
      rule.uid,
      group.replace(/\..*/, ''),
      time(visible),
      time(pending),
      alerting !== null && alerting < visible ? `since ${time(alerting)}` : time(alerting),
      evaluations === null ? 'not reported' : String(evaluations),
      alerting === null ? '' : minutes(window.from, Math.max(alerting, window.from)),
    ]),
  );
}

/** How long until each disturbance was reported. */
export function noticedTable(noticed: readonly Noticed[]): string {
  return table(
    ['What', 'From', 'Rule', 'Firing after minutes'],
    noticed.map(({ rule, what, from, alerting }) => [what, time(from), rule.uid, minutes(from, alerting)]),
  );
}

/** Alarms of quiet days. */
export function falseAlarmTable(found: readonly FalseAlarms[]): string {
  return table(
    [
      'Rule',
      'Days',
      'False alarms',
      'per month',
      'Most of one group, per month',
      'Pending only',
      'Highest while pending',
    ],
    found.map(({ rule, days, fired, worst, pendingOnly, peak }) => [
      rule.uid,
      String(days),
      String(fired),
      ((fired * month) / days).toFixed(1),
      worst.fired === 0 ? '0' : `${((worst.fired * month) / days).toFixed(1)} (${worst.group.replace(/\..*/, '')})`,
      String(pendingOnly),
      peak === 0 ? '' : peak.toFixed(1),
    ]),
  );
}
