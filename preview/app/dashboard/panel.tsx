import type { DataSourceRef } from '@grafana/data';
import { locationService } from '@grafana/runtime';
import {
  getExploreURL,
  sceneGraph,
  SceneDataTransformer,
  SceneQueryRunner,
  VizPanel,
  VizPanelMenu,
  type SceneDataProvider,
} from '@grafana/scenes';
import type { PanelJson } from './model.ts';
import { PanelNotices } from './notices.tsx';
import { PanelTimeRange } from './panel-time-range.tsx';

/** A panel of a scene, with its queries and transformations. */
export function vizPanel(json: PanelJson): VizPanel {
  const menu = new VizPanelMenu({ items: [] });
  const panel = new VizPanel({
    key: `panel-${String(json.id ?? json.title ?? '')}`,
    pluginId: json.type,
    title: json.title ?? '',
    description: json.description,
    displayMode: json.transparent ? 'transparent' : 'default',
    hoverHeader: !json.title,
    options: json.options ?? {},
    fieldConfig: json.fieldConfig ?? { defaults: {}, overrides: [] },
    $data: panelData(json),
    $timeRange:
      json.timeFrom || json.timeShift
        ? new PanelTimeRange({ timeFrom: json.timeFrom, timeShift: json.timeShift })
        : undefined,
    titleItems: [new PanelNotices({ links: json.links ?? [] })],
    menu: json.targets?.length ? menu : undefined,
  });
  menu.addActivationHandler(() => {
    menu.setItems([{ text: 'Explore', iconClassName: 'compass', onClick: () => void explore(panel) }]);
  });
  return panel;
}

function panelData({ targets = [], ...json }: PanelJson): SceneDataProvider | undefined {
  if (targets.length === 0) {
    return undefined;
  }
  const runner = new SceneQueryRunner({
    queries: targets,
    datasource: reference(json.datasource) ?? reference(targets[0]?.datasource),
    maxDataPoints: json.maxDataPoints,
    maxDataPointsFromWidth: json.maxDataPoints === undefined,
    minInterval: json.interval,
  });
  return json.transformations?.length
    ? new SceneDataTransformer({ $data: runner, transformations: json.transformations })
    : runner;
}

const reference = (source: DataSourceRef | string | null | undefined): DataSourceRef | undefined =>
  typeof source === 'string' ? { uid: source } : (source ?? undefined);

async function explore(panel: VizPanel): Promise<void> {
  const { data } = sceneGraph.getData(panel).state;
  if (data) {
    locationService.push(await getExploreURL(data, panel, sceneGraph.getTimeRange(panel).state.value.raw));
  }
}
