import type { Incident, Window } from '../../demo/generator/describe-incidents.ts';
import type { Rule } from '../rule.ts';
import { hadBefore, incidentSessions } from './incident-sessions.ts';
import type { DemoCdr } from './demo-cdr.ts';
import { evaluationsOf, type Span } from './simulate.ts';
import type { Alert } from './state-machine.ts';
import { guardsOf, visibleFrom } from './visibility.ts';

/** How a rule met one window of an incident; instants in epoch milliseconds, null where it did not come to that. */
export interface Detection {
  readonly incident: Incident['name'];
  readonly window: Window;
  readonly rule: Rule;
  /** Group whose alert fired first, or that was visible first where none fired. */
  readonly group: string;
  readonly sessions: number;
  readonly visible: number;
  readonly pending: number | null;
  readonly alerting: number | null;
  /** Evaluations after it was visible up to the one that fired; 0 where the alert was firing already. */
  readonly evaluations: number | null;
}

/** The best that a rule did on a window of an incident; undefined where the incident never became visible to it. */
export function detect(
  { database }: DemoCdr,
  incident: Incident,
  window: Window,
  rule: Rule,
  alerts: readonly Alert[],
  span: Span,
): Detection | undefined {
  const guards = guardsOf(rule);
  const sessions = incidentSessions(database, incident, window);
  // What is known already is not for the rule on new IDs.
  const fits = (group: string) => !guards?.newWithin || !hadBefore(database, group, window.from, guards.newWithin);
  const found = [...visibleFrom(rule, sessions)]
    .filter(([group]) => fits(group))
    .map(([group, visible]): Detection => {
      const alert = alerts.find(
        ({ labels, alerting, ended }) =>
          Object.values(labels).includes(group) &&
          alerting !== null &&
          (ended ?? Infinity) > visible &&
          alerting < window.to + (guards?.window ?? 0),
      );
      const alerting = alert?.alerting ?? null;
      const evaluations = evaluationsOf(rule, { ...span, from: visible + 1, to: (alerting ?? visible) + 1 }).length;
      return {
        ...{ incident: incident.name, window, rule, group, sessions: sessions.length, visible, alerting },
        pending: alert?.pending ?? null,
        evaluations: alerting === null ? null : evaluations,
      };
    });
  const when = ({ alerting, visible }: Detection) => [alerting ?? Infinity, visible] as const;
  return found.sort((a, b) => compare(when(a), when(b)))[0];
}

function compare(a: readonly [number, number], b: readonly [number, number]): number {
  return a[0] === b[0] ? a[1] - b[1] : a[0] < b[0] ? -1 : 1;
}
