import { dashboards } from '../dashboards/index.ts';
import { rules } from './index.ts';
import { conditionModel, conditionRefId } from './parts/expression.ts';
import { savedQuery } from './parts/saved-query.ts';
import type { Generation, Rule, RuleQuery } from './rule.ts';
import { commonLabels } from '../contract/alert-labels.ts';
import { dashboard, dataSource, folder, groups } from './settings.ts';

/**
 * The rules in the words of Grafana's file provisioning (`groups` of a file in provisioning/alerting). Grafana puts the environment in
 * place of `$NAME` in most values, but not in annotations and queries, where alone we write `$`.
 */
export function ruleGroups(generation: Generation): readonly object[] {
  return Object.values(groups).map((group) => ({
    orgId: 1,
    name: group.title,
    folder,
    interval: `${group.minutes}m`,
    rules: rules.filter((rule) => rule.group === group).map((rule) => provisioned(rule, generation)),
  }));
}

function provisioned(rule: Rule, generation: Generation): object {
  const { uid, title, pendingMinutes, noDataState, execErrState, summary, description, link, severity, panel } = rule;
  const panelId = panelIdOf(panel);
  return {
    uid,
    title,
    condition: conditionRefId,
    for: `${pendingMinutes}m`,
    noDataState,
    execErrState: execErrState[generation],
    dashboardUid: dashboard,
    panelId,
    annotations: {
      summary,
      description,
      link,
      __dashboardUid__: dashboard,
      __panelId__: String(panelId),
    },
    labels: { severity, ...commonLabels },
    data: [...rule.queries.map(queryNode), conditionNode(rule)],
  };
}

function queryNode(query: RuleQuery): object {
  return {
    refId: query.refId,
    datasourceUid: dataSource.uid,
    relativeTimeRange: { from: query.minutes * 60, to: 0 },
    model: { ...savedQuery(query), datasource: dataSource },
  };
}

function conditionNode(rule: Rule): object {
  return {
    refId: conditionRefId,
    datasourceUid: '__expr__',
    relativeTimeRange: { from: 0, to: 0 },
    model: conditionModel(rule),
  };
}

function panelIdOf(title: string): number {
  const id = dashboards[dashboard].panels?.find((panel) => 'title' in panel && panel.title === title)?.id;
  if (id === undefined) {
    throw new Error(`${dashboard} has no panel "${title}"`);
  }
  return id;
}
