import type { Panel } from '@grafana/grafana-foundation-sdk/dashboard';
import { dashboards } from '../../dashboards/index.ts';
import type { DashboardUid } from '../../dashboards/parts/catalogue.ts';
import { panelsOf, targetsOf } from '../../dashboards/testing/panels.ts';
import { defaults, filled, type Range, type Values } from '../../dashboards/testing/visitor.ts';

/** What one panel of an open dashboard asks for. */
export interface AskingPanel {
  readonly title: string;
  readonly range: Range;
  /** Queries with the variables replaced. */
  readonly queries: readonly { readonly refId: string; readonly model: unknown }[];
}

/** What the panels of a dashboard ask for, each as one request. @param values of variables, beside those it opens with */
export function askingPanels(uid: DashboardUid, range: Range, values: Values = {}): AskingPanel[] {
  const chosen = { ...defaults(uid), ...values };
  return panelsOf(dashboards[uid])
    .filter((panel) => targetsOf(panel).length > 0)
    .map((panel) => ({
      title: panel.title ?? '',
      range: rangeOf(panel, range, chosen),
      queries: targetsOf(panel).map((one) => ({ refId: one.refId, model: filled(one, chosen) })),
    }));
}

/** Lists that the variables of a dashboard ask for. */
export function listsOf(uid: DashboardUid): string[] {
  return (dashboards[uid].templating.list ?? []).flatMap(({ query }) =>
    typeof query === 'object' && 'list' in query ? [String(query.list)] : [],
  );
}

const day = 24 * 3600 * 1000;

/** The range of a panel that has one of its own, in days: so long before the end, or so much earlier. */
function rangeOf(panel: Panel, { from, to }: Range, values: Values): Range {
  const days = (text: string | undefined) => {
    const [, count] = /^(\d+)d$/.exec(String(filled(text ?? '', values))) ?? [];
    return count === undefined ? undefined : Number(count) * day;
  };
  const length = days(panel.timeFrom) ?? to - from;
  const shift = days(panel.timeShift) ?? 0;
  return { from: to - length - shift, to: to - shift };
}
