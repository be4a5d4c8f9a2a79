import { DashboardCursorSync } from '@grafana/schema';
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
import { DashboardControls } from './controls.tsx';
import { DashboardLinks } from './links.tsx';
import type { DashboardJson, PanelJson } from './model.ts';
import { vizPanel } from './panel.tsx';
import { variableSet } from './variables.ts';

/** Builds the scene of a dashboard. */
export function dashboardScene(json: DashboardJson): EmbeddedScene {
  return new EmbeddedScene({
    key: json.uid,
    $timeRange: new SceneTimeRange({
      from: json.time?.from ?? 'now-6h',
      to: json.time?.to ?? 'now',
      timeZone: json.timezone || 'browser',
    }),
    $variables: variableSet(json.templating?.list ?? []),
    $behaviors: [
      new behaviors.CursorSync({
        key: 'sync',
        sync: (json.graphTooltip ?? DashboardCursorSync.Off) as DashboardCursorSync,
      }),
    ],
    controls: [
      new DashboardControls({
        variables: new VariableValueSelectors({}),
        links: new DashboardLinks({ links: json.links ?? [] }),
        time: json.timepicker?.hidden
          ? []
          : [
              new SceneTimePicker({ quickRanges: json.timepicker?.quick_ranges }),
              new SceneRefreshPicker({ refresh: json.refresh || '', intervals: json.timepicker?.refresh_intervals }),
            ],
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

/** Panels after an open row belong to it, until the next row. */
function gridItems(panels: readonly PanelJson[]): SceneGridItemLike[] {
  const items: SceneGridItemLike[] = [];
  let open: { row: PanelJson; children: SceneGridItemLike[] } | undefined;
  const close = () => {
    if (open) {
      items.push(gridRow(open.row, open.children));
    }
    open = undefined;
  };
  for (const panel of panels) {
    if (panel.type !== 'row') {
      (open?.children ?? items).push(gridItem(panel));
      continue;
    }
    close();
    if (panel.collapsed) {
      items.push(gridRow(panel, (panel.panels ?? []).map(gridItem)));
    } else {
      open = { row: panel, children: [] };
    }
  }
  close();
  return items;
}

const gridRow = (json: PanelJson, children: SceneGridItemLike[]): SceneGridRow =>
  new SceneGridRow({
    key: `row-${String(json.id ?? json.title ?? '')}`,
    title: json.title ?? '',
    isCollapsed: json.collapsed ?? false,
    y: json.gridPos?.y,
    children,
  });

function gridItem(json: PanelJson): SceneGridItem {
  const { x = 0, y = 0, w = 12, h = 8 } = json.gridPos ?? {};
  return new SceneGridItem({ x, y, width: w, height: h, body: vizPanel(json) });
}
