import type { SavedQueryIn } from '../contract/query.ts';

/** Generations of Grafana that need different files: `KeepLast` is new in 11, and 10 does not start with it. */
export const generations = ['grafana11', 'grafana10'] as const;
export type Generation = (typeof generations)[number];

/** State that stands in for a result; Grafana 10 knows no `KeepLast`. */
type StandIn<G extends Generation> = 'OK' | 'Alerting' | (G extends 'grafana11' ? 'KeepLast' : never);

/** How often the rules of a group are evaluated. */
export interface Group {
  readonly title: string;
  readonly minutes: number;
}

type Asked<Query> = Query extends unknown ? Omit<Query, 'refId' | 'version' | 'format'> : never;

/** A query of the numeric format, with the name its number has in the condition and in texts. */
export interface RuleQuery {
  readonly refId: string;
  /** Range that ends with the evaluation. */
  readonly minutes: number;
  readonly query: Asked<SavedQueryIn<'numeric'>>;
}

/** One part of a condition. */
export interface Comparison {
  /** The `refId` of the query whose number is compared. */
  readonly of: string;
  readonly is: 'above' | 'below';
  readonly value: number;
  /** An alert that is pending or firing ends only below this. Grafana 10 does not know it and takes `value`. */
  readonly recovery?: number;
}

/** An alert rule. */
export interface Rule {
  /** Stays as it is: Grafana tells provisioned rules apart by it. */
  readonly uid: string;
  readonly title: string;
  readonly group: Group;
  readonly queries: readonly RuleQuery[];
  /** All must hold. Series are matched by their labels. */
  readonly condition: readonly [Comparison, ...Comparison[]];
  /** Minutes the condition must hold before anyone is told. */
  readonly pendingMinutes: number;
  /** Annotations and labels: texts with template functions of `parts/template-functions.ts` only. */
  readonly summary: string;
  readonly description: string;
  readonly link: string;
  readonly severity: 'critical' | 'warning';
  /** Title of the panel of the dashboard that shows what the rule looks at. */
  readonly panel: string;
  readonly noDataState: 'OK';
  readonly execErrState: { readonly [G in Generation]: StandIn<G> };
}
