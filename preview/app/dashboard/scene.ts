import { DashboardCursorSync, type Panel, type RowPanel } from '@grafana/schema';
import {
  behaviors,
  EmbeddedScene,
  SceneGridItem,
  SceneGridLayout,
  SceneGridRow,
  SceneRefreshPicker,
  SceneTimePicker,
  SceneTimeRange,
  VariableValueSelectors,
  type SceneGridItemLike,
} from '@grafana/scenes';
import { AnnotationLayers, AnnotationSwitches } from './annotations.tsx';
import { DashboardControls } from './controls.tsx';
import { DashboardLinks } from './links.tsx';
import { isRow, type DashboardJson } from './model.ts';
import { vizPanel } from './panel.tsx';
import { variableSet } from './variables.ts';

/** Builds the scene of a dashboard. */
export function dashboardScene(json: DashboardJson): EmbeddedScene {
  const { hidden, quick_ranges: quickRanges, refresh_intervals: intervals } = json.timepicker ?? {};
  const pickers = [
    new SceneTimePicker({ quickRanges }),
    new SceneRefreshPicker({ withText: true, refresh: json.refresh ?? '', intervals }),
  ];
  return new EmbeddedScene({
    key: json.uid,
    $timeRange: new SceneTimeRange({
      from: json.time?.from ?? 'now-6h',
      to: json.time?.to ?? 'now',
      timeZone: json.timezone || 'browser',
    }),
    $variables: variableSet(json.templating?.list ?? []),
    $data: new AnnotationLayers(json.annotations?.list),
    $behaviors: [new behaviors.CursorSync({ key: 'sync', sync: json.graphTooltip ?? DashboardCursorSync.Off })],
    controls: [
      new DashboardControls({
        left: [new VariableValueSelectors({}), new AnnotationSwitches({})],
        links: new DashboardLinks({ links: json.links ?? [] }),
        time: hidden ? [] : pickers,
      }),
    ],
    body: new SceneGridLayout({
      isDraggable: false,
      isResizable: false,
      isLazy: true,
      children: gridItems(json.panels ?? []),
    }),
  });
}

/** Panels after an open row belong to it, until the next row; a closed row brings its own. */
function gridItems(panels: readonly (Panel | RowPanel)[]): SceneGridItemLike[] {
  const firstRow = panels.findIndex(isRow);
  const free = firstRow < 0 ? panels : panels.slice(0, firstRow);
  const rows = panels.flatMap((panel, index) => {
    if (!isRow(panel)) {
      return [];
    }
    const next = panels.findIndex((other, place) => place > index && isRow(other));
    const following = panels.slice(index + 1, next < 0 ? undefined : next);
    return [gridRow(panel, (panel.collapsed ? panel.panels : following) as Panel[])];
  });
  return [...(free as Panel[]).map(gridItem), ...rows];
}

const gridRow = ({ id, title, collapsed, gridPos }: RowPanel, panels: readonly Panel[]): SceneGridRow =>
  new SceneGridRow({
    key: `row-${String(id)}`,
    title: title ?? '',
    isCollapsed: collapsed,
    y: gridPos?.y ?? 0,
    children: panels.map(gridItem),
  });

function gridItem(json: Panel): SceneGridItem {
  const { x = 0, y = 0, w = 12, h = 8 } = json.gridPos ?? {};
  return new SceneGridItem({ x, y, width: w, height: h, body: vizPanel(json) });
}
