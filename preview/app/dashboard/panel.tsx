import type { DataSourceRef, DataTransformerConfig, FieldConfigSource } from '@grafana/data';
import { locationService } from '@grafana/runtime';
import {
  getExploreURL,
  sceneGraph,
  SceneDataTransformer,
  SceneQueryRunner,
  VizPanel,
  VizPanelMenu,
  type SceneDataProvider,
  type SceneDataQuery,
} from '@grafana/scenes';
import type { Panel } from '@grafana/schema';
import { PanelNotices } from './notices.tsx';
import { PanelTimeRange } from './panel-time-range.tsx';

/** A panel of a scene, with its queries and transformations. */
export function vizPanel(json: Panel): VizPanel {
  const { timeFrom, timeShift, hideTimeOverride: isSilent = false } = json;
  const menu = new VizPanelMenu({ items: [] });
  const panel = new VizPanel({
    key: `panel-${String(json.id ?? json.title ?? '')}`,
    pluginId: json.type,
    title: json.title ?? '',
    description: json.description,
    displayMode: json.transparent ? 'transparent' : 'default',
    hoverHeader: !json.title,
    options: json.options ?? {},
    fieldConfig: (json.fieldConfig ?? { defaults: {}, overrides: [] }) as FieldConfigSource,
    $data: panelData(json),
    $timeRange: timeFrom || timeShift ? new PanelTimeRange({ timeFrom, timeShift, isSilent }) : undefined,
    titleItems: [new PanelNotices({})],
    menu: json.targets?.length ? menu : undefined,
  });
  menu.addActivationHandler(() => {
    menu.setItems([{ text: 'Explore', iconClassName: 'compass', onClick: () => void explore(panel) }]);
  });
  return panel;
}

function panelData({ targets = [], ...json }: Panel): SceneDataProvider | undefined {
  if (targets.length === 0) {
    return undefined;
  }
  const queries = targets as unknown as SceneDataQuery[];
  const runner = new SceneQueryRunner({
    queries,
    datasource: json.datasource ?? (queries[0]?.datasource as DataSourceRef | undefined),
    maxDataPoints: json.maxDataPoints,
    maxDataPointsFromWidth: json.maxDataPoints === undefined,
    minInterval: json.interval,
  });
  return json.transformations?.length
    ? new SceneDataTransformer({ $data: runner, transformations: json.transformations as DataTransformerConfig[] })
    : runner;
}

async function explore(panel: VizPanel): Promise<void> {
  const { data } = sceneGraph.getData(panel).state;
  if (data) {
    locationService.push(await getExploreURL(data, panel, sceneGraph.getTimeRange(panel).state.value.raw));
  }
}
